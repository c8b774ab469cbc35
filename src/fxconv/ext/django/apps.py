"""The application and its settings, the dict FXCONV, which are checked when Django starts."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from ... import web
from ...errors import FxconvError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...web import Rates

USUAL: Final = {"PROVIDER": "ecb", "LOCALE": "en-GB", "RATES": None}


class FxconvConfig(AppConfig):  # type: ignore[misc]
    """The application with the label `fxconv`."""

    name = "fxconv.ext.django"
    label = "fxconv"
    path = os.path.dirname(web.__file__)  # staticfiles finds `static/fxconv` here

    def ready(self) -> None:
        """Register the check of the settings."""
        checks.register(check)


def setting(name: str) -> Any:
    """Return a setting from the dict FXCONV: PROVIDER, LOCALE or RATES."""
    return getattr(settings, "FXCONV", {}).get(name, USUAL[name])


@cache
def rates() -> Rates:
    """Return the site's rates, created once; `rates().refresh()` takes newer ones.

    The setting RATES is a function that creates them, or its dotted name. By default, they come
    from PROVIDER. Raises ImportError, UnknownProvider.
    """
    make = _maker(setting("RATES"))
    return make() if make else web.Rates(provider=setting("PROVIDER"))


def _maker(given: str | Callable[[], Rates] | None) -> Callable[[], Rates] | None:
    make: Callable[[], Rates] | None = import_string(given) if isinstance(given, str) else given
    if make is not None and not callable(make):
        raise TypeError(f"{given!r} is not a function that returns Rates")
    return make


def place() -> str:
    """Return the prefix under which the urls are included, or /fx/ if they are not."""
    return _place() or "/fx/"


def _place() -> str | None:
    try:
        return str(reverse("fxconv:answer", args=["convert"])).removesuffix("convert")
    except (NoReverseMatch, ImproperlyConfigured, AttributeError):  # AttributeError: no urls at all
        return None


def check(**_: Any) -> list[CheckMessage]:
    """Return the problems with the settings, for `manage.py check`."""
    given = getattr(settings, "FXCONV", {})
    if not isinstance(given, dict):
        return [Error("FXCONV is not a dict", hint=f"Its keys can be {_names()}.")]
    wrong = [name for name in given if name not in USUAL]
    found = [Error(f"FXCONV has no setting {name!r}", hint=f"Use {_names()}.") for name in wrong]
    return [*found, *_unusable(), *_unreachable()]


def _names() -> str:
    return ", ".join(USUAL)


def _unusable() -> list[Error]:
    """Return an error for each setting that cannot be used."""
    from ...publishing.registry import load
    from ...web import words

    found = []
    for name, used in (("PROVIDER", load), ("LOCALE", words.direction), ("RATES", _maker)):
        try:
            used(setting(name))
        except (FxconvError, ImportError, TypeError, AttributeError) as error:
            found.append(Error(f"FXCONV, {name}: {error}"))
    return found


def _unreachable() -> list[CheckMessage]:
    if _place():
        return []
    hint = 'path("fx/", include("fxconv.ext.django.urls"))'
    said = "fxconv's urls are not included: without JavaScript, forms will not work"
    return [checks.Warning(said, hint=hint)]
