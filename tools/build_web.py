"""Build the widgets' script and style sheet: minified, and named after a hash of their content.

    python tools/build_web.py

This needs npm, which downloads the pinned esbuild. It writes `fx.<12 hex of sha256>.js` and `.css`
to `src/fxconv/web/static/fxconv`, and their names to `manifest.json` there. The hashes of the
sources go to `src/fxconv/web/browser/built.json`, which a test compares. `--check` builds, compares
with the current files and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from pathlib import Path

ESBUILD = "0.28.2"
ENTRIES = ("fx.js", "fx.css")
WEB = Path(__file__).resolve().parents[1] / "src" / "fxconv" / "web"
SOURCES, STATIC = WEB / "browser", WEB / "static" / "fxconv"


def minified(entry: str) -> bytes:
    """Return an entry bundled with everything it imports, without comments or spaces."""
    options = ["--bundle", "--minify", "--charset=utf8", "--target=es2022,chrome123,firefox121"]
    options += ["--format=iife", "--log-level=warning", "--legal-comments=none"]
    npm = ["npm", "exec", "--yes", f"--package=esbuild@{ESBUILD}", "--", "esbuild"]
    command = [*npm, str(SOURCES / entry), *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def named(entry: str, content: bytes) -> str:
    """Return the name of a built file: its entry's name with the hash of the content."""
    stem, _, suffix = entry.partition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def made_from() -> dict[str, str]:
    """Return the hashes of all sources."""
    found = sorted([*SOURCES.glob("*.js"), *SOURCES.glob("*.css")])
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def wanted() -> dict[Path, bytes]:
    """Return the content of each built file by its path."""
    built = {entry: minified(entry) for entry in ENTRIES}
    names = {entry: named(entry, content) for entry, content in built.items()}
    files = {STATIC / names[entry]: content for entry, content in built.items()}
    files[STATIC / "manifest.json"] = _json(names)
    files[SOURCES / "built.json"] = _json(made_from())
    return files


def write(files: dict[Path, bytes]) -> None:
    """Replace the files built before."""
    STATIC.mkdir(exist_ok=True)
    for old in STATIC.glob("fx.*"):
        if old not in files:
            old.unlink()
    for path, content in files.items():
        path.write_bytes(content)


def differing(files: dict[Path, bytes]) -> list[str]:
    """Return the names of the files that are missing, different or left over."""
    old = {path for path in STATIC.glob("fx.*") if path not in files}
    new = {path for path, data in files.items() if not path.exists() or path.read_bytes() != data}
    return sorted(path.name for path in old | new)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="compare only; write nothing")
    check = parser.parse_args().check
    files = wanted()
    wrong = differing(files)
    if not check:
        write(files)
    verb = "differ" if check else "written"
    print(f"{verb}: {', '.join(wrong)}" if wrong else "nothing changed")
    return 1 if check and wrong else 0


def _json(value: dict[str, str]) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
