"""The acceptance cases, where they are at hand."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from surroundings import SHARED

GOLDEN = SHARED / "golden" / "cases.json"
OF_THE_SEED = [
    "ecb-direct",
    "ecb-cross",
    "ecb-digits",
    "as-of",
    "missing-date",
    "euro-legacy",
    "redenomination",
    "rounding",
    "cash-rounding",
    "parse-amount",
    "parse-date",
]
"""The categories that the rates answer which fxconv comes with."""


@cache
def _cases() -> list[dict[str, Any]]:
    if not GOLDEN.exists():
        return []
    return json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"]


def golden_all() -> list[Any]:
    """Return all acceptance cases."""
    return golden(*{case["category"] for case in _cases()})


def golden(*categories: str) -> list[Any]:
    """Return the acceptance cases of some categories as pytest parameters, named by their ids."""
    return [
        pytest.param(case, id=case["id"]) for case in _cases() if case["category"] in categories
    ]
