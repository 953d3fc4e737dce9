"""A Word document that people made, taken apart from top to bottom: its paragraphs as headings, lines and long texts, its tables as sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from generator.intake.foreign.heads import FormSheetView
from generator.intake.foreign.pieces import (
    NOTHING_KNOWN,
    FormHeading,
    KnownWords,
    LabelledValue,
    Piece,
    RecordTable,
    folded,
    heading_of,
    is_blank,
    is_numbered,
    label_of,
    options_of,
    written,
)
from generator.intake.foreign.sheets import sheet_pieces
from generator.intake.foreign.signatures import dateline, signatures_in
from generator.intake.workbook.grid import FormGrid
from generator.office.word.flow import FlowBlock, FlowCell, FlowParagraph, FlowTable, Marker
from validators.absence import KOSONG
from validators.findings import Place

_LABELLED: Final = re.compile(r"([^:\n\t]{2,60}?)\s*:\s*(.*)", re.DOTALL)
_DOTTED: Final = re.compile(r"([^.…_\n\t:]{2,60}?)\s*(?:\.{4,}|…{2,}|_{4,})\s*((?!.*(?:\.{4,}|…{2,}|_{4,}))[A-Z\d].*)?", re.DOTALL)
_TABBED: Final = re.compile(r"([^\t\n:]{2,60}?)\t+\s*:?\s*(.*)", re.DOTALL)
_HEADED: Final = re.compile(r"(?i)heading|judul|title")
_LONGEST_HEADING: Final = 100
_MOST_LABEL_WORDS: Final = 7
_PROSE: Final = 80
_LONGEST: Final = 5000
"""In a longer text no label is looked for."""
_SPLIT: Final = re.compile(r"\t+| {4,}")
_MOST_SIGNING: Final = 4
_MARKS: Final[Mapping[Marker, str]] = {"bullet": "- ", "number": "1. ", "": ""}


@dataclass(slots=True)
class WordTableGrid(FormGrid):
    """A table of a Word document as a sheet. options: what is offered in its cells."""

    options: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict[tuple[int, int], tuple[str, ...]])

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands."""
        return Place(self.file, story=f"{self.name}, baris {row}, kolom {column}")


def document_pieces(
    blocks: Iterable[FlowBlock], file: str, known: KnownWords = NOTHING_KNOWN, markers: Mapping[str, Marker] | None = None
) -> Iterator[Piece]:
    """Yield what stands in a document, in its order. file: its name, for places; markers: of its numberings."""
    held = list(blocks)
    walk = _DocumentWalk(file, known, markers or {}, [block for block in held if isinstance(block, FlowParagraph)])
    for block in held:
        if isinstance(block, FlowTable):
            yield from walk.table(block)
        else:
            yield from walk.paragraph(block)
    yield from walk.ended()


