"""The filled blocks of an outline as leaves: what the typst library prints of each, and the piece that decides where a page may end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final, assert_never

from generator.outline.filled import (
    ContentsPage,
    CoverPage,
    Drawing,
    FactLines,
    Filled,
    HeadingLine,
    ItemLines,
    MiddleLine,
    Passage,
    ShownValue,
    SignedBy,
    TableRows,
)
from generator.outline.keeping import KeptRow, Piece
from generator.render.cover import CoverWords
from generator.render.lettering import Lettering
from generator.render.pictures import chart_fonts
from generator.render.signatures import SignatureWords, SignerWords
from generator.render.titles import WORDS, Titled
from generator.render.typst.words import Files, Room, Words, block_words, inline, list_sign, runs, shown
from generator.richtext import ListBlock, LongText, Paragraph, Run, TableBlock, parse

_SIZE: Final = 11.0
# What stands beside and above the words of a cell, in points.
_PADDING: Final = 10.0
_BESIDE_USUAL: Final = 8.0
_BESIDE: Final = {8: 4.0}
_BOUNDLESS: Final = 1e6
_ROW_ROOM: Final = 6.5
_FACT_LABEL: Final = 5 * 72 / 2.54
# What stands as plain words: lists tell it again.
_TITLES: Final = ("heading", "caption")
_NOBODY: Final = SignerWords((), "")


@dataclass(frozen=True, slots=True)
class TypstLeaf:
    """What the library prints, and the piece it is; series: the list that an item belongs to, 0 for none."""

    data: dict[str, Any]
    piece: Piece
    series: int = 0


@dataclass(slots=True)
class LeafWriter:
    """Turns the filled blocks of one document into leaves. page: width and height of the text, in points.

    numbers: of titles; series: of lists; deepest: the level of the last heading in the document's structure, which passes over none.
    """

    letters: Lettering
    files: Files
    page: tuple[float, float]
    numbers: dict[Titled, Iterator[int]] = field(default_factory=lambda: {titled: count(1) for titled in WORDS})
    series: Iterator[int] = field(default_factory=lambda: count(1))
    deepest: int = 0

    @property
    def running(self) -> Room:
        """The room of running text."""
        return Room(0.0, _SIZE, self.letters.font)

    def leaves(self, block: Filled) -> Iterator[TypstLeaf]:
        """Yield the leaves of a block."""
        match block:
            case HeadingLine():
                yield self._heading(block)
            case Passage():
                yield from self._passage(block)
            case ItemLines():
                yield from self._label(block.label)
                yield from self._items("•", 1, [[{"k": "p", "t": inline(item, self.running)}] for item in block.items])
            case FactLines():
                yield self._facts(block)
            case TableRows():
                yield from self.caption(block.caption, "tabel")
                yield self._table(block)
            case Drawing():
                yield from self._drawing(block)
            case SignedBy():
                yield from self._signed(block.signatures)
            case CoverPage() | ContentsPage() | MiddleLine():
                yield self._front(block)
            case _:
                assert_never(block)

    def line(self, block: str, text: str, role: Any = "text", **more: Any) -> TypstLeaf:
        """Return a line or paragraph of words."""
        words = self.running.fitted(text) if role in _TITLES else runs((Run(text),), self.running)
        return TypstLeaf({"k": block, "t": words, **more}, self._said(role, text))

    def _said(self, role: Any, text: str) -> Piece:
        line = self.letters.running_line(_SIZE) / self.page[1]
        return Piece(role, " ".join(text.split()), self.letters.lines(text, self.page[0], _SIZE), line=line)

    def _front(self, block: CoverPage | ContentsPage | MiddleLine) -> TypstLeaf:
        if isinstance(block, MiddleLine):
            return self.line("tengah", block.text)
        if isinstance(block, ContentsPage):
            return TypstLeaf({"k": "daftar-isi"}, Piece("text", "DAFTAR ISI", begins_page=True))
        self.deepest = 1
        return TypstLeaf(cover_data(block.cover, self.files), Piece("gap"))

    def _heading(self, block: HeadingLine) -> TypstLeaf:
        self.deepest = min(block.level, self.deepest + 1)
        leaf = self.line(
            "judul", block.text, "heading", tingkat=block.level, susunan=self.deepest, baru=block.new_page, depan=block.is_front
        )
        return replace(leaf, piece=replace(leaf.piece, begins_page=block.new_page)) if block.new_page else leaf

    def _label(self, label: str) -> Iterator[TypstLeaf]:
        if label:
            yield self.line("label", label, "label")

    def _passage(self, block: Passage) -> Iterator[TypstLeaf]:
        if block.is_sentence:
            yield self.line("subjudul" if block.is_subtitle else "alinea", block.text)
            return
        yield from self._label(block.label)
        if not isinstance(block.text, LongText):
            if block.text:
                yield self.line("alinea", block.text)
            return
        for part in parse(block.text):
            match part:
                case Paragraph():
                    text = "".join(run.text + (" " if run.break_after else "") for run in part.runs)
                    yield TypstLeaf({**block_words(part, self.running), "k": "alinea"}, self._said("text", text))
                case ListBlock():
                    items = [[block_words(inner, self.running, (part.marker,)) for inner in item] for item in part.items]
                    yield from self._items(list_sign(part.marker, ()), part.start, items)
                case TableBlock():
                    yield self._typed(part)
                case _:
                    assert_never(part)

    def _items(self, marker: str, start: int, items: Sequence[list[dict[str, Any]]]) -> Iterator[TypstLeaf]:
        series = next(self.series)
        for at, item in enumerate(items):
            yield TypstLeaf(
                {"k": "daftar", "m": marker, "n": start + at, "isi": [item]}, self._said("item", " ".join(_texts(item))), series
            )

    def _typed(self, table: TableBlock) -> TypstLeaf:
        data = {**block_words(table, replace(self.running, width=self.page[0] / max(len(table.header), 1))), "k": "tabel-ketik"}
        width = self.page[0] / max(len(table.header), 1) - _PADDING
        rows = [[_texts([{"t": cell}]) for cell in row] for row in (data["kepala"], *data["baris"])]
        kept = tuple(
            KeptRow(
                (self.letters.height(max(self.letters.lines(" ".join(text), width, _SIZE) for text in row), _SIZE) + _ROW_ROOM)
                / self.page[1],
                " ".join(row[0]) if row else "",
                is_head=at == 0,
            )
            for at, row in enumerate(rows)
        )
        return TypstLeaf(data, Piece("table", rows=kept))

    def _facts(self, block: FactLines) -> TypstLeaf:
        room = replace(self.running, width=self.page[0] - _FACT_LABEL)
        rows = [[self.running.fitted(label), with_unit(shown(value.printed, room, self.files), value.unit)] for label, value in block.rows]
        heights = (self._row([label, *_texts([{"t": words}])], [_FACT_LABEL, room.width], _SIZE) for label, words in rows)
        kept = tuple(KeptRow(height, label) for height, (label, _) in zip(heights, rows, strict=True))
        return TypstLeaf({"k": "fakta", "isi": rows}, Piece("table", rows=kept))

    def _row(self, texts: Iterable[str], widths: Sequence[float], size: float) -> float:
        lines = max((self.letters.lines(text, width - _PADDING, size) for text, width in zip(texts, widths, strict=False)), default=1)
        return (self.letters.height(lines, size) + _ROW_ROOM) / self.page[1]

    def caption(self, words: str, titled: Titled, role: Any = "caption") -> Iterator[TypstLeaf]:
        """Yield the numbered title of a table or picture; nothing without words."""
        if words:
            yield self.line("keterangan", f"{WORDS[titled]} {next(self.numbers[titled])} {words}", role, jenis=titled)

    def _table(self, block: TableRows) -> TypstLeaf:
        return _TableWriter(self, block).leaf()

    def _drawing(self, block: Drawing) -> Iterator[TypstLeaf]:
        from generator.charts.model import description
        from generator.charts.parts import parts
        from generator.charts.picture import to_svg

        chart = block.chart
        drawn = [
            {
                "svg": self.files.kept(to_svg(part, chart_fonts()), f"grafik-{len(self.files.held)}"),
                "mm": part.width_mm,
                "alt": description(part),
            }
            for part in parts(replace(chart, title=""), chart_fonts())
        ]
        yield TypstLeaf({"k": "grafik", "isi": drawn}, Piece("picture"))
        yield from self.caption(chart.title, "gambar")

    def _signed(self, block: SignatureWords | None) -> Iterator[TypstLeaf]:
        if block is not None:
            yield TypstLeaf(signature_data(block), Piece("signature"))


@dataclass(frozen=True, slots=True)
class _TableWriter:
    """Writes one table: its head, rows in groups, last rows."""

    writer: LeafWriter
    block: TableRows

    def leaf(self) -> TypstLeaf:
        block = self.block
        shares = block.shares or (1.0,) * len(block.columns)
        widths = [self.writer.page[0] * share / sum(shares) for share in shares]
        rooms = [Room(width - _BESIDE.get(block.size, _BESIDE_USUAL), block.size, self.writer.letters.font) for width in widths]
        rows = list(self._rows(rooms))
        head = head_rows(block, rooms)
        data = {
            "k": "tabel",
            "lebar": [round(share, 4) for share in shares],
            "ukuran": block.size,
            "rata": [column.value.align for column in block.columns],
            "kepala": head,
            "baris": [row for row, _ in rows],
            "matriks": block.is_matrix,
        }
        heads = [KeptRow(self.writer._row([cell["t"] for cell in row], widths, block.size), is_head=True) for row in head]
        kept = [KeptRow(self._height(row, widths), text, is_group=row["k"] == "kelompok") for row, text in rows]
        return TypstLeaf(data, Piece("table", rows=(*heads, *kept)))

    def _height(self, row: dict[str, Any], widths: Sequence[float]) -> float:
        if row["k"] == "kelompok":
            return self.writer._row([row["t"]], [self.writer.page[0]], self.block.size)
        size, letters = self.block.size, self.writer.letters
        lines = [
            sum(letters.lines(text, width - _PADDING, size) for text in (_texts([{"t": cell}]) or [""]))
            for cell, width in zip(row["isi"], widths, strict=False)
        ]
        return (letters.height(max(lines, default=1), size) + _ROW_ROOM) / self.writer.page[1]

    def _rows(self, rooms: Sequence[Room]) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield the rows with the first words of each."""
        block = self.block
        ends = [*(group.first for group in block.groups[1:]), len(block.rows)] if block.groups else []
        if not block.groups:
            yield from map(self._body(rooms), block.rows)
        for group, end in zip(block.groups, ends, strict=True):
            yield {"k": "kelompok", "t": self.writer.running.fitted(group.name)}, group.name
            yield from map(self._body(rooms), block.rows[group.first : end])
            if group.total:
                yield self._sums(group.total, group.sums_from, "subtotal", rooms)
        if block.total:
            yield self._sums(block.total, block.sums_from, "total", rooms)
        for below in block.below:
            cells = [cell_words(cell, room, self.writer.files) for cell, room in zip(below, rooms, strict=True)]
            yield {"k": "total", "dari": 1, "isi": cells, "kiri": True}, below[0].text

    def _body(self, rooms: Sequence[Room]) -> Callable[[Sequence[ShownValue]], tuple[dict[str, Any], str]]:
        def written(cells: Sequence[ShownValue]) -> tuple[dict[str, Any], str]:
            made = [cell_words(cell, room, self.writer.files) for cell, room in zip(cells, rooms, strict=True)]
            return {"k": "isi", "isi": made}, next((cell.text for cell in cells if cell.text), "")

        return written

    def _sums(self, cells: Sequence[ShownValue], first: int, block: str, rooms: Sequence[Room]) -> tuple[dict[str, Any], str]:
        """Return a row of sums: its label over the columns before the first sum."""
        label = cells[0].text if first else ""
        made = [cell_words(cell, room, self.writer.files) for cell, room in zip(cells[first:], rooms[first:], strict=True)]
        return {"k": block, "dari": first, "isi": [label, *made] if first else made}, label


