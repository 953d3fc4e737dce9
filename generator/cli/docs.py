"""`borang docs`: the guide's pages, which travel with the program."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.terminal import paged
from generator.home import SHIPPED

_FOLDER = SHIPPED / "docs"


@click.command(short_help="Baca panduan di layar.")
@click.argument("name", required=False, metavar="[HALAMAN]", shell_complete=lambda _ctx, _param, typed: _completed(typed))
@click.option("--path", "shows_path", is_flag=True, help="Tampilkan letak berkasnya saja.")
def docs(name: str | None, *, shows_path: bool) -> int:
    """Tampilkan satu HALAMAN panduan; tanpa HALAMAN, daftarnya.

    Halaman satu jenis dokumen disebut dengan nama jenisnya.
    """
    pages = _pages()
    if name is None:
        if shows_path:
            click.echo(str(_FOLDER))
            return 0
        width = max(map(len, pages), default=0)
        for page, file in pages.items():
            click.echo(f"{page:{width}}  {_title(file)}")
        return 0
    file = pages.get(name.removesuffix(".md").removeprefix("docs/").removeprefix("jenis/"))
    if file is None:
        from validators.spelling import nearest

        near = nearest(name, list(pages))
        raise click.UsageError(
            f'Halaman "{name}" tidak ada. ' + (f"Maksud Anda: borang docs {near}?" if near else "Daftarnya: borang docs")
        )
    if shows_path:
        click.echo(str(file))
        return 0
    with paged() as lines:
        lines.extend(file.read_text(encoding="utf-8").splitlines())
    return 0


def _pages() -> dict[str, Path]:
    """Return the pages by name, the guide first, then those of the document types."""
    own = sorted(_FOLDER.glob("*.md"), key=lambda file: (file.stem != "panduan", file.stem))
    return {file.stem: file for file in [*own, *sorted((_FOLDER / "jenis").glob("*.md"))] if file.stem != "README"}


def _title(file: Path) -> str:
    return file.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")


def _completed(typed: str) -> list[str]:
    return [name for name in _pages() if name.startswith(typed)]
