"""`borang help`: the help of a command, also of one within a command."""

from __future__ import annotations

import click

from generator.cli.commands import suggested


@click.command(short_help="Bantuan satu perintah.")
@click.argument("words", nargs=-1, metavar="[PERINTAH]...")
@click.pass_context
def help_(ctx: click.Context, words: tuple[str, ...]) -> int:
    """Tampilkan bantuan satu PERINTAH; tanpa PERINTAH, daftar semuanya."""
    assert ctx.parent is not None
    at, command = ctx.parent, ctx.parent.command
    for word in words:
        below = command.get_command(at, word) if isinstance(command, click.Group) else None
        if below is None:
            raise click.UsageError(f'Perintah "{" ".join(words)}" tidak ada. {suggested(word)}', ctx)
        at, command = click.Context(below, info_name=word, parent=at), below
    click.echo(command.get_help(at))
    return 0
