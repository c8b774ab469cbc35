"""The command line: a lazy group of commands, one file each."""

from __future__ import annotations

import os
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit code; no traceback reaches a user."""
    import gc

    gc.disable()  # a process this short needs no search for cycles, which costs a tenth of it
    try:
        from .guard import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("fxconv: interrupted\n")
        code = INTERRUPTED
    sys.stderr.flush()
    os._exit(code)  # all is written: to take the interpreter apart would cost another tenth
