"""What has become of a sheet that was told as a story of Word, row by row: rows as they were, rows with tags, rows of statements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from generator.example.marks import blocks_of, cells_of, rows_of
from generator.example.sheet_story import BOOK, COLUMN, ROW, SheetView
from generator.example.sheet_values import FIRST
from generator.office.package.xml import Element
from generator.office.word.wml import W
from validators.values import BULAN

_STATEMENT: Final = re.compile(r"\{%(?:p|tr)\s+((?:(?!%\}).)*?)\s*%\}")
_COLUMNS: Final = re.compile(r"\{%tc (?:for (\w+) in (.+?)|endfor) %\}")
_ALONE: Final = re.compile(r"\{\{ ([\w.\[\]]+) \}\}")
_WHOLE: Final = re.compile(r"\{\{[^{}]*\}\}")
_FORM: Final = re.compile(r" \| (?:angka|persen|hari|tanggal|rupiah)(?:\([^)]*\))?(?= \}\})")
_FIRST: Final = re.compile(rf"\{{\{{ (\w+)\.{FIRST}\.(.*?) \}}\}}")
_ASKED: Final = re.compile(rf"\b(\w+)\.{FIRST}\.([\w.]+) is not kosong")
_WORDED: Final = (
    (re.compile(rf"\d{{1,2}} (?:{'|'.join(BULAN)}) \d{{4}}"), "tanggal"),
    (re.compile(r"Rp ?\.? ?[\d.]+,\d\d"), "rupiah"),
)
"""How days and amounts are written as words, and the filter that writes them so."""
_MERGED: Final = "{% vm %}"
_SHORT: Final = 40
"""A text of no more letters makes no row higher."""


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A row of the template. source: the row of the finished sheet that it was, 0 of a statement. book: of which example.

    statement: `for …`, `if …`, `endfor` or `endif`, "" for a row that prints; cells: the texts of those that have changed, by column.
    is_high: whether it was as high as a long text that stood in it.
    """

    source: int = 0
    book: int = 0
    statement: str = ""
    cells: Mapping[int, str] = field(default_factory=dict[int, str])
    is_high: bool = False

    @property
    def opens(self) -> bool:
        """Whether it is a statement that one behind it ends."""
        return self.statement.startswith(("for ", "if "))

    @property
    def closes(self) -> bool:
        """Whether it ends a statement."""
        return self.statement.startswith("end")


def lines_of_story(story: Element, views: Sequence[SheetView], longs: Collection[str]) -> list[TemplateLine]:
    """Return the rows that a story has become. views: the sheet in each example; longs: the names of texts of several paragraphs."""
    return list(_with_hidden(_without_else(_lines(story, views, longs)), views[0]))


def _lines(story: Element, views: Sequence[SheetView], longs: Collection[str]) -> Iterator[TemplateLine]:
    for block in blocks_of(story):
        for row in [block] if block.tag == f"{W}p" else rows_of(block):
            statement = _STATEMENT.fullmatch(_said(row).strip())
            if statement is not None:
                yield TemplateLine(statement=statement[1])
                continue
            line = _line(row, views)
            text = _ALONE.fullmatch(next(iter(line.cells.values()), "")) if row.tag == f"{W}p" else None
            if text is not None and text[1] in longs:
                yield TemplateLine(statement=f"for alinea in {text[1]} | alinea")
                yield replace(line, cells=dict.fromkeys(line.cells, "{{ alinea }}"))
                yield TemplateLine(statement="endfor")
            else:
                yield line


def _line(row: Element, views: Sequence[SheetView]) -> TemplateLine:
    source, book = int(row.get(ROW, "0")), int(row.get(BOOK, "0"))
    view = next(one for one in views if one.book == book)
    changed: dict[int, str] = {}
    for column, text in _cells(row, view):
        before = view.texts.get((source, column), "")
        if (source, column) not in view.formulas and (text != before or (book and view.holds_text(source, column))):
            is_value = _WHOLE.fullmatch(text) is not None and not view.holds_text(source, column)
            printed = _ASKED.sub(
                r"\1.pertama and \1.induk.\2 is not kosong", _FIRST.sub(r"{{ (\1.induk.\2) if \1.pertama else '' }}", text)
            )
            changed[column] = _FORM.sub("", printed) if is_value else _in_words(printed, before)
    is_high = any(len(view.texts.get((source, column), "")) > _SHORT for column in changed)
    return TemplateLine(source, book, cells=changed, is_high=is_high)