def head_rows(block: TableRows, rooms: Sequence[Room]) -> list[list[dict[str, Any]]]:
    """Return the rows of a table's head: one, or two where columns stand under a common head."""
    labels = [room.fitted(column.label) for column, room in zip(block.columns, rooms, strict=True)]
    if not any(column.group for column in block.columns):
        return [[{"t": label} for label in labels]]
    upper: list[dict[str, Any]] = []
    lower: list[dict[str, Any]] = []
    for at, column in enumerate(block.columns):
        if not column.group:
            upper.append({"t": labels[at], "bawah": 2})
            continue
        lower.append({"t": labels[at]})
        if at == 0 or block.columns[at - 1].group != column.group:
            upper.append({"t": column.group, "samping": sum(other.group == column.group for other in block.columns)})
    return [upper, lower]


def cell_words(cell: ShownValue, room: Room, files: Files) -> Words:
    """Return what stands in a cell."""
    if cell.is_whole:
        room = replace(room, most=1.0)
    if cell.printed is None:
        return room.fitted(cell.text)
    if cell.form == "list":
        items = [shown(item, room, files) for item in cell.printed] if isinstance(cell.printed, list | tuple) else []
        return {"l": items} if items else ""
    return shown(cell.printed, replace(room, width=_BOUNDLESS) if cell.align == "right" else room, files)


