"""`borang check` and `borang make`: files through the pipeline, outcomes to the terminal."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from generator import report
from generator.bundle import run_bundle
from generator.cli.completion import Media
from generator.cli.marking import mark_option, refuse_without_books, with_marked_copies
from generator.cli.options import (
    catalogue_of,
    data_files,
    engine_option,
    force_option,
    json_option,
    known_type,
    mapping_in,
    mapping_option,
    media_option,
    type_option,
)
from generator.cli.streams import DASH, SHOWN, standard_input, suffix_of, write_out
from generator.cli.terminal import Telling, cleared, say, telling, telling_options, tells_progress, with_progress
from generator.deliver import Folder
from generator.document import Outcome
from generator.errors import BorangError
from generator.home import Home
from generator.intake.folder import MAPPING, SUFFIXES, TABLES, resolved
from generator.intake.form import Incoming, Shelf
from generator.intake.institution import read_institution
from generator.pipeline import Rendition, Target, run_all, steps_of, together
from generator.spec.catalogue import Catalogue
from generator.workers import document_begins, document_ends
from validators.findings import Severity

if TYPE_CHECKING:
    from generator.form.mapping import QuestionMapping

_Step = TypeVar("_Step")
files_argument = click.argument("files", nargs=-1, required=True, metavar="BERKAS...", type=click.Path(path_type=Path))
watch_option = click.option("--watch", "is_watching", is_flag=True, help="Ulangi setiap kali berkasnya disimpan, sampai Ctrl+C.")


@dataclass(frozen=True, slots=True)
class FileRun:
    """One run of the command: the files, what is to be made of them, and how it is told. err: the report goes to the error output. is_marking: faults are marked in copies of workbooks. mapping: where the questions of exports go."""

    home: Path | None
    files: tuple[Path, ...]
    type_name: str = ""
    as_json: bool = False
    telling: Telling = Telling.USUAL
    err: bool = False
    is_marking: bool = False
    mapping: Path | None = None


@click.command(short_help="Periksa berkas isian tanpa membuat dokumen.")
@files_argument
@type_option
@mapping_option
@mark_option
@json_option
@telling_options
@watch_option
@click.pass_obj
def check(
    home: Path | None,
    files: tuple[Path, ...],
    *,
    type_name: str,
    mapping: Path | None,
    is_marking: bool,
    as_json: bool,
    is_quiet: bool,
    is_verbose: bool,
    is_watching: bool,
) -> int:
    """Periksa BERKAS isian: semua yang salah disebut sekaligus, dengan barisnya, dan skornya dihitung.

    BERKAS boleh beberapa, boleh juga folder; tanda - berarti masukan standar. Tidak ada dokumen yang dibuat.
    """
    told = telling(is_quiet=is_quiet, is_verbose=is_verbose)
    run = FileRun(home, files, type_name, as_json, told, is_marking=is_marking, mapping=mapping)
    return _watched(run, Target) if is_watching else _run(run, Target())


@click.command(short_help="Periksa berkas isian lalu buat dokumennya.")
@files_argument
@type_option
@mapping_option
@click.option(
    "-o",
    "--output",
    "folder",
    default="out",
    metavar="FOLDER",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Folder keluaran (bawaan: out), atau nama berkasnya untuk satu dokumen (kak.pdf); tanda - berarti keluaran standar.",
)
@media_option
@click.option("--all", "every_medium", is_flag=True, help="Buat semua keluaran yang dimiliki jenis dokumennya.")
@click.option("--with-lampiran", "with_annexes", is_flag=True, help="Gabungkan lampiran yang disebut laporannya: satu PDF dan satu ZIP.")
@engine_option
@click.option("--draft", "is_draft", is_flag=True, help="Buat walau ada yang salah, bertanda DRAF dengan daftar kesalahannya.")
@force_option
@json_option
@telling_options
@watch_option
@click.pass_obj
def make(
    home: Path | None,
    files: tuple[Path, ...],
    *,
    type_name: str,
    mapping: Path | None,
    folder: Path,
    media: tuple[str, ...],
    every_medium: bool,
    with_annexes: bool,
    engine: str | None,
    is_draft: bool,
    force: bool,
    as_json: bool,
    is_quiet: bool,
    is_verbose: bool,
    is_watching: bool,
) -> int:
    """Periksa BERKAS isian, hitung skornya, dan buat dokumennya.

    BERKAS boleh beberapa, boleh juga folder; tanda - berarti masukan standar. Satu berkas yang salah tidak menghentikan yang lain.
    """
    run = FileRun(home, files, type_name, as_json, telling(is_quiet=is_quiet, is_verbose=is_verbose), mapping=mapping)
    target = Target(media, every_medium, is_draft=is_draft, engine=engine or "")
    if with_annexes:
        target = _with_annexes(target, folder)
    if folder == DASH:
        if as_json or is_watching:
            raise click.UsageError("-o - mengalirkan dokumennya; --json dan --watch tidak dapat dipakai bersamanya.")
        return _piped(run, target)
    target, name = _named(folder, target, run)
    place = folder.parent if name else folder
    if is_watching:  # what a watched run made it may make anew
        return _watched(run, lambda: replace(target, folder=Folder(place, force=True, name=name)))
    return _run(run, replace(target, folder=Folder(place, force, name)))


def _with_annexes(target: Target, folder: Path) -> Target:
    """Return a target that joins what is attached to the PDF, which is made whatever else is asked for."""
    from generator.annexes import with_annexes

    if folder == DASH or folder.suffix.lower()[1:] in Media.known:
        raise click.UsageError("--with-lampiran membuat beberapa berkas; sebut folder dengan -o.")
    return replace(target, media=tuple(dict.fromkeys((*target.media, "pdf"))), annexed=with_annexes)


def _named(output: Path, target: Target, run: FileRun) -> tuple[Target, str]:
    """Return what is to be made where `-o` names a file (`kak.pdf`), and the file's name; "" where it names a folder."""
    medium = output.suffix.lower()[1:]
    if output.is_dir() or medium not in Media.known:
        if output.exists() and not output.is_dir():
            raise click.UsageError(f"-o {output}: sudah ada berkas yang bernama begitu; sebut folder, atau berkas .docx, .pdf, .xlsx.")
        return target, ""
    if len(data_files(run.files)) != 1 or target.every_medium:
        raise click.UsageError(f"-o {output.name} hanya untuk satu BERKAS dan satu bentuk; sebut folder untuk yang lain.")
    if target.media and target.media != (medium,):
        raise click.UsageError(f"-o {output.name} dan --to {','.join(target.media)} tidak sama bentuknya.")
    return replace(target, media=(medium,)), output.name


