"""Capaian lulusan and capaian penurunan indeks from a bare table: one computation a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from generator.form.bare import BareTable, RowCells, RowPlaces
from generator.form.headings import Reading, WantedColumn, known_names, number, read_columns, whole, words
from generator.scoring.registry import SCORES
from generator.scoring.targets import BEYOND, NO_GAP, Result
from generator.tallies.livebook import HEAD_ROW, Limit, Page, band_formula, beyond, cell, given, ready, span, when
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import MOST_SHOWN, aligned, text
from generator.tallies.printing import number as printed

_NAME: Final = words(
    "nama", "kabupaten", "kabupaten/kota", "program", "pelatihan", "wilayah", "provinsi", "indeks", is_needed=False, is_filled=False
)
_GRADUATES: Final = (
    _NAME,
    whole("lulus", "jumlah lulus", "aktual lulus", "peserta lulus"),
    whole("target", "target peserta", "target lulus"),
)
_REDUCTION: Final = (_NAME, number("aktual", "indeks aktual", "nilai aktual"), number("target", "indeks target", "nilai target"))
_ALL: Final = "Jumlah"


def _read_graduates(table: BareTable, options: Options) -> Reading:
    return read_columns(table, _GRADUATES)


def _read_reduction(table: BareTable, options: Options) -> Reading:
    return read_columns(table, _REDUCTION)


def _runs(reading: Reading, columns: Sequence[WantedColumn]) -> Iterator[ScoreRun]:
    """Yield a computation for each row; of a table of many thousands each takes little room."""
    names = {column.name: at for at, column in enumerate(column for column in columns if column.is_needed)}
    where = {(name,): reading.indexes.get(name, 0) for name in names}
    for count, row in enumerate(reading.rows, start=1):
        title = row.text("nama") or (f"Baris {count}" if len(reading.rows) > 1 else "")
        yield ScoreRun(title, RowCells(names, tuple(row.cells[name] for name in names)), RowPlaces(reading.table, row.at, where))


def _graduate_runs(reading: Reading, options: Options) -> Iterator[ScoreRun]:
    """Yield a computation for each row, and where there are several one of their totals."""
    yield from _runs(reading, _GRADUATES)
    if len(reading.rows) > 1:
        sums = {name: sum(row.cells[name] for row in reading.rows) for name in ("lulus", "target")}
        yield ScoreRun(_ALL, sums, {(name,): reading.heading(name) for name in sums})


def _reduction_runs(reading: Reading, options: Options) -> Iterator[ScoreRun]:
    return _runs(reading, _REDUCTION)


def _row(one: ScoreResult) -> dict[str, Any]:
    result: Result = one.result
    return {
        "nama": one.title,
        "percent": result.percent,
        "predikat": result.predikat,
        "melampaui": result.melampaui,
        "catatan": result.catatan,
    }


def _graduate_keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    """Return the result of the one row, or of all rows together, and each row's own."""
    own = done[:-1] if len(done) > 1 else done
    whole_result = _row(done[-1])
    return {key: whole_result[key] for key in ("percent", "predikat", "melampaui", "catatan")} | {"rows": [_row(one) for one in own]}


def _reduction_keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    rows = [_row(one) for one in done]
    only = {key: rows[0][key] for key in ("percent", "predikat", "melampaui", "catatan")} if len(rows) == 1 else {}
    return only | {"rows": rows}


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    if len(done) == 1:
        for step in done[0].working.steps:
            yield f"  Capaian = {step.formula} = {step.printed}"
        yield f"  Predikat: {text(done[0].result.predikat)}{_remark(done[0].result)}"
        return
    bounds = (*done[0].given["ambang"].boundaries, Fraction(100))
    shown = [*done[:MOST_SHOWN], *(done[-1:] if len(done) > MOST_SHOWN and done[-1].title == _ALL else ())]
    rows = [(one.title, printed(one.result.percent, bounds, "%"), text(one.result.predikat), text(one.result.catatan)) for one in shown]
    yield from aligned(("Nama", "Capaian", "Predikat", "Catatan"), rows)
    if len(done) > len(shown):
        yield f"  ... dan {len(done) - len(shown)} lagi (lihat --json atau -o)"


def _remark(result: Result) -> str:
    return f" ({result.catatan})" if result.catatan else ""


def _graduate_pages(done: Sequence[ScoreResult]) -> list[Page]:
    page = Page("Capaian")
    page.title(SCORES["capaian"].label, ["Nama", "Lulus", "Target", "Capaian", "Predikat", "Catatan"])
    own = done[:-1] if len(done) > 1 else done
    last = page.table([one.title, one.given["lulus"], one.given["target"]] for one in own)
    if len(done) > 1:
        page.put(last + 1, 1, _ALL, "kepala")
        for column in (2, 3):
            own_column = span(HEAD_ROW + 1, column, last)
            page.work(last + 1, column, when(ready(own_column, len(own)), f"SUM({own_column})"), "hasil-hitung")
    for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + len(done)):
        condition = f"AND({ready(span(row, 2, row, 3), 2)},MAX({cell(row, 3)})>0)"
        page.work(row, 4, when(condition, f"100*{cell(row, 2)}/{cell(row, 3)}"), "persen")
        page.work(row, 5, given(cell(row, 4), band_formula(cell(row, 4), done[0].given["ambang"])), "kata")
        page.work(row, 6, given(cell(row, 4), f'IF({beyond(cell(row, 4), 100, ">")},"{BEYOND}","")'), "kata")
    page.limits += [Limit(HEAD_ROW + 1, 2, last, 2, "integer"), Limit(HEAD_ROW + 1, 3, last, 3, "integer", lowest=1)]
    return [page]


def _reduction_pages(done: Sequence[ScoreResult]) -> list[Page]:
    page = Page("Penurunan")
    page.title(SCORES["penurunan"].label, ["Nama", "Aktual", "Target", "Capaian", "Predikat", "Catatan"])
    last = page.table([one.title, one.given["aktual"], one.given["target"]] for one in done)
    for row in range(HEAD_ROW + 1, last + 1):
        percent = cell(row, 4)
        condition = f"AND({ready(span(row, 2, row, 3), 2)},MAX({cell(row, 3)})>0)"
        page.work(row, 4, when(condition, f'IF({cell(row, 2)}=0,"",200-{cell(row, 2)}/{cell(row, 3)}*100)'), "persen")
        page.work(row, 5, given(percent, band_formula(percent, done[0].given["ambang"])), "kata")
        remark = f'IF({cell(row, 2)}=0,"{NO_GAP}",IF({beyond(percent, 100, ">")},"{BEYOND}",""))'
        page.work(row, 6, when(condition, remark), "kata")
    page.limits.append(Limit(HEAD_ROW + 1, 2, last, 3))
    return [page]


GRADUATES: Final = TallyRecipe(
    "capaian",
    "capaian",
    "lulus, target; boleh didahului nama (satu baris tiap program atau wilayah)",
    known_names(_GRADUATES),
    _read_graduates,
    _graduate_runs,
    _graduate_keys,
    _lines,
    _graduate_pages,
    named_by=("nama",),
)
REDUCTION: Final = TallyRecipe(
    "penurunan",
    "penurunan",
    "aktual, target (indeks, misalnya 0,275 dan 0,25); boleh didahului nama",
    known_names(_REDUCTION),
    _read_reduction,
    _reduction_runs,
    _reduction_keys,
    _lines,
    _reduction_pages,
    named_by=("nama",),
)
