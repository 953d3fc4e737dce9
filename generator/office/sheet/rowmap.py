"""Where a sheet's rows go when blocks of them are repeated: control rows vanish, what stands below moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.office.sheet.cells import MAX_ROW


@dataclass(frozen=True, slots=True)
class RowBlock:
    """Rows to repeat: the pattern rows between the control rows `opening` and `closing`, which vanish."""

    opening: int
    closing: int

    @property
    def size(self) -> int:
        """Number of pattern rows."""
        return self.closing - self.opening - 1


class _RowPlace(NamedTuple):
    block: RowBlock
    start: int
    copies: int


class RowMap:
    """Template rows to output rows, for given numbers of copies; every row counts from 1.

    copies: one number for each block, at least 1 each (no data leaves one blank copy).
    """

    def __init__(self, blocks: Sequence[RowBlock], copies: Sequence[int]) -> None:
        placed: list[_RowPlace] = []
        shift = 0
        for block, count in zip(blocks, copies, strict=True):
            placed.append(_RowPlace(block, block.opening + shift, count))
            shift += block.size * count - block.size - 2
        self._placed = tuple(placed)

    def first(self, row: int) -> int:
        """Return where a range that starts at `row` starts: in a block at its first copy, at a control row behind it."""
        return self._at(row, last=False)

    def last(self, row: int) -> int:
        """Return where a range that ends at `row` ends: in a block at its last copy, at a control row before it."""
        return self._at(row, last=True)

    def _at(self, row: int, *, last: bool) -> int:
        shift = 0
        for block, start, copies in reversed(self._placed):
            if row < block.opening:
                continue
            end = start + block.size * copies - 1
            if row > block.closing:
                shift = end - block.closing
                break
            if row == block.opening:
                return max(start - 1, 1) if last else start
            if row == block.closing:
                return end if last else end + 1
            return start + row - block.opening - 1 + (block.size * (copies - 1) if last else 0)
        return row if row == MAX_ROW else min(row + shift, MAX_ROW)

    def copy(self, row: int, block: int, number: int) -> int:
        """Return where pattern row `row` of a block stands in copy `number`, counted from 0."""
        found = self._placed[block]
        return found.start + number * found.block.size + row - found.block.opening - 1

    def beside(self, row: int, block: int, number: int) -> int:
        """Return where a relative reference to `row` points, seen from copy `number` of a block; 0 for a row elsewhere.

        The control rows stand for the rows around the copy, as if the pattern had been filled down by hand: the row above
        is the copy before, and for the first copy what stands above the block.
        """
        found = self._placed[block].block
        if row == found.opening:
            return self.copy(row + 1, block, number) - 1
        if row == found.closing:
            return self.copy(row - 1, block, number) + 1
        return self.copy(row, block, number) if found.opening < row < found.closing else 0

    def surrounds(self, top: int, bottom: int, block: int) -> bool:
        """Tell whether the rows from `top` to `bottom` are a block with both its control rows: all copies are meant."""
        found = self._placed[block].block
        return (top, bottom) == (found.opening, found.closing)

    def block_at(self, row: int) -> int | None:
        """Return the index of the block whose pattern rows hold `row`, None outside and on control rows."""
        for index, (block, _, _) in enumerate(self._placed):
            if block.opening < row < block.closing:
                return index
        return None

    def vanishes(self, top: int, bottom: int) -> bool:
        """Tell whether the rows from `top` to `bottom` are nothing but one control row."""
        return top == bottom and any(top in (block.opening, block.closing) for block, _, _ in self._placed)

    def copies(self, block: int) -> int:
        """Return how often a block stands in the output."""
        return self._placed[block].copies

    def spans(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """Return the row spans that a range over `top`..`bottom` becomes.

        A range over all pattern rows of a block, or reaching out of it, grows; one over some of them is repeated
        with each copy; one over a control row alone vanishes.
        """
        if self.vanishes(top, bottom):
            return []
        top, bottom = self._trimmed(top, bottom)
        block = self.block_at(top)
        if block is None or self.block_at(bottom) != block or bottom - top + 1 == self._placed[block].block.size:
            start, end = self.first(top), self.last(bottom)
            return [(start, end)] if start <= end else []
        return self.repeats(top, bottom)

    def repeats(self, top: int, bottom: int) -> list[tuple[int, int]]:
        """Return the spans of a thing that belongs to each copy by itself: a merged cell, a link, a sparkline."""
        top, bottom = self._trimmed(top, bottom)
        block = self.block_at(top)
        if block is None or self.block_at(bottom) != block:
            return self.spans(top, bottom)
        return [(self.copy(top, block, number), self.copy(bottom, block, number)) for number in range(self.copies(block))]

    def _trimmed(self, top: int, bottom: int) -> tuple[int, int]:
        """Return the span without a block's control row at one of its ends, if the rest lies in the block."""
        for block, _, _ in self._placed:
            if top == block.opening and top < bottom <= block.closing:
                top += 1
            if bottom == block.closing and block.opening < top < bottom:
                bottom -= 1
        return top, bottom
