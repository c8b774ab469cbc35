#!/bin/sh
# Have what the browser tests need: Debian's chromium, and axe-core from npm in node_modules.
set -eu
cd "$(dirname "$0")/.."
if ! command -v "${FXCONV_CHROMIUM:-chromium}" >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
  else
    echo "install Debian's chromium, or name another with FXCONV_CHROMIUM" >&2
    exit 1
  fi
fi
if [ -z "${FXCONV_AXE:-}" ] && [ ! -e node_modules/axe-core/axe.min.js ]; then
  command -v npm >/dev/null || { echo "install npm, or name axe.min.js with FXCONV_AXE" >&2; exit 1; }
  npm install --silent --no-save --no-package-lock --prefix . axe-core@4.14.1
fi
