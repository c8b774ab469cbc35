#!/bin/sh
# Rewrite tools/pins.txt: the newest releases of everything that tools/test.sh installs. They form one
# set for every Python that fxconv supports, and each has a wheel for all of them. Needs the network.
set -eu
cd "$(dirname "$0")/.."
uv=.venv-pin/bin/uv pins=tools/pins.txt
[ -x .venv-pin/bin/python ] || python3 -m venv --without-pip .venv-pin
python3 -m pip --python .venv-pin/bin/python install --quiet --disable-pip-version-check --upgrade uv
new=$(echo editables | $uv pip compile --quiet --no-header --no-annotate --universal --upgrade \
  --fork-strategy fewest --python-version 3.11 --extra dev pyproject.toml -)
printf '# Made by tools/pin.sh\n%s\n' "$new" >$pins
for python in 3.11 3.12 3.13 3.14; do
  $uv pip compile --quiet --only-binary :all: --python-version $python $pins >/dev/null
done
