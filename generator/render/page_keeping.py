"""Keeps together, on a page for PDF, what belongs together: the rules of `generator.outline.keeping` as break-inside and break-after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from generator.outline.keeping import Bond, KeptRow, Piece, Role, bonds
from generator.render.letterhead import SIZES, balanced
from generator.render.lettering import Lettering, lettering
from generator.render.paper import text_area
from generator.render.typography import spaced

Element: TypeAlias = Any

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WRAPPERS: Final = frozenset(("main", "section", "div", "article", "figure", "body"))
_SIZES: Final = {"sepuluh": 10.0, "kecil": 9.0, "sangat-kecil": 8.0}
_ROLES: Final[Mapping[str, Role]] = {"label": "label", "keterangan": "caption", "judul-daftar": "list title"}
_LIST: Final = "daftar-isi"
"""The class of the contents list and of the lists of tables and pictures."""
_NEW_PAGE: Final = "halaman-baru"
_STROKE: Final = re.compile(r"\w/\w")
# A blank that no line may end at is part of its word: lines would end too early before an element behind one.
_WORDS: Final = re.compile(r"[^ \t\r\n]+|[ \t\r\n]+")
_SIZE: Final = 11.0
_CM: Final = 72 / 2.54
_PADDING: Final = 10.0
_ROW_ROOM: Final = 6.5
_LENGTH: Final = re.compile(r"width:\s*([\d.]+)(cm|%|pt|mm)")
_UNITS: Final = {"cm": _CM, "mm": _CM / 10, "pt": 1.0}
_LOGO: Final = 2.4 * _CM


@dataclass(frozen=True, slots=True)
class _Paper:
    """Width and height of the text, in points, on an upright page and on one that lies."""

    upright: tuple[float, float]
    lying: tuple[float, float]

    def of(self, body: Element) -> tuple[float, float]:
        return self.lying if "mendatar" in _classes(body) else self.upright


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A block of a page that holds no other, and the width and height of the text there. within: the list that it is an entry of."""

    node: Element
    page: tuple[float, float]
    within: Element | None = None


def keep_together(root: Element, office: Mapping[str, Any]) -> None:
    """Mark, in the tree of a page, where it must not end: styles on rows and blocks. office: whose paper and letters it has."""
    body = next((node for node in root.iter() if _name(node) == "body"), None)
    if body is None:
        return
    paper, letters = _Paper(text_area(office), text_area(office, is_turned=True)), lettering(office)
    _set_text(body, paper.of(body)[0])
    leaves = list(_leaves(body, paper.of(body), paper))
    befores = [None, *(leaf.page for leaf in leaves)]
    pieces = [_piece(leaf, letters, is_turned=before not in (None, leaf.page)) for leaf, before in zip(leaves, befores, strict=False)]
    for leaf, piece, bond in zip(leaves, pieces, bonds(pieces), strict=True):
        if piece.role == "table":
            _bind_rows(leaf.node, bond)
        elif bond.to_next:
            _style(leaf.node, "break-after: avoid")
        if bond.begins_page:
            _style(leaf.node if leaf.within is None else leaf.within, "break-before: page; margin-top: 0")


def _set_text(body: Element, width: float) -> None:
    """Set the words of a page: blanks and hyphens where no line may end, the long lines of a letterhead in two of a length."""
    in_grids = {id(node) for table in body.iter() if _is_grid(table) for node in table.iter()}
    for node in body.iter():
        if _name(node) in ("style", "script", "svg"):
            continue
        in_cell = id(node) in in_grids
        node.text = spaced(node.text, in_cell=in_cell) if node.text and " " in node.text else node.text
        node.tail = spaced(node.tail, in_cell=in_cell) if node.tail and " " in node.tail else node.tail
    _keep_whole(body)
    for head in (node for node in body.iter() if "kop" in _classes(node)):
        room = width - _LOGO * sum(1 for node in head.iter() if "kop-logo" in _classes(node))
        for line in head.iter():
            role = next((name.removeprefix("kop-") for name in _classes(line) if name in ("kop-induk", "kop-nama")), "")
            if role and line.text:
                _balance(line, balanced(line.text, room, SIZES[role], is_bold=role == "nama"))


