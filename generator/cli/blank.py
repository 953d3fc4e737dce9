"""`borang blank`: the blank form of a type."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.completion import types
from generator.cli.options import force_option, type_of
from generator.cli.streams import DASH

_SUFFIXES = {"yaml": (".yaml", ".yml")}


@click.command(short_help="Formulir kosong satu jenis dokumen.")
@click.argument("type_name", metavar="JENIS", shell_complete=types)
@click.option("--to", "kind", type=click.Choice([*_SUFFIXES]), help="Bentuk formulir (bawaan: menurut akhiran berkasnya, atau yaml).")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="BERKAS",
    help="Simpan ke berkas ini (bawaan: ke layar).",
)
@force_option
@click.pass_obj
def blank(home: Path | None, type_name: str, *, kind: str | None, file: Path | None, force: bool) -> int:
    """Buat formulir kosong JENIS dokumen, dengan petunjuk tiap isian."""
    from generator.blank.yaml_form import blank_yaml
    from generator.fields.electronic import waived
    from generator.intake.institution import read_institution

    kind, compiled = form_of(kind, file), type_of(home, type_name)
    office = read_institution(compiled.home, near=file if file is not None and file != DASH else Path("formulir.yaml"))
    text = blank_yaml(compiled, waived(compiled.spec.fields, office, compiled.spec.id))
    if file is None or file == DASH:
        click.echo(text, nl=False)
        return 0
    from generator.cli.delivery import put

    return put(file, text.encode("utf-8"), kind, source=type_name, force=force)


def form_of(kind: str | None, file: Path | None) -> str:
    """Return the form that is asked for, by `--to` or by the file's suffix; a usage error where the two differ or no form has it."""
    if file is None or file == DASH:
        return kind or next(iter(_SUFFIXES))
    suffix = file.suffix.lower()
    meant = next((form for form, suffixes in _SUFFIXES.items() if suffix in suffixes), None)
    if meant is None or (kind is not None and kind != meant):
        known = ", ".join(end for form, ends in _SUFFIXES.items() if kind in (None, form) for end in ends)
        raise click.UsageError(f'-o: "{file.name}" tidak sesuai bentuk formulirnya; akhiran yang dapat: {known}.')
    return meant
