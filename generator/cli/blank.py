"""`borang blank`: the blank form of a type."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import catalogue_of


@click.command(short_help="Formulir kosong satu jenis dokumen.")
@click.argument("type_name", metavar="JENIS")
@click.option("--to", "kind", type=click.Choice(["yaml"]), default="yaml", show_default=True, help="Bentuk formulir.")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Simpan ke berkas ini (bawaan: ke layar).",
)
@click.option("--force", is_flag=True, help="Ganti berkas yang sudah ada.")
@click.pass_obj
def blank(home: Path | None, type_name: str, kind: str, file: Path | None, force: bool) -> int:
    """Buat formulir kosong JENIS dokumen, dengan petunjuk tiap isian."""
    from generator.blank.yaml_form import blank_yaml

    text = blank_yaml(catalogue_of(home).compiled(type_name))
    if file is None:
        click.echo(text, nl=False)
        return 0
    from generator.deliver import Folder, deliver
    from generator.render.rendering import Made

    path = deliver([Made(file.name, text.encode("utf-8"), kind)], Folder(file.parent, force), type_name).files[0]
    click.echo(f"-> {path}")
    return 0
