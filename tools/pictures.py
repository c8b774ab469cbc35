"""Make the pictures for the README: a converter on a page, and a terminal session.

    python tools/pictures.py

This writes docs/pictures/widget.png and docs/pictures/terminal.svg. It needs Playwright and
Debian's chromium, or another browser whose path is in FXCONV_CHROMIUM. All rates come from the
bundled store, so the pictures only change when the widgets or the messages do.
"""

from __future__ import annotations

import os
import pty
import shlex
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from fxconv import Converter
from fxconv.web import Snapshot, converter, money
from fxconv.web.assets import FOLDER, names

OUT = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDTH = 78
ALONE = {
    "COLUMNS": str(WIDTH),
    "FXCONV_CONFIG": "no such folder/config.toml",
    "FXCONV_OFFLINE": "1",
    "FXCONV_STORE": "no such folder/rates.sqlite",
}
"""Settings that use only the bundled rates, whatever the user has downloaded."""
SESSION = (
    'fxconv 1e9 USD RUB --at "2014-11-20 02:04 MSK"',
    "fxconv 2.5bn USD JPY --on 2014-11-20",
    "fxconv 100 DEM FRF",
    "fxconv history USD RUB --from 2014-11-17 --to 2014-11-21",
)
SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>fxconv at a terminal</title>
<style>
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px Menlo, Consolas, "DejaVu Sans Mono", monospace;
}}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
<rect fill="#191919" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, 24)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""
"""Rich's own format fetches its font from a server; this one uses the reader's."""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><style>
html {{ font: 100%/1.5 Georgia, serif; }}
body {{ inline-size: 38rem; margin: 0; padding: .5rem 1rem; }}
{style}</style></head><body>{widgets}<script>{script}</script></body></html>"""


def terminal() -> str:
    """Return a picture of the session as SVG."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    for number, command in enumerate(SESSION):
        console.print("\n" * bool(number) + f"[bold green]$[/] [bold]{command}[/]", highlight=False)
        console.print(Text.from_ansi(shown(command)))
    made = console.export_svg(theme=MONOKAI, code_format=SVG, unique_id="fx")
    return "\n".join(line.rstrip() for line in made.splitlines() if line.strip()) + "\n"


def shown(command: str) -> str:
    """Return a command's output at a terminal, without the empty lines around a table."""
    ours, its = pty.openpty()
    arguments = [sys.executable, "-m", *shlex.split(command)]
    done = subprocess.Popen(arguments, stdout=its, stderr=subprocess.STDOUT)
    os.close(its)
    lines = everything(ours).decode().splitlines()
    assert done.wait() == 0, lines
    return "\n".join(line for line in lines if line.strip())


def everything(terminal: int) -> bytes:
    """Return all bytes written to a terminal until its last writer closes it."""
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:  # Linux raises this when the last writer closes the terminal
        pass
    os.close(terminal)
    return b"".join(parts)


def page() -> str:
    """Return a page with a sentence of an article and a converter."""
    story = Snapshot.of(Converter(), published="2014-11-20T02:04+03:00", provider="ecb")
    sum_ = story.convert(25_000_000_000, "USD", "RUB")
    about = money(sum_, locale="en-GB", approx=True)
    parts = [
        f"<p>The contract is worth 25 billion U.S. dollars ({about}).</p>",
        converter(story, "25000000000", "USD", "RUB", locale="en-GB"),
    ]
    style, script = (Path(FOLDER, names()[name]).read_text() for name in ("fx.css", "fx.js"))
    return PAGE.format(style=style, script=script, widgets="".join(parts))


def photograph(path: Path) -> None:
    """Write a picture of the page at 1.5 times its size, for high-resolution screens."""
    found = os.environ.get("FXCONV_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 640, "height": 400}, device_scale_factor=1.5)
        shown.set_content(page())
        shown.locator("body").screenshot(path=path)
        browser.close()


def main() -> None:
    os.environ.update(ALONE)
    OUT.mkdir(parents=True, exist_ok=True)
    photograph(OUT / "widget.png")
    (OUT / "terminal.svg").write_text(terminal(), encoding="utf-8")


if __name__ == "__main__":
    main()
