"""`borang blank`: the blank form of a type."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.completion import types
from generator.cli.options import catalogue_of, force_option, type_of
from generator.cli.streams import DASH

if TYPE_CHECKING:
    from generator.blank.known import KnownFields
    from generator.form.filled import FilledForm
    from generator.spec.compile import CompiledSpec

_SUFFIXES = {"yaml": (".yaml", ".yml"), "xlsx": (".xlsx",)}


@click.command(short_help="Formulir kosong satu jenis dokumen.")
@click.argument("type_name", metavar="JENIS", shell_complete=types)
@click.option("--to", "medium", type=click.Choice([*_SUFFIXES]), help="Bentuk formulir (bawaan: menurut akhiran berkasnya, atau yaml).")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="BERKAS",
    help="Simpan ke berkas ini (bawaan: ke layar).",
)
@click.option(
    "--program",
    "feeder",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="BERKAS",
    help="Berkas program: yang sudah ada di sana disebut, dan tidak diisi lagi.",
)
@click.option(
    "--from",
    "start",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="BERKAS",
    help="Mulai dari berkas isian yang sudah ada, sejenis atau bukan: isian yang sama namanya ikut.",
)
@force_option
@click.pass_obj
def blank(
    home: Path | None, type_name: str, *, medium: str | None, file: Path | None, feeder: Path | None, start: Path | None, force: bool
) -> int:
    """Buat formulir kosong JENIS dokumen, dengan petunjuk tiap isian: berkas teks (YAML) atau buku kerja Excel."""
    from generator.fields.electronic import waived
    from generator.intake.institution import read_institution

    medium, compiled = form_of(medium, file), type_of(home, type_name)
    office = read_institution(compiled.home, near=file if file is not None and file != DASH else Path("formulir.yaml"))
    known = _known(home, compiled, feeder, start, file=file)
    given = waived(compiled.spec.fields, office, compiled.spec.id)
    if medium == "xlsx":
        from generator.blank.xlsx_form import blank_xlsx

        return _put_workbook(*blank_xlsx(compiled, given, known, office), file=file, source=type_name, force=force)
    from generator.blank.yaml_form import blank_yaml

    text = blank_yaml(compiled, given, known)
    if file is None or file == DASH:
        click.echo(text, nl=False)
        return 0
    from generator.cli.delivery import put

    return put(file, text.encode("utf-8"), medium, source=type_name, force=force)


def _put_workbook(data: bytes, form: FilledForm, *, file: Path | None, source: str, force: bool) -> int:
    """Write a form that is a workbook, and tell what has no place in it."""
    from generator.cli.delivery import put
    from generator.cli.streams import write_out

    if file is None:
        raise click.UsageError(f"Formulir Excel disimpan sebagai berkas: sebut namanya, misalnya -o {source}.xlsx.")
    for line in left_out(form):
        click.echo(line, err=True)
    if file == DASH:
        write_out(data)
        return 0
    return put(file, data, "xlsx", source=source, force=force)


def left_out(form: FilledForm) -> list[str]:
    """Return the lines that tell what has no place in a form."""
    told: list[str] = []
    if form.plan.omitted:
        told.append(f"Formulir Excel tidak memuat {_listed(form.plan.omitted)}; isilah itu di berkas YAML.")
    if form.left:
        told.append(f"Tidak mempunyai tempat dalam formulir Excel, jadi tidak ikut: {_listed(form.left)}.")
    return told


def _listed(paths: Sequence[tuple[str, ...]]) -> str:
    return ", ".join(".".join(path) for path in paths)


def _known(home: Path | None, compiled: CompiledSpec, feeder: Path | None, start: Path | None, *, file: Path | None) -> KnownFields:
    """Return what the form knows already: of the file that it starts from, and of the one that feeds its type."""
    from dataclasses import replace

    from generator.blank.known import KnownFields, begun_from, taking_from

    if feeder is None and start is None:
        return KnownFields()
    catalogue, folder = catalogue_of(home), Path() if file is None or file == DASH else file.parent
    known = begun_from(start, compiled, catalogue) if start is not None else KnownFields()
    known = replace(known, head={name: os.path.relpath(source, folder) for name, source in known.head.items()})
    return known if feeder is None else taking_from(feeder, compiled, catalogue, known, written=os.path.relpath(feeder, folder))


def form_of(medium: str | None, file: Path | None) -> str:
    """Return the form that is asked for, by `--to` or by the file's suffix; a usage error where the two differ or no form has it."""
    if file is None or file == DASH:
        return medium or next(iter(_SUFFIXES))
    suffix = file.suffix.lower()
    meant = next((form for form, suffixes in _SUFFIXES.items() if suffix in suffixes), None)
    if meant is None or (medium is not None and medium != meant):
        known = ", ".join(end for form, ends in _SUFFIXES.items() if medium in (None, form) for end in ends)
        raise click.UsageError(f'-o: "{file.name}" tidak sesuai bentuk formulirnya; akhiran yang dapat: {known}.')
    return meant
