"""CGI as live sheets: the values, each teacher's K and gap from them, and the indices from these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from generator.errors import DeliveryFault
from generator.scoring.gap.indices import Result
from generator.scoring.gap.values import codes, folded
from generator.scoring.registry import SCORES
from generator.tallies.livebook import HEAD_ROW, Limit, Page, cell, span, when
from generator.tallies.livebook import given as given_
from generator.tallies.model import ScoreResult
from validators.absence import is_absent

HIGHEST: Final = 5
"""The highest level."""
_MOST_LETTERS: Final = 255
"""Of a list that a cell offers, with its commas."""
MOST_ROWS: Final = 20_000
"""Values beyond which a workbook of live formulas is no help to anybody."""


@dataclass(frozen=True, slots=True)
class _Ranks:
    """The jenjang of the workbook: each spelling's name, and the ranges of names and minimal levels."""

    names: Mapping[str, str]
    column: str
    levels: str

    def level_of(self, address: str) -> str:
        """Return the formula of the minimal level of the jenjang named in a cell: empty for one that is not there, or out of the scale."""
        found = f"SUMIF({self.column},{address},{self.levels})"
        return when(f"AND(COUNTIF({self.column},{address})=1,{found}>0,{found}<={HIGHEST})", found)


@dataclass(slots=True)
class _Teacher:
    """One teacher in one kompetensi: the cells of the values, by indikator."""

    nama: str
    jenjang: str
    kompetensi: str
    cells: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


def pages(done: Sequence[ScoreResult]) -> list[Page]:
    """Return the sheets of values, levels, teachers and indices. Raises DeliveryFault for more than `MOST_ROWS` values."""
    given, result = done[0].given, done[0].result
    rows = given["nilai"]
    if len(rows) > MOST_ROWS:
        raise DeliveryFault(
            f"Tabel berisi {len(rows)} nilai; buku kerja memuat paling banyak {MOST_ROWS}.",
            hint="Pakai --json.",
            code="buku-kerja-tidak-muat",
        )
    values, levels, teachers, summary = Page("Nilai"), Page("Level"), Page("Guru"), Page("CGI", leads=True)
    values.title("Nilai kompetensi guru", ["Nama", "Jenjang", "Kompetensi", "Indikator", "Sub-indikator", "Nilai"])
    values.table([_text(row, name) for name in _COLUMNS] + [None if is_absent(row["nilai"]) else row["nilai"]] for row in rows)
    values.limits.append(Limit(HEAD_ROW + 1, len(_COLUMNS) + 1, HEAD_ROW + len(rows), len(_COLUMNS) + 1, highest=HIGHEST))
    levels.limits.append(Limit(HEAD_ROW + 1, 2, HEAD_ROW + len(given["level"]), 2, lowest=1, highest=HIGHEST))
    ranks = _levels(levels, given["level"])
    last = _teachers(teachers, _grouped(rows, given), ranks, is_gap_first=given.get("cara") == "kesenjangan dahulu")
    for column, words in ((2, [row["nama"] for row in given["level"]]), (3, [index.nama for index in result.by_kompetensi])):
        teachers.limits += _one_of([str(word) for word in words], column, last)
    _summary(summary, result, last)
    return [values, levels, teachers, summary]


_COLUMNS: Final = ("nama", "jenjang", "kompetensi", "indikator", "sub_indikator")


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name, "")
    return None if is_absent(value) or not value else str(value)


def _one_of(words: Sequence[str], column: int, last: int) -> list[Limit]:
    """Return the limit of a column of names to those that the indices know, where Excel can hold so many letters."""
    fits = len(",".join(words)) <= _MOST_LETTERS and not any("," in word for word in words)
    return [Limit(HEAD_ROW + 1, column, last, column, words=tuple(words))] if fits else []


def _levels(page: Page, rows: Sequence[Mapping[str, Any]]) -> _Ranks:
    """Put the minimal levels; return the names of jenjang by each spelling, and where names and levels stand."""
    page.title("Level minimal tiap jenjang jabatan (M)", ["Jenjang", "M"])
    names: dict[str, str] = {}
    for at, row in enumerate(rows, start=HEAD_ROW + 1):
        page.put(at, 1, row["nama"])
        page.put(at, 2, row["level"], "isi-angka")
        names |= {folded(str(name)): str(row["nama"]) for name in (*(row.get("alias") or ()), row["nama"])}
    column, beside = (f"Level!{span(HEAD_ROW + 1, at, HEAD_ROW + len(rows), fixed=True)}" for at in (1, 2))
    return _Ranks(names, column, beside)


def _grouped(rows: Sequence[Mapping[str, Any]], given: Mapping[str, Any]) -> list[_Teacher]:
    """Return each teacher and kompetensi that has a value, in the order of the score."""
    names = {str(row["kode"]): str(row["nama"]) for row in given["kompetensi"]}
    found: dict[tuple[str, str, str, str], _Teacher] = {}
    for at, row in enumerate(rows, start=HEAD_ROW + 1):
        kompetensi, indikator, _ = codes(*(_text(row, name) or "" for name in ("kompetensi", "indikator", "sub_indikator")))
        name = names.get(kompetensi, kompetensi)
        who = (_text(row, "nama") or "", folded(_text(row, "jenjang") or ""), _text(row, "kelompok") or "", name)
        teacher = found.setdefault(who, _Teacher(who[0], who[1], name))
        if not is_absent(row["nilai"]):
            teacher.cells.setdefault(indikator, []).append(f"Nilai!{cell(at, len(_COLUMNS) + 1)}")
    return [teacher for teacher in found.values() if teacher.cells]


