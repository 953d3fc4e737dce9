"""A filled form as the judge sees it: which cell holds which value, and what is to be read once cells, rows or columns are elsewhere.

Read with lxml from the workbook's own parts, by its hidden names; the values of the sound form are those that the campaign was shown of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from tests.torture.mutant import Seen
from tests.torture.sheets import MAIN, OFFICE, column, packed
from tests.torture.written import kind_at

FORMS = Path(__file__).resolve().parents[2] / "samples" / "formulir"
HEAD = 4
SINGLES = "Isian"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
_M = f"{{{MAIN}}}"
_FORMS: dict[bytes, Form] = {}


def marked(sheet: str, row: int, number: int) -> str:
    """Return a cell as findings are compared with it: sheet and address, columns counted from 0."""
    return f"{sheet}!{column(number)}{row}"


def placed(address: str) -> tuple[int, int]:
    """Return row and column (from 0) of an address."""
    letters, row = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", address).groups()  # type: ignore[union-attr]  # the form's own
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return int(row), number - 1


@dataclass(slots=True)
class Held:
    """A cell with data. slot: its place's path. values: what it gives, by the rest of the path after its row's."""

    slot: str
    kind: str
    values: dict[str, str]


@dataclass(slots=True)
class Line:
    """A row with data (the whole sheet of single fields is one for each). prefix: its path in the sound form."""

    prefix: tuple[str, ...]
    cells: dict[int, Held] = field(default_factory=dict[int, Held])


@dataclass(slots=True)
class Page:
    """A sheet. lines: by row. is_fixed: its rows have names of their own and no numbers."""

    title: str
    part: str
    root: Any
    head: int = HEAD
    lines: dict[int, Line] = field(default_factory=dict[int, Line])
    slots: dict[str, int] = field(default_factory=dict[str, int])
    is_fixed: bool = False
    cells: dict[str, Any] = field(default_factory=dict[str, Any])

    def data(self) -> Any:
        return self.root.find(f"{_M}sheetData")

    def row(self, number: int) -> Any:
        """Return a row's element, put in where there is none."""
        data = self.data()
        for at, row in enumerate(data):
            if int(row.get("r")) == number:
                return row
            if int(row.get("r")) > number:
                data.insert(at, made := etree.Element(f"{_M}row", r=str(number)))
                return made
        return etree.SubElement(data, f"{_M}row", r=str(number))

    def cell(self, row: int, number: int) -> Any:
        """Return a cell's element, put in where there is none."""
        line = self.row(row)
        for at, cell in enumerate(line):
            there = placed(cell.get("r"))[1]
            if there == number:
                return cell
            if there > number:
                line.insert(at, made := etree.Element(f"{_M}c", r=f"{column(number)}{row}"))
                return made
        return etree.SubElement(line, f"{_M}c", r=f"{column(number)}{row}")

    def write(self, row: int, number: int, inner: str, kind: str = "", **more: str) -> None:
        """Put XML into a cell; its style stays. kind: the cell's `t`."""
        cell = self.cell(row, number)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if kind:
            cell.set("t", kind)
        cell.attrib.update(more)
        for child in etree.fromstring(f'<c xmlns="{MAIN}">{inner}</c>'):
            cell.append(child)

    def text(self, row: int, number: int, text: str) -> None:
        """Write a text into a cell."""
        self.write(row, number, f'<is><t xml:space="preserve">{escape(text)}</t></is>', "inlineStr")

    def renumber(self, moved: Callable[[int], int | None]) -> None:
        """Give rows other numbers, None for those that go; the lines go along."""
        data = self.data()
        for row in list(data):
            new = moved(int(row.get("r")))
            if new is None:
                data.remove(row)
                continue
            row.set("r", str(new))
            for cell in row:
                cell.set("r", re.sub(r"\d+$", str(new), cell.get("r")))
        data[:] = sorted(data, key=lambda row: int(row.get("r")))
        self.lines = {new: line for old, line in self.lines.items() if (new := moved(old)) is not None}


