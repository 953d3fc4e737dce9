"""Signatures in a workbook: each half of a block is one cell's text, padded so that the names on both sides stand on one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from generator.render.signatures import SignatureWords, SignerWords
from generator.render.xlsx.content import CellPiece, FittedText

Side = Literal["kiri", "kanan", "semua"]
_NOBODY: Final = SignerWords((), "")
_ROOM_LINES: Final = 3
_SIDES: Final = {"kiri": 0, "kanan": 1}


@dataclass(frozen=True, slots=True)
class SignatureHalf(FittedText):
    """One half of a signature block, or all of it in one column. widths: of both halves, in points."""

    block: SignatureWords
    side: Side
    widths: tuple[float, float] = (9999.0, 9999.0)

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces(_unbroken))

    def pieces(self, broken: Callable[[str, float], list[str]]) -> list[CellPiece]:
        """Return its text; broken: gives the lines that a text takes in so many points."""
        made: list[CellPiece] = []
        for at, pair in enumerate(self.block.rows):
            heads = _heads(self.block, at, self.widths, broken)
            most, feet = max(map(len, heads)), max(len((one or _NOBODY).foot) for one in pair)
            for number in self._shown(pair):
                side = pair[number] or _NOBODY
                short = 0 if self.side == "semua" else most - len(heads[number])
                made += [*_words(side, heads[number], short), CellPiece("\n" * (feet + 1 - len(side.foot)))]
        return _trimmed(made)

    def _shown(self, pair: tuple[SignerWords | None, SignerWords | None]) -> list[int]:
        return [number for number in (0, 1) if pair[number] is not None] if self.side == "semua" else [_SIDES[self.side]]


def _unbroken(text: str, _: float) -> list[str]:
    return [text]


@lru_cache(maxsize=16)
def _heads(block: SignatureWords, at: int, widths: tuple[float, float], broken: Callable[[str, float], list[str]]) -> list[list[str]]:
    """Return the lines above both rooms of a pair; kept for the other half, which stands in the next cell."""
    pair = block.rows[at]
    above = block.above(pair, is_first=at == 0)
    said = [(*over, *(side or _NOBODY).head) for over, side in zip(above, pair, strict=True)]
    return [[line for text in head for line in broken(text, width)] for head, width in zip(said, widths, strict=True)]


def _words(side: SignerWords, head: Sequence[str], short: int) -> Iterator[CellPiece]:
    yield CellPiece("".join(f"{line}\n" for line in head) + "\n" * short)
    before = _ROOM_LINES // 2
    yield CellPiece("\n" * before + f"{side.room}\n" + "\n" * (_ROOM_LINES - before - 1))
    yield CellPiece(f"{side.name}\n", is_bold=True)
    yield CellPiece("".join(f"{line}\n" for line in side.foot))


def _trimmed(pieces: list[CellPiece]) -> list[CellPiece]:
    """Return pieces without the line ends behind the last words."""
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    return [*pieces[:-1], CellPiece(pieces[-1].text.rstrip("\n"), is_bold=pieces[-1].is_bold)] if pieces else []


def halves() -> dict[str, Callable[[Any], Any]]:
    """Return the filters that a dressed template calls."""

    def half(side: Side) -> Callable[[Any], Any]:
        def filter_(block: Any, left: Any = 9999, right: Any = 9999) -> Any:
            return SignatureHalf(block, side, (float(left), float(right))) if isinstance(block, SignatureWords) else block

        filter_.takes_a_part = True  # type: ignore[attr-defined] - the program of a sheet asks for it
        return filter_

    return {f"tanda_tangan_{side}": half(side) for side in ("kiri", "kanan", "semua")}
