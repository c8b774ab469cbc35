#!/bin/sh
# Have what tests of widgets need: a browser, a wide font and a narrow one. Debian's chromium,
# DejaVu Sans and Liberation Sans Narrow are installed where that is allowed.
set -eu
has() { fc-list "$1" family 2>/dev/null | grep -q .; }
needed=
command -v "${FXCONV_CHROMIUM:-chromium}" >/dev/null || needed="chromium"
has "DejaVu Sans" || needed="$needed fonts-dejavu-core"
has "Liberation Sans Narrow" || needed="$needed fonts-liberation-sans-narrow"
[ -n "$needed" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "install Debian's $needed; FXCONV_CHROMIUM may name another browser" >&2
  exit 1
fi
apt-get update -qq
apt-cache show fonts-liberation-sans-narrow >/dev/null 2>&1 ||  # a part of the other in Debian 12
  needed=$(echo "$needed" | sed s/fonts-liberation-sans-narrow/fonts-liberation/)
# shellcheck disable=SC2086  # several names
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $needed >/dev/null
