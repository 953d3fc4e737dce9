"""`borang try` and `borang schema`: for whoever writes a type. One lints it and makes all its outputs of invented data, the other feeds editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.completion import types
from generator.cli.delivery import write_plain
from generator.cli.options import catalogue_of, known_type
from generator.cli.terminal import say
from generator.workers import document_begins, document_ends

if TYPE_CHECKING:
    from generator.document import Document, Outcome
    from generator.spec.catalogue import Catalogue
    from generator.spec.compile import CompiledSpec


_PICTURES: Final = (".png", ".jpg", ".jpeg")
SPEC_SCHEMA: Final = "spec.schema.json"
"""The schema of the spec language, among those of data files."""


@click.command("try", short_help="Coba satu jenis: lint, isian karangan, semua keluaran.")
@click.argument("type_name", metavar="JENIS", shell_complete=types)
@click.option(
    "-o", "--output", "folder", default="coba", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False), help="Bawaan: coba."
)
@click.option(
    "--sample",
    "sample",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Isian sendiri, bukan karangan.",
)
@click.option(
    "--watch", "is_watching", is_flag=True, help="Ulangi setiap kali spesifikasi, templat, atau isiannya disimpan, sampai Ctrl+C."
)
@click.pass_obj
def try_(home: Path | None, type_name: str, *, folder: Path, sample: Path | None, is_watching: bool) -> int:
    """Periksa JENIS dengan lint, lalu buat semua keluarannya dari isian karangan, atau dari isian Anda (--sample).

    Isian karangannya tersimpan di samping hasilnya dan dapat dipakai sebagai contoh. Dengan --watch PDF-nya boleh tetap terbuka: berkasnya
    diganti di tempat yang sama.
    """
    known_type(catalogue_of(home).names(), type_name)
    if not is_watching:
        return _tried(home, type_name, folder / type_name, sample)
    from generator.cli.watch import watch

    return watch(lambda: watched_files(home, type_name, sample), lambda: tried_again(home, type_name, folder / type_name, sample))


def watched_files(home: Path | None, type_name: str, sample: Path | None = None) -> Iterator[Path]:
    """Yield the files that a type and its sample are made of, whether or not they can be read just now."""
    from generator.home import Home

    own = Home(home)
    for root in own.roots:
        yield root / "specs" / f"{type_name}.yaml"
        yield from sorted((root / "templates" / type_name).glob("*"))
        yield from sorted((root / "specs" / "_pieces").glob("*.yaml"))
        yield from sorted((root / "specs" / "reference").glob("*.yaml"))
    named = _letterhead_of(home, type_name, sample, sample.stat().st_mtime_ns) if sample is not None and sample.is_file() else None
    office = named or own.institution_file(near=sample)
    yield from [file for file in (office, sample) if file is not None]
    if office is not None:
        yield from sorted(file for file in office.parent.iterdir() if file.suffix.lower() in _PICTURES)


@lru_cache(maxsize=1)
def _letterhead_of(home: Path | None, type_name: str, sample: Path, _changed: int) -> Path | None:
    """Return the file with the office's settings that a sample names; None where it names none or cannot be read just now."""
    from generator.document import Document
    from generator.errors import BorangError
    from generator.intake.read import read

    try:
        document = read(sample, catalogue_of(home), type_name=type_name)
    except BorangError:
        return None
    named = document.given.institution_file if isinstance(document, Document) else ""
    return Path(named) if named else None


def tried_again(home: Path | None, type_name: str, folder: Path, sample: Path | None) -> int:
    """Try a type while its files are being worked on: a fault is said, and the next change is waited for."""
    from generator.errors import BorangError

    try:
        return _tried(home, type_name, folder, sample)
    except BorangError as fault:
        say(f"Gagal: {fault}")
        return 3


