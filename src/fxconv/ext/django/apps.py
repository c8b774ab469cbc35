"""The application: its settings are one dict, FXCONV, and are checked when Django starts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register

from ...errors import FxconvError

if TYPE_CHECKING:
    from ...web import Rates

USUAL: Final = {"PROVIDER": "ecb", "LOCALE": "en-GB", "PREFIX": "/fx/"}


class FxconvConfig(AppConfig):  # type: ignore[misc]
    """The application, under the label `fxconv`."""

    name = "fxconv.ext.django"
    label = "fxconv"

    def ready(self) -> None:
        """Have the settings checked with those of the others."""
        register(check)


def setting(name: str) -> str:
    """Return one of the settings in the dict FXCONV: PROVIDER, LOCALE or PREFIX."""
    given: dict[str, str] = getattr(settings, "FXCONV", {})
    return given.get(name, USUAL[name])


@cache
def rates() -> Rates:
    """Return the rates of the site, made once; `rates().refresh()` takes newer ones."""
    from ...web import Rates

    return Rates(provider=setting("PROVIDER"))


def check(**_: Any) -> list[Error]:
    """Return what is wrong with the settings, for `manage.py check`."""
    given = getattr(settings, "FXCONV", {})
    if not isinstance(given, dict):
        return [Error("FXCONV is not a dict", hint=f"It may have {', '.join(USUAL)}.")]
    wrong = [name for name in given if name not in USUAL]
    found = [Error(f"FXCONV has no setting {name!r}", hint=f"Use {_names()}.") for name in wrong]
    return [*found, *_unusable()]


def _names() -> str:
    return ", ".join(USUAL)


def _unusable() -> list[Error]:
    from ...providers import load
    from ...web import words

    found = []
    for name, used in (("PROVIDER", load), ("LOCALE", words.direction)):
        try:
            used(setting(name))
        except FxconvError as error:
            found.append(Error(f"FXCONV, {name}: {error}"))
    return found
