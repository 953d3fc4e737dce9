"""Foot of a table: rows under the data that are no person and no region: totals, means, extremes, limits, signatures.

They are told by their words and by arithmetic (a row whose numbers are the sums of those above), below the last numbered row or a
blank row. What is sure is left out and said; what could be data as well is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Literal

from generator.form.bare import folded, is_rounded, number_of
from generator.intake.tables.head import cell_at
from validators.absence import KOSONG

SAMPLE_ROWS: Final = 200
"""Rows at the top from which it is told which columns hold numbers."""
TAIL_ROWS: Final = 80
"""Rows at the end among which a foot is looked for."""
_LONGEST_LABEL: Final = 400
NUMBERINGS: Final = frozenset({"no", "nomor", "no urut", "nomor urut", "nr", "#"})

Verdict = Literal["baris-jumlah", "baris-kaki", "baris-rancu"]
_STATISTIC: Final = (
    r"rata rata|rata2|rataan|rerata|mean|average|median|modus|minimum|minimal|min|terendah|terkecil|maksimum|maksimal|maks|max|maximum|tertinggi"
    r"|terbesar|ideal|simpangan baku|standar deviasi|deviasi standar|std dev|stdev|sd|varians?|ragam|range|rentang"
)
_SURE: Final = r"rata rata|rata2|rataan|rerata|average|median|minimum|maksimum|terendah|terkecil|tertinggi|terbesar|simpangan baku|standar deviasi|deviasi standar"
_ALSO_NAMES: Final = frozenset({"min", "max", "maks", "sd", "ideal", "mean", "range", "rentang", "modus", "ragam"})
"""Words of a foot that a person may be called: with a number of its own such a row is data."""
_LIMIT: Final = r"batas(?: lulus| kelulusan| minimal| maksimal)?|ambang(?: batas)?|kkm|kktp|passing grade"
_SUM: Final = r"(?:(?:(?:sub|grand) ?)?(?:total|jumlah|jml|sum)|σ|∑)"
_ONLY_TOTAL: Final = re.compile(
    rf"{_SUM}(?: (?:total|semua|seluruhnya|keseluruhan|akhir|besar|umum|nilai|skor))?"
    rf"|(?:nilai |skor |jumlah )?(?:{_STATISTIC}|{_LIMIT})(?: (?:nilai|skor|kelas|sekolah|total|keseluruhan|\(?[a-z]\)?))?"
    r"|(?:ketuntasan|daya serap|p[er]+sentase|s[ -]?cvi.{0,10}|i[ -]?cvi)"
)
_LIKE_STATISTIC: Final = re.compile(
    rf"(?:{_SURE})\b.*|(?:nilai|skor) (?:{_STATISTIC}|{_LIMIT})\b.*|(?:kkm|kktp|batas|ambang|p[er]+sentase|s cvi|ketuntasan)\b.*"
)
_SPACED: Final = re.compile(r"\b[^\W\d_](?: [^\W\d_]){3,}\b")
"""A word with blanks between its letters, as a typist spreads a heading."""
_LIKE_SUM: Final = re.compile(rf"{_SUM}\b.*|(?:se )?prov(?:insi)?\b.*|nasional|indonesia")
_SIGNATURE: Final = re.compile(
    r"(?:mengetahui|menyetujui|disetujui|mengesahkan|dibuat|disusun|diperiksa|kepala|plt|plh|ketua|sekretaris|pengawas|penanggung jawab|validator|penilai|narasumber|fasilitator|wali kelas|operator|koordinator|pembina|nip|nuptk"
    r"|ttd|tanda tangan|catatan|keterangan|ket|sumber|dokumen ini|\*)(?:[\s,.):].*)?|.{2,40}, [0-9]{1,2} [a-z]+ [0-9]{4}"
)


@dataclass(frozen=True, slots=True)
class FootColumn:
    """The numbers of a column above a row."""

    total: Fraction
    count: int
    least: Fraction


Above = Callable[[int, Sequence[int]], Mapping[int, FootColumn]]
"""Row and columns -> the numbers above that row."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the columns of a table are: the numbering, the first column of words, those of numbers.

    is_numbered: whether most rows have their number. usual: how many numbers a row usually has.
    floor: what the first rows of a long table sum up to, below which nothing is a sum.
    """

    numbering: int | None
    label: int | None
    numbers: tuple[int, ...]
    is_numbered: bool
    usual: int
    floor: Mapping[int, Fraction]


def only_total(text: str) -> bool:
    """Tell whether a text can be nothing but the label of a total, a mean, an extreme or a limit."""
    return len(text) < 80 and _ONLY_TOTAL.fullmatch(_words(text)) is not None


def has_number(shape: Shape, row: Sequence[Any]) -> bool:
    """Tell whether a row has its number, in a table of numbered rows."""
    return shape.numbering is not None and shape.is_numbered and number_in(row, shape.numbering) is not None


def is_total(shape: Shape, row: Sequence[Any], columns: Sequence[int]) -> bool:
    """Tell whether a row's label can be nothing but that of a total; columns: where the label may stand."""
    label = label_of(row, columns)
    return only_total(label) and not (has_number(shape, row) and _words(label) in _ALSO_NAMES)


