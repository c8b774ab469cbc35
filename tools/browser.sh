#!/bin/sh
# Provide what the widget tests need: a browser, a wide font and a narrow font. If it may, this
# installs Debian's chromium, DejaVu Sans and Liberation Sans Narrow.
set -eu
has() { fc-list "$1" family 2>/dev/null | grep -q .; }
needed=
command -v "${FXCONV_CHROMIUM:-chromium}" >/dev/null || needed="chromium"
has "DejaVu Sans" || needed="$needed fonts-dejavu-core"
has "Liberation Sans Narrow" || needed="$needed fonts-liberation-sans-narrow"
[ -n "$needed" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "install these Debian packages: $needed (or set FXCONV_CHROMIUM to another browser)" >&2
  exit 1
fi
apt-get update -qq
apt-cache show fonts-liberation-sans-narrow >/dev/null 2>&1 ||  # in Debian 12 it is part of fonts-liberation
  needed=$(echo "$needed" | sed s/fonts-liberation-sans-narrow/fonts-liberation/)
# shellcheck disable=SC2086  # several package names
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $needed >/dev/null
