#!/bin/sh
# Install what the checks need into .venv and run them all; arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv/bin/python ] || python3 -m venv --without-pip .venv
python3 -m pip --python .venv/bin/python install --quiet --disable-pip-version-check -e '.[dev]'
sh tools/browser.sh
bin=.venv/bin
$bin/ruff check .
$bin/ruff format --check .
$bin/mypy
$bin/lint-imports
$bin/python tools/sizes.py
$bin/sphinx-build -q -W -b html docs docs/_build
$bin/coverage run -m pytest "$@"
$bin/coverage combine -q
$bin/coverage report
