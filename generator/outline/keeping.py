"""What stays together where a page ends: the same rules for Word documents and for pages, on neutral pieces.

A heading, a label or an introducing sentence stays with what follows; a table's head with its first two rows, a group's row with
its first, the last row with its total; rows beside a cell that spans them, or else the first two and the last two; a signature block
with the closing sentence and the last two rows or lines before it; what stands before a page that begins by order with as much as
fills a third of its own. Nothing else is glued, so that no page is left half empty.

Lists of tables and pictures stand on the page of the contents list while all fit there with room to spare; else they begin a page. What
nearly fits would in one medium fit and in the other not, and every page that the lists tell would be one off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final, Literal, TypeAlias

Role: TypeAlias = Literal["heading", "label", "text", "item", "picture", "caption", "table", "signature", "list title", "listed", "gap"]
"""What a piece is; list title: of the contents list or of the lists of tables and pictures, listed: one of their entries."""

MOST_UNBROKEN: Final = 1 / 3
"""A row taller than this share of a page may break."""
# Rows beside a cell stay together up to this share: what they leave empty is less than the 40 % that a page may be.
_MOST_SPANNED: Final = 0.38
# A table of so few rows, no higher than this share, is not parted: a row would stand alone.
_FEW: Final = 3
_LOW: Final = 0.16
# One so low is not worth a page of its own even where all that a signature takes along would leave a page too empty.
_SLIGHT: Final = 0.11
# A sentence that introduces what follows: so many lines, or letters, whatever the font makes of them.
_SHORT_LINES: Final = 2
_SHORT_LETTERS: Final = 160
_LAST_ROWS: Final = 2
# Shares of a page: what a signature block takes, and what may stand alone.
_SIGNATURE: Final = 0.14
_LEAST: Final = 0.32
# What lists may take of a page by reckoning; and the lines that a list's title takes, with the space around it.
_MOST_LISTED: Final = 0.94
_TITLE_LINES: Final = 2.6
# What is not taken along by a signature or before a page that begins by order.
_LET_GO: Final = ("picture", "caption", "signature", "list title", "listed")
_TOTAL: Final = re.compile(r"(sub)?(jumlah|total)\b|keseluruhan\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A table's row. height: its share of the page's text. spanned: of how many rows after it a cell of it stands beside."""

    height: float
    text: str = ""
    is_head: bool = False
    is_group: bool = False
    spanned: int = 0

    @property
    def is_total(self) -> bool:
        """Whether the row adds up those above it."""
        return not self.is_head and not self.is_group and _TOTAL.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, picture, table or signature block of a finished document; lines: about how many it takes.

    line: the share of a page that one of them takes, with its part of the space behind. begins_page: whether it begins a page by order.
    """

    role: Role
    text: str = ""
    lines: int = 1
    line: float = 0.025
    rows: tuple[KeptRow, ...] = ()
    begins_page: bool = False


@dataclass(frozen=True, slots=True)
class Bond:
    """What a piece keeps to: the next piece; of a table the rows that keep to the next one, and those that may break.

    begins_page: whether it has to begin a page that nobody ordered.
    """

    to_next: bool = False
    rows_to_next: frozenset[int] = frozenset()
    breakable: frozenset[int] = frozenset()
    begins_page: bool = False


_FREE: Final = Bond()
_BOUND: Final = Bond(to_next=True)


def bonds(pieces: Sequence[Piece]) -> list[Bond]:
    """Return the bond of each piece of a document, in order."""
    glued: list[Bond] = []
    before: Piece | None = None
    for piece, after in zip(pieces, _followers(pieces), strict=True):
        if piece.role == "table":
            glued.append(_table(piece.rows))
        else:
            glued.append(_BOUND if _introduces(piece, after) or _is_first_line(before, piece, after) else _FREE)
        before = piece
    for at, piece in enumerate(pieces):
        if piece.role == "signature":
            _glue_before(glued, pieces, at, _SIGNATURE)
        elif piece.begins_page:
            _glue_last(glued, pieces, at)
        elif piece.role == "gap" and at and glued[at - 1].to_next:
            glued[at] = Bond(to_next=True)
    for at, piece in enumerate(pieces):
        if piece.role == "signature":
            _part_tall(glued, pieces, at)
    for at in _listed_on_new_pages(pieces):
        glued[at] = Bond(to_next=True, begins_page=True)
    return glued


def _followers(pieces: Sequence[Piece]) -> list[Piece | None]:
    """Return of each piece the next one that is no gap, None of the last."""
    found: list[Piece | None] = []
    after: Piece | None = None
    for piece in reversed(pieces):
        found.append(after)
        after = after if piece.role == "gap" else piece
    return found[::-1]


def _listed_on_new_pages(pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield the titles of lists that begin a page: the first behind the contents list where not all fit on its page, then as they fill theirs."""
    titles = [at for at, piece in enumerate(pieces) if piece.role == "list title"]
    heights = [_list_height(pieces, at) for at in titles]
    if sum(heights) <= _MOST_LISTED:
        return
    filled = 1.0  # the contents list has a page of its own
    for at, height in list(zip(titles, heights, strict=True))[1:]:
        if filled + height > _MOST_LISTED:
            filled = 0.0
            if not pieces[at].begins_page:
                yield at
        filled += height


