"""The application: its settings are one dict, FXCONV, and are checked when Django starts."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from ... import web
from ...errors import FxconvError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...web import Rates

USUAL: Final = {"PROVIDER": "ecb", "LOCALE": "en-GB", "PREFIX": "/fx/", "RATES": None}


class FxconvConfig(AppConfig):  # type: ignore[misc]
    """The application, under the label `fxconv`."""

    name = "fxconv.ext.django"
    label = "fxconv"
    path = os.path.dirname(web.__file__)  # where staticfiles finds `static/fxconv`

    def ready(self) -> None:
        """Have the settings checked with those of the others."""
        register(check)


def setting(name: str) -> Any:
    """Return one of the settings in the dict FXCONV: PROVIDER, LOCALE, PREFIX or RATES."""
    return getattr(settings, "FXCONV", {}).get(name, USUAL[name])


@cache
def rates() -> Rates:
    """Return the rates of the site, made once; `rates().refresh()` takes newer ones.

    RATES is a function that makes them, or its dotted name; else they are those of PROVIDER.
    Raises ImportError, UnknownProvider.
    """
    make = _maker(setting("RATES"))
    return make() if make else web.Rates(provider=setting("PROVIDER"))


def _maker(given: str | Callable[[], Rates] | None) -> Callable[[], Rates] | None:
    make: Callable[[], Rates] | None = import_string(given) if isinstance(given, str) else given
    return make


def check(**_: Any) -> list[Error]:
    """Return what is wrong with the settings, for `manage.py check`."""
    given = getattr(settings, "FXCONV", {})
    if not isinstance(given, dict):
        return [Error("FXCONV is not a dict", hint=f"It may have {_names()}.")]
    wrong = [name for name in given if name not in USUAL]
    found = [Error(f"FXCONV has no setting {name!r}", hint=f"Use {_names()}.") for name in wrong]
    return [*found, *_unusable()]


def _names() -> str:
    return ", ".join(USUAL)


def _unusable() -> list[Error]:
    """Return the settings that cannot be used, each with the reason."""
    from ...providers import load
    from ...web import words

    found = []
    for name, used in (("PROVIDER", load), ("LOCALE", words.direction), ("RATES", _maker)):
        try:
            used(setting(name))
        except (FxconvError, ImportError) as error:
            found.append(Error(f"FXCONV, {name}: {error}"))
    return found
