"""A filled story read as its template printed it, chunk by chunk: what is the template's own is read once for all its documents.

A compiled template yields the same pieces of markup for each document, and values between them. What a piece does to the story - the paragraphs
that it ends, the cells and rows that it holds whole - depends on nothing but what stands before it since the last end of a paragraph; so it is
told once and remembered. Cells and rows without a value of a document are shared by all documents (`known`), and never changed in place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from generator.office.word.flat import (
    CELL_END,
    EMPTY,
    FULL,
    LAST,
    ROW_END,
    ROWS,
    SIGN,
    TABLE,
    TABLE_END,
    TOKEN,
    Block,
    BlockReader,
    Cell,
    FlatBody,
    FlatParagraph,
    FlatTable,
    NotFlat,
    Row,
    own_cell,
    texts_in,
)

_HOLE: Final = "\ufdd2"
"""Where a value stands in what is remembered; a noncharacter, which no template holds."""
_BODY: Final = re.compile(r"\s*<w:body[^>]*>")
_END: Final = "</w:body>"
_BEGINNINGS: Final = (
    "<w:p>",
    "<w:p ",
    "<w:p/>",
    "<w:tc>",
    "<w:tr>",
    "<w:tr ",
    "<w:tbl>",
    "</w:tc>",
    "</w:tr>",
    "</w:tbl>",
    "<w:sectPr",
    "<?",
)
_LINES: Final = re.compile("[\n\t\a\f]")
_BEFORE_PROPERTIES: Final = {"<w:tc>": "<w:tcPr", "<w:tr": "<w:trPr"}
_ENDS: Final = {CELL_END: "tc", ROW_END: "tr", TABLE_END: "tbl"}
_COUNTED: Final = "counted"
_MOST_STEPS: Final = 64
_MOST_STATES: Final = 4096
_MOST_OPEN: Final = 200_000
_DRAWING: Final = "<w:drawing"


class UnknownChunk(Exception):
    """A story that is not read chunk by chunk: a value stands where none is looked for."""


class _Own(NamedTuple):
    """A paragraph of a document's own: what stands around the values in its content. is_lined: whether that has line ends or tabs."""

    attributes: str
    look: str
    pieces: tuple[str, ...]
    is_lined: bool


class _Begun(NamedTuple):
    """A cell (no attributes) or a row that begins."""

    attributes: str | None
    look: str


class _Head(NamedTuple):
    """A table that begins."""

    head: str


class _Sign(NamedTuple):
    """A processing instruction."""

    told: str


class _End(NamedTuple):
    """What ends: "tbl", "tr" or "tc"."""

    what: str


_Deed: TypeAlias = FlatParagraph | Cell | Row | _Own | _Begun | _Head | _Sign | _End


class _Step(NamedTuple):
    """What a chunk does to a story, and what is open behind it."""

    deeds: tuple[_Deed, ...]
    state: _State


class _State:
    """What is open of a story: its text since the last end, values as holes. after: what the chunks do that were met here.

    is_known: whether it comes again; in_tag: whether a tag is open, in which a value is as good as the template's own.
    """

    __slots__ = ("_hole", "after", "in_tag", "is_hole", "is_known", "text")

    def __init__(self, text: str, *, is_known: bool) -> None:
        self.text = text
        self.is_hole = text.endswith(_HOLE)
        self.is_known = is_known
        self.in_tag = text.rfind("<") > text.rfind(">")
        self.after: dict[str, _Step] = {}
        self._hole: _State | None = None

    def with_value(self) -> _State:
        """Return the state behind a value."""
        if self._hole is None:
            self._hole = _State(self.text + _HOLE, is_known=self.is_known)
        return self._hole


