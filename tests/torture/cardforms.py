"""A filled form in Word as the judge sees it: which cell holds which value, and what is to be read once lines or cards are elsewhere.

Read with lxml from the document's own XML, line by line as it was written; the values of the sound form are those that the campaign was
shown of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from tests.torture.mutant import Seen
from tests.torture.originals import WordForm, WrittenPart, WrittenSlot
from tests.torture.sheets import packed

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
MAIN = "word/document.xml"
_SPACES = f'xmlns:w="{WORD}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'


def element(xml: str) -> Any:
    """Return XML of a document as an element."""
    return etree.fromstring(re.sub(r"^<([\w:]+)", rf"<\1 {_SPACES}", xml, count=1))


def paragraph(text: str) -> str:
    """Return a paragraph of one run; tabs in it as Word has them."""
    runs = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def shown(node: Any) -> str:
    """Return the words in an element, paragraphs parted by line ends."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in node.iter(f"{W}p"))


@dataclass(eq=False, slots=True)
class Card:
    """A card. table: the path of its table."""

    table: tuple[str, ...]
    part: WrittenPart


@dataclass(eq=False, slots=True)
class Line:
    """A line: label and value. values: what it gives, by the rest of the path behind its slot's."""

    row: Any
    slot: WrittenSlot
    part: WrittenPart
    card: Card | None = None
    values: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def cells(self) -> list[Any]:
        return list(self.row.iter(f"{W}tc"))

    @property
    def value(self) -> Any:
        """The cell of the value."""
        return self.row.findall(f"{W}tc")[1]

    @property
    def text(self) -> str:
        """The words in the cell of the value."""
        return shown(self.value)

    def put(self, xml: str) -> None:
        """Put paragraphs and tables into the cell of the value, in place of all that is there."""
        cell = self.value
        for child in list(cell):
            if child.tag != f"{W}tcPr":
                cell.remove(child)
        cell.extend(element(f"<w:tc>{xml}</w:tc>"))

    def write(self, text: str) -> None:
        """Type a text into the cell of the value, a paragraph a line."""
        self.put("".join(paragraph(line) for line in text.split("\n")))

    def relabel(self, text: str) -> None:
        """Type another label."""
        first = self.row.find(f"{W}tc").find(f"{W}p")
        for child in list(first):
            if child.tag != f"{W}pPr":
                first.remove(child)
        first.extend(element(paragraph(text)))


@dataclass(slots=True)
class Form:
    """A filled form that may be damaged: its parts, its body, what it holds. lost: values of which nothing is aimed at, by path."""

    type: str
    parts: dict[str, bytes]
    root: Any
    lines: list[Line]
    extra: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    fixed: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def body(self) -> Any:
        return self.root.find(f"{W}body")

    def edit(self, part: str, change: Callable[[str], str]) -> None:
        """Change a part's text; it must change."""
        old = self.parts[part].decode("utf-8")
        new = change(old)
        assert new != old, part
        self.parts[part] = new.encode("utf-8")

    def xml(self) -> bytes:
        """Return the document's part as it stands."""
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def bytes(self) -> bytes:
        """Return the document as it stands."""
        return packed({**self.parts, MAIN: self.xml()}, self.extra)

    def cards(self) -> list[Card]:
        """Return the cards in their order."""
        return list(dict.fromkeys(line.card for line in self.ordered() if line.card is not None))

    def ordered(self) -> Iterator[Line]:
        """Yield the lines as they stand now; those that are gone are not among them."""
        known = {line.row: line for line in self.lines}
        yield from (known[row] for row in self.root.iter(f"{W}tr") if row in known)

    def of(self, card: Card) -> list[Line]:
        """Return the lines of a card."""
        return [line for line in self.lines if line.card is card]

    def table(self, card: Card) -> Any:
        """Return the table that a card is."""
        return next(self.of(card)[0].row.iterancestors(f"{W}tbl"))

    def values(self) -> dict[str, str]:
        """Return what is to be read: cards are counted as they stand, those without anything are none."""
        found = dict(self.fixed)
        rows: dict[Card, int] = {}
        counts: dict[tuple[str, ...], int] = {}
        for line in self.ordered():
            if not line.values:
                continue
            path = line.slot.path
            if line.card is not None:
                if line.card not in rows:
                    rows[line.card] = counts[line.card.table] = counts.get(line.card.table, -1) + 1
                path = (*line.card.table, str(rows[line.card]), *path[len(line.card.table) :])
            found |= {".".join((*path, *filter(None, [rest]))): value for rest, value in line.values.items()}
        return found

    def path(self, line: Line) -> str:
        """Return the path of what a line gives; of one without anything what it would give on its card."""
        kept = line.values
        line.values = {"": "\0"}
        path = next(path for path, value in self.values().items() if value == "\0")
        line.values = kept
        return path

    def mark(self, line: Line) -> str:
        """Return how findings name the place of a line."""
        steps = [f"“{line.part.heading}”" if line.part.heading else ""]
        if line.card is not None:
            same = [card for card in self.cards() if card.table == line.card.table]
            steps.append(f"kartu {same.index(line.card) + 1}")
        return ", ".join(filter(None, (*steps, "isian"))) + f" “{line.slot.label}”"