def shape_of(sample: Sequence[Sequence[Any]], headings: Sequence[str], named: Sequence[int], *, is_long: bool) -> Shape:
    """Return what the columns of a table are, from its first rows. is_long: whether its last rows are others."""
    numbering = next((column for column in named if folded(headings[column]) in NUMBERINGS), None)
    rows = [row for row in sample if not only_total(label_of(row, named))]
    numbers = tuple(column for column in named if column != numbering and _mostly_numbers(rows, column))
    words = [column for column in named if column != numbering and column not in numbers]
    label = next((column for column in words if 2 * sum(cell_at(row, column) is not KOSONG for row in rows) > len(rows)), None)
    counts = sorted(sum(number_in(row, column) is not None for column in numbers) for row in rows)
    numbered = sum(number_in(row, numbering) is not None for row in rows) if numbering is not None else 0
    is_numbered = numbered > 1 and 2 * numbered >= len(rows)
    floor = (
        {column: one.total for column, one in column_above(iter(sample), numbers, number_in).items() if one.least >= 0} if is_long else {}
    )
    return Shape(numbering, label, numbers, is_numbered, counts[len(counts) // 2] if counts else 0, floor)


def foot_of(shape: Shape, tail: Sequence[tuple[int, Sequence[Any], bool]], named: Sequence[int], above: Above) -> dict[int, Verdict]:
    """Return the rows at the end that are no data, or perhaps none. tail: of the last rows number, cells, whether a blank row is above."""
    last = -1
    verdicts: list[Verdict | None] = []
    edge: int | None = None
    for place, (at, row, is_after_blank) in enumerate(tail):
        verdict = _verdict(shape, row, named, lambda columns, at=at if edge is None else edge: above(at, columns), is_apart=is_after_blank)
        verdicts.append(verdict)
        edge = at if edge is None and verdict is not None else edge
        if verdict is None and _is_complete(shape, row, named):
            last, edge = place, None  # what looked like a foot above it was data
    found: dict[int, Verdict] = {}
    is_below = shape.is_numbered
    for place in range(last + 1, len(tail)):
        at, row, is_after_blank = tail[place]
        is_below = is_below or is_after_blank or bool(found)
        verdict = verdicts[place] or _verdict_of_words(shape, row, named, is_below=is_below)
        if verdict is not None:
            found[at] = verdict
    return found


def label_of(row: Sequence[Any], named: Sequence[int]) -> str:
    """Return the first text of a row that is no number."""
    found = next((cell for at in named if isinstance(cell := cell_at(row, at), str) and number_in(row, at) is None), "")
    return " ".join(found[:_LONGEST_LABEL].split())


def number_in(row: Sequence[Any], column: int) -> Fraction | None:
    """Return the number in a cell, None where there is none."""
    return number_of(cell_at(row, column))


def _words(text: str) -> str:
    plain = _SPACED.sub(lambda spaced: spaced[0].replace(" ", ""), text)
    return folded(plain.replace("-", " ").replace("/", " ")).strip(" =")


def _mostly_numbers(rows: Sequence[Sequence[Any]], column: int) -> bool:
    filled = [row for row in rows if cell_at(row, column) is not KOSONG]
    return bool(filled) and 10 * sum(number_in(row, column) is not None for row in filled) >= 6 * len(filled)


def _is_complete(shape: Shape, row: Sequence[Any], named: Sequence[int]) -> bool:
    """Tell whether a row looks like data: a name, as many numbers as usual, and its number where rows are numbered."""
    if shape.is_numbered and shape.numbering is not None and number_in(row, shape.numbering) is None:
        return False
    if shape.label is not None and cell_at(row, shape.label) is KOSONG:
        return False
    if not shape.numbers:
        return 2 * sum(cell_at(row, column) is not KOSONG for column in named) > len(named)
    return 2 * sum(number_in(row, column) is not None for column in shape.numbers) >= max(shape.usual, 1)


def _verdict(
    shape: Shape, row: Sequence[Any], named: Sequence[int], above: Callable[[Sequence[int]], Mapping[int, FootColumn]], *, is_apart: bool
) -> Verdict | None:
    """Return what a row is by its words and numbers alone; None where it may well be data. is_apart: a blank row is right above."""
    label = label_of(row, named)
    if is_total(shape, row, named):
        return "baris-jumlah"
    if has_number(shape, row):
        return None
    words = _words(label)
    if _LIKE_STATISTIC.fullmatch(words):
        return "baris-kaki"
    is_nameless = shape.label is not None and cell_at(row, shape.label) is KOSONG
    has_means = is_nameless or (is_apart and shape.label is None)
    match = _arithmetic(shape, row, above, has_means=has_means)
    if match == "sum" or (match and (_LIKE_SUM.fullmatch(words) or is_nameless)):
        return "baris-kaki"
    if _LIKE_SUM.fullmatch(words) or match in ("small sum", "named mean"):
        return "baris-rancu"
    return "baris-kaki" if match == "mean" else None


def _verdict_of_words(shape: Shape, row: Sequence[Any], named: Sequence[int], *, is_below: bool) -> Verdict | None:
    """Return what a row is that is not complete: words below the table are its foot, numbers there are asked about."""
    numbers = sum(number_in(row, column) is not None for column in shape.numbers)
    first = label_of(row, named) or next((str(cell) for cell in row if isinstance(cell, str)), "")
    is_signature = _SIGNATURE.fullmatch(" ".join(first.casefold().split())) is not None
    is_nameless = shape.label is not None and cell_at(row, shape.label) is KOSONG
    if not numbers and (is_signature or ((is_below or is_nameless) and not _could_be_data(shape, row))):
        return "baris-kaki"
    if numbers and shape.is_numbered and (shape.numbering is None or number_in(row, shape.numbering) is None):
        return "baris-rancu"
    return "baris-rancu" if numbers and is_nameless else None


def _could_be_data(shape: Shape, row: Sequence[Any]) -> bool:
    """Tell whether a row without numbers may still be a person: it has a number of its own, in a table of numbered rows."""
    return has_number(shape, row)


def _arithmetic(shape: Shape, row: Sequence[Any], above: Callable[[Sequence[int]], Mapping[int, FootColumn]], *, has_means: bool) -> str:
    """Return what a row's numbers are of those above them: "sum", "small sum" (perhaps by chance), "mean", "named mean", or ""."""
    numbers = {column: value for column in shape.numbers if (value := number_in(row, column)) is not None}
    if not numbers or 2 * len(numbers) < shape.usual:
        return ""
    if not has_means and any(number < shape.floor.get(column, number) for column, number in numbers.items()):
        return ""
    found = above(tuple(numbers))
    if len(found) < len(numbers) or min(one.count for one in found.values()) < 2:
        return ""
    if all(is_rounded(number, found[column].total) for column, number in numbers.items()) and any(numbers.values()):
        return _sum_verdict(
            numbers, min(one.count for one in found.values()), has_name=shape.label is None or cell_at(row, shape.label) is not KOSONG
        )
    if not all(_is_mean(found[column], number) for column, number in numbers.items()):
        return ""
    return "mean" if has_means else "named mean" if _is_telling_mean(shape, numbers, found) else ""


def _is_telling_mean(shape: Shape, numbers: Mapping[int, Fraction], above: Mapping[int, FootColumn]) -> bool:
    """Tell whether a row with a name is hardly the mean of a short table by chance: it is so in two columns that change, and not of small steps."""
    changing = [column for column in numbers if above[column].total != above[column].least * above[column].count]
    is_fine = any(number.denominator != 1 or number > 10 for number in numbers.values())
    return not shape.floor and is_fine and len(changing) > 1 and min(one.count for one in above.values()) > 2


def _sum_verdict(numbers: Mapping[int, Fraction], rows: int, *, has_name: bool) -> str:
    """Return how sure a sum is: few small numbers below few rows are one by chance."""
    if len(numbers) > 1 and (max(numbers.values()) > 10 or len(numbers) > 3) and (rows > 2 or len(numbers) > 2):
        return "sum"
    if len(numbers) > 1 and max(numbers.values()) > 10:
        return "small sum"
    return "small sum" if not has_name or (len(numbers) > 1 and rows > 2) else ""


def _is_mean(above: FootColumn, number: Fraction) -> bool:
    """Tell whether a number is the mean of those above it, as it is written."""
    return is_rounded(number, above.total / above.count)


def column_above(
    rows: Iterator[Sequence[Any]], columns: Sequence[int], numbers: Callable[[Sequence[Any], int], Fraction | None]
) -> dict[int, FootColumn]:
    """Return the numbers of columns in some rows; a column without numbers is left out."""
    held: dict[int, list[Fraction]] = {column: [] for column in columns}
    for row in rows:
        for column in columns:
            value = numbers(row, column)
            if value is not None:
                held[column].append(value)
    return {column: FootColumn(_sum(values), len(values), min(values)) for column, values in held.items() if values}


def _sum(values: Sequence[Fraction]) -> Fraction:
    """Return a sum; whole numbers are added as such, which is many times faster."""
    whole = sum(value.numerator for value in values if value.denominator == 1)
    return sum((value for value in values if value.denominator != 1), Fraction(whole))


def added(first: Mapping[int, FootColumn], second: Mapping[int, FootColumn]) -> dict[int, FootColumn]:
    """Return the numbers of both."""
    both = dict(first)
    for column, one in second.items():
        other = both.get(column)
        both[column] = one if other is None else FootColumn(one.total + other.total, one.count + other.count, min(one.least, other.least))
    return both
