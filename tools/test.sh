#!/bin/sh
# Install what the checks need into .venv, in the releases that tools/pins.txt names, and run them all.
#   --fast     leave out the tests in a browser
#   --newest   run only the tests without a browser, on the newest releases of everything, in .venv-newest
#   --oldest   run them on the lowest releases that pyproject.toml admits, in .venv-oldest
# Other arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
{ true <&0; } 2>/dev/null || exec </dev/null

run=all
case ${1-} in --fast | --newest | --oldest) run=${1#--}; shift ;; esac

install() { # environment, extra, options of pip
  environment=$1 extra=$2; shift 2
  [ -x "$environment/bin/python" ] || python3 -m venv --without-pip "$environment"
  python3 -m pip --python "$environment/bin/python" install --quiet --disable-pip-version-check "$@" -e ".[$extra]"
}

pinned() { # constraints
  export PIP_CONSTRAINT="$1" PIP_BUILD_CONSTRAINT="$1"
}

case $run in
newest)
  install .venv-newest test --upgrade --upgrade-strategy eager
  exec .venv-newest/bin/python -m pytest -n auto -m 'not browser' "$@" ;;
oldest)
  mkdir -p .venv-oldest
  python3 tools/floors.py >.venv-oldest/floors.txt
  pinned .venv-oldest/floors.txt
  install .venv-oldest test
  exec .venv-oldest/bin/python -m pytest -n auto -m 'not browser' "$@" ;;
esac

pinned tools/pins.txt
install .venv dev
export FXCONV_PINNED=1
[ $run = fast ] || sh tools/browser.sh
bin=.venv/bin
$bin/ruff check .
$bin/ruff format --check .
$bin/mypy
$bin/lint-imports
$bin/python tools/sizes.py
$bin/python tools/package.py
$bin/sphinx-build -q -W -b html docs docs/_build
if [ $run = fast ]; then exec $bin/python -m pytest -n auto -m 'not browser' "$@"; fi
$bin/coverage run -m pytest -n auto "$@"
$bin/coverage combine -q
$bin/coverage report
