"""Static pages with Jinja, for any server: `python examples/jinja_pages/build.py --out site`.

The folder is complete: it contains the pages, the script and the style sheet. To keep the rates
current, run `fxconv update ecb` and this script from a timer.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from fxconv.ext import jinja
from fxconv.web import Rates
from fxconv.web.site import build

HERE = Path(__file__).parent
STORY = {
    "title": "Port signs for two cranes",
    "at": datetime.fromisoformat("2014-11-20T02:04:00+03:00"),
    "sum": ("14e6", "EUR", "RUB"),
}


def written(out: Path) -> list[Path]:
    """Write the page and the files that it needs, and return their paths."""
    rates = Rates(provider="ecb")
    env = Environment(autoescape=True, loader=FileSystemLoader(HERE / "templates"))
    jinja.install(env, rates, static="fx/", action="fx/index.html", locale="en-GB")
    files = build(rates.newest, out / "fx")
    page = out / "index.html"
    page.write_text(env.get_template("story.html").render(story=STORY), encoding="utf-8")
    return [page, *files]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Static pages with rates.")
    parser.add_argument("--out", type=Path, default=Path("site"))
    for path in written(parser.parse_args().out):
        print(path)
