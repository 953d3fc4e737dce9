"""A command whose own commands have an Indonesian name beside the English one, as the commands themselves have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click


class TwoNamedGroup(click.Group):
    """A group of commands that each answer to two names. indonesian: the English name by the Indonesian one."""

    def __init__(self, *args: Any, indonesian: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.indonesian = indonesian

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of either name."""
        return super().get_command(ctx, self.indonesian.get(cmd_name, cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands with both names of each."""
        other = {english: name for name, english in self.indonesian.items()}
        with formatter.section("Perintah"):
            formatter.write_dl(
                [(f"{name}, {other[name]}" if name in other else name, command.short_help or "") for name, command in self.commands.items()]
            )
