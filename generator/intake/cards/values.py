"""What stands in the cell of a place: its lines as text; what Word made a list or a table of is text of a list or table again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.fields.shapes import ListOf
from generator.form.cards import is_prompt
from generator.form.listed import items_of
from generator.form.plan import Slot
from generator.office.word.flow import FlowBlock, FlowCell, FlowParagraph, FlowTable, Marker
from validators.absence import KOSONG

_MARKS: Mapping[Marker, str] = {"bullet": "- ", "number": "1. ", "": ""}
_STEP = "  "


def value_in(cell: FlowCell, slot: Slot, markers: Mapping[str, Marker]) -> Any:
    """Return what is written in the cell of a place, of a list its items; `KOSONG` for nothing. markers: of the document's numberings."""
    is_text = slot.entry.is_long and not isinstance(slot.field, ListOf)
    text = "\n".join(line for block in cell.blocks for line in _lines(block, markers if is_text else {}, is_text=is_text)).strip()
    if not text or is_prompt(text):
        return KOSONG
    return (items_of(text) or KOSONG) if isinstance(slot.field, ListOf) else text


def plain_text(cell: FlowCell) -> str:
    """Return a cell's words on one line."""
    return " ".join("\n".join(line for block in cell.blocks for line in _lines(block, {}, is_text=False)).split())


def label_lines(cell: FlowCell) -> list[str]:
    """Return the lines of a label's cell that say anything: the label, then what is said of its place."""
    texts = (block.text for block in cell.blocks if isinstance(block, FlowParagraph))
    return [line for text in texts for line in text.split("\n") if line.strip()]


def _lines(block: FlowBlock, markers: Mapping[str, Marker], *, is_text: bool) -> Iterator[str]:
    if isinstance(block, FlowTable):
        yield from _table_lines(block, is_text=is_text)
        return
    if block.is_prompt:
        return
    mark = _MARKS[markers.get(block.numbering, "")] if block.text.strip() else ""
    yield f"{_STEP * block.level}{mark}{block.text}" if mark else block.text


def _table_lines(table: FlowTable, *, is_text: bool) -> Iterator[str]:
    """Yield a table within a text as people type one: a line a row, its cells between bars."""
    width = max((len(row) for row in table.rows), default=0)
    for number, row in enumerate(table.rows):
        texts = [plain_text(cell).replace("|", "\\|") for cell in row]
        if not is_text:
            yield " ".join(filter(None, texts))
            continue
        yield f"| {' | '.join((*texts, *[''] * (width - len(texts))))} |"
        if number == 0:
            yield f"|{' --- |' * width}"