class StepMemory:
    """What is remembered of a template's story. counts: whether a paragraph is one that may be counted; changes: what is put in another's place in its markup."""

    def __init__(self, counts: Callable[[FlatParagraph], bool], changes: Sequence[tuple[str, str]] = ()) -> None:
        self.start = _State("", is_known=True)
        self._counts = counts
        self._changes = changes
        self._states: dict[str, _State] = {}

    def __len__(self) -> int:
        """How many steps are remembered from states that come again."""
        return sum(len(state.after) for state in (self.start, *self._states.values()))

    def step(self, state: _State, chunk: str) -> _Step:
        """Return what a chunk of markup does to a story. Raises UnknownChunk, NotFlat."""
        is_template = type(chunk) is str or state.in_tag
        comes_again = is_template or _DRAWING in chunk
        text = str.__str__(chunk)
        for old, new in self._changes:
            text = text.replace(old, new)
        if _HOLE in text:
            raise UnknownChunk
        deeds, rest = self._told(state, text, comes_again=comes_again)
        found = _Step(deeds, self._state(rest, comes_again=is_template and state.is_known))
        if comes_again:
            if len(state.after) >= _MOST_STEPS:
                state.after.clear()
            state.after[str.__str__(chunk)] = found
        return found

    def _state(self, rest: str, *, comes_again: bool) -> _State:
        """Return the state of an open text: one object for each text that comes again."""
        found = self._states.get(rest)
        if found is None:
            found = _State(rest, is_known=comes_again)
            if comes_again and len(self._states) < _MOST_STATES:
                self._states[rest] = found
        return found

    def _told(self, state: _State, chunk: str, *, comes_again: bool) -> tuple[tuple[_Deed, ...], str]:
        """Return what a chunk does, and what it leaves open."""
        text, at = state.text + chunk, 0
        if state is self.start:
            begin = _BODY.match(text)
            if begin is None:
                raise NotFlat
            at = begin.end()
        deeds: list[_Deed] = []
        for token in TOKEN.finditer(text, at):
            if token.start() != at or _is_open(text, token):
                break
            deeds.append(_deed(token, comes_again=comes_again))
            at = token.end()
        rest = text[at:]
        if len(rest) > _MOST_OPEN or not (rest.startswith((*_BEGINNINGS, _END)) or any(name.startswith(rest) for name in _BEGINNINGS)):
            raise UnknownChunk
        return tuple(self._joined(deeds) if comes_again else deeds), rest

    def _joined(self, deeds: Sequence[_Deed]) -> list[_Deed]:
        """Return the deeds of a chunk with the cells and rows that stand in it whole made one deed, for all documents."""
        made: list[_Deed] = []
        opened: list[int] = []
        for deed in deeds:
            if isinstance(deed, _Begun):
                opened.append(len(made))
            made.append(deed)
            if isinstance(deed, _End) and deed.what != "tbl" and opened:
                at = opened.pop()
                begun, within = made[at], made[at + 1 : -1]
                assert isinstance(begun, _Begun)
                if whole := self._whole(begun, within):
                    made[at:] = [whole]
        return [deed for deed in made if not isinstance(deed, _End) or deed.what == "tbl"]

    def _whole(self, begun: _Begun, within: Sequence[_Deed]) -> Cell | Row | None:
        """Return the cell or row that begins and holds nothing but what documents share; None for another."""
        paragraphs = [one for one in within if isinstance(one, FlatParagraph)]
        cells = [one for one in within if isinstance(one, Cell)]
        if begun.attributes is None and within and len(paragraphs) == len(within):
            return Cell(begun.look, [*paragraphs], {_COUNTED: any(map(self._counts, paragraphs))})
        if begun.attributes is not None and within and len(cells) == len(within):
            return Row(begun.attributes, begun.look, cells, {_COUNTED: any(map(_is_counted, cells))})
        return None


def _is_counted(shared: Cell | Row) -> bool:
    return shared.known is not None and bool(shared.known.get(_COUNTED, True))


def _deed(token: re.Match[str], *, comes_again: bool) -> _Deed:
    """Return what a whole token does. Raises UnknownChunk where a value stands in anything but a paragraph's content."""
    matched = token.lastindex
    if matched == FULL:
        attributes, look, content = token[1], token[2] or "", token[3]
        if _HOLE in attributes or _HOLE in look:
            raise UnknownChunk
        is_lined = any(map(_LINES.search, texts_in(content)))
        if _HOLE in content or is_lined or not comes_again or "<?" in content:
            return _Own(attributes, look, tuple(content.split(_HOLE)), is_lined)
        return FlatParagraph(attributes, look, content)
    if _HOLE in token[0]:
        raise UnknownChunk
    if matched == EMPTY:
        return FlatParagraph(token[11], "", "")
    if matched in _ENDS:
        return _End(_ENDS[matched])
    if matched == TABLE:
        return _Head(token[9])
    if matched == SIGN:
        return _Sign(token[12])
    return _Begun(token[6], token[7] or "") if matched in ROWS else _Begun(None, token[4] or "")