def _piped(run: FileRun, target: Target) -> int:
    """Make one document and write it to standard output, the report to the error output."""
    if len(data_files(run.files)) != 1 or target.every_medium:
        raise click.UsageError("-o - hanya untuk satu BERKAS dan satu bentuk; sebut bentuknya dengan --to.")
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        outcomes = _outcomes(replace(run, err=True, telling=Telling.QUIET), replace(target, folder=Folder(Path(folder))))
        made = [file for outcome in outcomes for file in outcome.files]
        if len(made) > 1:
            raise click.UsageError(f"-o - hanya untuk satu bentuk; sebut satu dengan --to: {', '.join(file.suffix[1:] for file in made)}.")
        for file in made:
            write_out(file.read_bytes())
    return report.exit_code(outcomes)


def _watched(run: FileRun, target: Callable[[], Target]) -> int:
    from generator.cli.watch import watch

    if DASH in run.files:
        raise click.UsageError("--watch tidak dapat menunggu masukan standar.")
    return watch(lambda: _watched_files(run), lambda: _run(run, target()))


def _watched_files(run: FileRun) -> Iterator[Path]:
    """Yield what an outcome depends on: the data files, the office's settings, specs and templates of one's own."""
    files = data_files(run.files)
    yield from files
    beside = (file.with_suffix(MAPPING) for file in files)
    yield from (file for file in (*beside, *([run.mapping] if run.mapping is not None else [])) if file.is_file())
    home = Home(run.home)
    yield from dict.fromkeys(found for file in files if (found := home.institution_file(file)) is not None)
    if run.home is not None:
        for folder in ("specs", "templates"):
            yield from (file for file in sorted((run.home / folder).rglob("*")) if not file.name.startswith(("~$", ".")))


def _run(run: FileRun, target: Target) -> int:
    return report.exit_code(_outcomes(run, target))


