"""A body on the office's paper: as `generator.render.docx.paper` puts a tree on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from generator.office.word.flat import FlatBody, FlatParagraph, FlatTable, Row, make_own
from generator.office.word.looks import elements, look, text_of
from generator.render.docx.paper import changed, widened
from generator.render.paper import Margins, margins, size_mm


def put_on_paper(body: FlatBody, office: Mapping[str, Any]) -> None:
    """Put every A4 section of a body on the office's paper and margins, its tables as wide as the text again."""
    wanted, edges = size_mm(office), margins(office)
    if wanted == size_mm({}) and edges is None:
        return
    make_own(body.blocks)
    waiting: list[FlatTable] = []
    for block in body.blocks:
        if isinstance(block, FlatTable):
            waiting.append(block)
        elif "<w:sectPr" in block.look:
            section, factor = _changed(look(block.look).section, wanted, edges)
            block.look = block.look.replace(look(block.look).section, section)
            _widen(waiting, factor)
            waiting = []
    if body.ending:
        body.ending, factor = _changed(body.ending, wanted, edges)
        _widen(waiting, factor)


@lru_cache(maxsize=64)
def _changed(section: str, wanted: tuple[float, float], edges: Margins | None) -> tuple[str, float]:
    [node] = elements(section)
    factor = changed(node, wanted, edges)
    return text_of(node), factor


def _widen(tables: list[FlatTable], factor: float) -> None:
    for table in tables:
        table.head = _widened(table.head, factor)
        for row in table.rows:
            _widen_row(row, factor)


def _widen_row(row: Row, factor: float) -> None:
    for cell in row.cells:
        cell.look = _widened(cell.look, factor)
        _widen([block for block in cell.blocks if not isinstance(block, FlatParagraph)], factor)


@lru_cache(maxsize=4096)
def _widened(written: str, factor: float) -> str:
    """Return the markup of a table's head or of cell properties with its widths widened."""
    nodes = elements(written)
    for node in nodes:
        widened(node, factor)
    return "".join(map(text_of, nodes))
