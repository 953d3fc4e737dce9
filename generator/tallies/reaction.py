"""Level 1 from a bare table: one row per respondent, one column per item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, Final

from generator.form.bare import BareTable
from generator.form.beside import ColumnsBeside, beside
from generator.form.headings import PEOPLE, Reading, known_names, read_columns, with_words_told_once, words
from generator.scoring.parts import labels_of
from generator.scoring.reaction import Arguments, ItemResult, Result
from generator.scoring.registry import SCORES, as_plain
from generator.tallies.livebook import HEAD_ROW, Limit, Page, band_formula, cell, span, when
from generator.tallies.livebook import given as given_
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import aligned, number
from validators.absence import is_absent
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding
from validators.values import parse_number

_COLUMNS: Final = (words("responden", "nama responden", *PEOPLE, is_needed=False, is_filled=False),)

_SCALE: Final[Any] = next(one.default for one in fields(Arguments) if one.name == "skala")
_ITEMS: Final = ColumnsBeside("butir", "Butir 4", (("banyaknya", lambda answer: True),))


def _read(table: BareTable, options: Options) -> Reading:
    table, noted = beside(table, known_names(_COLUMNS), _ITEMS)
    reading = with_words_told_once(read_columns(table, _COLUMNS, others=parse_number))
    reading = replace(reading, found=reading.found + noted)
    answers = [value for row in reading.rows for name in reading.others if isinstance(value := row.cells[name], Decimal)]
    if options.skala is None and answers and all(value in (0, 1) for value in answers):
        facts: dict[str, Any] = {
            "nilai": "0 atau 1" if 0 in answers else "1",
            "cara": "Tulis angka skalanya, 1 sampai 4; bila memang semua memilih 1, sebut --skala 4.",
        }
        made = replace(finding("skala-nol-satu", **facts), place=reading.heading(reading.others[0]))
        return replace(reading, found=Findings((*reading.found, made)), is_complete=False)
    if reading.others or reading.found.has_errors:
        return reading
    made = finding("kolom-tidak-ada", nilai="butir", usul=".", kolom="satu kolom untuk setiap butir")
    found = Findings((*reading.found, replace(made, place=reading.heading("responden"))))
    return replace(reading, found=found, is_complete=False)


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    answers = [{name: _whole(row.cells[name]) for name in reading.others} for row in reading.rows]
    first = reading.others[0] if reading.others else ""
    places: dict[Path, Place] = {("jawaban",): reading.heading(first)}
    for at, row in enumerate(reading.rows):
        places |= {("jawaban", at, name): reading.place(row, name) for name in reading.others}
    return [ScoreRun("", {"jawaban": answers, **options.given("skala")}, places)]


def _whole(answer: Any) -> Any:
    return int(answer) if isinstance(answer, Decimal) and answer == answer.to_integral_value() else answer


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    result: Result = done[0].result
    kept: dict[str, Any] = as_plain(result)
    whole = result.keseluruhan
    return {"mean": whole.rerata, "kategori": whole.kategori} | {name: value for name, value in kept.items() if name != "aspek"}


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    result: Result = done[0].result
    bounds = done[0].given["kategori"].boundaries
    rows = [
        (one.butir, number(one.rerata, bounds), one.kategori or "–", " ".join(str(c.jumlah) for c in one.sebaran), str(one.kosong))
        for one in result.butir
    ]
    steps = "–".join((str(result.keseluruhan.sebaran[0].nilai), str(result.keseluruhan.sebaran[-1].nilai)))
    yield from aligned((*labels_of(ItemResult, "butir", "rerata", "kategori"), f"Sebaran {steps}", "Kosong"), rows)
    yield f"  Keseluruhan: rerata {number(result.keseluruhan.rerata, bounds)}, {result.keseluruhan.kategori}; {result.jumlah_responden} responden"
    yield f"  Alfa Cronbach = {number(result.alpha)}" + (f" ({result.catatan})" if result.catatan else "")


def _blanks(done: ScoreResult) -> Iterator[Finding]:
    """Yield a warning for each answer that is missing, where it would stand."""
    for at, answers in enumerate(done.given["jawaban"]):
        for item, answer in answers.items():
            if is_absent(answer):
                yield replace(finding("nilai-dilewati", ("jawaban", at, item), severity=Severity.WARNING), label=item)


def _pages(done: Sequence[ScoreResult]) -> list[Page]:
    given = done[0].given
    answers = given["jawaban"]
    scale = given.get("skala", _SCALE)
    items = list(answers[0])
    page = Page("Level 1")
    page.title(SCORES["level1"].label, ["Responden", *items, "Lengkap", "Jumlah"])
    rows = ([f"R{at}", *(None if is_absent(row[name]) else row[name] for name in items)] for at, row in enumerate(answers, start=1))
    last = page.table(rows)
    complete, total = len(items) + 2, len(items) + 3
    for row in range(HEAD_ROW + 1, last + 1):
        marks = span(row, 2, row, len(items) + 1)
        page.work(row, complete, f"IF(AND({_valid(marks, scale)}={len(items)},COUNTA({marks})={len(items)}),1,0)", "hitung")
        page.work(row, total, f"IF({cell(row, complete)}=1,SUM({marks}),0)", "hitung")
    page.limits.append(Limit(HEAD_ROW + 1, 2, last, len(items) + 1, "integer", lowest=1, highest=scale))
    _means(page, last, len(items), scale, table=given["kategori"])
    _alpha(page, last, len(items), last + 6 + scale)
    return [page]


def _valid(marks: str, scale: int) -> str:
    """Return the formula that counts the answers on the scale: a word or a number beyond it is none."""
    return "+".join(f"COUNTIF({marks},{step})" for step in range(1, scale + 1))


def _means(page: Page, last: int, items: int, scale: int, *, table: Any) -> None:
    """Put count, mean, category and distribution of each item, and overall in the column behind."""
    for row, label in enumerate(
        (*labels_of(ItemResult, "n", "rerata", "kategori"), *(f"Banyaknya {step}" for step in range(1, scale + 1))), start=last + 2
    ):
        page.put(row, 1, label, "kepala")
    for column in range(2, items + 3):
        marks = span(HEAD_ROW + 1, column, last) if column < items + 2 else span(HEAD_ROW + 1, 2, last, items + 1)
        look = "hasil" if column == items + 2 else "angka"
        counted = "hasil-hitung" if look == "hasil" else "hitung"
        page.work(last + 2, column, _valid(marks, scale), counted)
        all_known = f"AND({cell(last + 2, column)}>0,{cell(last + 2, column)}=COUNTA({marks}))"
        page.work(last + 3, column, when(all_known, f"SUM({marks})/{cell(last + 2, column)}"), look)
        found = given_(cell(last + 3, column), band_formula(cell(last + 3, column), table))
        page.work(last + 4, column, found, "hasil" if look == "hasil" else "kata")
        for step in range(1, scale + 1):
            page.work(last + 4 + step, column, f"COUNTIF({marks},{step})", counted)
    page.put(last + 1, items + 2, "Keseluruhan", "kepala")


def _alpha(page: Page, last: int, items: int, top: int) -> None:
    """Put Cronbach's alpha from the respondents who answered every item."""
    complete = span(HEAD_ROW + 1, items + 2, last, fixed=True)
    page.put(top, 1, "Ragam (jawaban lengkap)", "kepala")
    for column in (*range(2, items + 2), items + 3):
        marks = span(HEAD_ROW + 1, column, last)
        square = f"SUMPRODUCT({complete}*{marks}*{marks})-SUMPRODUCT({complete}*{marks})^2/SUM({complete})"
        page.work(top, column, f'IFERROR(({square})/(SUM({complete})-1),"")')
    page.put(top + 1, 1, labels_of(Result, "alpha")[0], "kepala")
    spread = f"SUM({span(top, 2, top, items + 1)})/{cell(top, items + 3)}"
    page.work(top + 1, 2, f'IFERROR({items}/{items - 1}*(1-{spread}),"")', "hasil")


RECIPE: Final = TallyRecipe(
    "level1",
    "level1",
    "satu kolom untuk setiap butir, satu baris untuk setiap responden; boleh didahului responden",
    known_names(_COLUMNS),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
    options=frozenset({"skala"}),
    notes=_blanks,
    named_by=("responden",),
)