def _is_grid(node: Element) -> bool:
    """Whether a node is a table with lines: of the form, or typed within a long text."""
    return _name(node) == "table" and not {"identitas", "tanda-tangan"} & set(_classes(node))


def _keep_whole(body: Element) -> None:
    """Keep "kabupaten/kota" on one line of running text, as Word does; in the narrow cells of a table it may part."""
    in_tables = {id(node) for table in body.iter() if _name(table) == "table" for node in table.iter()}
    for node in [one for one in body.iter() if _name(one) in ("p", "li") and id(one) not in in_tables]:
        for inner in list(node.iter()):
            if _name(inner) not in ("svg", "table") and id(inner) not in in_tables and inner.text and _STROKE.search(inner.text):
                _wrap(inner, 0, inner.text)
            if inner is not node and inner.tail and _STROKE.search(inner.tail):
                parent = next((one for one in node.iter() if inner in list(one)), None)
                if parent is not None:
                    _wrap(parent, list(parent).index(inner) + 1, inner.tail)


def _wrap(parent: Element, at: int, text: str) -> None:
    """Put the words with a stroke in a text of `parent`, that before its child `at`, into elements of their own."""
    pieces = [""]
    for word in _WORDS.findall(text):
        if _STROKE.search(word):
            pieces += [word, ""]
        else:
            pieces[-1] += word
    if at:
        parent[at - 1].tail = pieces[0]
    else:
        parent.text = pieces[0]
    for number in range(1, len(pieces), 2):
        whole = parent.makeelement(str(parent.tag).replace(_name(parent), "span"), {"class": "utuh"})
        whole.text, whole.tail = pieces[number], pieces[number + 1]
        parent.insert(at + number // 2, whole)


def _balance(line: Element, parts: Sequence[str]) -> None:
    line.text = parts[0]
    for part in parts[1:]:
        broken = line.makeelement(str(line.tag).replace(_name(line), "br"), {})
        broken.tail = part
        line.append(broken)


def _leaves(parent: Element, page: tuple[float, float], paper: _Paper) -> Iterator[_Leaf]:
    for node in parent:
        classes, name = _classes(node), _name(node)
        here = paper.lying if "mendatar" in classes else paper.upright if "tegak" in classes else page
        if name == "nav" and _LIST in classes:
            yield from (_Leaf(entry, here, within=node) for entry in node)
        if not name or name in ("header", "nav", "aside", "style") or "sampul" in classes:
            continue
        if "tanda-tangan" in classes:
            yield _Leaf(node, here)
        elif name in _WRAPPERS:
            yield from _leaves(node, here, paper)
        elif name in ("ul", "ol"):
            yield from (_Leaf(item, here) for item in node if _name(item) == "li")
        else:
            yield _Leaf(node, here)


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def _classes(node: Element) -> list[str]:
    return str(node.get("class", "")).split()


def _piece(leaf: _Leaf, letters: Lettering, *, is_turned: bool) -> Piece:
    node, name = leaf.node, _name(leaf.node)
    begins_page = is_turned or _NEW_PAGE in _classes(node)
    if "tanda-tangan" in _classes(node):
        return Piece("signature")
    if name == "table":
        return Piece("table", rows=tuple(_rows(node, leaf.page, letters)), begins_page=begins_page)
    text = _text(node)
    if not text:
        has_picture = name == "img" or next((one for one in node.iter() if _name(one) in ("img", "svg")), None) is not None
        return Piece("picture", begins_page=begins_page) if has_picture else Piece("gap")
    if leaf.within is not None and "judul-daftar" not in _classes(node):
        return Piece("listed", text, letters.lines(text, leaf.page[0], _SIZE), line=letters.listed_line(_SIZE) / leaf.page[1])
    role: Role = "heading" if name in _HEADINGS else _ROLES.get(next(iter(_classes(node)), ""), "item" if name == "li" else "text")
    line = letters.running_line(_SIZE) / leaf.page[1]
    return Piece(role, text, letters.lines(text, leaf.page[0], _SIZE), line=line, begins_page=begins_page)


def _text(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _rows(table: Element, page: tuple[float, float], letters: Lettering) -> Iterator[KeptRow]:
    size = next((_SIZES[name] for name in _classes(table) if name in _SIZES), _SIZE)
    rows = list(_row_nodes(table))
    columns = max((sum(int(cell.get("colspan", "1")) for cell in _cells(row)) for row, _ in rows), default=1)
    widths = _widths(table, columns, page[0])
    for at, (row, is_head) in enumerate(rows):
        cells = _cells(row)
        texts = [_text(cell) for cell in cells]
        yield KeptRow(
            (max(_heights(cells, widths, size, letters), default=0.0) + _ROW_ROOM) / page[1],
            next((text for text in texts if text), ""),
            is_head=is_head,
            is_group=len(cells) == 1 and columns > 1 and int(cells[0].get("colspan", "1")) == columns and at < len(rows) - 1,
            spanned=0 if is_head else max((int(cell.get("rowspan", "1")) for cell in cells), default=1) - 1,
        )


def _row_nodes(table: Element) -> Iterator[tuple[Element, bool]]:
    for part in table:
        if _name(part) == "tr":
            yield part, False
        elif _name(part) in ("thead", "tbody", "tfoot"):
            yield from ((row, _name(part) == "thead") for row in part if _name(row) == "tr")


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if _name(cell) in ("td", "th")]


def _widths(table: Element, columns: int, width: float) -> list[float]:
    """Return the widths of the columns in points: what the page says, and an equal part of the rest for those it leaves open."""
    said = [_length(node, width) for group in table if _name(group) == "colgroup" for node in group if _name(node) == "col"]
    said = [*said, *[0.0] * (columns - len(said))]
    rest = max(width - sum(said), width * 0.1)
    open_ = sum(1 for one in said if not one)
    return [one or rest / open_ for one in said]


def _length(node: Element, width: float) -> float:
    found = _LENGTH.search(str(node.get("style", "")))
    if found is None:
        return 0.0
    number = float(found.group(1))
    return width * number / 100 if found.group(2) == "%" else number * _UNITS[found.group(2)]


def _heights(cells: Sequence[Element], widths: Sequence[float], size: float, letters: Lettering) -> Iterator[float]:
    column = 0
    for cell in cells:
        span = int(cell.get("colspan", "1"))
        width = sum(widths[column : column + span]) or widths[-1]
        column += span
        lines = sum(letters.lines(text, width - _PADDING, size) for text in _lines(cell))
        if int(cell.get("rowspan", "1")) == 1:
            yield letters.height(lines, size)


def _lines(cell: Element) -> Iterable[str]:
    """Return the texts of a cell that begin a line of their own."""
    inner = [node for node in cell.iter() if _name(node) in ("p", "li", "div") and not any(_name(one) in ("p", "li") for one in node)]
    texts = [_text(node) for node in inner] if inner else [_text(cell)]
    return [text for text in texts if text]


def _bind_rows(table: Element, bond: Bond) -> None:
    for at, (row, _) in enumerate(_row_nodes(table)):
        marks: Mapping[str, bool] = {"break-inside: avoid": at not in bond.breakable, "break-after: avoid": at in bond.rows_to_next}
        for mark, is_set in marks.items():
            if is_set:
                _style(row, mark)
        if at not in bond.breakable:
            for cell in _cells(row):
                _style(cell, "break-inside: avoid")
    if bond.to_next:
        _style(table, "break-after: avoid")


def _style(node: Element, mark: str) -> None:
    said = str(node.get("style", "")).rstrip("; ")
    node.set("style", f"{said}; {mark}" if said else mark)
