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
    folded,
    is_blank,
    is_numbered,
    label_of,
    options_of,
    without_number,
    written,
)
from generator.intake.foreign.sheets import sheet_pieces
from generator.intake.foreign.signatures import dateline, signatures_in
from generator.intake.workbook.grid import FormGrid
from generator.office.word.flow import FlowBlock, FlowCell, FlowParagraph, FlowTable, Marker
from validators.absence import KOSONG
from validators.findings import Place

_LABELLED: Final = re.compile(r"([^:\n\t]{2,60}?)\s*:\s*(.*)", re.DOTALL)
_DOTTED: Final = re.compile(r"([^.…_\n\t:]{2,60}?)\s*(?:\.{4,}|…{2,}|_{4,})\s*")
_TABBED: Final = re.compile(r"([^\t\n:]{2,60}?)\t+\s*:?\s*(.*)", re.DOTALL)
_HEADED: Final = re.compile(r"(?i)heading|judul|title")
_LONGEST_HEADING: Final = 100
_MOST_LABEL_WORDS: Final = 7
_PROSE: Final = 80
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
    walk = _DocumentWalk(file, known, markers or {})
    for block in blocks:
        if isinstance(block, FlowTable):
            yield from walk.table(block)
        else:
            yield from walk.paragraph(block)
    yield from walk.ended()


class _DocumentWalk:
    """The state while a document is gone through: the heading that was last read, and the text that gathers below it."""

    def __init__(self, file: str, known: KnownWords, markers: Mapping[str, Marker]) -> None:
        self.file = file
        self.known = known
        self.markers = markers
        self.tables = self.count = 0
        self.heading = ""
        self.is_open = False
        self.text: list[FlowParagraph] = []
        self.lines: list[tuple[int, str]] = []

    def paragraph(self, paragraph: FlowParagraph) -> Iterator[Piece]:
        self.count += 1
        text = paragraph.text.strip()
        self.lines.append((self.count, " ".join(text.split())))
        if self._heads(paragraph, text):
            yield from self._settled()
            self.heading, self.is_open = without_number(text), True
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
        yield from (_under(one, label_of(self.heading)) for one in found)
        self.is_open = False

    def ended(self) -> Iterator[Piece]:
        """Yield what is left at the end: the last long text, and who signs."""
        signed = list(self._signing(self.lines, "alinea"))
        if signed:
            roles = {folded(one.section) for one in signed}
            self.text = [one for one in self.text if folded(label_of(one.text).rstrip(", ")) not in roles]
        yield from self._settled()
        yield from signed

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
        match = _LABELLED.fullmatch(text) or _TABBED.fullmatch(text) or _DOTTED.fullmatch(text)
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
        return LabelledValue(label, KOSONG if paragraph.is_prompt else written(value), place, label_of(self.heading), options=options)

    def _settled(self) -> Iterator[Piece]:
        """Yield the long text that gathered below a heading."""
        if self.is_open and self.text:
            place = Place(self.file, story=f"alinea {self.count}", text=self.heading)
            lines = [f"{'  ' * one.level}{_MARKS[self.markers.get(one.numbering, '')]}{one.text.strip()}" for one in self.text]
            filled = [line for line in lines if not is_blank(line)]
            options = tuple(option for one in self.text for option in one.options) or options_of(filled)
            value: Any = "\n\n".join(filled) if not any(one.numbering for one in self.text) else "\n".join(filled)
            yield LabelledValue(
                label_of(self.heading), written(value) if value else KOSONG, place, "", is_long=not options, options=options
            )
        self.text, self.is_open = [], False

    # Signatures

    def _signing(self, lines: Sequence[tuple[int, str]], where: str) -> Iterator[LabelledValue]:
        texts = [text for _, text in lines]
        found = list(signatures_in(texts))
        before = range(max(0, found[0].lines[0] - 3), found[0].lines[0] + 1) if found else range(0)
        placed = next(((number, day) for number in before if (day := dateline(texts[number])) is not None), None)
        if placed is not None:
            for label, part in zip(("Tempat", "Tanggal"), placed[1], strict=True):
                yield LabelledValue(label, part, Place(self.file, story=f"{where} {lines[placed[0]][0]}"), "Pengesahan", is_signature=False)
        for one in found:
            for label, value, line in (("Nama", one.name, one.lines[1]), ("NIP", one.nip, one.lines[2])):
                place = Place(self.file, story=f"{where} {lines[line][0]}", text=label)
                yield LabelledValue(label, value, place, one.role, is_signature=True)

    def _signed_cells(self, table: FlowTable) -> Iterator[LabelledValue]:
        """Yield who signs in a table without a frame, whose columns are signatures."""
        width = max((len(row) for row in table.rows), default=0)
        for column in range(width):
            cells = [row[column] for row in table.rows if column < len(row)]
            lines = [" ".join(line.split()) for cell in cells for line in _cell_lines(cell)]
            yield from self._signing(list(enumerate(lines, start=1)), f"tabel {self.tables}, baris")


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
