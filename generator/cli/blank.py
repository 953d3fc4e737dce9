"""`borang blank`: the blank form of a type."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.completion import types
from generator.cli.options import catalogue_of, force_option, type_of
from generator.cli.streams import DASH

if TYPE_CHECKING:
    from generator.blank.known import KnownFields
    from generator.blank.maker import FormMaker
    from generator.form.filled import FilledForm
    from generator.spec.compile import CompiledSpec

_FOLDER: Final = "formulir"
_SUFFIXES: Final = {"yaml": (".yaml", ".yml"), "xlsx": (".xlsx",), "docx": (".docx",), "pdf": (".pdf",)}
_SPOKEN: Final = {"xlsx": "Excel", "docx": "Word", "pdf": "cetak (PDF)"}
"""What a form that is no text is called."""


@click.command(short_help="Formulir kosong satu jenis dokumen.")
@click.argument("type_name", metavar="JENIS", shell_complete=types)
@click.option("--to", "medium", type=click.Choice([*_SUFFIXES]), help="Bentuk formulir (bawaan: menurut akhiran berkasnya, atau yaml).")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="BERKAS",
    help=f"Simpan ke berkas ini (bawaan: ke layar); dengan --each ke folder ini (bawaan: {_FOLDER}).",
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
@click.option(
    "--each",
    "roster",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="BERKAS",
    help="Satu formulir untuk setiap baris tabel ini (CSV, XLSX): guru, sekolah, peserta. Judul kolomnya nama isian.",
)
@force_option
@click.pass_obj
def blank(
    home: Path | None,
    type_name: str,
    *,
    medium: str | None,
    file: Path | None,
    feeder: Path | None,
    start: Path | None,
    roster: Path | None,
    force: bool,
) -> int:
    """Buat formulir kosong JENIS dokumen, dengan petunjuk tiap isian: berkas teks (YAML), Excel, Word, atau PDF untuk dicetak."""
    compiled = type_of(home, type_name)
    if roster is not None:
        from generator.cli.roster import put_forms

        if file == DASH:
            raise click.UsageError("--each menulis satu berkas tiap baris; sebut foldernya dengan -o.")
        folder = file if file is not None else Path(_FOLDER)
        known = _known(home, compiled, feeder, start, file=folder / _FOLDER)
        maker = _maker(compiled, medium or "xlsx", folder / _FOLDER, known)
        return put_forms(maker, roster, folder, known, force=force)
    if file is not None and file.is_dir():
        raise click.UsageError(f'-o: "{file}" adalah folder; sebut nama berkasnya, atau pakai --each.')
    asked = form_of(medium, file)
    if file is None and asked in _SPOKEN:
        name = f"{type_name}.{asked}"
        raise click.UsageError(f"Formulir {_SPOKEN[asked]} disimpan sebagai berkas: sebut namanya, misalnya -o {name}.")
    known = _known(home, compiled, feeder, start, file=file)
    maker = _maker(compiled, asked, file, known)
    data, form = maker.made(known)
    for line in left_out(form, maker.medium):
        click.echo(line, err=True)
    return _put(data, maker.medium, file, source=type_name, force=force)


def _put(data: bytes, medium: str, file: Path | None, *, source: str, force: bool) -> int:
    from generator.cli.delivery import put
    from generator.cli.streams import write_out

    if file is None or (file == DASH and medium == "yaml"):
        click.echo(data.decode("utf-8"), nl=False)
    elif file == DASH:
        write_out(data)
    else:
        return put(file, data, medium, source=source, force=force)
    return 0


def _maker(compiled: CompiledSpec, medium: str, near: Path | None, known: KnownFields) -> FormMaker:
    """Return what makes forms under the settings that a file it is begun from names, else of the office whose folder the file goes into."""
    from generator.blank.maker import FormMaker
    from generator.intake.institution import read_institution

    near = near if near is not None and near != DASH else Path("formulir.yaml")
    office = read_institution(compiled.home, near=near, named=known.institution_file)
    return FormMaker(compiled, medium, office)


def left_out(form: FilledForm | None, medium: str = "xlsx") -> list[str]:
    """Return the lines that tell what has no place in a form."""
    told: list[str] = []
    if form is None:
        return told
    if form.plan.omitted:
        told.append(f"Formulir {_SPOKEN[medium]} tidak memuat {_listed(form.plan.omitted)}; isilah itu di berkas YAML.")
    if form.left:
        told.append(f"Tidak mempunyai tempat dalam formulir {_SPOKEN[medium]}, jadi tidak ikut: {_listed(form.left)}.")
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
