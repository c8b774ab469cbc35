"""What is shipped was built from the sources."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from web.pages import SCRIPT, STATIC, STYLE, WEB


def test_what_is_shipped_was_built_from_the_sources() -> None:
    """Fails when a source was changed after `python tools/build_web.py`."""
    built = json.loads((WEB / "browser" / "built.json").read_text())
    found = [*(WEB / "browser").glob("*.js"), *(WEB / "browser").glob("*.css")]
    assert built == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in found}
    for path in (SCRIPT, STYLE):
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:12] == path.name.split(".")[1]
    assert {path.name for path in STATIC.glob("fx.*")} == {SCRIPT.name, STYLE.name}


@pytest.mark.parametrize(
    "word", ["innerHTML", "eval(", "Storage", "cookie", "fetch(", "http", "prefers-color-scheme"]
)
def test_what_is_not_in_there(word: str) -> None:
    assert word not in SCRIPT.read_text() + STYLE.read_text()


def test_the_manifest_of_elements_names_what_is_there() -> None:
    manifest = json.loads((WEB / "browser" / "custom-elements.json").read_text())
    element = manifest["modules"][0]["declarations"][0]
    names = {token["name"] for token in element["cssProperties"]}
    assert names == set(re.findall(r"(--fx-[\w-]+):", (WEB / "browser" / "fx.css").read_text()))
    source = (WEB / "browser" / "converter.js").read_text()
    assert f"class {element['name']} " in source
    assert f'CustomEvent("{element["events"][0]["name"]}"' in source
    assert all((WEB / "browser" / module["path"]).exists() for module in manifest["modules"])