@dataclass(slots=True)
class Form:
    """A filled form that may be damaged: its parts, its sheets with data, what it holds."""

    type: str
    parts: dict[str, bytes]
    pages: dict[str, Page]
    texts: list[str]
    extra: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    renamed: dict[str, str] = field(default_factory=dict[str, str])
    """Single values that the type calls otherwise since the form was given out: not aimed at."""

    def edit(self, part: str, change: Callable[[str], str]) -> None:
        """Change a part's text; it must change."""
        old = self.parts[part].decode("utf-8")
        new = change(old)
        assert new != old, part
        self.parts[part] = new.encode("utf-8")

    def bytes(self) -> bytes:
        """Return the workbook as it stands."""
        sheets = {
            page.part: etree.tostring(page.root, xml_declaration=True, encoding="UTF-8", standalone=True) for page in self.pages.values()
        }
        return packed({name: sheets.get(name, data) for name, data in self.parts.items()}, self.extra)

    def values(self) -> dict[str, str]:
        """Return what is to be read: rows are counted as they stand, rows of a row stay with it."""
        found = dict(self.renamed)
        moved: dict[tuple[str, ...], tuple[str, ...]] = {}
        counts: dict[tuple[str, ...], int] = {}
        for page in sorted(self.pages.values(), key=lambda page: max((len(line.prefix) for line in page.lines.values()), default=0)):
            for _, line in sorted(page.lines.items()):
                if not any(held.values for held in line.cells.values()):
                    continue
                prefix = line.prefix
                if prefix and not page.is_fixed:
                    above = moved.get(prefix[:-2], prefix[:-2])
                    home = (*above, prefix[-2])
                    counts[home] = counts.get(home, -1) + 1
                    prefix = moved[line.prefix] = (*home, str(counts[home]))
                for held in line.cells.values():
                    for rest, value in held.values.items():
                        found[rest[1:] if rest.startswith("=") else ".".join((*prefix, *filter(None, [rest])))] = value
        return found


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound filled form and what is read of it."""

    type: str
    data: bytes
    seen: Mapping[str, str]


def sound(file: Path, seen: Mapping[str, str]) -> Sound:
    """Return a stored form with what was read of it."""
    return Sound(file.stem.removesuffix("-libreoffice"), file.read_bytes(), seen)


def stored() -> list[Path]:
    """Return the filled forms that are shipped."""
    return sorted(FORMS.glob("*.xlsx"))


@cache
def _opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def form_of(base: Sound) -> Form:
    """Return a sound form, open for damage."""
    if base.data not in _FORMS:
        _FORMS[base.data] = _form(base)
    form = _FORMS[base.data]
    pages = {
        title: replace(page, root=deepcopy(page.root), lines=deepcopy(page.lines), cells={}, slots=dict(page.slots))
        for title, page in form.pages.items()
    }
    return replace(form, parts=dict(form.parts), pages=pages, extra=[])


def _form(base: Sound) -> Form:
    parts = dict(_opened(base.data))
    book = etree.fromstring(parts[BOOK])
    relations = {one.get("Id"): one.get("Target").removeprefix("/xl/") for one in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    files = {sheet.get("name"): f"xl/{relations[sheet.get(f'{{{OFFICE}}}id')]}" for sheet in book.iter(f"{_M}sheet")}
    texts = ["".join(t.text or "" for t in item.iter(f"{_M}t")) for item in etree.fromstring(parts[STRINGS])]
    form = Form(base.type, parts, {}, texts)
    for name in book.iter(f"{_M}definedName"):
        found = re.fullmatch(r"'?([^!]+?)'?!(\$[A-Z]+\$\d+)(?::\$[A-Z]+\$\d+)?", name.text or "")
        slot = (name.get("name") or "").removeprefix("_b.")
        if found and slot != name.get("name") and slot != "_nilai":
            title = found[1]
            if title not in form.pages:
                form.pages[title] = page = Page(title, files[title], etree.fromstring(parts[files[title]]))
                page.cells = {cell.get("r"): cell for cell in page.root.iter(f"{_M}c") if len(cell)}
            _enter(form, form.pages[title], base, slot, placed(found[2]))
    known = form.values()
    form.renamed = {path: value for path, value in base.seen.items() if path not in known and not re.search(r"\.\d", path)}
    return form


def _enter(form: Form, page: Page, base: Sound, slot: str, at: tuple[int, int]) -> None:
    """Enter the cells of one place: those with data, each with what is read of it, in their order."""
    page.slots[slot] = at[1]
    page.is_fixed |= slot.endswith("._baris")
    if slot.endswith(("._baris", "._induk", "_berkas.program")):
        return
    if slot.endswith("._sel._sel"):
        _ratings(form, page, base, slot.removesuffix("._sel._sel"), at)
        return
    cells = [(at[0], at[1] + 1)] if page.title == SINGLES else [(row, at[1]) for row in _rows(page)]
    filled = [cell for cell in cells if _shows(form, page, *cell)]
    given: dict[tuple[str, ...], dict[str, str]] = {}
    for path, value in base.seen.items():
        steps = path.split(".")
        numbers = _numbers(steps, slot)
        if numbers is not None:
            rest = steps.pop() if numbers and numbers[-1] == len(steps) - 1 else ""
            given.setdefault(tuple(steps), {})[rest] = value
    if len(filled) != len(given):
        return  # a place of which the judge cannot say what it gives is not aimed at
    for (row, number), (steps, values) in zip(filled, sorted(given.items(), key=_by_number), strict=True):
        last = max(_numbers(steps, slot) or (), default=-1)
        line = page.lines.setdefault(row, Line(()))
        line.prefix = steps[: last + 1]
        rest = ".".join(steps[last + 1 :])
        held = {".".join(filter(None, (rest, more))): value for more, value in values.items()}
        line.cells[number] = Held(slot, kind_at(form.type, steps) if "" in values else "list", held)


def _numbers(steps: Sequence[str], slot: str) -> list[int] | None:
    """Return which steps of a path number a row or an item; None where it is no path of the slot. A fixed row's key (`1.1`) is of the slot."""
    named = re.sub(r"(?<=\.)(\d+)_(\d+)(?=\.)", r"\1.\2", slot).split(".")  # as a hidden name says it
    numbers: list[int] = []
    met = 0
    for place, step in enumerate(steps):
        if met < len(named) and step == named[met]:
            met += 1
        elif step.isdigit():
            numbers.append(place)
        else:
            return None
    return numbers if met == len(named) else None