def with_unit(words: Words, unit: str) -> Words:
    """Return the words of a value with its unit behind."""
    if not unit:
        return words
    return f"{words}{unit}" if isinstance(words, str) else {"r": [*words.get("r", []), [unit, 0]]}


def _texts(parts: Iterable[dict[str, Any]]) -> list[str]:
    """Return the lines of words, each item and paragraph one, to reckon how many lines they take."""
    found: list[str] = []
    for part in parts:
        words = part.get("t")
        if isinstance(words, str):
            found += words.split("\n")
        elif isinstance(words, dict):
            found += _of_words(words)
        for item in part.get("isi", ()):
            found += _texts(item)
        if part.get("k") == "t":
            found += [" ".join(text) for row in (part["kepala"], *part["baris"]) for text in (_texts({"t": cell} for cell in row),)]
    return found


def _of_words(words: dict[str, Any]) -> list[str]:
    if "r" in words:
        return "".join(str(text) for text, _ in words["r"]).split("\n")
    if "u" in words:
        return _texts(words["u"])
    return _texts({"t": item} for item in words.get("l", ()))


def signature_data(block: SignatureWords) -> dict[str, Any]:
    """Return a signature block: of each pair the lines above, the room, and the lines below it."""
    pairs = []
    for at, pair in enumerate(block.rows):
        above = block.above(pair, is_first=at == 0)
        sides = [side or _NOBODY for side in pair]
        pairs.append(
            {
                "atas": [[line or "\u00a0" for line in (*first, *side.head)] for first, side in zip(above, sides, strict=True)],
                "ruang": [side.room for side in sides],
                "nama": [[side.name, *side.foot] if side.name else [] for side in sides],
            }
        )
    return {"k": "tanda-tangan", "isi": pairs, "dua": len(block.signers) > 1}


def cover_data(cover: CoverWords, files: Files) -> dict[str, Any]:
    """Return the cover of a report."""
    logos = [files.kept_file(file, f"sampul-{at}") for at, file in enumerate(cover.logos)]
    lines = [[role, text] for role, text in (("tentang", cover.subject), ("baris", cover.year)) if text]
    return {
        "k": "sampul",
        "t": cover.title,
        "baris": lines,
        "kaki": [list(one) for one in cover.foot],
        "logo": logos,
        "alt": f"Logo {cover.alt}",
    }
