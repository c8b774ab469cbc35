#!/bin/sh
# Install fxconv into .venv and print a first answer. Needs Python 3.11 and its pip, nothing else:
# the environment is made without ensurepip, which Debian packages apart.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv/bin/python ] || python3 -m venv --without-pip .venv
python3 -m pip --python .venv/bin/python install --quiet --disable-pip-version-check .
.venv/bin/fxconv 1e9 USD RUB
