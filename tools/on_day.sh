#!/bin/sh
# Run a command with the clock set to another moment, as root, with Debian's faketime installed:
#   tools/on_day.sh '2028-02-29 12:00 UTC' .venv/bin/python -m pytest -n auto -m 'not browser and not waits'
# The clock changes for every program that the command starts, and for nothing else on the machine.
set -eu
ahead=$(($(date -d "$1" +%s) - $(date +%s))); shift
library=$(dpkg -L libfaketime | grep '/libfaketimeMT\.so')
export ahead library
exec unshare -m --propagation private sh -c '
  mount -t tmpfs tmpfs /mnt
  mkdir /mnt/upper /mnt/work
  mount -t overlay overlay -o lowerdir=/etc,upperdir=/mnt/upper,workdir=/mnt/work /etc
  printf "%+d\n" "$ahead" >/etc/faketimerc
  echo "$library" >/etc/ld.so.preload
  exec "$@"' sh "$@"