def _list_height(pieces: Sequence[Piece], title: int) -> float:
    entries = list(takewhile(lambda piece: piece.role == "listed", (one for one in pieces[title + 1 :] if one.role != "gap")))
    return sum(one.lines * one.line for one in entries) + (_TITLE_LINES * entries[0].line if entries else 0.0)


def _after(pieces: Sequence[Piece], at: int) -> Piece | None:
    return next((piece for piece in pieces[at + 1 :] if piece.role != "gap"), None)


def _introduces(piece: Piece, after: Piece | None) -> bool:
    if after is None:
        return False
    if after.begins_page:
        return False
    if piece.role in ("heading", "label", "list title") or (piece.role, after.role) in (("picture", "caption"), ("caption", "table")):
        return True
    if piece.role not in ("text", "item"):
        return False
    is_short = piece.lines <= _SHORT_LINES or len("".join(piece.text.split())) < _SHORT_LETTERS
    return is_short and (after.role in ("table", "picture", "caption") or piece.text.rstrip().endswith(":"))


def _is_first_line(before: Piece | None, piece: Piece, after: Piece | None) -> bool:
    """Whether a piece is the only line so far behind what introduces it, and another item comes behind: two lines stay with a heading."""
    if before is None or after is None or after.begins_page or (piece.role, after.role) != ("item", "item"):
        return False
    return piece.lines == 1 and before.role != "item" and _introduces(before, piece)


def _table(rows: Sequence[KeptRow]) -> Bond:
    body = [at for at, row in enumerate(rows) if not row.is_head]
    kept = {at for at, row in enumerate(rows[:-1]) if row.is_head or row.is_group or rows[at + 1].is_total}
    if len(body) > 1 and rows[body[0]].height + rows[body[1]].height <= MOST_UNBROKEN:
        kept.add(body[0])
    if _is_low(rows):
        kept |= set(range(len(rows) - 1))
    for at, row in enumerate(rows):
        if row.spanned:
            kept |= _beside(rows[at : at + row.spanned + 1], at)
    return Bond(rows_to_next=frozenset(kept), breakable=frozenset(at for at, row in enumerate(rows) if row.height > MOST_UNBROKEN))


def _is_low(rows: Sequence[KeptRow], most: float = _LOW) -> bool:
    return sum(not row.is_head for row in rows) <= _FEW and sum(row.height for row in rows) <= most


def _beside(rows: Sequence[KeptRow], first: int) -> set[int]:
    """Return which of the rows beside a cell, by their place in the table, keep to the next: all, or the first two and the last two."""
    if sum(row.height for row in rows) <= _MOST_SPANNED:
        return {first + at for at in range(len(rows) - 1)}
    ends = {0, len(rows) - 2} if len(rows) > _LAST_ROWS + 1 else set[int]()
    return {first + at for at in ends if rows[at].height + rows[at + 1].height <= MOST_UNBROKEN}