def _teachers(page: Page, teachers: Sequence[_Teacher], ranks: _Ranks, *, is_gap_first: bool) -> int:
    page.title("Kesenjangan tiap guru", ["Nama", "Jenjang", "Kompetensi", "M", "K", "(M − K) / M bila K < M", "M − K bila K < M"])
    for row, one in enumerate(teachers, start=HEAD_ROW + 1):
        for column, value in enumerate((one.nama, ranks.names[one.jenjang], one.kompetensi), start=1):
            page.put(row, column, value, "isi")
        means = [_mean(cells) for cells in one.cells.values()]
        used = [address for cells in one.cells.values() for address in cells]
        page.work(row, 4, ranks.level_of(cell(row, 2)), "hitung")
        page.work(row, 5, when(_filled(used), _mean(means)))
        gaps = "+".join(f"MAX(0,{cell(row, 4)}-{mean})" for mean in means)
        direct = f"({gaps})/{len(means)}/{cell(row, 4)}" if is_gap_first else f"MAX(0,{cell(row, 4)}-{cell(row, 5)})/{cell(row, 4)}"
        page.work(row, 6, when(f"COUNT({span(row, 4, row, 5)})=2", direct))
        page.work(row, 7, given_(cell(row, 6), f"{cell(row, 6)}*{cell(row, 4)}"))
    return HEAD_ROW + len(teachers)


def _filled(cells: Sequence[str]) -> str:
    """Return the condition that every value is a number of the scale."""
    listed = ",".join(cells)
    return f"AND(COUNT({listed})={len(cells)},MIN({listed})>=0,MAX({listed})<={HIGHEST})"


def _mean(cells: Sequence[str]) -> str:
    return f"({'+'.join(cells)})/{len(cells)}" if len(cells) > 1 else cells[0]


def _summary(page: Page, result: Result, last: int) -> None:
    """Put CGI of each kompetensi and jenjang, and overall."""
    page.title(SCORES["cgi"].label, ["Kompetensi", "n", "q", "CGI", "Kesenjangan (level)"])
    names, ranks, gaps, levels = (f"Guru!{span(HEAD_ROW + 1, column, last, fixed=True)}" for column in (3, 2, 6, 7))
    many, row = last - HEAD_ROW, HEAD_ROW
    counts = span(HEAD_ROW + 1, 2, HEAD_ROW + len(result.by_kompetensi), fixed=True)
    all_there = f"AND(COUNT({gaps})={many},SUM({counts})={many},MIN({counts})>0)"
    for row, index in enumerate(result.by_kompetensi, start=HEAD_ROW + 1):
        page.put(row, 1, index.nama, "teks")
        page.work(row, 2, f"SUMPRODUCT(({names}={cell(row, 1)})*1)", "hitung")
    for row in range(HEAD_ROW + 1, HEAD_ROW + len(result.by_kompetensi) + 1):
        page.work(row, 3, when(all_there, f"SUMPRODUCT(({names}={cell(row, 1)})*({gaps}>0))"), "hitung")
        page.work(row, 4, when(all_there, f"SUMPRODUCT(({names}={cell(row, 1)})*{gaps})/{cell(row, 2)}"))
        page.work(row, 5, when(all_there, f"SUMPRODUCT(({names}={cell(row, 1)})*{levels})/{cell(row, 2)}"))
    first, top = HEAD_ROW + 1, row + 1
    page.put(top, 1, "Keseluruhan (rerata)", "kepala")
    for column in (4, 5):
        page.work(top, column, when(all_there, f"AVERAGE({span(first, column, row)})"), "hasil")
    _by_rank(page, result, top + 2, (names, ranks, gaps), all_there=all_there)


def _by_rank(page: Page, result: Result, top: int, ranges: tuple[str, str, str], *, all_there: str) -> None:
    """Put CGI of each jenjang: per kompetensi, and the mean of those that have a value there."""
    names, ranks, gaps = ranges
    kompetensi = [index.nama for index in result.by_kompetensi]
    for column, heading in enumerate(("Jenjang", *kompetensi, "CGI"), start=1):
        page.put(top, column, heading, "kepala")
    for row, index in enumerate(result.by_jenjang, start=top + 1):
        page.put(row, 1, index.nama, "teks")
        for column in range(2, len(kompetensi) + 2):
            here = f"({names}={cell(top, column)})*({ranks}={cell(row, 1)})"
            page.work(row, column, when(all_there, f'IFERROR(SUMPRODUCT({here}*{gaps})/SUMPRODUCT({here}),"")'))
        own = span(row, 2, row, len(kompetensi) + 1)
        page.work(row, len(kompetensi) + 2, f'IFERROR(AVERAGE({own}),"")', "hasil")


def index_page(result: Any, sums: Sequence[tuple[str, int, int, Fraction, Fraction]]) -> Page:
    """Return the one sheet for a census: of each kompetensi n, q and the sums over teachers, from which the indices follow."""
    page = Page("CGI")
    page.title(SCORES["cgi"].label, ["Kompetensi", "n", "q", "Σ (M − K) / M", "Σ (M − K)", "CGI", "Kesenjangan (level)"])
    last = page.table(sums)
    for row in range(HEAD_ROW + 1, last + 1):
        page.work(row, 6, f"{cell(row, 4)}/{cell(row, 2)}")
        page.work(row, 7, f"{cell(row, 5)}/{cell(row, 2)}")
    page.put(last + 1, 1, "Keseluruhan (rerata)", "kepala")
    page.work(last + 1, 6, f"AVERAGE({span(HEAD_ROW + 1, 6, last)})", "hasil", value=result.cgi)
    page.work(last + 1, 7, f"AVERAGE({span(HEAD_ROW + 1, 7, last)})", "hasil", value=result.mean_gap)
    return page