class _DocumentWalk:
    """The state while a document is gone through: the heading that was last read, and the text that gathers below it."""

    def __init__(self, file: str, known: KnownWords, markers: Mapping[str, Marker], paragraphs: Sequence[FlowParagraph]) -> None:
        self.file = file
        self.known = known
        self.markers = markers
        self.tables = self.count = 0
        self.heading = ""
        self.is_open = False
        self.text: list[FlowParagraph] = []
        self.headings = 0
        self.signed, self.signing = _signed_lines(paragraphs, file)

    def paragraph(self, paragraph: FlowParagraph) -> Iterator[Piece]:
        self.count += 1
        text = paragraph.text.strip()
        if self.count in self.signing:
            return
        if self._heads(paragraph, text):
            yield from self._settled()
            self.heading, self.is_open = text, True
            self.headings += 1
            yield FormHeading(" ".join(text.split()))
            return
        labelled = self._labelled(paragraph, text)
        if labelled is None:
            if self.is_open and (text or paragraph.options):
                self.text.append(paragraph)
            return
        yield from self._settled()
        yield labelled

    def table(self, table: FlowTable) -> Iterator[Piece]:
        self.tables += 1
        view = FormSheetView(_grid(table, self.file, f"Tabel {self.tables}"), self.known, is_table=True)
        signed = list(self._signed_cells(table))
        found = [] if signed else list(sheet_pieces(view))
        if not signed and not any(not isinstance(one, FormHeading) for one in found):
            return
        yield from self._settled()
        yield from signed
        yield from (_under(one, heading_of(self.heading)) for one in found)
        self.is_open = False
        if any(isinstance(one, RecordTable) for one in found):
            self.heading = ""

    def ended(self) -> Iterator[Piece]:
        """Yield what is left at the end: the last long text, and who signs."""
        yield from self._settled()
        yield from self.signed

    # Paragraphs

    def _heads(self, paragraph: FlowParagraph, text: str) -> bool:
        if not text or len(text) > _LONGEST_HEADING or "\n" in text:
            return False
        if self.known.is_any and folded(text) in self.known.labels | self.known.sections:
            return not _DOTTED.fullmatch(text)
        if _HEADED.search(paragraph.style):
            return True
        is_plain = ":" not in text and not is_blank(text) and not _DOTTED.search(text) and not text.endswith((".", ";", ","))
        if paragraph.numbering and paragraph.level:
            return False
        return is_plain and len(text) <= _PROSE and (text.isupper() or (is_numbered(text) and text.rsplit(maxsplit=1)[-1][-1] not in ".;,"))

    def _labelled(self, paragraph: FlowParagraph, text: str) -> LabelledValue | None:
        match = None if len(text) > _LONGEST else _LABELLED.fullmatch(text) or _TABBED.fullmatch(text) or _DOTTED.fullmatch(text)
        if match is None:
            return None
        label = label_of(match[1])
        is_known = folded(label) in self.known.labels
        if self.known.is_any and not is_known:
            return None
        value = match[2] if match.lastindex == 2 else ""
        is_prose = any(len(one.text) > _PROSE for one in self.text) or len(label.split()) > _MOST_LABEL_WORDS
        if not is_known and (is_prose or not label or (paragraph.numbering and len(value) > _PROSE)):
            return None
        place = Place(self.file, story=f"alinea {self.count}", text=label)
        options = paragraph.options or options_of([value])
        return LabelledValue(label, KOSONG if paragraph.is_prompt else written(value), place, heading_of(self.heading), options=options)

    def _settled(self) -> Iterator[Piece]:
        """Yield the long text that gathered below a heading."""
        if self.is_open and self.text and not self._is_below_title():
            place = Place(self.file, story=f"alinea {self.count}", text=self.heading)
            lines = [f"{'  ' * one.level}{self._mark(one)}{one.text.strip()}" for one in self.text]
            filled = [line for line in lines if not is_blank(line)]
            options = tuple(option for one in self.text for option in one.options) or options_of(filled)
            value: Any = "\n\n".join(filled) if not any(self._mark(one) for one in self.text) else "\n".join(filled)
            yield LabelledValue(
                heading_of(self.heading), written(value) if value else KOSONG, place, "", is_long=not options, options=options
            )
        self.text, self.is_open = [], False

    def _mark(self, paragraph: FlowParagraph) -> str:
        """Return what stands before a paragraph of a list, which its style may say too."""
        style = paragraph.style.casefold().replace(" ", "")
        listed: Marker = "bullet" if style.startswith("listbullet") else "number" if style.startswith("listnumber") else ""
        return _MARKS[self.markers.get(paragraph.numbering, listed)] if paragraph.text.strip() else ""

    def _is_below_title(self) -> bool:
        """Whether what gathered are lines below the title, such as the year, and no text."""
        is_title = self.headings == 1 and not is_numbered(self.heading) and folded(self.heading) not in self.known.labels
        return is_title and all(len(one.text) <= _PROSE and not is_blank(one.text) for one in self.text)

    # Signatures

    def _signed_cells(self, table: FlowTable) -> Iterator[LabelledValue]:
        """Yield who signs in a table without a frame, whose columns are signatures."""
        width = max((len(row) for row in table.rows), default=0)
        for column in range(width):
            cells = [row[column] for row in table.rows if column < len(row)]
            lines = [" ".join(line.split()) for cell in cells for line in _cell_lines(cell)]
            yield from _signing(list(enumerate(lines, start=1)), self.file, f"tabel {self.tables}, baris")[0]


