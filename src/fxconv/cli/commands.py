"""The group of commands; `convert` is the one that needs no name."""

from __future__ import annotations

from importlib import import_module

import click

from ..version import VERSION

NAMES = (
    "convert",
    "rates",
    "history",
    "compare",
    "currencies",
    "providers",
    "update",
    "doctor",
    "explain",
    "widget",
    "store",
)


class NoArguments(click.UsageError):
    """A group was called by its name alone; its message is the help."""


class Group(click.Group):
    """A group whose name alone is an error of use, under every version of Click."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse to run without arguments; raises NoArguments."""
        if not args and not ctx.resilient_parsing:
            raise NoArguments(ctx.get_help(), ctx)
        return super().parse_args(ctx, args)


class Commands(Group):
    """Loads a command when it is asked for; an amount stands for `convert`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by the name of its file."""
        if cmd_name not in NAMES:
            return None
        command: click.Command = import_module(f".{cmd_name}", __package__).command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the default command in front of an amount."""
        ctx.meta["typed"] = tuple(args)
        if args and args[0] not in (*NAMES, "--help", "--version"):
            args = ["convert", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"max_content_width": 100},
    epilog="fxconv AMOUNT FROM TO... takes all options of `fxconv convert`.",
)
@click.version_option(VERSION, message="%(prog)s %(version)s", help="Show the version.")
def group() -> None:
    """Convert money exactly, and say where the number comes from.

    \b
      fxconv 1e9 USD RUB                              the newest rate that is known
      fxconv 25bn dollars rubles euros                names and magnitudes, several targets
      fxconv 100 EUR USD --on 2014-11-20              the table of a day
      fxconv 1e9 USD RUB --at "2014-11-20 02:04 MSK"  what was published by then
      fxconv 100 DEM FRF --explain                    the whole calculation
      fxconv rates EUR --format csv                   all rates of one bulletin
    """
