"""CGI from a bare table: long rows (`nama, jenjang, kompetensi, nilai`), or one row per teacher and a column per indicator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.form.bare import BareTable, folded
from generator.form.headings import PASSED_OVER, PEOPLE, Reading, known_names, number, read_columns, without, words
from generator.scoring.gap.indices import Index, Result
from generator.scoring.registry import as_plain
from generator.tallies.gap_pages import pages
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import aligned
from generator.tallies.printing import number as printed
from validators.absence import is_absent
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding
from validators.values import parse_number

CODE: Final = re.compile(r"[1-9][0-9]?(\.[1-9][0-9]?){0,2}")
_NAMES: Final = ("pedagogik", "kepribadian", "sosial", "profesional")
_RANK: Final = words("jenjang", "jenjang jabatan", "jabatan")
_GROUP: Final = words("kelompok", "kabupaten", "kabupaten/kota", "mata pelajaran", is_needed=False, is_filled=False)
_LONG: Final = (
    words(*PEOPLE, "nip", "nuptk"),
    _RANK,
    words("kompetensi", "kode", "kode indikator"),
    number("nilai", "level", "nilai aktual", "skor", is_filled=False),
    words("indikator", is_needed=False, is_filled=False),
    words("sub_indikator", "sub indikator", "sub-indikator", is_needed=False, is_filled=False),
    _GROUP,
)
_WIDE: Final = (words(*PEOPLE, "nip", "nuptk", is_needed=False), _RANK, _GROUP)


OWN_COLUMNS: Final = ("nama", "jenjang", "kelompok")
"""Columns of a table of one row a teacher, beside its values."""


def is_wide(headings: Sequence[str]) -> bool:
    """Tell whether each row is one teacher, with a column for each indicator or kompetensi."""
    written = {folded(heading) for heading in headings}
    return "nilai" not in written and bool(value_columns(headings))


def value_columns(headings: Sequence[str]) -> list[str]:
    """Return the headings that are codes of indicators or names of kompetensi."""
    return [heading for heading in headings if CODE.fullmatch(heading.strip()) or folded(heading) in _NAMES]


def _read(table: BareTable, options: Options) -> Reading:
    if not is_wide(table.headings):
        return read_columns(table, _LONG)
    own = {folded(name) for name in known_names(_WIDE)} | PASSED_OVER | set(value_columns(table.headings))
    strangers = [at for at, heading in enumerate(table.headings) if heading not in own and folded(heading) not in own]
    noted = [
        replace(
            finding("kolom-tidak-dikenal", severity=Severity.WARNING, nilai=table.headings[at], usul="."), place=table.heading_places[at]
        )
        for at in strangers
    ]
    reading = read_columns(without(table, strangers), _WIDE, others=parse_number)
    return replace(reading, found=Findings((*reading.found, *noted)))


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    is_one_row = is_wide(reading.table.headings)
    rows = list(wide_rows(reading, Counter(row.text("nama") for row in reading.rows)) if is_one_row else _long_rows(reading))
    places: dict[Path, Place] = {("nilai",): reading.heading("jenjang")}
    for at, (_, where) in enumerate(rows):
        places |= {("nilai", at, name): place for name, place in where.items()}
        places["nilai", at] = where["nama"]
    return [ScoreRun("", {"nilai": [row for row, _ in rows], **options.given("cara")}, places)]


def _long_rows(reading: Reading) -> Iterator[tuple[dict[str, Any], dict[str, Place]]]:
    """Yield each row's columns with the place of each."""
    names = [column.name for column in _LONG if reading.has(column.name)]
    for row in reading.rows:
        yield {name: row.cells[name] for name in names}, {name: reading.place(row, name) for name in names}


def wide_rows(reading: Reading, counts: Counter[str]) -> Iterator[tuple[dict[str, Any], dict[str, Place]]]:
    """Yield the values of each teacher as long rows; teachers of the same name are told apart by their place.

    counts: how often each name stands in the table.
    """
    shared = [name for name in ("jenjang", "kelompok") if reading.has(name)]
    for row in reading.rows:
        name = row.text("nama")
        place = reading.place(row, "nama" if reading.has("nama") else "jenjang")
        unique = name if name and counts[name] == 1 else f"{name or 'Guru'} ({place.cell or f'baris {place.line}'})"
        cells = {"nama": unique, **{each: row.cells[each] for each in shared}}
        places = {"nama": place, **{each: reading.place(row, each) for each in shared}}
        for code in reading.others:
            yield {**cells, "kompetensi": code, "nilai": row.cells[code]}, {**places, "nilai": reading.place(row, code)}


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    result: Result = done[0].result
    names = (
        "cgi",
        "mean_gap",
        "n",
        "q",
        "by_kompetensi",
        "by_jenjang",
        "by_kelompok",
        "by_kompetensi_jenjang",
        "by_indikator",
        "tanpa_nilai",
        "catatan",
    )
    return {name: as_plain(getattr(result, name)) for name in names}


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    result: Result = done[0].result
    yield from cut_lines("Kompetensi", result.by_kompetensi)
    yield from cut_lines("Jenjang", result.by_jenjang)
    if result.by_kelompok:
        yield from cut_lines("Kelompok", result.by_kelompok)
    if result.prioritas:
        shown = [f"{one.indikator} ({printed(one.cgi)})" for one in result.prioritas[:5]]
        yield f"  Indikator dengan kesenjangan terbesar: {', '.join(shown)}"
    yield f"  CGI keseluruhan = {printed(result.cgi)} (rerata {len(result.by_kompetensi)} kompetensi)"
    yield f"  Rerata kesenjangan = {printed(result.mean_gap)} level; {printed(result.q)} dari {printed(result.n)} guru di bawah level minimal"


def cut_lines(heading: str, cut: Sequence[Index], most: int = 40) -> Iterator[str]:
    """Yield one cut of the index as a table."""
    rows = [(one.nama or "–", printed(one.cgi), printed(one.mean_gap), printed(one.q), printed(one.n)) for one in cut[:most]]
    yield from aligned((heading, "CGI", "Kesenjangan (level)", "Di bawah level", "Guru"), rows)
    if len(cut) > most:
        yield f"  ... dan {len(cut) - most} lagi (lihat --json atau -o)"


def _missing(done: ScoreResult) -> Iterator[Finding]:
    """Yield a warning for each blank value, where it stands."""
    for at, row in enumerate(done.given["nilai"]):
        if is_absent(row["nilai"]):
            made = finding("nilai-dilewati", ("nilai", at, "nilai"), severity=Severity.WARNING)
            yield replace(made, label=str(row["kompetensi"]))


RECIPE: Final = TallyRecipe(
    "cgi",
    "cgi",
    "nama, jenjang, kompetensi, nilai (boleh juga indikator, kelompok); atau satu baris tiap guru: jenjang, lalu kolom 1.1, 1.2, ... 4.3",
    (
        "nama",
        "jenjang",
        "kompetensi",
        "nilai",
        "indikator",
        *known_names(_WIDE),
        *_NAMES,
        *(f"{a}.{b}" for a in range(1, 5) for b in range(1, 4)),
    ),
    _read,
    _runs,
    _keys,
    _lines,
    pages,
    _missing,
    options=frozenset({"cara"}),
    named_by=("nama",),
)
