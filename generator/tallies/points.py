"""RHK points from a bare table: `kuantitas`, `poin`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from generator.form.bare import BareTable
from generator.form.headings import Reading, known_names, number, read_columns, whole, words
from generator.scoring.points import Result
from generator.scoring.registry import as_plain
from generator.tallies.livebook import HEAD_ROW, Page, beyond, cell, span
from generator.tallies.model import Done, Kind, Options, Run
from generator.tallies.printing import aligned
from generator.tallies.printing import number as printed
from validators.absence import is_absent
from validators.findings import Finding, Path, Place, Severity
from validators.messages import finding

_COLUMNS: Final = (
    words("rhk", "kode", "peran", "rencana hasil kerja", "kegiatan", "nama", is_needed=False, is_filled=False),
    whole("kuantitas", "jumlah", "banyaknya", "kuantitas/jumlah"),
    number("poin", "poin per kegiatan", "nilai poin", is_filled=False),
)


def _read(table: BareTable, options: Options) -> Reading:
    return read_columns(table, _COLUMNS)


def _runs(reading: Reading, options: Options) -> list[Run]:
    names = [column.name for column in _COLUMNS if reading.has(column.name)]
    rows = [{name: row.cells[name] for name in names} for row in reading.rows]
    places: dict[Path, Place] = {("rencana",): reading.heading("kuantitas")}
    for at, row in enumerate(reading.rows):
        places |= {("rencana", at, name): reading.place(row, name) for name in names}
    return [Run("", {"rencana": rows, **options.given("aturan")}, places)]


def _keys(done: Sequence[Done]) -> dict[str, Any]:
    kept: dict[str, Any] = as_plain(done[0].result)
    return kept


def _lines(done: Sequence[Done]) -> Iterator[str]:
    result: Result = done[0].result
    rows = [
        (one.rhk or f"Baris {at}", printed(one.kuantitas), printed(one.poin), printed(one.jumlah_poin))
        for at, one in enumerate(result.rencana, start=1)
    ]
    yield from aligned(("RHK", "Kuantitas", "Poin", "Jumlah"), rows)
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


def _outside(done: Done) -> Iterator[Finding]:
    result: Result = done.result
    if result.status in ("Belum memenuhi", "Melebihi"):
        facts = {
            "nilai": printed(result.total),
            "minimum": printed(result.minimum),
            "maksimum": printed(result.maximum),
            "aturan": result.aturan,
        }
        yield finding("poin-di-luar-anjuran", ("rencana",), severity=Severity.WARNING, source=done.working.citation, **facts)


def _pages(done: Sequence[Done]) -> list[Page]:
    given, result = done[0].given, done[0].result
    page = Page("RHK")
    page.title("Poin RHK pengembangan kompetensi", ["RHK", "Kuantitas", "Poin", "Jumlah"])
    names = [row.get("rhk", "") for row in given["rencana"]]
    rows = ([None if is_absent(name) else name, one.kuantitas, one.poin] for name, one in zip(names, result.rencana, strict=True))
    last = page.table(rows)
    for row in range(HEAD_ROW + 1, last + 1):
        page.work(row, 4, f"{cell(row, 2)}*{cell(row, 3)}", "hitung")
    if result.total is None:
        page.put(last + 1, 1, f"Aturan {result.aturan} tidak memakai poin.", "catatan")
        return [page]
    page.put(last + 1, 1, "Total", "kepala")
    page.work(last + 1, 4, f"SUM({span(HEAD_ROW + 1, 4, last)})", "hasil-hitung")
    page.put(last + 2, 1, "Status", "kepala")
    page.work(last + 2, 4, _status(cell(last + 1, 4), result), "hasil")
    return [page]


def _status(total: str, result: Result) -> str:
    text = '"Memenuhi"'
    if result.maximum is not None:
        text = f'IF({beyond(total, result.maximum, ">")},"Melebihi",{text})'
    return f'IF({beyond(total, result.minimum, "<")},"Belum memenuhi",{text})' if result.minimum is not None else text


KIND: Final = Kind(
    "rhk",
    "rhk",
    "kuantitas, poin; boleh juga rhk (kode atau nama RHK dari katalog; poin kosong diambil dari katalog)",
    known_names(_COLUMNS),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
    _outside,
    options=frozenset({"aturan"}),
)
