#!/bin/sh
# Install fxconv into .venv and print a first conversion. It needs only Python 3.11 and its pip: it
# creates the environment without ensurepip, which is a separate package in Debian.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv/bin/python ] || python3 -m venv --without-pip .venv
python3 -m pip --python .venv/bin/python install --quiet --disable-pip-version-check .
.venv/bin/fxconv 1e9 USD RUB
