"""What a Word document says, read as a stream by expat: paragraphs and tables in their order, as words, however the markup parts them.

Read: text, tabs, line breaks, hyphens that never break, equations, what was inserted under change tracking, and all of it within
content controls, wherever these stand. Passed over: what was deleted, field codes, former properties. Words in text boxes are kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from generator.errors import IntakeFault
from generator.office.package.archive import Archive
from generator.office.word.flow_blocks import FlowBlock, FlowCell, FlowParagraph, FlowTable, OpenControl, OpenParagraph, OpenTextBox

Marker: TypeAlias = Literal["", "bullet", "number"]
MOST_LETTERS: Final = 20_000_000
"""Letters of a whole document: far more than people write, and memory holds."""
MOST_PIECES: Final = 500_000
"""Paragraphs, cells and rows together."""
MOST_DEEP: Final = 40
"""Tables within tables: whoever walks through them may call itself for each."""
MOST_OPTIONS: Final = 500
"""Of what a control offers so many are read."""
MOST_SPAN: Final = 63
"""So many columns has a table of Word's at the most."""
_SPACES: Final = frozenset(
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"}
)
_MATH: Final = frozenset({"http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"})
_PASSED: Final = frozenset(
    [
        "moveFrom",
        "delText",
        "delInstrText",
        "instrText",
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "numberingChange",
        "sectPr",
        "tblGrid",
    ]
)
_PICTURES: Final = frozenset({"drawing", "pict", "object"})
_LETTERS: Final = {"br": "\n", "cr": "\n", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


@dataclass(frozen=True, slots=True)
class WordFile:
    """An opened document. main: the part that holds its text."""

    archive: Archive
    main: str

    def blocks(self) -> Iterator[FlowBlock]:
        """Yield the paragraphs and tables of the document. Raises IntakeFault for what is malformed, or more than anybody writes."""
        reader = _FlowReader(self.archive)
        handlers: dict[str, Any] = {
            "StartElementHandler": reader.start,
            "EndElementHandler": reader.end,
            "CharacterDataHandler": reader.letters,
        }
        for _ in self.archive.parse(self.main, handlers):
            yield from reader.done
            reader.done.clear()

    def markers(self) -> dict[str, Marker]:
        """Return what the numberings of the document put before their paragraphs, by their ids."""
        part = next((target for relation, target in self.archive.links(self.main).values() if relation == "numbering"), "")
        formats: dict[str, str] = {}
        of: dict[str, str] = {}
        holder = ""
        for above, name, given in self.archive.elements(part) if part in self.archive.parts else ():
            said = {key.rpartition(" ")[2]: value for key, value in given.items()}
            if name in ("abstractNum", "num") and above == "numbering":
                holder = said.get("abstractNumId" if name == "abstractNum" else "numId", "")
            elif name == "numFmt" and above == "lvl":
                formats.setdefault(holder, said.get("val", ""))
            elif name == "abstractNumId" and above == "num":
                of[holder] = said.get("val", "")
        return {number: "bullet" if formats.get(abstract) in ("bullet", "none") else "number" for number, abstract in of.items()}


def open_word(data: bytes, name: str) -> WordFile:
    """Return a document whose text can be read. name: the file's, for faults. Raises IntakeFault for what is no sound document."""
    archive = Archive(data, name)
    main = archive.main("word/document.xml")
    if main not in archive.parts:
        raise archive.damaged()
    return WordFile(archive, main)


class _FlowReader:
    """The state between expat's calls."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.done: list[FlowBlock] = []
        self.above: list[str] = []
        self.passed = 0
        self.tables: list[FlowTable] = []
        self.cells: list[FlowCell] = []
        self.rows: list[tuple[list[FlowCell], bool]] = []
        self.paragraphs: list[OpenParagraph] = []
        self.controls: list[OpenControl] = []
        self.box: OpenTextBox | None = None
        self.is_text = False
        self.count = self.written = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        above = self.above[-1] if self.above else ""
        self.above.append(name if space in _SPACES or space in _MATH else "")
        if self.passed or self._is_passed(space, name, above):
            self.passed += 1
            if self.box is not None:
                self.box.start(name)
        elif space in _MATH:
            self.is_text = name == "t"
        elif space in _SPACES:
            self._begin(name, above, given)

    def _is_passed(self, space: str, name: str, above: str) -> bool:
        if space not in _SPACES:
            return name == "Fallback"
        if name in _PICTURES:
            self.box = OpenTextBox()
            if self.cells:
                self.cells[-1].has_picture = True
        if name == "del" and above == "trPr" and self.rows:
            self.rows[-1] = (self.rows[-1][0], True)
        if name == "del" and above == "rPr" and len(self.above) > 3 and self.above[-3] == "pPr" and self.paragraphs:
            self.paragraphs[-1].is_joined = True
        return name in _PASSED or name in _PICTURES or name == "del"

    def _begin(self, name: str, above: str, given: dict[str, str]) -> None:
        if name in _OPENERS:
            _OPENERS[name](self)
            self._counted(1)
        elif name == "t":
            self.is_text = True
        elif name in _LETTERS or (name == "tab" and above == "r"):
            self._write(_LETTERS.get(name, "\t"))
        elif name == "sym":
            self._write(_symbol(_said(given, "char")))
        elif self.controls and above == "sdtPr":
            self._tell_control(name, given)
        elif self.controls and name == "listItem" and len(self.controls[-1].options) < MOST_OPTIONS:
            self.controls[-1].options.append(_said(given, "displayText") or _said(given, "value"))
        elif self.cells and above == "tcPr":
            self._tell_cell(name, _said(given, "val"))
        elif self.paragraphs and above in ("pPr", "numPr"):
            self._tell_paragraph(name, _said(given, "val"))

    def _tell_control(self, name: str, given: dict[str, str]) -> None:
        control = self.controls[-1]
        if name == "tag":
            control.tag = _said(given, "val")
            if self.cells and control.cells == len(self.cells):
                self.cells[-1].tags.append(control.tag)
        elif name == "showingPlcHdr":
            control.is_prompting = _said(given, "val") not in ("0", "false", "off")

    def _tell_cell(self, name: str, value: str) -> None:
        if name == "gridSpan" and value.isdecimal():
            self.cells[-1].span = min(max(1, int(value[:4])), MOST_SPAN)
        elif name == "vMerge":
            self.cells[-1].is_continued = value != "restart"

    def _tell_paragraph(self, name: str, value: str) -> None:
        paragraph = self.paragraphs[-1].made
        if name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.numbering = value
        elif name == "ilvl":
            paragraph.level = int(value) if value.isdecimal() and len(value) < 3 else 0

    def letters(self, text: str) -> None:
        if self.passed and self.box is not None and self.box.is_text:
            self._counted_letters(text)
            self.box.pieces.append(text)
        elif self.is_text and not self.passed:
            self._write(text)

    def _write(self, text: str) -> None:
        if not self.paragraphs:
            return
        if self.controls and any(control.is_prompting for control in self.controls):
            self.paragraphs[-1].is_prompted = True
            return
        self._counted_letters(text)
        self.paragraphs[-1].pieces.append(text)

    def _counted_letters(self, text: str) -> None:
        self.written += len(text)
        if self.written > MOST_LETTERS:
            raise self._too_large()

    def end(self, tag: str) -> None:
        self.above.pop()
        if self.passed:
            self.passed -= 1
            if self.box is not None:
                self.box.end(tag.rpartition(" ")[2])
                if not self.passed:
                    self._close_box(self.box)
            return
        space, _, name = tag.rpartition(" ")
        if name == "t":
            self.is_text = False
        elif space in _SPACES and name in _CLOSERS:
            _CLOSERS[name](self)

    def _counted(self, more: int) -> None:
        self.count += more
        if self.count > MOST_PIECES:
            raise self._too_large()

    def _too_large(self) -> IntakeFault:
        hint = "Hapus yang bukan isian, atau tulis isiannya di berkas YAML."
        return IntakeFault("Dokumen berisi terlalu banyak tulisan.", file=self.archive.name, hint=hint, code="dokumen-terlalu-panjang")

    def _put(self, block: FlowBlock) -> None:
        if self.cells:
            self.cells[-1].blocks.append(block)
        elif not self.tables:
            self.done.append(block)

    def _close_box(self, box: OpenTextBox) -> None:
        """Keep what stands in a text box: with the cell that it is in, else as a paragraph."""
        self.box = None
        words = " ".join("".join(box.pieces).split())
        if words and self.cells:
            self.cells[-1].boxed.append(words)
        elif words and not self.tables:
            self.done.append(FlowParagraph(words))

    # What opens and closes

    def open_table(self) -> None:
        self._settle()
        if len(self.tables) >= MOST_DEEP:
            raise self._too_large()
        self.tables.append(FlowTable())

    def close_table(self) -> None:
        if self.tables:
            self._put_table(self.tables.pop())

    def _put_table(self, table: FlowTable) -> None:
        if table.rows:
            self._put(table)

    def open_row(self) -> None:
        self.rows.append(([], False))

    def close_row(self) -> None:
        cells, is_deleted = self.rows.pop() if self.rows else ([], True)
        if cells and not is_deleted and self.tables:
            self.tables[-1].rows.append(cells)

    def open_cell(self) -> None:
        around = [control.tag for control in self.controls if control.tag and control.cells == len(self.cells)]
        self.cells.append(FlowCell(tags=around if self.tables else []))

    def close_cell(self) -> None:
        self._settle()
        cell = self.cells.pop() if self.cells else FlowCell()
        if self.rows:
            self.rows[-1][0].append(cell)

    def open_paragraph(self) -> None:
        joined = self.paragraphs.pop() if self.paragraphs and self.paragraphs[-1].is_waiting else None
        self.paragraphs.append(OpenParagraph(pieces=joined.pieces if joined else []))

    def close_paragraph(self) -> None:
        if not self.paragraphs:
            return
        paragraph = self.paragraphs[-1]
        if paragraph.is_joined:
            paragraph.is_waiting = True
            return
        self.paragraphs.pop()
        paragraph.made.text = "".join(paragraph.pieces)
        paragraph.made.options = tuple(option for option in paragraph.options if option)
        if self.controls and not paragraph.made.options:
            paragraph.made.options = tuple(option for control in self.controls for option in control.options if option)
        paragraph.made.is_prompt = paragraph.is_prompted and not paragraph.made.text.strip()
        self._put(paragraph.made)

    def _settle(self) -> None:
        """Put a paragraph in its place that waits for one to go on with it, where none comes."""
        if self.paragraphs and self.paragraphs[-1].is_waiting:
            self.paragraphs[-1].is_joined = False
            self.close_paragraph()

    def open_control(self) -> None:
        self.controls.append(OpenControl(len(self.cells)))

    def close_control(self) -> None:
        if self.controls:
            closed = self.controls.pop()
            if self.paragraphs:
                self.paragraphs[-1].options += closed.options


_OPENERS: Final = {
    "tbl": _FlowReader.open_table,
    "tr": _FlowReader.open_row,
    "tc": _FlowReader.open_cell,
    "p": _FlowReader.open_paragraph,
    "sdt": _FlowReader.open_control,
}
_CLOSERS: Final = {
    "tbl": _FlowReader.close_table,
    "tr": _FlowReader.close_row,
    "tc": _FlowReader.close_cell,
    "p": _FlowReader.close_paragraph,
    "sdt": _FlowReader.close_control,
}


def _said(given: dict[str, str], name: str) -> str:
    """Return an attribute by its name, in whatever namespace."""
    return next((value for key, value in given.items() if key.rpartition(" ")[2] == name), "")


def _symbol(code: str) -> str:
    """Return the sign of a symbol font by its number."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE else ""
