"""Capaian cakupan dan waktu from a bare table: of teachers trained, of stages done, or of activities with their dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from generator.form.bare import BareTable, folded
from generator.form.headings import Reading, WantedColumn, known_names, read_columns, whole, words
from generator.scoring.coverage import Ratio, Result
from generator.scoring.registry import SCORES, as_plain
from generator.scoring.working import shown
from generator.tallies.livebook import HEAD_ROW, Limit, Page, cell, ready, span, when
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import aligned, number, text
from validators.findings import Finding, Path, Place, Severity
from validators.messages import finding
from validators.values import parse_date

_PLACE: Final = words(
    "kabupaten",
    "kabupaten/kota",
    "kab/kota",
    "nama kabupaten",
    "nama kabupaten/kota",
    "wilayah",
    "provinsi",
    is_needed=False,
    is_filled=False,
)
_OUTPUT: Final = words("luaran", "luaran utama", is_needed=False, is_filled=False)
_NAME: Final = words("nama", "tahapan", "program", "aktivitas", "aktivitas pendukung", is_needed=False, is_filled=False)
_TABLES: Final[dict[str, tuple[WantedColumn, ...]]] = {
    "sasaran": (_PLACE, _OUTPUT, whole("dilatih", "peserta", "guru dilatih", "aktual"), whole("target", "sasaran")),
    "tahapan": (_NAME, whole("selesai"), whole("direncanakan", "rencana")),
    "aktivitas": (
        _NAME,
        _OUTPUT,
        WantedColumn("target", parse_date, ("tenggat", "target waktu")),
        WantedColumn("selesai", parse_date, ("tanggal selesai",), is_filled=False),
    ),
}


def _which(table: BareTable) -> str:
    """Return which of the three tables this is, by its headings."""
    written = {folded(heading) for heading in table.headings}
    if written & {"dilatih", "peserta", "guru dilatih", "aktual"}:
        return "sasaran"
    return "tahapan" if written & {"direncanakan", "rencana"} else "aktivitas"


def _read(table: BareTable, options: Options) -> Reading:
    return read_columns(table, _TABLES[_which(table)])


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    which = _which(reading.table)
    names = [column.name for column in _TABLES[which] if reading.has(column.name)]
    rows = [{name: row.cells[name] for name in names} for row in reading.rows]
    places: dict[Path, Place] = {(which,): reading.heading(names[0])}
    for at, row in enumerate(reading.rows):
        places |= {(which, at, name): reading.place(row, name) for name in names}
    return [ScoreRun("", {which: rows, "per": options.per or date.min}, places)]


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    kept: dict[str, Any] = as_plain(done[0].result)
    return kept


def _ratios(done: ScoreResult) -> list[tuple[str, Ratio]]:
    """Return the ratios of the table that was given: the parts, then the whole."""
    result: Result = done.result
    if "sasaran" in done.given:
        parts = [(one.nama, one) for one in (*result.sasaran_per_kabupaten, *result.sasaran_per_luaran)]
        return [*parts, ("Cakupan sasaran", result.sasaran)]
    if "tahapan" in done.given:
        return [*((one.nama or "–", one) for one in result.kerja_per_tahapan), ("Cakupan kerja", result.kerja)]
    return [*((one.nama, one) for one in result.waktu_per_luaran), ("Capaian waktu", result.waktu)]


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    rows = [(name, str(one.pembilang), str(one.penyebut), number(one.percent, unit="%")) for name, one in _ratios(done[0])]
    yield from aligned(("Nama", "Capaian", "Rencana", "Persen"), rows)
    result: Result = done[0].result
    if "aktivitas" in done[0].given:
        yield f"  Per {done[0].given['per'].isoformat()}; terlambat: {text(', '.join(filter(None, result.terlambat)))}"


def _pages(done: Sequence[ScoreResult]) -> list[Page]:
    page = Page("Capaian")
    page.title(SCORES["dasbor"].label, ["Nama", "Capaian", "Rencana", "Persen"])
    one = done[0]
    if "aktivitas" in one.given:
        last = page.table([name, ratio.pembilang, ratio.penyebut] for name, ratio in _ratios(one))
    else:
        last = page.table(_counts(one))
        page.put(last + 1, 1, "Keseluruhan", "kepala")
        for column in (2, 3):
            own = span(HEAD_ROW + 1, column, last)
            page.work(last + 1, column, when(ready(own, last - HEAD_ROW), f"SUM({own})"), "hasil-hitung")
        page.limits.append(Limit(HEAD_ROW + 1, 2, last, 3, "integer"))
        last += 1
    for row in range(HEAD_ROW + 1, last + 1):
        share = f'IF({cell(row, 3)}=0,"",100*{cell(row, 2)}/{cell(row, 3)})'
        page.work(row, 4, when(ready(span(row, 2, row, 3), 2), share), "persen")
    return [page]


def _beyond(done: ScoreResult) -> Iterator[Finding]:
    """Yield a warning for each row with more trained than aimed at, or more stages done than planned: IN-09."""
    which, part, aim = ("sasaran", "dilatih", "target") if "sasaran" in done.given else ("tahapan", "selesai", "direncanakan")
    for at, row in enumerate(done.given.get(which, ())):
        if row[part] > row[aim]:
            facts: dict[str, Any] = {"nilai": shown(row[part]), "batas": shown(row[aim]), "isi": part.capitalize(), "acuan": aim}
            yield finding("melebihi-sasaran", (which, at, part), severity=Severity.WARNING, **facts)


def _counts(done: ScoreResult) -> Iterator[list[Any]]:
    which = "sasaran" if "sasaran" in done.given else "tahapan"
    part, whole_ = ("dilatih", "target") if which == "sasaran" else ("selesai", "direncanakan")
    for row in done.given[which]:
        name = ", ".join(str(row[key]) for key in ("kabupaten", "luaran", "nama") if key in row and str(row[key]))
        yield [name or None, row[part], row[whole_]]


RECIPE: Final = TallyRecipe(
    "dasbor",
    "dasbor",
    "dilatih, target (boleh kabupaten, luaran); atau selesai, direncanakan (tahapan); atau aktivitas, target, selesai (tanggal, dengan --per)",
    tuple(name for columns in _TABLES.values() for name in known_names(columns)),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
    _beyond,
    options=frozenset({"per"}),
    named_by=("kabupaten", "nama", "luaran"),
)
