"""`borang number` and `borang register`: documents get their numbers, and what became of the numbers is told."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.completion import types
from generator.cli.options import catalogue_of, data_files, json_option, known_type
from generator.cli.subcommands import TwoNamedGroup
from generator.cli.terminal import paged, say
from generator.errors import UsageFault

if TYPE_CHECKING:
    from generator.errors import BorangError
    from generator.register.book import RegisterBook, RegisterEntry
    from generator.register.giving import NumberGiven
    from validators.findings import Finding

_WIDE: Final = 34


@click.command(short_help="Beri nomor dari register, menurut urutan berkas dan barisnya.")
@click.argument("type_name", metavar="JENIS", shell_complete=types)
@click.argument("files", nargs=-1, required=True, metavar="BERKAS...", type=click.Path(path_type=Path))
@click.option(
    "--replaces",
    "replacing",
    default="",
    metavar="NOMOR",
    help="Dokumen yang dibetulkan memakai NOMOR ini; yang lama ditandai diganti. BERKAS hanya memuat satu dokumen yang belum bernomor.",
)
@click.option("--dry-run", "is_trial", is_flag=True, help="Tampilkan nomornya tanpa mencatat apa pun.")
@json_option
@click.pass_obj
def number(home: Path | None, type_name: str, files: tuple[Path, ...], *, replacing: str, is_trial: bool, as_json: bool) -> int:
    """Beri setiap dokumen JENIS dalam BERKAS nomor berikutnya dan catat dalam register.sqlite di sebelah institusi.yaml.

    Nomor menurut pola di institusi.yaml. Dokumen yang sudah bernomor tetap nomornya; yang belum benar tidak diberi nomor. Urutannya urutan
    berkas dan barisnya. Perintah make dan batch hanya mencetak nomor yang ada di register.
    """
    from generator.numbering import documents_to_number, numbered, refuse_unnumbered

    catalogue = catalogue_of(home)
    known_type(catalogue.names(), type_name)
    refuse_unnumbered(type_name, catalogue)
    documents, refused = documents_to_number(type_name, data_files(files), catalogue)
    given = numbered(documents, type_name, replacing=replacing, is_trial=is_trial)
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in given], ensure_ascii=False, indent=2))
    for one in () if as_json else given:
        _tell(one)
    for problem in refused:
        say(_told(problem), err=True)
    if not as_json:
        counts = {word: sum(one.outcome == word for one in given) for word in ("baru", "diganti", "tetap", "ditolak")}
        told = ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "tidak ada dokumen"
        say(f"{told}{'; belum ada yang dicatat (--dry-run)' if is_trial else ''}.")
    return 1 if refused or not given or any(one.outcome == "ditolak" for one in given) else 0


def _told(problem: Finding | BorangError) -> str:
    from generator.errors import BorangError
    from generator.report import finding_lines

    return str(problem) if isinstance(problem, BorangError) else "\n".join(finding_lines(problem))


def _tell(one: NumberGiven) -> None:
    from generator.report import finding_lines

    say(f"{one.number or '-':{_WIDE}}  {one.outcome:8} {one.subject or one.source}")
    for problem in one.findings:
        for line in finding_lines(problem):
            say(line)


def _as_json(one: NumberGiven) -> dict[str, Any]:
    return {**asdict(one), "findings": [problem.as_json() for problem in one.findings]}


@click.group(
    cls=TwoNamedGroup,
    indonesian={"daftar": "list", "batal": "void", "ekspor": "export"},
    short_help="Nomor yang sudah diberikan: daftar, batal, ekspor.",
)
def register() -> None:
    """Lihat register nomor, batalkan satu nomor, atau salin registernya ke Excel atau CSV."""


@register.command("list", short_help="Nomor yang sudah diberikan.")
@click.option("--type", "type_name", default="", metavar="JENIS", shell_complete=types, help="Hanya jenis ini.")
@click.option("--year", type=int, metavar="TAHUN", help="Hanya tahun ini.")
@json_option
@click.pass_obj
def listed(home: Path | None, *, type_name: str, year: int | None, as_json: bool) -> int:
    """Tampilkan nomor dalam register, menurut urutan pencatatannya."""
    from generator.register.book import entries_in
    from generator.register.ledger import texts_of

    entries = [one for one in entries_in(_office(home)) if type_name in ("", one.type) and year in (None, one.year)]
    if as_json:
        told = [{**asdict(one), "day": one.day.isoformat(), "state": str(one.state)} for one in entries]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    with paged() as lines:
        for entry in entries:
            number_, day, type_, subject, state, why, *_ = texts_of(entry)
            lines.append(f"{number_:{_WIDE}}  {day:18}  {state:8} {type_}: {subject}{f' ({why})' if why else ''}")
        if not entries:
            lines.append("Register ini belum memuat nomor.")
    return 0


@register.command("void", short_help="Batalkan satu nomor; nomornya tidak dipakai lagi.")
@click.argument("number_", metavar="NOMOR")
@click.option("--why", required=True, metavar="SEBAB", help="Sebabnya, dicatat dalam register.")
@click.option("--type", "type_name", default="", metavar="JENIS", shell_complete=types, help="Bila nomor itu ada pada beberapa jenis.")
@click.option("--year", type=int, metavar="TAHUN", help="Bila nomor itu ada pada beberapa tahun.")
@click.pass_obj
def void(home: Path | None, number_: str, *, why: str, type_name: str, year: int | None) -> int:
    """Tandai NOMOR batal. Ia tetap dalam register dan tidak pernah diberikan lagi; dokumennya dapat diberi nomor baru."""
    from generator.register.book import NumberState, opened

    with opened(_kept(home)) as book, book.at_once():
        entry = _one_of(book, number_, type_name, year)
        book.mark(entry, NumberState.VOID, why)
    say(f"{entry.number} batal: {entry.type}, {entry.subject}.")
    return 0


def _one_of(book: RegisterBook, number_: str, type_name: str, year: int | None) -> RegisterEntry:
    from generator.register.book import NumberState

    found = [one for one in book.of_number(number_) if type_name in ("", one.type) and year in (None, one.year)]
    valid = [one for one in found if one.state is NumberState.VALID]
    if len(valid) == 1:
        return valid[0]
    if valid:
        raise UsageFault(f"Nomor {number_} ada {len(valid)} kali; sebut --type dan --year.", code="nomor-tidak-ada")
    state = " yang berlaku; ia sudah batal" if found else ""
    raise UsageFault(f"Nomor {number_} tidak ada dalam register{state}.", hint="Lihat borang register list.", code="nomor-tidak-ada")


@register.command("export", short_help="Salin register ke Excel atau CSV.")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas .xlsx atau .csv.",
)
@click.option("--force", is_flag=True, help="Ganti hasil yang sudah ada; yang sudah Anda sunting tetap dibiarkan.")
@click.pass_obj
def export(home: Path | None, *, file: Path, force: bool) -> int:
    """Tulis seluruh register, juga yang batal dan diganti, ke BERKAS."""
    from generator.cli.delivery import put
    from generator.register.book import entries_in
    from generator.register.ledger import as_csv, as_workbook

    entries = entries_in(_kept(home))
    match file.suffix.lower():
        case ".xlsx":
            return put(file, as_workbook(entries), "xlsx", source="register", force=force)
        case ".csv":
            return put(file, as_csv(entries).encode("utf-8-sig"), "csv", source="register", force=force)
        case _:
            raise click.UsageError(f'-o: "{file.name}" harus berakhiran .xlsx atau .csv.')


def _office(home: Path | None) -> Path:
    """Return the folder of the nearest `institusi.yaml`, where the register is."""
    from generator.home import Home

    file = Home(home).institution_file(Path.cwd() / "-")
    if file is None:
        raise UsageFault(
            "Tidak ada institusi.yaml di folder ini atau di atasnya.", hint="Register ada di sebelahnya.", code="tanpa-pola-nomor"
        )
    return file.parent


def _kept(home: Path | None) -> Path:
    """Return the folder of a register that is there."""
    from generator.register.book import FILE

    folder = _office(home)
    if not (folder / FILE).is_file():
        raise UsageFault(f"Belum ada register di {folder}.", hint="Register dibuat oleh borang number.", code="nomor-tidak-ada")
    return folder