def _signed_lines(paragraphs: Sequence[FlowParagraph], file: str) -> tuple[list[LabelledValue], range]:
    """Return who signs below the text, in columns that tabs part, and the numbers of the paragraphs in which that stands."""
    parts = [(number, _SPLIT.split(paragraph.text[:_LONGEST])) for number, paragraph in enumerate(paragraphs, start=1)]
    width = min(max((len(part) for _, part in parts), default=0), _MOST_SIGNING)
    signed: list[LabelledValue] = []
    lines: set[int] = set()
    for at in range(width):
        found, numbers = _signing([(number, part[at].strip() if at < len(part) else "") for number, part in parts], file, "alinea")
        signed += found
        lines |= numbers
    first = min(lines, default=0)
    if first > 1 and folded(paragraphs[first - 2].text).startswith("mengetahui"):
        first -= 1
    return sorted(signed, key=lambda one: one.is_signature), range(first, max(lines, default=-1) + 1)


def _signing(lines: Sequence[tuple[int, str]], file: str, where: str) -> tuple[list[LabelledValue], set[int]]:
    """Return who signs in a column of lines, place and day first, and the numbers of these lines."""
    texts = [text for _, text in lines]
    found = list(signatures_in(texts))
    made: list[LabelledValue] = []
    numbers = {lines[at][0] for one in found for at in one.lines}
    before = range(max(0, found[0].lines[0] - 3), found[0].lines[0] + 1) if found else range(0)
    placed = next(((number, day) for number in before if (day := dateline(texts[number])) is not None), None)
    if placed is not None:
        numbers.add(lines[placed[0]][0])
        place = Place(file, story=f"{where} {lines[placed[0]][0]}")
        made += [LabelledValue(label, part, place, "Pengesahan") for label, part in zip(("Tempat", "Tanggal"), placed[1], strict=True)]
    for one in found:
        for label, value, line in (("Nama", one.name, one.lines[1]), ("NIP", one.nip, one.lines[2])):
            place = Place(file, story=f"{where} {lines[line][0]}", text=label)
            made.append(LabelledValue(label, value, place, one.role, is_signature=True))
    return made, numbers


def _under(piece: Piece, heading: str) -> Piece:
    """Return a piece of a table under the heading that stands over the table."""
    if isinstance(piece, LabelledValue) and not piece.section:
        options = piece.options
        if isinstance(piece.grid, WordTableGrid):
            options = options or piece.grid.options.get(piece.at, ())
        return replace(piece, section=heading, options=options)
    return replace(piece, title=piece.title or heading) if not isinstance(piece, LabelledValue | FormHeading) else piece


def _grid(table: FlowTable, file: str, name: str) -> WordTableGrid:
    """Return a table as a sheet: merged cells reach as far as they do in the document."""
    grid = WordTableGrid(file, name)
    open_: dict[int, tuple[int, int]] = {}
    for row, cells in enumerate(table.rows, start=1):
        column = 1
        for cell in cells:
            if cell.is_continued and column in open_:
                top, right = open_[column]
                grid.merged = [one for one in grid.merged if one[:2] != (top, column)] + [(top, column, row, right)]
            else:
                open_[column] = (row, column + cell.span - 1)
                if cell.span > 1:
                    grid.merged.append((row, column, row, column + cell.span - 1))
                text = "\n".join(_cell_lines(cell)).strip()
                if text:
                    grid.cells.setdefault(row, {})[column] = text
                options = tuple(option for block in cell.blocks if isinstance(block, FlowParagraph) for option in block.options)
                if options:
                    grid.options[row, column] = options
            column += cell.span
    return grid


def _cell_lines(cell: FlowCell) -> Iterator[str]:
    for block in cell.blocks:
        if isinstance(block, FlowParagraph):
            yield from ("" if block.is_prompt else block.text).split("\n")
        else:
            yield from (" ".join(filter(None, (line for one in row for line in _cell_lines(one)))) for row in block.rows)