def _glue_before(glued: list[Bond], pieces: Sequence[Piece], start: int, filled: float, *, beyond_titles: bool = False) -> None:
    """Bind what stands before a piece to it, until with its own `filled` share they fill `_LEAST` of a page: never a page of signatures alone.

    beyond_titles: whether to go on before the title of a table; a signature with a table is no lonely one.
    """
    at = start - 1
    while at >= 0 and filled < _LEAST:
        piece = pieces[at]
        if piece.role in _LET_GO and not (beyond_titles and _is_title_of_table(pieces, at)):
            return
        if piece.role == "table":
            lines = sum(one.lines for one in pieces[at + 1 : start] if one.role not in ("gap", "heading", "label"))
            least = 1 if lines >= _LAST_ROWS else _LAST_ROWS
            glued[at], height = _with_last_rows(glued[at], piece.rows, _LEAST - filled, is_kept=True, least=least)
            if height is None:
                return
            filled += height
        else:
            glued[at] = Bond(to_next=True)
            filled += _height_of(piece)
        if piece.begins_page:
            return
        at -= 1


def _is_title_of_table(pieces: Sequence[Piece], at: int) -> bool:
    after = _after(pieces, at)
    return pieces[at].role == "caption" and after is not None and after.role == "table"


def _glue_last(glued: list[Bond], pieces: Sequence[Piece], page: int) -> None:
    """Bind the last pieces before a page that begins by order, so that they fill `_LEAST` of theirs; what a signature binds it has bound."""
    last = next((at for at in range(page - 1, -1, -1) if pieces[at].role != "gap"), None)
    if last is None or pieces[last].begins_page or pieces[last].role in _LET_GO:
        return
    piece, filled = pieces[last], pieces[last].lines * pieces[last].line
    if piece.role == "table":
        glued[last], height = _with_last_rows(glued[last], piece.rows, _LEAST, is_kept=False, least=_LAST_ROWS)
        if height is None:
            return
        filled = height
    _glue_before(glued, pieces, last, filled, beyond_titles=True)


def _part_tall(glued: list[Bond], pieces: Sequence[Piece], signature: int) -> None:
    """Part a table that a signature takes along whole with what introduces it behind its first row, where all of it would leave a page too empty."""
    whole, height, at = None, _SIGNATURE, signature - 1
    while at >= 0 and glued[at].to_next and not pieces[at + 1].begins_page:
        rows = pieces[at].rows
        if pieces[at].role == "table":
            if len(glued[at].rows_to_next) < len(rows):
                break
            whole = at
        height += sum(row.height for row in rows) if rows else _height_of(pieces[at])
        at -= 1
    if whole is None or height <= _MOST_SPANNED or _is_low(pieces[whole].rows, _SLIGHT):
        return
    bond, rows = glued[whole], pieces[whole].rows
    first = next((at for at, row in enumerate(rows[:-1]) if not row.is_head and not row.is_group), None)
    if first is not None and not rows[first].spanned and not rows[first + 1].is_total:
        glued[whole] = replace(bond, rows_to_next=bond.rows_to_next - {first})


def _height_of(piece: Piece) -> float:
    return 0.0 if piece.role == "gap" else piece.lines * piece.line


def _with_last_rows(bond: Bond, rows: Sequence[KeptRow], wanted: float, *, is_kept: bool, least: int) -> tuple[Bond, float | None]:
    """Return a table's bond with its last rows, `least` at least, kept together; and its height, None where it is not used up.

    is_kept: whether they are kept to what follows too: then one is enough where two lines stand between. The head is repeated above those
    that come on a page of their own.
    """
    head = sum(row.height for row in rows if row.is_head)
    kept, height = {len(rows) - 1} if is_kept else set[int](), rows[-1].height
    for at in range(len(rows) - 2, -1, -1):
        is_enough = head + height >= wanted and at < len(rows) - least
        if is_enough or rows[at].height > MOST_UNBROKEN:
            return Bond(to_next=is_kept, rows_to_next=bond.rows_to_next | kept, breakable=bond.breakable), None
        kept.add(at)
        height += rows[at].height
    return Bond(to_next=is_kept, rows_to_next=bond.rows_to_next | kept, breakable=bond.breakable), height