def _in_words(text: str, before: str) -> str:
    """Return the tag of a cell that held a day or an amount in words: it prints them so again."""
    form = next((form for pattern, form in _WORDED if pattern.fullmatch(before)), "") if _ALONE.fullmatch(text) else ""
    return text.replace(" }}", f" | {form} }}}}") if form else text


def _cells(row: Element, view: SheetView) -> Iterator[tuple[int, str]]:
    """Yield the columns of a row's cells with their texts; a loop over columns as one cell for each that the sheet has for it."""
    if row.tag == f"{W}p":
        yield int(row.get(COLUMN, "0")), _cell_text([_said(row)])
        return
    cells = [(int(cell.get(COLUMN, "0")), _cell_text(map(_said, blocks_of(cell)))) for cell in cells_of(row)]
    over: re.Match[str] | None = None
    for at, (column, text) in enumerate(cells):
        loop = _COLUMNS.fullmatch(text)
        if loop is not None:
            over = loop if loop[1] else None
        elif over is None:
            yield column, text
        else:
            behind = next((other for other, words in cells[at + 1 :] if not _COLUMNS.fullmatch(words)), 0)
            for number, one in enumerate(_columns_of(view, column, behind)):
                yield one, re.sub(rf"\b{over[1]}\b", f"{over[2]}[{number}]", text)


def _columns_of(view: SheetView, first: int, behind: int) -> Sequence[int]:
    """Return the columns that a loop over columns has: up to the next that says something else, with those hidden for want of words."""
    last = behind - 1 if behind else max((column for columns in view.columns.values() for column in columns), default=first)
    spare = next((right for left, right in view.grid.hidden_columns if left == last + 1), last)
    return range(first, spare + 1)


def _said(element: Element) -> str:
    """Return the letters of a paragraph, or of all those of a row."""
    signs = {f"{W}t": None, f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join((node.text or "") if signs[node.tag] is None else signs[node.tag] or "" for node in element.iter(*signs))


def _cell_text(lines: Iterable[str]) -> str:
    """Return the lines of a cell as its text: statements that stand alone in a paragraph stand within the text, with the line ends they bring."""
    text, is_first = "", True
    for line in lines:
        statement = _STATEMENT.fullmatch(line.strip())
        if statement is None:
            text += ("" if is_first else "\n") + _within_merged(line)
            is_first = False
        elif statement[1].startswith("for "):
            text += ("" if is_first else "\n") + f"{{% {statement[1]} %}}"
            is_first = True
        elif statement[1] == "endfor":
            text += "{% if not loop.last %}\n{% endif %}{% endfor %}"
            is_first = False
        else:
            text += f"{{% {statement[1]} %}}"
    return text.rstrip("\n")


def _within_merged(line: str) -> str:
    """Return a line that stood in a cell merged over the rows of a loop: of them the first says it."""
    return line if _MERGED not in line else f"{{% if loop.first %}}{line.replace(_MERGED, '')}{{% endif %}}"


def _without_else(lines: Iterable[TemplateLine]) -> Iterator[TemplateLine]:
    """Yield rows in which every branch of a condition is one of its own, as workbooks have them."""
    open_: list[list[str]] = []
    for line in lines:
        word, _, rest = line.statement.partition(" ")
        if word == "if":
            open_.append([rest])
        elif line.opens:
            open_.append([])
        elif line.closes and open_:
            open_.pop()
        if word not in ("elif", "else"):
            yield line
            continue
        before = " and ".join(f"not ({one})" for one in open_[-1])
        open_[-1].append(rest)
        yield TemplateLine(statement="endif")
        yield TemplateLine(statement=f"if {before} and ({rest})" if rest else f"if {before}")


def _with_hidden(lines: Iterable[TemplateLine], view: SheetView) -> Iterator[TemplateLine]:
    """Yield rows with those that were hidden, each behind the one that it stood below, or behind the statement in which that stands."""
    hidden = sorted(view.grid.hidden_rows & set(view.grid.cells))
    depth = 0
    for line in lines:
        if not depth:
            while hidden and line.source > hidden[0] and not line.book:
                yield TemplateLine(hidden.pop(0))
        depth += line.opens - line.closes
        yield line
    yield from map(TemplateLine, hidden)
