"""A document as a form service would export it: one wide row, a question a place. Written for tests, by a walk of its own."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.form.listed import lines_of
from generator.intake.as_text import as_text
from generator.spec.compile import CompiledSpec


def csv_bytes(headings: Sequence[str], *rows: Sequence[str], separator: str = ",") -> bytes:
    """Return a CSV file as Google writes it: UTF-8, lines ended by CR and LF."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([headings, *rows])
    return text.getvalue().encode("utf-8")


@dataclass(frozen=True, slots=True)
class AskedAnswer:
    """An answer: the address of its place, the question, what stands there. field: of an item of a matrix that of its cells."""

    address: str
    title: str
    text: str
    field: Scalar | ListOf


def wide(compiled: CompiledSpec, values: Mapping[str, Any], *, by_address: bool = False) -> dict[str, str]:
    """Return a document's values by question. A heading that would stand for two places is written as the address of each."""
    cells = answers(compiled, values)
    counts = Counter(one.title.casefold() for one in cells)
    return {one.address if by_address or counts[one.title.casefold()] > 1 else one.title: one.text for one in cells}


def answers(compiled: CompiledSpec, values: Mapping[str, Any]) -> list[AskedAnswer]:
    """Return all that a document answers, in the order of its type."""
    return list(_group(compiled.spec.fields, as_text(values), "", ()))


def _group(fields: Sequence[Field], held: Mapping[str, Any], above: str, titles: tuple[str, ...]) -> Iterator[AskedAnswer]:
    for field_ in fields:
        if field_.name in held:
            here = f"{above}.{field_.name}" if above else field_.name
            yield from _field(field_, held[field_.name], here, (*titles, field_.label or field_.name))


def _field(field_: Field, value: Any, here: str, titles: tuple[str, ...]) -> Iterator[AskedAnswer]:
    match field_:
        case Scalar() | ListOf():
            yield AskedAnswer(here, " – ".join(titles), lines_of(value) if isinstance(value, list) else str(value), field_)
        case Group():
            yield from _group(field_.fields, value, here, titles)
        case Table():
            for number, row in enumerate(value, start=1):
                yield from _group(field_.fields, row, f"{here}.{number}", (*titles[:-1], f"{titles[-1]} {number}"))
        case FixedTable():
            for key, row in value.items():
                yield from _group(field_.fields, row, f"{here}[{key}]", (*titles, f"[{key}]"))
        case Matrix():
            cells = ((row, column, cell) for row, inner in value.items() for column, cell in inner.items())
            yield from (AskedAnswer(*_crossed(here, titles[-1], row, column), str(cell), field_.of) for row, column, cell in cells)


def _crossed(here: str, title: str, row: str, column: str) -> tuple[str, str]:
    address = f"{here}[{row.replace(']', ']]')}][{column.replace(']', ']]')}]"
    return address, address if {"[", "]"} & {*row, *column} else f"{title} [{row}] [{column}]"


def two_sheets(file: Path, *more: str) -> Path:
    """Return a workbook with a trial of the form on its first sheet, and the answers on its second."""
    book = xlsxwriter.Workbook(file)
    for name, guru in (("Uji coba", ("Coba",)), ("Jawaban", ("Dewi", "Eko", "Fitri", "Gita"))):
        sheet = book.add_worksheet(name)
        for at, text in enumerate(("Nama Guru", "RHK 1 – Kuantitas", *more)):
            sheet.write(0, at, text)
        for at, one in enumerate(guru, start=1):
            sheet.write(at, 0, one)
            sheet.write(at, 1, at)
    book.close()
    return file
