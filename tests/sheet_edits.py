"""Small edits that people make to a finished workbook before they use it as an example, each by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.example.sheet_rows import TemplateLine
from generator.example.sheet_writing import SettledSheet, changes_of
from generator.office.package.parts import read_members, read_parts, replaced, write_parts, written
from generator.office.package.xml import Element, child, elements, parsed, serialised
from generator.office.sheet.cells import letters, split_address
from generator.office.sheet.worksheet import child_in_order
from generator.render.xlsx.reading import read_book
from tests.edits import NOTE, SENTENCE

RENAMED = "Lembar Kerja"


@dataclass
class EditedBook:
    """A workbook that is edited. swaps: the labels of facts that changed places, two by two; made: the kinds of edits."""

    data: bytes
    swaps: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    made: list[str] = field(default_factory=list[str])


def edited(data: bytes, number: int, seed: int) -> EditedBook:
    """Return a workbook after so many edits, of kinds in turn, at places by a seed."""
    book, chance = EditedBook(data), random.Random(seed)
    names = list(EDITS)
    while len(book.made) < number:
        name = names[len(book.made) % len(names)]
        EDITS[name](book, chance)
        book.made.append(name)
    return book


def as_edited(data: bytes, changed: EditedBook) -> bytes:
    """Return another workbook of the type with its facts in the order that an edited one has them in: a template keeps that order."""
    book = EditedBook(data)
    for first, second in changed.swaps:
        root = _Sheet(book)
        pair = [(one, two) for one, two in root.facts() if (root.label(one), root.label(two)) == (first, second)]
        if pair:
            root.swap(*pair[0])
    return book.data


class _Sheet:
    """The first sheet of a workbook that is edited."""

    def __init__(self, book: EditedBook) -> None:
        self.book = book
        self.read = read_book(book.data, file="buku.xlsx")
        self.sheet = self.read.sheets[0]
        self.root = parsed(read_parts(book.data)[self.sheet.part])
        self.rows = {int(row.get("r", "0")): row for row in elements(self.root, "row") if row.get("hidden") != "1"}
        self.texts = {
            (row.number, cell.column): cell.value
            for row in self.sheet.rows
            for cell in row.cells
            if isinstance(cell.value, str) and cell.value.strip() and row.number in self.rows
        }

    def save(self) -> None:
        self.book.data = write_parts({**read_parts(self.book.data), self.sheet.part: serialised(self.root)})

    def cell(self, row: int, column: int) -> Element:
        return next(cell for cell in self.rows[row] if split_address(cell.get("r", "A1"))[1] == column)

    def put(self, row: int, column: int, text: str) -> None:
        cell = self.cell(row, column)
        for inner in list(cell):
            cell.remove(inner)
        cell.set("t", "inlineStr")
        child(child(cell, "is"), "t").text = text

    def filled(self, row: int) -> list[int]:
        return [split_address(cell.get("r", "A1"))[1] for cell in self.rows[row] if len(cell)]

    def label(self, row: int) -> str:
        return str(self.texts.get((row, min(self.filled(row))), "")).removesuffix(f" {NOTE}")

    def facts(self) -> Iterator[tuple[int, int]]:
        """Yield rows of a label, a colon and a value, each with the next."""
        are = [row for row in self.rows if len(cells := self.filled(row)) == 3 and self.texts.get((row, cells[1])) == ":"]
        yield from ((row, row + 1) for row in are if row + 1 in are)

    def swap(self, one: int, two: int) -> None:
        """Let the words and formats of two rows change places."""
        mine, theirs = list(self.rows[one]), list(self.rows[two])
        for row, cells in ((two, mine), (one, theirs)):
            for cell in cells:
                cell.set("r", f"{letters(split_address(cell.get('r', 'A1'))[1])}{row}")
                self.rows[row].append(cell)
        self.save()

    def with_rows(self, at: int, text: str) -> None:
        """Put a row above one, formulas, merged cells and charts moved as Excel does."""
        last = max(row.number for row in self.sheet.rows)
        lines = [TemplateLine(number) for number in range(1, at)]
        lines += [TemplateLine(cells={1: text} if text else {}), *(TemplateLine(number) for number in range(at, last + 1))]
        members = read_members(self.book.data)
        sheet = SettledSheet(self.sheet.name, self.sheet.part, parsed(self.read.parts[self.sheet.part]), lines)
        self.book.data = written(replaced(members, changes_of(self.read, [sheet])))

    def gaps(self) -> list[int]:
        """Return the rows above which nothing stands."""
        return [row for row in self.rows if self.filled(row) and not (row - 1 in self.rows and self.filled(row - 1)) and row > 4]


def _note(book: EditedBook, chance: random.Random) -> None:
    sheet = _Sheet(book)
    row, column = chance.choice([place for place, text in sheet.texts.items() if 3 < len(text) < 30 and "\n" not in text and place[0] > 4])
    sheet.put(row, column, f"{sheet.texts[row, column]} {NOTE}")
    sheet.save()


def _blank_row(book: EditedBook, chance: random.Random) -> None:
    sheet = _Sheet(book)
    sheet.with_rows(chance.choice(sheet.gaps()), "")


def _sentence(book: EditedBook, chance: random.Random) -> None:
    sheet = _Sheet(book)
    sheet.with_rows(chance.choice(sheet.gaps()) - 1, SENTENCE)


def _width(book: EditedBook, chance: random.Random) -> None:
    sheet = _Sheet(book)
    for found in elements(sheet.root, "col"):
        found.set("width", f"{float(found.get('width', '8')) + chance.randint(1, 4)}")
        found.set("customWidth", "1")
    sheet.save()


def _swap(book: EditedBook, chance: random.Random) -> None:
    sheet = _Sheet(book)
    pairs = list(sheet.facts())
    if pairs:
        one, two = chance.choice(pairs)
        book.swaps.append((sheet.label(one), sheet.label(two)))
        sheet.swap(one, two)


def _merge(book: EditedBook, chance: random.Random) -> None:
    sheet = _Sheet(book)
    covered = {
        (row, column) for one in sheet.sheet.merges for row in range(one.top, one.bottom + 1) for column in range(one.left, one.right + 1)
    }
    last = max(column for _, column in sheet.texts)
    free = [
        (row, column)
        for row, column in sheet.texts
        if column < last and not {(row, column), (row, column + 1)} & covered and column + 1 not in sheet.filled(row)
    ]
    if free:
        row, column = chance.choice(free)
        holder = next(elements(sheet.root, "mergeCells"), None)
        holder = child_in_order(sheet.root, "mergeCells") if holder is None else holder
        child(holder, "mergeCell", ref=f"{letters(column)}{row}:{letters(column + 1)}{row}")
        sheet.save()


def _rename(book: EditedBook, _: random.Random) -> None:
    sheet = _Sheet(book)
    old = sheet.sheet.name
    if old == RENAMED:
        return
    parts = {
        name: data.replace(f"'{old}'!".encode(), f"'{RENAMED}'!".encode()).replace(f">{old}!".encode(), f">'{RENAMED}'!".encode())
        if name.endswith(".xml")
        else data
        for name, data in read_parts(book.data).items()
    }
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(f'name="{old}"'.encode(), f'name="{RENAMED}"'.encode())
    book.data = write_parts(parts)


def _height(book: EditedBook, chance: random.Random) -> None:
    sheet = _Sheet(book)
    row = sheet.rows[chance.choice(sorted(sheet.rows))]
    row.set("ht", "36")
    row.set("customHeight", "1")
    sheet.save()


def _hard_blank(book: EditedBook, chance: random.Random) -> None:
    sheet = _Sheet(book)
    row, column = chance.choice([place for place, text in sheet.texts.items() if " " in text and "\n" not in text and place[0] > 4])
    sheet.put(row, column, sheet.texts[row, column].replace(" ", "\u00a0", 1))
    sheet.save()


EDITS: dict[str, Callable[[EditedBook, random.Random], None]] = {
    "catatan dalam kurung": _note,
    "baris kosong": _blank_row,
    "baris kalimat": _sentence,
    "lebar kolom": _width,
    "urutan label": _swap,
    "sel digabung": _merge,
    "nama lembar": _rename,
    "tinggi baris": _height,
    "spasi keras": _hard_blank,
}
