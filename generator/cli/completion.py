"""`borang completion`: the script for bash, zsh or fish; and what completes the names of types, scores and outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem, get_completion_class

if TYPE_CHECKING:
    from pathlib import Path

_VARIABLE: Final = "_BORANG_COMPLETE"


@click.command(short_help="Pelengkap perintah untuk bash, zsh, atau fish.")
@click.argument("shell", metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Cetak pelengkap perintah untuk SHELL (bash, zsh, atau fish).

    Setelah dipasang, tombol Tab melengkapi perintah, pilihan, jenis dokumen, skor, dan bentuk keluaran.
    """
    found = get_completion_class(shell)
    assert found is not None
    script = found(ctx.find_root().command, {}, "borang", _VARIABLE)
    click.echo(script.source_template % script.source_vars())
    return 0


def types(ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return the document types that begin as typed, with their titles."""
    from generator.cli.options import home_of
    from generator.errors import BorangError
    from generator.home import Home
    from generator.yamlio import read_spec_head

    given: Path | None = ctx.find_root().params.get("home")
    items: list[CompletionItem] = []
    for name, file in Home(given or home_of()).spec_files().items():
        if name.startswith(typed):
            try:
                title = str(read_spec_head(file).get("title", ""))
            except BorangError:
                title = ""
            items.append(CompletionItem(name, help=title))
    return items


def scores(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return the scores that begin as typed, with what they are called."""
    from generator.tallies.recipes import RECIPES, label

    return [CompletionItem(name, help=label(recipe)) for name, recipe in RECIPES.items() if name.startswith(typed)]


def _output_names(ctx: click.Context | None) -> list[str]:
    """Return what types call their outputs where they have several of a medium; a spec that cannot be read has none to offer."""
    from generator.cli.options import home_of
    from generator.errors import BorangError
    from generator.home import Home
    from generator.yamlio import read_spec

    given: Path | None = ctx.find_root().params.get("home") if ctx is not None else None
    found: dict[str, None] = {}
    for file in Home(given or home_of()).spec_files().values():
        try:
            outputs = read_spec(file).get("outputs") or ()
        except (BorangError, AttributeError):
            continue
        found |= {str(one["name"]): None for one in outputs if isinstance(one, dict) and one.get("name")}
    return list(found)


class Media(click.ParamType):
    """Media of outputs, or names of outputs, divided by commas, each completed after its comma."""

    name = "docx,pdf,xlsx"
    known = ("docx", "pdf", "xlsx")

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the media, each once; a usage error for an unknown one."""
        if isinstance(value, tuple):
            return value
        media = tuple(dict.fromkeys(medium.strip().lower() for medium in str(value).split(",") if medium.strip()))
        unknown = [medium for medium in media if medium not in self.known]
        if unknown:
            known = (*self.known, *_output_names(ctx))
            unknown = [medium for medium in unknown if medium not in known]
            if unknown:
                raise click.UsageError(f"--to: {', '.join(unknown)} tidak dikenal; pilihannya {', '.join(known)}.", ctx)
        return media

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the lists that what is typed may become."""
        before, comma, typed = incomplete.rpartition(",")
        had = before.split(",")
        return [CompletionItem(f"{before}{comma}{medium}") for medium in self.known if medium.startswith(typed) and medium not in had]
