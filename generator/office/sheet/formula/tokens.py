"""A formula cut into references and everything else, so that references move and nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from generator.office.sheet.references import Copy, Reference, reference, shifted
from generator.office.sheet.rowmap import RowMap

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its leading "=": literal text and references in turn; names: other operands, as written."""

    parts: tuple[str | Reference, ...]
    names: frozenset[str] = frozenset()

    def moved(self, maps: Mapping[str, RowMap], where: Copy) -> str:
        """Return the formula's text after the rows have been repeated, as it stands at `where`."""
        return "".join(part if isinstance(part, str) else part.moved(maps, where) for part in self.parts)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references in their order; the evaluator counts them so."""
        return tuple(part for part in self.parts if not isinstance(part, str))

    @property
    def sheets(self) -> frozenset[str]:
        """Names of other sheets that the formula reads."""
        return frozenset(found.sheet for found in self.references if found.sheet)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a formula given without its leading "=".

    Raises ValueError when it cannot be read.
    """
    module = _tokenizer()
    try:
        return list(module.Tokenizer("=" + text).items)
    except (module.TokenizerError, IndexError, AssertionError, AttributeError) as error:
        raise ValueError(f"unreadable formula: {text}") from error


@cache
def _tokenizer() -> ModuleType:
    """Return openpyxl's module of tokens, loaded alone: the package around it takes longer than a small workbook to fill."""
    package = find_spec("openpyxl")
    assert package is not None
    assert package.submodule_search_locations
    file = Path(package.submodule_search_locations[0]) / "formula" / "tokenizer.py"
    spec = spec_from_file_location("openpyxl_tokenizer", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=4096)
def formula(text: str, *, grows: bool = False) -> Formula:
    """Return a formula cut at its references.

    text: without the leading "=". grows: single cells in repeated rows become ranges (names, series of charts).
    Raises ValueError when it cannot be read.
    """
    parts: list[str | Reference] = []
    names: set[str] = set()
    for token in tokens(text):
        operand = token.type == token.OPERAND and token.subtype == token.RANGE
        found = reference(token.value, grows=grows) if operand else None
        if operand and found is None:
            names.add(token.value)
        if found is not None:
            parts.append(found)
        elif parts and isinstance(parts[-1], str):
            parts[-1] += token.value
        else:
            parts.append(token.value)
    return Formula(tuple(parts), frozenset(names))


def unshared(master: str, rows: int, columns: int) -> str:
    """Return a shared formula as it reads `rows` below and `columns` right of the cell that holds its text."""
    parts = formula(master).parts
    moved = (part if isinstance(part, str) else shifted(part, rows, columns) for part in parts)
    return "".join(part if isinstance(part, str) else part.moved({}, Copy("")) for part in moved)
