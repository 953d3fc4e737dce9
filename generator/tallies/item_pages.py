"""Item analysis as live sheets: answers and key, the mark of each answer, the figures of each item and of each option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from generator.scoring.item_analysis import ItemFigures, OptionFigures, Result
from generator.scoring.marked_answers import written
from generator.scoring.parts import labels_of
from generator.scoring.registry import SCORES
from generator.tallies.livebook import HEAD_ROW, Limit, Page, band_formula, cell, decimal, span, when
from generator.tallies.livebook import given as given_
from generator.tallies.model import ScoreResult
from validators.absence import is_absent

_ANSWERS: Final = "Jawaban"
_MARKS: Final = "Skor"
_KEY: Final = HEAD_ROW + 1
_HIGHEST: Final = HEAD_ROW + 2
_FIRST: Final = HEAD_ROW + 3
"""Rows of the sheet of answers: the key, the highest mark, the first participant."""


@dataclass(frozen=True, slots=True)
class _ItemGrid:
    """Where things stand. items: those that are analysed, with the column of their answers; people: how many took part."""

    items: Mapping[str, int]
    people: int

    @property
    def last(self) -> int:
        """The row of the last participant on the sheet of marks."""
        return HEAD_ROW + self.people

    @property
    def total(self) -> int:
        """The column of the totals on the sheet of marks; behind it the weights in the upper and the lower group."""
        return len(self.items) + 2

    @property
    def edges(self) -> int:
        """The row below the marks with the size of a group, the edge of the upper one and that of the lower one."""
        return self.last + 2

    def column(self, column: int, *, from_sheet: str = f"{_MARKS}!") -> str:
        """Return the range of a column of marks, as another sheet names it."""
        return from_sheet + span(HEAD_ROW + 1, column, self.last, fixed=True)

    def answers(self, item: str) -> str:
        """Return the range of the answers to an item."""
        return f"{_ANSWERS}!{span(_FIRST, self.items[item], _FIRST + self.people - 1, fixed=True)}"

    @property
    def all_known(self) -> str:
        """The condition that every mark is a number: a word where a mark stands leaves all figures empty."""
        block = f"{_MARKS}!{span(HEAD_ROW + 1, 2, self.last, self.total - 1, fixed=True)}"
        return f"COUNT({block})={self.people * len(self.items)}"

    def edge(self, column: int, *, from_sheet: str = "") -> str:
        """Return a cell of the row of edges."""
        return f"{from_sheet}${cell(self.edges, column)[0]}${self.edges}"


def pages(done: Sequence[ScoreResult]) -> list[Page]:
    """Return the sheets of the answers, the marks, the items and the options."""
    given, result = done[0].given, done[0].result
    analysed = {one.butir for one in result.butir if one.kesukaran is not None}
    items = {key["butir"]: at for at, key in enumerate(given["kunci"], start=2) if key["butir"] in analysed}
    laid = _ItemGrid(items, result.jumlah_peserta)
    figures = _figures(given, result, laid)
    return [_answers(given, result), _marks(given, result, laid), figures, *([_options(result, laid)] if result.pengecoh else [])]


def _answers(given: Mapping[str, Any], result: Result) -> Page:
    page = Page(_ANSWERS)
    keys = given["kunci"]
    page.title("Jawaban peserta", ["Peserta", *(key["butir"] for key in keys)])
    took_part = {one.nama for one in result.peserta}
    rows: list[list[Any]] = [
        ["Kunci", *(key["kunci"] or None for key in keys)],
        ["Bobot", *(1 if key["kunci"] and is_absent(key["maksimum"]) else _plain(key["maksimum"]) for key in keys)],
    ]
    rows += [[who, *(_plain(row[key["butir"]]) for key in keys)] for who, row in given["jawaban"].items() if who in took_part]
    last = page.table(rows)
    for column, key in enumerate(keys, start=2):
        page.limits.append(Limit(_HIGHEST, column, _HIGHEST, column))
        if key["kunci"] and key["opsi"]:
            page.limits.append(Limit(_FIRST, column, last, column, words=tuple(key["opsi"])))
    return page


def _plain(answer: Any) -> Any:
    return None if is_absent(answer) else answer if not isinstance(answer, str) else written(answer)


def _marks(given: Mapping[str, Any], result: Result, laid: _ItemGrid) -> Page:
    """Put each mark, the totals, and how much of each participant belongs to either group."""
    page = Page(_MARKS)
    page.title("Skor peserta", ["Peserta", *laid.items, "Jumlah skor", "Kelompok atas", "Kelompok bawah"])
    keyed = {key["butir"] for key in given["kunci"] if key["kunci"]}
    for at, person in enumerate(result.peserta):
        row, source = HEAD_ROW + 1 + at, _FIRST + at
        page.put(row, 1, person.nama)
        for column, (name, where) in enumerate(laid.items.items(), start=2):
            answer, key, most = (f"{_ANSWERS}!{cell(line, where)}" for line in (source, _KEY, _HIGHEST))
            by_hand = f'IF({answer}="",0,IF(AND(COUNT({answer})=1,{answer}>=0,{answer}<={most}),{answer},""))'
            mark = f"IF({answer}={key},{most},0)" if name in keyed else by_hand
            page.work(row, column, when(f"AND(COUNT({most})=1,{most}>0)", mark), "hitung")
        marks = span(row, 2, row, laid.total - 1)
        page.work(row, laid.total, when(f"COUNT({marks})={len(laid.items)}", f"SUM({marks})"), "hitung")
    totals = laid.column(laid.total, from_sheet="")
    _edges(page, result, totals, laid)
    for row in range(HEAD_ROW + 1, laid.last + 1):
        own = cell(row, laid.total)
        for column, sign in ((laid.total + 1, ">"), (laid.total + 2, "<")):
            group, edge = laid.edge(2), laid.edge(column - laid.total + 2)
            left = f'({group}-COUNTIF({totals},"{sign}"&{edge}))/COUNTIF({totals},{edge})'
            page.work(row, column, f"IF({own}{sign}{edge},1,IF({own}={edge},{left},0))")
    return page


def _edges(page: Page, result: Result, totals: str, laid: _ItemGrid) -> None:
    """Put the size of a group, and the totals at which either ends: a formula beyond the exact evaluator, with its value."""
    rising = sorted(one.jumlah for one in result.peserta)
    page.put(laid.edges, 1, "Kelompok, batas atas, batas bawah", "kepala")
    share = "27%"
    page.work(laid.edges, 2, f"MAX(1,ROUND({share}*COUNT({totals}),0))", "hitung")
    size = max(1, result.kelompok)
    page.work(laid.edges, 3, f"LARGE({totals},{cell(laid.edges, 2)})", "hitung", value=rising[-size])
    page.work(laid.edges, 4, f"SMALL({totals},{cell(laid.edges, 2)})", "hitung", value=rising[size - 1])


def _figures(given: Mapping[str, Any], result: Result, laid: _ItemGrid) -> Page:
    """Put a line of figures for each item, and the reliability below."""
    page = Page("Analisis Butir", leads=True)
    names = ("kesukaran", "kesukaran_kategori", "korelasi", "korelasi_kategori", "daya_beda", "daya_beda_kategori", "putusan")
    page.title(SCORES["analisis_butir"].label, [*labels_of(ItemFigures, "butir", "dijawab", *names), "Ragam"])
    figures = [one for one in result.butir if one.butir in laid.items]
    total = laid.column(laid.total)
    for at, one in enumerate(figures):
        row, marks = HEAD_ROW + 1 + at, laid.column(at + 2)
        most = f"{_ANSWERS}!{cell(_HIGHEST, laid.items[one.butir])}"
        page.put(row, 1, one.butir)
        page.work(row, 2, f"COUNTA({laid.answers(one.butir)})", "hitung")
        page.work(row, 3, when(laid.all_known, f"SUM({marks})/({laid.people}*{most})"))
        page.work(row, 4, given_(cell(row, 3), band_formula(cell(row, 3), given["kesukaran"])), "kata")
        page.work(row, 5, when(laid.all_known, _correlation(marks, total, laid.people)), value="" if one.korelasi is None else one.korelasi)
        page.work(row, 6, given_(cell(row, 5), band_formula(cell(row, 5), given["korelasi"])), "kata")
        upper, lower = (f"SUMPRODUCT({marks}*{laid.column(laid.total + place)})" for place in (1, 2))
        apart = f"({upper}-{lower})/({laid.edge(2, from_sheet=_MARKS + '!')}*{most})"
        page.work(row, 7, when(_apart(laid), apart))
        page.work(row, 8, given_(cell(row, 7), band_formula(cell(row, 7), given["daya_beda"])), "kata")
        page.work(row, 9, given_(cell(row, 7), band_formula(cell(row, 7), given["daya_beda"], "putusan")), "kata")
        page.work(row, 10, when(laid.all_known, _variance(marks, laid.people)))
    _reliability(page, given, result, laid)
    return page


def _apart(laid: _ItemGrid) -> str:
    """Return the condition that groups differ: every mark is known, and somebody stands above another."""
    total = laid.column(laid.total)
    return f"AND({laid.all_known},MAX({total})>MIN({total}))"


def _correlation(marks: str, total: str, people: int) -> str:
    """Return the formula of r of the marks with the totals less these marks, empty where one of both does not vary."""
    rest = f"({total}-{marks})"
    shared = f"{people}*SUMPRODUCT({marks}*{rest})-SUM({marks})*SUMPRODUCT({rest}*1)"
    own = f"({people}*SUMPRODUCT({marks}*{marks})-SUM({marks})^2)"
    other = f"({people}*SUMPRODUCT({rest}*{rest})-SUMPRODUCT({rest}*1)^2)"
    return f'IFERROR(({shared})/SQRT({own}*{other}),"")'


def _variance(numbers: str, people: int) -> str:
    return f'IFERROR((SUMPRODUCT({numbers}*{numbers})-SUM({numbers})^2/{people})/({people}-1),"")'


def _reliability(page: Page, given: Mapping[str, Any], result: Result, laid: _ItemGrid) -> None:
    bottom = HEAD_ROW + result.jumlah_butir
    page.put(bottom + 2, 1, "Ragam jumlah skor", "kepala")
    page.work(bottom + 2, 3, when(laid.all_known, _variance(laid.column(laid.total), laid.people)))
    page.put(bottom + 3, 1, result.reliabilitas_ukuran, "kepala")
    k, inner = result.jumlah_butir, f"SUM({span(HEAD_ROW + 1, 10, bottom)})"
    alpha = f"{k}/({k}-1)*(1-{inner}/{cell(bottom + 2, 3)})"
    page.work(bottom + 3, 3, when(laid.all_known, f'IFERROR({alpha},"")'), "hasil")
    page.put(bottom + 4, 1, labels_of(Result, "reliabilitas_kategori")[0], "kepala")
    page.work(bottom + 4, 3, given_(cell(bottom + 3, 3), band_formula(cell(bottom + 3, 3), given["reliabilitas"])), "hasil")


def _options(result: Result, laid: _ItemGrid) -> Page:
    page = Page("Pengecoh")
    page.title("Pengecoh", labels_of(OptionFigures, "butir", "opsi", "jumlah", "persen", "atas", "bawah"))
    for row, one in enumerate(result.pengecoh, start=HEAD_ROW + 1):
        page.put(row, 1, one.butir)
        page.put(row, 2, one.opsi)
        chosen = f"({laid.answers(one.butir)}={cell(row, 2)})"
        page.work(row, 3, f"SUMPRODUCT({chosen}*1)", "hitung")
        page.work(row, 4, f"100*{cell(row, 3)}/{decimal(Fraction(laid.people))}", "persen")
        for column in (1, 2):
            share = f"100*SUMPRODUCT({chosen}*{laid.column(laid.total + column)})/{laid.edge(2, from_sheet=_MARKS + '!')}"
            page.work(row, column + 4, when(_apart(laid), share), "persen")
    return page