def forms_of(original: WordForm, seen: Mapping[str, str]) -> Callable[[], Form]:
    """Return what opens a sound form for damage, every time anew. seen: what is read of it."""
    with zipfile.ZipFile(BytesIO(original.data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    left = dict(seen)
    entered = [held for _, _, held in _held(etree.fromstring(parts[MAIN]), original.parts, left)]

    def open_() -> Form:
        root = etree.fromstring(parts[MAIN])
        cards: dict[int, Card] = {}
        lines = []
        for (row, key, _), (slot, part, values) in zip(_held(root, original.parts, {}), entered, strict=True):
            card = cards.setdefault(key, Card(part.table, part)) if part.table else None
            lines.append(Line(row, slot, part, card, dict(values)))
        return Form(original.type, dict(parts), root, lines, fixed=dict(left))

    return open_


_Entry = tuple[WrittenSlot, WrittenPart, dict[str, str]]


def _held(root: Any, parts: Sequence[WrittenPart], left: dict[str, str]) -> Iterator[tuple[Any, int, _Entry]]:
    """Yield the rows of places in their order, each with its card's number and what it holds, which is taken out of `left`."""
    waiting = [part for part in parts if part.slots]
    at, cards = -1, dict[tuple[str, ...], int]()
    for number, table in enumerate(one for one in root.iter(f"{W}tbl") if not _is_inside(one)):
        rows = table.findall(f"{W}tr")
        lines = [row for row in rows if len(row.findall(f"{W}tc")) > 1]
        if not lines or (at < 0 and not _is_of(lines, waiting[0])):  # the letterhead of a school is a table too
            continue
        if at < 0 or not (waiting[at].table and len(lines) < len(rows) and _is_of(lines, waiting[at])):
            at += 1
        part = waiting[at]
        assert _is_of(lines, part), (part.heading, [shown(row)[:40] for row in lines])
        is_filled = any(_text(row) for row in lines)
        if part.table and is_filled:
            cards[part.table] = cards.get(part.table, -1) + 1
        for row, slot in zip(lines, part.slots, strict=True):
            path = (*part.table, str(cards[part.table]), *slot.path[len(part.table) :]) if part.table and is_filled else slot.path
            yield row, number, (slot, part, _taken(".".join(path), left) if _text(row) else {})


def _is_inside(table: Any) -> bool:
    return any(True for _ in table.iterancestors(f"{W}tc"))


def _is_of(rows: Sequence[Any], part: WrittenPart) -> bool:
    labels = [" ".join(shown(row.find(f"{W}tc")).split("\n")[0].removesuffix("*").split()) for row in rows]
    return labels == [" ".join(slot.label.split()) for slot in part.slots]


def _text(row: Any) -> str:
    """Return what stands in the value of a line, "" for a prompt."""
    cell = row.findall(f"{W}tc")[1]
    return "" if cell.find(f".//{W}showingPlcHdr") is not None else shown(cell).strip()


def _taken(path: str, left: dict[str, str]) -> dict[str, str]:
    found = {name[len(path) :].removeprefix("."): left[name] for name in left if name == path or name.startswith(f"{path}.")}
    for rest in found:
        del left[".".join(filter(None, (path, rest)))]
    return found


def reads(
    wanted: Mapping[str, str],
    *,
    spoilt: Mapping[str, str] | None = None,
    loose: tuple[str, ...] = (),
    told: Sequence[str] = (),
    codes: Sequence[str] = (),
) -> Callable[[Seen], str]:
    """Return the expectation that these values are read and no others.

    spoilt: paths of which nothing certain can be read, with the place that must be told. loose: beginnings of paths that are not judged.
    told: places that must be told, each by the end of its name; codes: of findings of which one must be told.
    """

    def check(seen: Seen) -> str:
        if seen.exit_code == 4 or not (seen.values or not wanted):
            return f"ditolak: {seen.output.strip()[:300]}"
        for path in sorted(wanted.keys() | seen.values.keys()):
            if (spoilt and any(path == one or path.startswith(f"{one}.") for one in spoilt)) or path.startswith(loose or ("\0",)):
                continue
            if wanted.get(path) != seen.values.get(path):
                return f"salah diam-diam: {path}: {seen.values.get(path)!r}, seharusnya {wanted.get(path)!r}"
        places = [str(one.get("where")) for one in seen.findings if one.get("code") != "wajib-diisi"]  # "empty" is untrue
        silent = [mark for mark in (*(spoilt or {}).values(), *told) if not any(place.endswith(f", {mark}") for place in places)]
        if silent:
            return f"diam: {silent[0]} tidak disebut; disebut: {places[:6]}"
        return "" if not codes or {str(one.get("code")) for one in seen.findings} & {*codes} else f"diam: bukan {codes}"

    return check
