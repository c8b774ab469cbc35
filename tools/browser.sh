#!/bin/sh
# Have the browser that tests of widgets need: Debian's chromium is installed where that is allowed.
set -eu
command -v "${FXCONV_CHROMIUM:-chromium}" >/dev/null && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "install Debian's chromium, or name another with FXCONV_CHROMIUM" >&2
  exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
