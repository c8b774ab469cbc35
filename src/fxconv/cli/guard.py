"""What can go wrong: one line for each error, and its exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from ..errors import (
    FetchFailed,
    FxconvError,
    InvalidDocument,
    InvalidOption,
    InvalidRecord,
    RateNotFound,
    StaleRate,
    StoreError,
)
from .commands import NoArguments, group

if TYPE_CHECKING:
    from collections.abc import Callable

USAGE, NO_RATE, FAILED, STALE, CLOSED_PIPE = 2, 3, 4, 5, 141

FLAGS = {
    "intermediate_decimals": "--intermediate-decimals",
    "max_age": "--max-age",
    "provider": "--from-provider",
    "rounding": "--round",
} | {
    name: f"--{name}"
    for name in (
        "action", "blend", "cash", "days", "digits", "fee", "layout", "locale", "on", "out",
        "policy", "rule", "side",
    )
}  # fmt: skip
"""Options of the library, as the command line spells them."""


def run() -> int:
    """Run the command in the arguments and return its exit code."""
    code = _guarded(lambda: group.main(prog_name="fxconv", standalone_mode=False))
    code = _guarded(sys.stdout.flush) or code
    if code == CLOSED_PIPE:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _guarded(action: Callable[[], object]) -> int:
    """Run an action and return its exit code; print what went wrong in one line."""
    try:
        result = action()
    except FxconvError as error:
        return said(error)
    except NoArguments as error:
        click.echo(error.message, err=True)
        return USAGE
    except click.ClickException as error:
        why = error.format_message().rstrip(".")
        click.echo(f"fxconv: {why[:1].lower()}{why[1:]}; see `fxconv --help`", err=True)
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except (BrokenPipeError, SystemExit):  # click exits by itself when the pipe is closed
        return CLOSED_PIPE
    except OSError as error:
        click.echo(f"fxconv: {error}", err=True)
        return FAILED
    return result if isinstance(result, int) else 0


def said(error: FxconvError) -> int:
    """Print an error on stderr and return its exit code."""
    click.echo(f"fxconv: {_as_typed(error)}", err=True)
    if isinstance(error, RateNotFound):
        return NO_RATE
    if isinstance(error, StaleRate):
        return STALE
    failures = StoreError | InvalidDocument | InvalidRecord | FetchFailed
    return FAILED if isinstance(error, failures) else USAGE


def _as_typed(error: FxconvError) -> str:
    """Return the message of an error, with an option named as on the command line."""
    name = error.option if isinstance(error, InvalidOption) else ""
    return FLAGS.get(name, name) + str(error).removeprefix(name)
