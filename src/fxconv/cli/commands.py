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
    """A group was called without arguments; the message is its help."""


class Group(click.Group):
    """A group that needs arguments, in every version of Click."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; raises NoArguments if there are none."""
        if not args and not ctx.resilient_parsing:
            raise NoArguments(ctx.get_help(), ctx)
        return super().parse_args(ctx, args)


class Commands(Group):
    """Loads each command when it is needed; an amount in its place means `convert`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command in the file of that name."""
        if cmd_name not in NAMES:
            return None
        command: click.Command = import_module(f".{cmd_name}", __package__).command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the name of the default command before an amount."""
        ctx.meta["typed"] = tuple(args)
        if args and args[0] not in (*NAMES, "--help", "--version"):
            args = ["convert", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"max_content_width": 100},
    epilog="`fxconv AMOUNT FROM TO...` takes all options of `fxconv convert`.",
)
@click.version_option(VERSION, message="%(prog)s %(version)s", help="Show the version and exit.")
def group() -> None:
    """Convert currencies exactly, and show where each number comes from.

    \b
      fxconv 1e9 USD RUB                              use the newest rate
      fxconv 25bn dollars rubles euros                use names, magnitudes, several targets
      fxconv 100 EUR USD --on 2014-11-20              use the rates of a day
      fxconv 1e9 USD RUB --at "2014-11-20 02:04 MSK"  use only what was published by then
      fxconv 100 DEM FRF --explain                    show the full calculation
      fxconv rates EUR --format csv                   print all rates of one bulletin
    """
