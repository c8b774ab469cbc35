"""Build the script and the style of the widgets: minified, and named after what is in them.

    python tools/build_web.py

It needs npm, which fetches the one pinned esbuild. `src/fxconv/web/static/fxconv` then holds
`fx.<12 hex of sha256>.js` and `.css` and `manifest.json`, which names them. What they were made
from is written to `src/fxconv/web/browser/built.json`, and a test compares. `--check` builds,
compares with what is there and writes nothing.
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
    """Return an entry with all that it imports as one file, without comments or spaces."""
    options = ["--bundle", "--minify", "--charset=utf8", "--target=es2022,chrome123,firefox121"]
    options += ["--format=iife", "--log-level=warning", "--legal-comments=none"]
    npm = ["npm", "exec", "--yes", f"--package=esbuild@{ESBUILD}", "--", "esbuild"]
    command = [*npm, str(SOURCES / entry), *options]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def named(entry: str, content: bytes) -> str:
    """Return the name of a built file: that of its entry with the hash of the content."""
    stem, _, suffix = entry.partition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def made_from() -> dict[str, str]:
    """Return the hashes of all sources."""
    found = sorted([*SOURCES.glob("*.js"), *SOURCES.glob("*.css")])
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def wanted() -> dict[Path, bytes]:
    """Return what is built, by the path where it belongs."""
    built = {entry: minified(entry) for entry in ENTRIES}
    names = {entry: named(entry, content) for entry, content in built.items()}
    files = {STATIC / names[entry]: content for entry, content in built.items()}
    files[STATIC / "manifest.json"] = _json(names)
    files[SOURCES / "built.json"] = _json(made_from())
    return files


def write(files: dict[Path, bytes]) -> None:
    """Replace what was built before."""
    STATIC.mkdir(exist_ok=True)
    for old in STATIC.glob("fx.*"):
        if old not in files:
            old.unlink()
    for path, content in files.items():
        path.write_bytes(content)


def differing(files: dict[Path, bytes]) -> list[str]:
    """Return the names of the files that are not there, not the same, or too many."""
    old = {path for path in STATIC.glob("fx.*") if path not in files}
    new = {path for path, data in files.items() if not path.exists() or path.read_bytes() != data}
    return sorted(path.name for path in old | new)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    files = wanted()
    wrong = differing(files)
    if not check:
        write(files)
    verb = "differ" if check else "written"
    print(f"{verb}: {', '.join(wrong)}" if wrong else "as built before")
    return 1 if check and wrong else 0


def _json(value: dict[str, str]) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