def _by_number(item: tuple[tuple[str, ...], Any]) -> list[tuple[int, int, str]]:
    return [(0, int(step), "") if step.isdigit() else (1, 0, step) for step in item[0]]


def _ratings(form: Form, page: Page, base: Sound, slot: str, at: tuple[int, int]) -> None:
    """Enter the cells of a matrix, whose paths do not change when their rows move."""
    paths = [path for path in base.seen if path.startswith(f"{slot}.")]
    titled = [cell for cell in page.row(HEAD) if placed(cell.get("r"))[1] >= at[1] and len(cell)]
    across = [placed(cell.get("r"))[1] for cell in titled]
    cells = [(row, number) for row in _rows(page) for number in across if _shows(form, page, row, number)]
    if len(paths) == len(cells):
        for (row, number), path in zip(cells, paths, strict=True):
            line = page.lines.setdefault(row, Line(()))
            line.cells[number] = Held(slot, kind_at(form.type, tuple(path.split("."))), {f"={path}": base.seen[path]})


def _rows(page: Page) -> list[int]:
    return [int(row.get("r")) for row in page.data() if int(row.get("r")) > HEAD]


def _shows(form: Form, page: Page, row: int, number: int) -> bool:
    """Whether a cell holds anything of its own: a formula is the form's."""
    return bool(shown_in(form, page, row, number).strip())


def shown_in(form: Form, page: Page, row: int, number: int) -> str:
    """Return what a cell holds, "" for a formula's."""
    cell = page.cells.get(f"{column(number)}{row}")
    if cell is None or cell.find(f"{_M}f") is not None:
        return ""
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_M}t"))
    value = cell.findtext(f"{_M}v") or ""
    return form.texts[int(value)] if cell.get("t") == "s" and value else value


def reads(
    wanted: Mapping[str, str], *, spoilt: Mapping[str, str] | None = None, loose: tuple[str, ...] = (), told: tuple[str, ...] = ()
) -> Callable[[Seen], str]:
    """Return the expectation that these values are read and no others.

    spoilt: paths of which nothing certain can be read, with the cell that must be told. loose: beginnings of paths that are not judged.
    told: cells that must be told.
    """

    def check(seen: Seen) -> str:
        if seen.exit_code == 4 or not (seen.values or not wanted):
            return f"ditolak: {seen.output.strip()[:300]}"
        cells = {f"{one.get('sheet')}!{one.get('cell')}" for one in seen.findings if one.get("code") != "wajib-diisi"}  # "empty" is untrue
        for path in sorted(wanted.keys() | seen.values.keys()):
            if (spoilt and any(path == one or path.startswith(f"{one}.") for one in spoilt)) or path.startswith(loose or ("\0",)):
                continue
            if wanted.get(path) != seen.values.get(path):
                return f"salah diam-diam: {path}: {seen.values.get(path)!r}, seharusnya {wanted.get(path)!r}"
        silent = [mark for mark in (*(spoilt or {}).values(), *told) if mark not in cells]
        return f"diam: {silent[0]} tidak disebut; disebut: {sorted(cells)[:6]}" if silent else ""

    return check
