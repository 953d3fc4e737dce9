"""RHK points from a bare table: `kuantitas`, `poin`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.form.bare import BareTable, folded
from generator.form.headings import PEOPLE, Reading, ReadRow, doubled_rows, known_names, number, read_columns, whole, words
from generator.scoring.parts import labels_of
from generator.scoring.points import SOURCE, PlanPoints, Result
from generator.scoring.registry import SCORES, as_plain
from generator.tallies.livebook import HEAD_ROW, Limit, Page, beyond, cell, given, ready, span, when
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import MOST_SHOWN, aligned
from generator.tallies.printing import number as printed
from validators.absence import is_absent
from validators.findings import Finding, Path, Place, Severity
from validators.messages import finding

_NAME: Final = words(*PEOPLE, "nip", is_needed=False)
_COLUMNS: Final = (
    words("rhk", "kode", "peran", "rencana hasil kerja", "nama rhk", "kegiatan", is_needed=False, is_filled=False),
    whole("kuantitas", "jumlah", "banyaknya", "kuantitas/jumlah"),
    number("poin", "poin per kegiatan", "nilai poin", is_filled=False),
)


def _read(table: BareTable, options: Options) -> Reading:
    reading = read_columns(table, (_NAME, *_COLUMNS))
    is_named = reading.has("rhk") or reading.has("nama")
    return replace(reading, found=reading.found + doubled_rows(reading)) if is_named else reading


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    """Return a computation for each teacher; where no names are there all rows are one teacher's."""
    people: dict[str, list[ReadRow]] = {}
    for row in reading.rows:
        people.setdefault(folded(row.text("nama")), []).append(row)  # "ani" is Ani
    names = [column.name for column in _COLUMNS if reading.has(column.name)]
    return [_run(rows[0].text("nama"), rows, names, reading, options=options) for rows in people.values()]


def _run(title: str, rows: Sequence[ReadRow], names: Sequence[str], reading: Reading, *, options: Options) -> ScoreRun:
    places: dict[Path, Place] = {("rencana",): reading.place(rows[0], "kuantitas")}
    for at, row in enumerate(rows):
        places |= {("rencana", at, name): reading.place(row, name) for name in names}
    return ScoreRun(title, {"rencana": [{name: row.cells[name] for name in names} for row in rows], **options.given("aturan")}, places)


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    """Return the result of the one teacher, or each teacher's own."""
    if len(done) == 1:
        kept: dict[str, Any] = as_plain(done[0].result)
        return ({"nama": done[0].title} if done[0].title else {}) | kept
    return {"rows": [{"nama": one.title, **as_plain(one.result)} for one in done]}


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    for one in done[:MOST_SHOWN]:
        yield from ([f"  {one.title}"] if one.title else [])
        yield from _own_lines(one.result)
    if len(done) > MOST_SHOWN:
        yield f"  ... dan {len(done) - MOST_SHOWN} guru lagi (lihat --json atau -o)"


def _own_lines(result: Result) -> Iterator[str]:
    rows = [
        (one.rhk or f"Baris {at}", printed(one.kuantitas), printed(one.poin), printed(one.jumlah_poin))
        for at, one in enumerate(result.rencana, start=1)
    ]
    yield from aligned(labels_of(PlanPoints, "rhk", "kuantitas", "poin", "jumlah_poin"), rows)
    if result.total is None:
        yield f"  {result.status}: aturan {result.aturan} tidak memakai poin"
        return
    yield f"  Total = {printed(result.total)} poin: {result.status} (aturan {result.aturan}{_range(result)})"
    if result.kekurangan:
        yield f"  Kurang {printed(result.kekurangan)} poin"
    if result.kelebihan:
        yield f"  Lebih {printed(result.kelebihan)} poin"


def _range(result: Result) -> str:
    return f", {printed(result.minimum)}–{printed(result.maximum)} poin disarankan" if result.minimum is not None else ""


def _outside(done: ScoreResult) -> Iterator[Finding]:
    result: Result = done.result
    if result.status in ("Belum memenuhi", "Melebihi"):
        facts = {
            "nilai": printed(result.total),
            "minimum": printed(result.minimum),
            "maksimum": printed(result.maximum),
            "aturan": result.aturan,
        }
        yield replace(finding("poin-di-luar-anjuran", ("rencana",), severity=Severity.WARNING, source=SOURCE, **facts), label=done.title)


def _pages(done: Sequence[ScoreResult]) -> list[Page]:
    page = Page("RHK")
    page.title(SCORES["rhk"].label, ["Nama", *labels_of(PlanPoints, "rhk", "kuantitas", "poin", "jumlah_poin")])
    last = page.table(row for one in done for row in _rows(one))
    for row in range(HEAD_ROW + 1, last + 1):
        page.work(row, 5, when(ready(span(row, 3, row, 4), 2), f"{cell(row, 3)}*{cell(row, 4)}"), "hitung")
    page.limits += [Limit(HEAD_ROW + 1, 3, last, 3, "integer"), Limit(HEAD_ROW + 1, 4, last, 4)]
    result: Result = done[0].result
    if result.total is None:
        page.put(last + 1, 1, f"Aturan {result.aturan} tidak memakai poin.", "catatan")
        return [page]
    for column, heading in enumerate(("Nama", *labels_of(Result, "total", "status")), start=1):
        page.put(last + 2, column, heading, "kepala")
    products, names = span(HEAD_ROW + 1, 5, last, fixed=True), span(HEAD_ROW + 1, 1, last, fixed=True)
    for row, one in enumerate(done, start=last + 3):
        page.put(row, 1, one.title or "Total", "kepala")
        total = f"SUMPRODUCT(({names}={cell(row, 1)})*{products})" if one.title else f"SUM({products})"
        page.work(row, 2, when(f"COUNT({products})={last - HEAD_ROW}", total), "hasil-hitung")
        page.work(row, 3, given(cell(row, 2), _status(cell(row, 2), one.result)), "hasil")
    return [page]


def _rows(one: ScoreResult) -> Iterator[list[Any]]:
    for row, plan in zip(one.given["rencana"], one.result.rencana, strict=True):
        name = row.get("rhk", "")
        yield [one.title or None, None if is_absent(name) or not name else name, plan.kuantitas, plan.poin]


def _status(total: str, result: Result) -> str:
    text = '"Memenuhi"'
    if result.maximum is not None:
        text = f'IF({beyond(total, result.maximum, ">")},"Melebihi",{text})'
    return f'IF({beyond(total, result.minimum, "<")},"Belum memenuhi",{text})' if result.minimum is not None else text


RECIPE: Final = TallyRecipe(
    "rhk",
    "rhk",
    "kuantitas, poin; boleh juga nama (dihitung per nama) dan rhk (kode atau nama RHK dari katalog; poin kosong diambil dari katalog)",
    known_names((_NAME, *_COLUMNS)),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
    _outside,
    options=frozenset({"aturan"}),
    hints={"aturan-tidak-dikenal": "Sebut aturan tahun kinerjanya: --aturan PMM-2024, --aturan 2025, atau --aturan 2026."},
)
