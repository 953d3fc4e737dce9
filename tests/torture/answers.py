"""An export as the judge sees it: which cell holds which answer, and what is to be read once columns or rows are elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from tests.torture.mutant import Mutant, Seen
from tests.torture.originals import Export, WrittenQuestion
from tests.torture.sheets import MAIN, column, csv_file, packed, parts_of

SHEET = "xl/worksheets/sheet{}.xml"
_PLAIN = re.compile(r"-?\d{1,15}([.,]\d+)?")


@dataclass(eq=False, slots=True)
class Column:
    """A column. question: None for one of the user's own, which holds `own` in every row."""

    title: str
    question: WrittenQuestion | None = None
    own: str = ""


@dataclass(eq=False, slots=True)
class Row:
    """A row of answers. values: what each gives, by the rest of the path behind its question's. raw: a line that is none."""

    texts: dict[Column, str] = field(default_factory=dict[Column, str])
    values: dict[Column, dict[str, str]] = field(default_factory=dict[Column, dict[str, str]])
    cells: dict[Column, str] = field(default_factory=dict[Column, str])
    raw: list[str] | None = None
    is_hidden: bool = False


@dataclass(slots=True)
class Answers:
    """An export that may be damaged. dialect: of its CSV. merged: areas of its sheet. before, after: other sheets. mapping: beside it."""

    type: str
    columns: list[Column]
    rows: list[Row]
    is_book: bool = False
    above: list[list[str]] = field(default_factory=list[list[str]])
    dialect: dict[str, Any] = field(default_factory=dict[str, Any])
    merged: list[str] = field(default_factory=list[str])
    before: dict[str, list[list[str]]] = field(default_factory=dict[str, list[list[str]]])
    after: dict[str, list[list[str]]] = field(default_factory=dict[str, list[list[str]]])
    mapping: str = ""

    @property
    def file(self) -> str:
        return "jawaban.xlsx" if self.is_book else "jawaban.csv"

    def questions(self) -> list[Column]:
        """Return the columns that ask for something of the type."""
        return [one for one in self.columns if one.question is not None]

    def grid(self) -> list[list[str]]:
        """Return all lines as texts."""
        lines = [list(line) for line in self.above] + [[one.title for one in self.columns]]
        return lines + [row.raw if row.raw is not None else [row.texts.get(one, one.own) for one in self.columns] for row in self.rows]

    def line(self, row: Row | None) -> int:
        """Return the number of a row's line, of the headings' for None."""
        return len(self.above) + (1 if row is None else self.rows.index(row) + 2)

    def marks(self, row: Row | None, at: Column) -> tuple[str, ...]:
        """Return what findings say of a cell, one of which is enough."""
        line = self.line(row)
        if self.is_book:
            return (f"lembar “Data”, sel {column(self.columns.index(at))}{line}",)
        above = [cell for held in self.grid()[: line - 1] for cell in held]
        physical = line + sum(cell.replace("\r\n", "\n").count("\n") for cell in above)
        return tuple(f"baris {number}" + (f", kolom “{at.title[:20]}" if row is not None else "") for number in (line, physical))

    def values(self) -> dict[str, str]:
        """Return what is to be read: rows of answers are counted as they stand, and so are the rows within each; those without anything are none."""
        found: dict[str, str] = {}
        answered = [row for row in self.rows if any(row.values.values())]
        for number, row in enumerate(answered):
            held = [(one.question.steps, values) for one, values in row.values.items() if one.question is not None and values]
            numbers = _numbered([steps for steps, _ in held])
            for steps, values in held:
                path = [str(number), *(str(numbers[steps[:at], step]) if isinstance(step, int) else step for at, step in enumerate(steps))]
                found |= {".".join((*path, *filter(None, [rest]))): value for rest, value in values.items()}
        return found

    def path(self, row: Row, at: Column) -> str:
        """Return the path of what a cell gives, or would."""
        kept = row.values.get(at, {})
        row.values[at] = {"": "\0"}
        path = next(path for path, value in self.values().items() if value == "\0")
        row.values[at] = kept
        return path

    def bytes(self) -> bytes:
        """Return the export as a file."""
        if not self.is_book:
            return csv_file(self.grid(), **{"end": "\r\n", **self.dialect})
        sheets = {**self.before, "Data": [], **self.after}
        parts = parts_of(sheets)
        parts[SHEET.format(len(self.before) + 1)] = self._sheet().encode("utf-8")
        return packed(parts)

    def _sheet(self) -> str:
        lines: list[str] = []
        for number, texts in enumerate(self.grid(), start=1):
            at = number - len(self.above) - 2
            row = self.rows[at] if at >= 0 else None
            cells = (
                _cell(f"{column(place)}{number}", text, self._is_number(place, row), _own_cell(row, self.columns, place))
                for place, text in enumerate(texts)
            )
            hidden = ' hidden="1"' if row is not None and row.is_hidden else ""
            lines.append(f'<row r="{number}"{hidden}>{"".join(cells)}</row>')
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self.merged)
        merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{merged}</worksheet>'
        )

    def _is_number(self, place: int, row: Row | None) -> bool:
        if row is None or row.raw is not None or place >= len(self.columns):
            return False
        question = self.columns[place].question
        return question is not None and question.kind in ("integer", "number", "money") and not question.is_list

    def mutant(self, kind: str, expected: Callable[[Seen], str], *, data: bytes | None = None, is_read: bool = True) -> Mutant:
        """Return the export as a mutant that `borang check` is given."""
        files = {self.file: self.bytes() if data is None else data}
        if self.mapping:
            files["jawaban.peta.yaml"] = self.mapping.encode("utf-8")
        return Mutant(f"ekspor/{kind}", files, ("check", "--type", self.type, self.file), expected, is_read)


