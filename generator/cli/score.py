"""`borang score`: a score of a bare table, with its way, its source and the decisions it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.completion import scores
from generator.cli.options import force_option, json_option
from generator.cli.streams import DASH, SHOWN, standard_input_file, write_out
from generator.cli.terminal import say
from generator.errors import BorangError, IntakeFault

if TYPE_CHECKING:
    from generator.home import Home
    from generator.tallies.model import Options, Tally, TallyKind

_MOST_FINDINGS: Final = 50
_MOST_DECIDED: Final = 10
"""Computations of a table whose decisions are gathered: one score has the same ones for every row."""
_FLAGS: Final = {"sasaran_nol": "--sasaran-nol"}


@click.command(short_help="Hitung satu skor dari tabel biasa.")
@click.argument("name", required=False, metavar="[SKOR]", shell_complete=scores)
@click.argument("file", required=False, metavar="[BERKAS]", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--working", "shows_working", is_flag=True, help="Tampilkan masukan, langkah, rentang, dasar, dan keputusannya.")
@click.option("--decisions", "shows_decisions", is_flag=True, help="Tampilkan keputusan atas bagian sumber yang rancu.")
@json_option
@click.option(
    "-o",
    "--output",
    metavar="BERKAS.xlsx",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Simpan sebagai Excel dengan rumus yang tetap bekerja; tanda - berarti keluaran standar.",
)
@force_option
@click.option("--sheet", default="", metavar="NAMA", help="Lembar Excel yang dibaca.")
@click.option("--rerata", type=click.Choice(["sederhana", "tertimbang", "agregat"]), help="id: rerata cakupan (bawaan: sederhana).")
@click.option(
    "--sasaran-nol", type=click.Choice(["lewati", "nol"]), help="id: wilayah dengan sasaran 0 dilewati, atau dihitung dengan cakupan 0."
)
@click.option("--n", type=int, metavar="GURU", help="id: populasi guru yang seharusnya, untuk dicocokkan.")
@click.option(
    "--cara", type=click.Choice(["rerata-dahulu", "kesenjangan-dahulu"]), help="cgi: urutan rerata dan kesenjangan (bawaan: rerata-dahulu)."
)
@click.option("--skala", type=click.IntRange(2, 10), help="level1: angka tertinggi skala (bawaan: 4).")
@click.option("--uji", type=click.Choice(["t", "wilcoxon"]), help="level2: uji yang ditetapkan desain evaluasi.")
@click.option("--maksimum", metavar="NILAI", help="level2: nilai tertinggi untuk N-gain (bawaan: 100).")
@click.option("--aturan", metavar="KODE", help="rhk: aturan poin, menurut tahun kinerjanya: PMM-2024, 2025, atau 2026.")
@click.option("--per", metavar="TANGGAL", help="dasbor: tanggal laporan (bawaan: hari ini).")
@click.pass_obj
def score(
    home: Path | None,
    name: str | None,
    file: Path | None,
    *,
    shows_working: bool,
    shows_decisions: bool,
    as_json: bool,
    output: Path | None,
    force: bool,
    sheet: str,
    **choices: Any,
) -> int:
    """Hitung SKOR dari tabel dalam BERKAS (CSV, XLSX, Parquet, YAML, atau JSON).

    Tanpa SKOR, semua skor ditampilkan dengan judul kolomnya. Tanpa BERKAS, satu skor dijelaskan.
    """
    from generator.home import Home

    kind = _kind(name) if name is not None else None
    options = _options(kind, choices)
    place = Home(home)
    if file is None:
        return _told(kind, place, shows_decisions=shows_decisions, as_json=as_json, output=output, force=force)
    assert kind is not None
    if output == DASH and as_json:
        raise click.UsageError("-o - mengalirkan buku kerjanya; --json tidak dapat dipakai bersamanya.")
    asked = ScoreQuestion(kind, place, shows_working=shows_working, shows_decisions=shows_decisions)
    try:
        tally = _tallied(kind, file, place, options, sheet)
        files, told = _written(tally, place, output, force=force) if tally.done and output is not None else ((), [])
    except BorangError as fault:
        if not as_json:
            raise
        status = "unreadable" if isinstance(fault, IntakeFault) else "faulty"
        _echo_json([{**_head(kind, str(file), status), "fault": str(fault), "code": fault.code}])
        return fault.exit_code
    if as_json:
        _echo_json([_data(tally, asked, [str(path) for path in files])])
    else:
        _print(tally, asked, told, err=output == DASH)
    return 1 if tally.findings.has_errors else 0


@dataclass(frozen=True, slots=True)
class ScoreQuestion:
    """What is asked about a score."""

    kind: TallyKind
    home: Home
    shows_working: bool
    shows_decisions: bool


def _head(kind: TallyKind, source: str, status: str) -> dict[str, Any]:
    return {"source": source, "score": kind.command, "status": status, "findings": []}


def _echo_json(outcomes: list[dict[str, Any]]) -> None:
    click.echo(json.dumps({"outcomes": outcomes}, ensure_ascii=False, indent=2))


def _kind(name: str) -> TallyKind:
    from generator.tallies.kinds import KINDS, kind_named
    from validators.spelling import nearest

    kind = kind_named(name)
    if kind is not None:
        return kind
    if Path(name).is_file():
        raise click.UsageError(f"Sebut skornya dahulu, misalnya: borang score cvi {name}. Pilihannya: {', '.join(KINDS)}.")
    near = nearest(name, list(KINDS))
    raise click.UsageError(f'Skor "{name}" tidak ada.' + (f" Maksud Anda: {near}?" if near else "") + f" Pilihannya: {', '.join(KINDS)}.")


def _options(kind: TallyKind | None, choices: dict[str, Any]) -> Options:
    """Return the choices as options of the score; a usage error for one that the score does not know, or that cannot be read."""
    from datetime import date

    from generator.tallies.model import Options
    from validators.values import Unreadable, parse_date, parse_number

    made = {name: value for name, value in choices.items() if value is not None}
    known = kind.options if kind is not None else frozenset()
    for option in made:
        if option not in known:
            raise click.UsageError(
                f"Pilihan {_FLAGS.get(option, f'--{option}')} tidak berlaku untuk {kind.command if kind else 'perintah ini'}."
            )
    for option, read in (("maksimum", parse_number), ("per", parse_date)):
        if option in made:
            value = read(made[option])
            if isinstance(value, Unreadable):
                raise click.UsageError(f"--{option}: “{made[option]}” tidak terbaca.")
            made[option] = value
    if "cara" in made:
        made["cara"] = made["cara"].replace("-", " ")
    if "per" in known:
        made.setdefault("per", date.today())
    return Options(**made)


def _told(kind: TallyKind | None, home: Home, *, shows_decisions: bool, as_json: bool, output: Path | None, force: bool) -> int:
    """Print the decisions, or what scores there are."""
    if not shows_decisions:
        if output is not None:
            raise click.UsageError("-o memerlukan BERKAS yang dihitung.")
        return _listed(kind, as_json)
    from generator.tallies.decisions import decision_data, decision_lines, decision_page
    from generator.tallies.kinds import decision_scores

    wanted = decision_scores(kind) if kind is not None else None
    decisions = [one for one in home.library.decisions() if wanted is None or one.score in wanted]
    if output is not None:
        return _put_page(output, decision_page(decisions).encode(), force=force)
    if as_json:
        click.echo(json.dumps({"decisions": [decision_data(one) for one in decisions]}, ensure_ascii=False, indent=2))
    else:
        for line in decision_lines(decisions):
            click.echo(line)
    return 0


def _listed(kind: TallyKind | None, as_json: bool) -> int:
    from generator.tallies.kinds import KINDS, label

    shown = list(KINDS.values()) if kind is None else [kind]
    if as_json:
        rows = [{"score": one.command, "label": label(one), "columns": one.headings, "options": sorted(one.options)} for one in shown]
        click.echo(json.dumps({"scores": rows}, ensure_ascii=False, indent=2))
        return 0
    for one in shown:
        click.echo(f"{one.command:10} {label(one)}")
        click.echo(f"{'':10} kolom: {one.headings}")
        if one.options:
            click.echo(f"{'':10} pilihan: {', '.join(_FLAGS.get(option, f'--{option}') for option in sorted(one.options))}")
    click.echo(f"\nHitung dengan: borang score {shown[0].command if kind else 'SKOR'} BERKAS [--working] [--json] [-o HASIL.xlsx]")
    return 0


def _put_page(output: Path, page: bytes, *, force: bool) -> int:
    if output == DASH:
        write_out(page)
        return 0
    from generator.cli.delivery import put

    return put(output, page, output.suffix.lstrip("."), source="keputusan", force=force)


def _tallied(kind: TallyKind, file: Path, home: Home, options: Options, sheet: str) -> Tally:
    if file == DASH:
        with standard_input_file() as kept:
            return _tally_of(kind, kept, home, options, sheet=sheet, shown=SHOWN)
    return _tally_of(kind, file, home, options, sheet=sheet, shown=str(file))


def _tally_of(kind: TallyKind, file: Path, home: Home, options: Options, *, sheet: str, shown: str) -> Tally:
    from generator.intake.missing import refuse_missing
    from generator.intake.tables.read import read_table
    from generator.tallies.census import census_tally
    from generator.tallies.tally import tally

    refuse_missing(file)
    found = census_tally(kind, file, home.library, options, shown=shown) if not sheet else None
    return found if found is not None else tally(kind, read_table(file, kind.known, sheet=sheet, shown=shown), home.library, options)


def _data(tally: Tally, asked: ScoreQuestion, files: list[str]) -> dict[str, Any]:
    """Return the result as JSON data; numbers of record are exact text."""
    from generator.render.workings import working_data
    from generator.report import plain

    status = "refused" if tally.findings.has_errors else "delivered" if files else "checked"
    data = _head(tally.kind, tally.source, status) | {"findings": [one.as_json() for one in tally.findings]}
    if not tally.done:
        return data
    data |= plain(tally.kind.keys(tally.done)) | {"citation": tally.done[0].working.citation}
    if asked.shows_working:
        data["working"] = [plain(working_data(one.title, one.working, asked.home.library)) for one in tally.done]
    if asked.shows_decisions:
        from generator.tallies.decisions import decision_data

        data["decisions"] = [decision_data(asked.home.library.decision(name)) for name in _decision_names(tally)]
    return data | ({"files": files} if files else {})


def _decision_names(tally: Tally) -> list[str]:
    return list(dict.fromkeys(name for one in tally.done[:_MOST_DECIDED] for name in one.working.decisions))


def _print(tally: Tally, asked: ScoreQuestion, told: list[str], *, err: bool) -> None:
    for line in (*_lines(tally, asked), *(f"  {line}" for line in told)):
        say(line, err=err)


def _lines(tally: Tally, asked: ScoreQuestion) -> Iterator[str]:
    """Yield the report of a score: what is to be put right, the results, their source."""
    from generator.report import finding_lines
    from generator.tallies.kinds import label

    yield f"{label(tally.kind)}: {tally.source}"
    for one in tally.findings[:_MOST_FINDINGS]:
        yield from finding_lines(one, tally.source)
    if len(tally.findings) > _MOST_FINDINGS:
        yield f"  ... dan {len(tally.findings) - _MOST_FINDINGS} lagi yang perlu diperbaiki (lihat --json)"
    if not tally.done:
        return
    yield from (*tally.kind.lines(tally.done), f"  Dasar: {tally.done[0].working.citation}")
    if not asked.shows_working and not asked.shows_decisions:
        yield f"  Keputusan: {', '.join(_decision_names(tally))} (lihat --working, --decisions)"
    yield from _more(tally, asked)


def _more(tally: Tally, asked: ScoreQuestion) -> Iterator[str]:
    if asked.shows_working:
        from generator.render.workings import working_data

        yield "\nPerhitungan"
        for one in tally.done:
            yield from (f"  {line}" for line in ([one.title] if one.title else []))
            yield from (f"  {line}" for line in working_data(one.title, one.working, asked.home.library)["baris"])
    if asked.shows_decisions:
        from generator.tallies.decisions import decision_lines

        yield "\nKeputusan"
        yield from decision_lines([asked.home.library.decision(name) for name in _decision_names(tally)])


def _written(tally: Tally, home: Home, output: Path, *, force: bool) -> tuple[tuple[Path, ...], list[str]]:
    """Write the score's workbook; return where it is and the lines that tell so."""
    from generator.cli.delivery import put_quietly
    from generator.render.workings import working_data
    from generator.tallies.livebook import source_page
    from generator.tallies.livebook_xlsx import workbook

    if output != DASH and output.suffix.lower() != ".xlsx":
        raise click.UsageError(f'-o: "{output.name}" harus berakhiran .xlsx.')
    lines = [line for one in tally.done for line in (one.title, *working_data(one.title, one.working, home.library)["baris"]) if line]
    notes = [f"Catatan: {one.place}: {one.message}" for one in tally.findings]
    data = workbook([*tally.kind.pages(tally.done), source_page([*lines, *notes])])
    if output == DASH:
        write_out(data)
        return (), []
    return put_quietly(output, data, "xlsx", source=tally.source, force=force)