def _tried(home: Path | None, type_name: str, folder: Path, sample: Path | None = None) -> int:
    from generator.lint import lint_type
    from generator.report import finding_lines

    catalogue = catalogue_of(home)
    found = list(lint_type(type_name, catalogue))
    for finding in found:
        for line in finding_lines(finding):
            say(line)
    if any(finding.is_error for finding in found):
        say(f"{type_name}: belum dapat dicoba; perbaiki yang salah di atas.")
        return 3
    return _made(catalogue.compiled(type_name), folder) if sample is None else _made_of(sample, type_name, catalogue, folder)


def _made(compiled: CompiledSpec, folder: Path) -> int:
    """Make every output of the full invented document, as a draft where the type's own rules do not hold for it."""
    from generator.invention import FULL, invented

    full = next(one for one in invented(compiled) if one.name == FULL)
    outcome = _outcome(full.document, folder)
    if outcome.fault:
        say(f"Gagal: {outcome.fault}")
        return outcome.exit_code
    data = folder / f"{compiled.spec.id}-karangan.json"
    write_plain(data, json.dumps({"jenis": compiled.spec.id, **full.raw}, ensure_ascii=False, indent=2) + "\n")
    for file in (*outcome.files, data):
        say(f"  {file}")
    codes = sorted({finding.code for finding in outcome.findings if finding.is_error})
    say(f"{compiled.spec.id}: jadi{', bertanda DRAF karena isian karangan melanggar ' + ', '.join(codes) if codes else ''}.")
    return 0


def _made_of(sample: Path, type_name: str, catalogue: Catalogue, folder: Path) -> int:
    """Make every output of the first document in a user's own data file, as a draft where something is wrong with it."""
    from generator.intake.read import read
    from generator.report import finding_lines
    from validators.findings import Finding

    document = read(sample, catalogue, type_name=type_name)
    if isinstance(document, Finding):
        for line in finding_lines(document):
            say(line)
        return 1
    outcome = _outcome(document, folder)
    for line in (line for one in outcome.findings for line in finding_lines(one)):
        say(line)
    if outcome.fault:
        say(f"Gagal: {outcome.fault}")
        return outcome.exit_code
    for file in outcome.files:
        say(f"  {file}")
    wrong = any(one.is_error for one in outcome.findings)
    say(f"{type_name}: jadi dari {sample.name}{', bertanda DRAF karena isiannya belum benar' if wrong else ''}.")
    return 0


def _outcome(document: Document, folder: Path) -> Outcome:
    from generator.deliver import Folder
    from generator.pipeline import Target, run

    document_begins()
    outcome = run(document, Target(every_medium=True, folder=Folder(folder, force=True), is_draft=True))
    document_ends()
    return outcome


@click.command(short_help="Skema JSON berkas isian, untuk penyunting teks.")
@click.argument("names", nargs=-1, metavar="[JENIS]...", shell_complete=types)
@click.option(
    "-o", "--output", "folder", default="skema", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False), help="Bawaan: skema."
)
@click.pass_obj
def schema(home: Path | None, names: tuple[str, ...], *, folder: Path) -> int:
    """Simpan skema JSON untuk VS Code dan sejenisnya: berkas isian setiap JENIS (bawaan: semua), dan bahasa spesifikasi, dengan keterangan tiap kunci."""
    from generator.editor_schema import editor_schema
    from generator.language_schema import language_schema

    catalogue = catalogue_of(home)
    wanted = [known_type(catalogue.names(), name) for name in names] or catalogue.names()
    schemas = {f"{name}.json": editor_schema(catalogue.compiled(name)) for name in wanted}
    for name, found in {**schemas, SPEC_SCHEMA: language_schema()}.items():
        write_plain(folder / name, json.dumps(found, ensure_ascii=False, indent=2, default=str) + "\n")
        say(f"  {folder / name}")
    say(f"Pakai dengan menulis di baris pertama isian: # yaml-language-server: $schema={folder.name}/{wanted[0]}.json")
    say(f"dan di baris pertama spesifikasi: # yaml-language-server: $schema=(jalan ke {folder.name})/{SPEC_SCHEMA}")
    return 0
