"""Blocks to HTML and to plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

from generator.formatting import LongText
from generator.richtext.blocks import Block, ListBlock, Paragraph, Run, TableBlock, column_widths
from validators.absence import KOSONG

# Of an upright page of A4, in twips.
_TEXT_WIDTH: Final = 9071


def to_html(blocks: Iterable[Block]) -> str:
    """Return the blocks as HTML, every character of the text escaped."""
    return "".join(_html(block) for block in blocks)


def to_inline_html(blocks: Sequence[Block]) -> str:
    """Return the blocks as HTML to stand inside a line: a single paragraph keeps its bold and italic, the rest is lines."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _inline(blocks[0].runs)
    return "<br>".join(escape(line, quote=False) for line in to_plain(blocks).split("\n"))


def to_plain(blocks: Iterable[Block]) -> str:
    """Return the blocks as lines of text: items with their markers, deeper lists indented, cells parted by " | "."""
    return "\n".join(_lines(blocks))


def _html(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_inline(block.runs)}</p>"
    return _list(block) if isinstance(block, ListBlock) else _table(block)


def _list(block: ListBlock) -> str:
    tag = "ol" if block.ordered else "ul"
    marker = ' type="a"' if block.marker == "letter" else ""
    start = f' start="{block.start}"' if block.start != 1 else ""
    items = "".join(f"<li>{_item(item)}</li>" for item in block.items)
    return f"<{tag}{marker}{start}>{items}</{tag}>"


def _item(blocks: Sequence[Block]) -> str:
    """Return an item's content; a first paragraph that is its only one stands bare, as in a tight list."""
    if blocks and isinstance(blocks[0], Paragraph) and not any(isinstance(block, Paragraph) for block in blocks[1:]):
        return _inline(blocks[0].runs) + to_html(blocks[1:])
    return to_html(blocks)


def _table(block: TableBlock) -> str:
    head = _row("th", block.header, block)
    body = "".join(_row("td", row, block) for row in block.rows)
    widths = column_widths(block, _TEXT_WIDTH)
    columns = "".join(f'<col style="width: {width * 100 / sum(widths):.2f}%">' for width in widths)
    return f"<table><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(tag: str, cells: Sequence[tuple[Run, ...]], table: TableBlock) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    styles = ["" if place == "left" else f' style="text-align:{place}"' for place in table.alignments]
    return "<tr>" + "".join(f"<{tag}{scope}{style}>{_inline(cell)}</{tag}>" for cell, style in zip(cells, styles, strict=True)) + "</tr>"


def _inline(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = escape(run.text, quote=False)
    if run.italic:
        text = f"<em>{text}</em>"
    if run.bold:
        text = f"<strong>{text}</strong>"
    return text + ("<br>" if run.break_after else "")


def _lines(blocks: Iterable[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += _plain(block.runs).split("\n")
        elif isinstance(block, TableBlock):
            lines += [" | ".join(_plain(cell).replace("\n", " ") for cell in row) for row in (block.header, *block.rows)]
        else:
            lines += _item_lines(block)
    return lines


def _item_lines(block: ListBlock) -> list[str]:
    lines: list[str] = []
    for index, item in enumerate(block.items):
        label = block.label(index)
        content = _lines(item) or [""]
        lines.append(f"{label} {content[0]}")
        lines += [" " * (len(label) + 1) + line for line in content[1:]]
    return lines


def _plain(runs: Iterable[Run]) -> str:
    return "".join(run.text + ("\n" if run.break_after else "") for run in runs)


def marked_items(value: Any) -> list[Any]:
    """Return the items of a list that holds texts with markup, to be printed on a line; nothing for any other value."""
    if not isinstance(value, list | tuple) or not any(isinstance(item, LongText) for item in value):
        return []
    return [item for item in value if item is not None and item is not KOSONG]