def _numbered(paths: Sequence[tuple[str | int, ...]]) -> dict[tuple[tuple[str | int, ...], int], int]:
    """Return the number that each row has among those with answers, from 0, by what stands before it and its own number."""
    rows: dict[tuple[str | int, ...], set[int]] = {}
    for steps in paths:
        for at, step in enumerate(steps):
            if isinstance(step, int):
                rows.setdefault(steps[:at], set()).add(step)
    return {(above, row): at for above, held in rows.items() for at, row in enumerate(sorted(held))}


def _own_cell(row: Row | None, columns: Sequence[Column], place: int) -> str:
    return "" if row is None or place >= len(columns) else row.cells.get(columns[place], "")


def _cell(address: str, text: str, is_number: bool, own: str) -> str:
    if own:
        return own.replace("ADDRESS", address)
    if text == "":
        return ""
    if is_number and _PLAIN.fullmatch(text):
        return f'<c r="{address}"><v>{text.replace(",", ".")}</v></c>'
    shown = escape(text.replace("_x", "_x005F_x"))
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def opened(export: Export, seen: Mapping[str, str]) -> Callable[[], Answers]:
    """Return what opens a sound export for damage, every time anew. seen: what is read of it, by document."""
    held = [
        {
            question.address: found
            for question in export.questions
            if question.address in row and (found := _given(number, question, row, seen))
        }
        for number, row in enumerate(export.rows)
    ]

    def open_() -> Answers:
        columns = {question.address: Column(question.title, question) for question in export.questions}
        rows = [
            Row(
                {columns[address]: text for address, text in row.items()},
                {columns[address]: dict(values) for address, values in given.items()},
            )
            for row, given in zip(export.rows, held, strict=True)
        ]
        return Answers(export.type, list(columns.values()), rows)

    return open_


def _given(number: int, question: WrittenQuestion, row: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, str]:
    """Return what is read of an answer; in a sound export the rows of every table are numbered without a gap."""
    path = ".".join((str(number), *(str(step - 1) if isinstance(step, int) else step for step in question.steps)))
    return {name[len(path) :].removeprefix("."): value for name, value in seen.items() if name == path or name.startswith(f"{path}.")}


def reads(
    export: Answers,
    *,
    spoilt: Sequence[tuple[Row, Column]] = (),
    told: Sequence[tuple[Row | None, Column]] = (),
    codes: Sequence[str] = (),
) -> Callable[[Seen], str]:
    """Return the expectation that every answer is read and no other.

    spoilt: cells of which nothing certain can be read, which must be told; told: cells that must be told; codes: of findings, of which
    one must be told.
    """
    wanted = export.values()
    loose = tuple(export.path(row, at) for row, at in spoilt)
    places = [export.marks(row, at) for row, at in (*spoilt, *told)]

    def check(seen: Seen) -> str:
        if seen.exit_code == 4 or not (seen.values or not wanted):
            return f"ditolak: {seen.output.strip()[:400]}"
        for path in sorted(wanted.keys() | seen.values.keys()):
            if not any(path == one or path.startswith(f"{one}.") for one in loose) and wanted.get(path) != seen.values.get(path):
                return f"salah diam-diam: {path}: {seen.values.get(path)!r}, seharusnya {wanted.get(path)!r}"
        said = [str(one.get("where")) for one in seen.findings if one.get("code") != "wajib-diisi"]
        silent = next((marks for marks in places if not any(mark in place for mark in marks for place in said)), None)
        if silent:
            return f"diam: {silent[0]} tidak disebut; disebut: {said[:6]}"
        return "" if not codes or {str(one.get("code")) for one in seen.findings} & {*codes} else f"diam: bukan {codes}"

    return check


def asks(export: Answers, at: Column, *codes: str) -> Callable[[Seen], str]:
    """Return the expectation that no row is used before somebody has settled a question, which is named at its cell."""
    marks = export.marks(None, at)

    def check(seen: Seen) -> str:
        if seen.exit_code != 1 or seen.values:
            return f"diterima, tidak ditanyakan ({seen.exit_code}, {len(seen.values)} nilai)"
        places = [str(one.get("where")) for one in seen.findings if str(one.get("code")).startswith(codes or ("pertanyaan",))]
        return "" if any(place.endswith(mark) for mark in marks for place in places) else f"tempat tidak disebut: {marks[0]}: {places[:5]}"

    return check
