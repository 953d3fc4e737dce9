"""Menit and hari from a bare table: `jp`, `moda`, or `luring` and `daring` of a blended programme; one computation a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from generator.form.bare import BareTable, RowPlaces
from generator.form.headings import Reading, ReadRow, known_names, read_columns, whole, words
from generator.scoring.lessons import BLENDED, FACE_TO_FACE, ONLINE, Result
from generator.scoring.parts import labels_of
from generator.scoring.registry import SCORES, as_plain
from generator.tallies.livebook import HEAD_ROW, Limit, Page, cell, ready, span, when
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import listed, number
from validators.absence import KOSONG, is_absent

_COLUMNS: Final = (
    words("nama", "program", "pelatihan", "mata ajar", is_needed=False, is_filled=False),
    whole("jp", "jumlah jp", "jam pelajaran", is_filled=False),
    words("moda", is_needed=False, is_filled=False),
    whole("luring", "jp luring", is_needed=False, is_filled=False),
    whole("daring", "jp daring", is_needed=False, is_filled=False),
)


def _read(table: BareTable, options: Options) -> Reading:
    return read_columns(table, _COLUMNS)


def _runs(reading: Reading, options: Options) -> Iterator[ScoreRun]:
    names = [name for name in ("jp", "moda", "luring", "daring") if reading.has(name)]
    where = {(name,): reading.indexes[name] for name in names}
    for count, row in enumerate(reading.rows, start=1):
        title = row.text("nama") or (f"Baris {count}" if len(reading.rows) > 1 else "")
        yield ScoreRun(title, _given(row, names), RowPlaces(reading.table, row.at, where))


def _given(row: ReadRow, names: Sequence[str]) -> dict[str, Any]:
    given = {name: row.cells[name] for name in names if row.cells[name] is not KOSONG}
    return given | ({"moda": given["moda"].casefold()} if "moda" in given else {})


def _row(one: ScoreResult) -> dict[str, Any]:
    kept: dict[str, Any] = as_plain(one.result)
    return {"nama": one.title, **kept}


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    rows = [_row(one) for one in done]
    return ({key: value for key, value in rows[0].items() if key != "nama"} if len(rows) == 1 else {}) | {"rows": rows}


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    yield from listed(("Nama", *labels_of(Result, "jp", "menit", "hari", "hari_luring", "hari_daring")), done, _cells)
    yield from (f"  {one.title}: {one.result.catatan}" for one in done if one.result.catatan)


def _cells(one: ScoreResult) -> tuple[str, ...]:
    result: Result = one.result
    return (one.title or "–", *map(number, (result.jp, result.menit, result.hari, result.hari_luring, result.hari_daring)))


def _pages(done: Sequence[ScoreResult]) -> list[Page]:
    page = Page("JP")
    jp, *days = labels_of(Result, "jp", "menit", "hari_luring", "hari_daring", "hari")
    page.title(SCORES["jp"].label, ["Nama", "Moda", jp, "JP luring", "JP daring", *days])
    page.table([one.title, _moda(one.given), one.result.jp, *_parts(one)] for one in done)
    for row, one in enumerate(done, start=HEAD_ROW + 1):
        rules = {str(rule["moda"]): rule for rule in one.given["aturan"]}
        minutes = rules[_moda(one.given) or FACE_TO_FACE]["menit_per_jp"]
        for column in () if _moda(one.given) == BLENDED else (4, 5):
            page.work(row, column, when(ready(cell(row, 3), 1), cell(row, 3)), "hitung")
        page.work(row, 6, when(ready(cell(row, 3), 1), f"{cell(row, 3)}*{minutes}"), "hitung")
        page.work(row, 7, _days(cell(row, 4), rules[FACE_TO_FACE]["jp_per_hari"]), "hitung")
        page.work(row, 8, _days(cell(row, 5), rules[ONLINE]["jp_per_hari"]), "hitung")
        _total_days(page, row, one)
    page.limits.append(Limit(HEAD_ROW + 1, 3, HEAD_ROW + len(done), 5, "integer"))
    return [page]


def _total_days(page: Page, row: int, one: ScoreResult) -> None:
    result: Result = one.result
    formulas = {
        FACE_TO_FACE: cell(row, 7),
        ONLINE: cell(row, 8),
        BLENDED: when(f"COUNT({span(row, 7, row, 8)})=2", f"{cell(row, 7)}+{cell(row, 8)}"),
    }
    if result.hari is not None:
        page.work(row, 9, formulas[_moda(one.given)], "hasil-hitung")


def _moda(given: Mapping[str, Any]) -> str:
    return "" if is_absent(given.get("moda", KOSONG)) else str(given["moda"])


def _parts(one: ScoreResult) -> tuple[Any, Any]:
    """Return the JP held luring and daring: the two parts of a blended programme, the whole JP each way otherwise."""
    if _moda(one.given) != BLENDED:
        return one.result.jp, one.result.jp
    return one.given.get("luring", 0), one.given.get("daring", 0)


def _days(address: str, per_day: int) -> str:
    """Return JP over the JP of a day, rounded up: half of one JP less than a half is added before rounding."""
    return when(ready(address, 1), f"ROUND({address}/{per_day}+1/2-1/{2 * per_day},0)")


RECIPE: Final = TallyRecipe(
    "jp",
    "jp",
    "jp, moda (luring, daring, blended, ...); blended juga luring dan daring (JP tiap bagian)",
    known_names(_COLUMNS),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
    named_by=("nama",),
)
