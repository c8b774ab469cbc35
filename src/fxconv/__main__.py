"""python -m fxconv."""

from .cli import main

main()
