#!/bin/sh
# Install the wheel and the sdist by pip, pipx and uv, each into a new environment where no compiler
# is found; convert once in each, and check that what it needs is there. Needs the network.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv-installs/bin/python ] || python3 -m venv --without-pip .venv-installs
python3 -m pip --python .venv-installs/bin/python install --quiet --disable-pip-version-check --upgrade hatchling pip pipx uv
bin=$PWD/.venv-installs/bin
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
export CC=false CXX=false PIPX_HOME="$new/pipx" PIPX_BIN_DIR="$new/bin" UV_TOOL_DIR="$new/uv" UV_TOOL_BIN_DIR="$new/bin"
export FXCONV_OFFLINE=1 FXCONV_STORE="$new/none.sqlite"
"$bin/hatchling" build -d "$new/dist" >/dev/null 2>&1

holds() { # environment
  "$1/bin/fxconv" 1e9 USD RUB --on 2014-11-20 | grep -q '^1,000,000,000.00 USD = 46,417,577,159.26 RUB'
  "$bin/uv" pip check --quiet --python "$1/bin/python"
}
by_pip() {
  "$bin/python" -m venv --without-pip "$new/pip"
  "$bin/pip" --python "$new/pip/bin/python" install --quiet --disable-pip-version-check "$1"
  "$bin/pip" --python "$new/pip/bin/python" check >/dev/null
  holds "$new/pip"
}
by_pipx() { "$bin/pipx" install --quiet "$1" >/dev/null && holds "$new/pipx/venvs/fxconv"; }
by_uv() { "$bin/uv" tool install --quiet "$1" && holds "$new/uv/fxconv"; }

for way in pip pipx uv; do
  for file in "$new"/dist/*; do
    by_$way "$file"
    echo "$way installs ${file##*/}"
    rm -rf "$new/$way" "$new/bin"
  done
done