def _is_open(text: str, token: re.Match[str]) -> bool:
    """Whether a token may go on in the next chunk: a cell or row whose properties are still to come, the section at the end."""
    if token.lastindex == LAST:
        return True
    for begin, wanted in _BEFORE_PROPERTIES.items():
        if token[0].startswith(begin) and token[4] is None and token[7] is None:
            rest = text[token.end() : token.end() + len(wanted)]
            return wanted.startswith(rest) or rest.startswith(_HOLE)
    return False


class SharingReader(BlockReader):
    """Reads a story chunk by chunk. What stands as a method of it may be overridden, as of any reader."""

    def own(self, met: FlatParagraph, *, is_lined: bool) -> Iterable[Block]:
        """Return what stands in the place of a paragraph with values. is_lined: whether line ends or tabs may be in its text."""
        return self.paragraph(met)

    def is_counting(self) -> bool:
        """Whether paragraphs that may be counted are, for the time being, a document's own."""
        return False

    def chunks(self, chunks: Iterable[str], remembered: StepMemory) -> FlatBody:  # noqa: C901, PLR0912 - as `body`
        """Return the blocks of a body that comes in chunks. Raises NotFlat; UnknownChunk where it is to be read whole."""
        top: list[Block] = []
        within = top
        opened: list[tuple[FlatTable, list[Block]]] = []
        state, values = remembered.start, list[str]()
        for chunk in chunks:
            if "<" not in chunk and not state.in_tag:
                if state.is_hole and chunk:
                    values[-1] = "".join((values[-1], chunk))
                elif chunk:
                    values.append(chunk)
                    state = state.with_value()
                continue
            step = state.after.get(chunk) or remembered.step(state, chunk)
            for deed in step.deeds:
                if isinstance(deed, _Own):
                    within += self._own(deed, values)
                elif isinstance(deed, _Begun):
                    if deed.attributes is not None:
                        opened[-1][0].rows.append(Row(deed.attributes, deed.look))
                        continue
                    opened[-1][0].rows[-1].cells.append(cell := Cell(deed.look))
                    within = cell.blocks
                elif isinstance(deed, Cell):
                    opened[-1][0].rows[-1].cells.append(self._counted_cell(deed) if self.is_counting() and _is_counted(deed) else deed)
                elif isinstance(deed, FlatParagraph):
                    within += self.own(FlatParagraph(deed.attributes, deed.look, deed.content), is_lined=False)
                elif isinstance(deed, Row):
                    opened[-1][0].rows.append(self._counted_row(deed) if self.is_counting() and _is_counted(deed) else deed)
                elif isinstance(deed, _Head):
                    opened.append((FlatTable(deed.head), within))
                elif isinstance(deed, _Sign):
                    self.instruction(deed.told)
                elif deed.what == "tbl":
                    table, within = opened.pop()
                    within += self.table(table, len(opened))
            if step.deeds and values:
                values = []
            state = step.state
        if opened:
            raise NotFlat
        return FlatBody(top, _ending(state))

    def _own(self, deed: _Own, values: Sequence[str]) -> Iterable[Block]:
        pieces = deed.pieces
        if len(pieces) == 1:
            return self.own(FlatParagraph(deed.attributes, deed.look, pieces[0]), is_lined=deed.is_lined)
        woven = [pieces[0]]
        for value, piece in zip(values, pieces[1:], strict=True):
            woven += (value, piece)
        is_lined = deed.is_lined or any(map(_LINES.search, values))
        return self.own(FlatParagraph(deed.attributes, deed.look, "".join(woven)), is_lined=is_lined)

    def _counted_row(self, row: Row) -> Row:
        return Row(row.attributes, row.look, [self._counted_cell(cell) for cell in row.cells])

    def _counted_cell(self, cell: Cell) -> Cell:
        own = own_cell(cell)
        own.blocks = [made for one in own.blocks if isinstance(one, FlatParagraph) for made in self.own(one, is_lined=False)]
        return own


def _ending(state: _State) -> str:
    """Return what a body ends with: its own section, or nothing."""
    text, end, _ = state.text.rpartition(_END)
    if not end or _HOLE in text:
        raise UnknownChunk
    found = BlockReader().body(text)
    if found.blocks:
        raise NotFlat
    return found.ending