def _outcomes(run: FileRun, target: Target) -> list[Outcome]:
    """Take the files through the pipeline, telling each outcome as it comes."""
    catalogue = catalogue_of(run.home)
    if run.type_name:
        known_type(catalogue.names(), run.type_name)
    files = data_files(run.files)
    if files.count(DASH) > 1:
        raise click.UsageError("Masukan standar hanya dapat dibaca sekali; sebut - satu kali.")
    if not files:
        raise click.UsageError(f"Tidak ada berkas isian ({', '.join(SUFFIXES)}) di sana.")
    if run.is_marking:
        refuse_without_books(files)
    outcomes: list[Outcome] = []
    is_shown = not run.as_json
    begun = time.perf_counter()
    mapping = mapping_in(run.mapping, catalogue)
    found = outcomes_of(files, catalogue, target, run.type_name, is_shown=is_shown, mapping=mapping)
    for outcome in with_marked_copies(found) if run.is_marking else found:
        outcomes.append(outcome)
        if is_shown:
            _tell(outcome, run, time.perf_counter() - begun)
        begun = time.perf_counter()
    if run.as_json:
        click.echo(report.as_json(outcomes))
    elif len(outcomes) > 1:
        say(report.summary(outcomes), err=run.err)
    return outcomes


def outcomes_of(
    files: Sequence[Path],
    catalogue: Catalogue,
    target: Target,
    type_name: str = "",
    *,
    is_shown: bool = False,
    mapping: QuestionMapping | None = None,
) -> Iterator[Outcome]:
    """Yield the outcome of each file in turn; a defect of the program ends one file, not the run.

    is_shown: progress on a terminal. mapping: of the exports among the files.
    """
    shelf = Shelf(told={resolved(file) for file in files}, given=frozenset(file for file in files if file != DASH))
    is_told = tells_progress(files, is_shown=is_shown)

    def steps() -> Iterator[Outcome | Rendition]:
        for file in with_progress(files, is_told=is_told):
            incoming = Incoming(file, shelf=shelf, mapping=mapping if file.suffix.lower() in TABLES else None)
            yield from _steps_in(incoming, catalogue, target, type_name)

    for outcome in together(steps(), target, _crashed):
        cleared(is_told=is_told)
        yield outcome


def _steps_in(incoming: Incoming, catalogue: Catalogue, target: Target, type_name: str) -> Iterator[Outcome | Rendition]:
    """Yield what becomes of each document in one file; what LibreOffice makes is made with that of other files, but where a file is a bundle."""
    try:
        if incoming.file == DASH:
            yield from _outcomes_of_input(catalogue, target, type_name)
        elif target.every_medium:
            yield from _timed(run_bundle(incoming, catalogue, target, type_name=type_name))
        else:
            yield from _timed(steps_of(incoming, catalogue, target, type_name=type_name))
    except click.UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - the border of one item
        yield _crashed(error, Outcome(incoming.name, type_name, "crashed"))


def _crashed(error: Exception, outcome: Outcome) -> Outcome:
    from generator.defect import record

    fault = f"Kesalahan program, rujukan {record(error)}."
    return Outcome(outcome.source, outcome.type, "crashed", fault=fault, exit_code=70)


def _timed(outcomes: Iterator[_Step]) -> Iterator[_Step]:
    """Yield the outcomes, each with a time of its own where a spec or template is not the program's."""
    while True:
        document_begins()
        try:
            outcome = next(outcomes, None)
        finally:
            document_ends()
        if outcome is None:
            return
        yield outcome


def _outcomes_of_input(catalogue: Catalogue, target: Target, type_name: str) -> Iterator[Outcome]:
    """Yield the outcomes of what comes by standard input, under the office's settings of the folder we stand in."""
    data = standard_input()
    try:
        institution = read_institution(catalogue.home, near=Path.cwd() / "-")
    except BorangError as fault:
        yield Outcome(SHOWN, type_name, "unreadable", fault=str(fault), code=fault.code, exit_code=fault.exit_code)
        return
    incoming = Incoming(Path(f"masukan{suffix_of(data)}"), data, SHOWN)
    yield from _timed(run_all(incoming, catalogue, target, type_name=type_name, institution=institution))


def _tell(outcome: Outcome, run: FileRun, seconds: float) -> None:
    has_more = any(finding.severity is not Severity.NOTE for finding in outcome.findings)
    if run.telling is Telling.QUIET and outcome.exit_code == 0 and not has_more:
        return
    for line in report.lines(outcome, is_brief=run.telling is Telling.QUIET):
        say(line, err=run.err)
    if run.telling is Telling.VERBOSE:
        say(f"  waktu {seconds:.1f} detik; folder sendiri: {run.home or 'tidak dipakai'}".replace(".", ",", 1), err=run.err)
