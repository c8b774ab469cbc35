#!/bin/sh
# Install what the checks need, in the releases that tools/pins.txt lists, and run all checks.
#   --fast     skip the browser and other slow tests, the coverage report and most random examples
#   --newest   run only the tests, as with --fast, on the newest release of every package
#   --oldest   run only the tests, as with --fast, on the lowest releases that pyproject.toml allows
# Other arguments are passed to pytest.
set -eu
cd "$(dirname "$0")/.."
{ true <&0; } 2>/dev/null || exec </dev/null

install() { # environment, extra, pip options
  venv=$1 extra=$2 bin=$1/bin; shift 2
  [ -x "$bin/python" ] || python3 -m venv --without-pip "$venv"
  python3 -m pip --python "$bin/python" install --quiet --disable-pip-version-check "$@" -e ".[$extra]"
}
pin() { export PIP_CONSTRAINT="$1" PIP_BUILD_CONSTRAINT="$1"; }
fast() { exec "$bin/python" -m pytest -n auto -m 'not browser and not slow' --hypothesis-profile fast "$@"; }

part=${1-}
case $part in
--fast | --newest | --oldest) shift ;;
esac
case $part in
--newest)
  install .venv-newest test --upgrade --upgrade-strategy eager
  fast "$@" ;;
--oldest)
  mkdir -p .venv-oldest
  python3 tools/floors.py >.venv-oldest/pins.txt
  pin .venv-oldest/pins.txt
  install .venv-oldest test
  fast "$@" ;;
esac

pin tools/pins.txt
install .venv dev
export FXCONV_PINNED=1
[ "$part" = --fast ] || sh tools/browser.sh
$bin/ruff check .
$bin/ruff format --check .
$bin/mypy
$bin/lint-imports
$bin/python tools/sizes.py
$bin/python tools/package.py
LC_ALL=C.UTF-8 $bin/sphinx-build -q -W -b html docs docs/_build
[ "$part" != --fast ] || fast "$@"
$bin/coverage run -m pytest -n auto "$@"
$bin/coverage combine -q
$bin/coverage report
