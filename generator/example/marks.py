"""Tags of templates as elements of Word: statements in paragraphs, rows and cells of their own."""

from __future__ import annotations

import copy

from generator.office.package.xml import Element
from generator.office.word.build import words
from generator.office.word.wml import W, find, fragment


def statement(text: str) -> Element:
    """Return a paragraph that holds a statement such as `{%p if … %}` alone."""
    return fragment(words(text))[0]


def empty_paragraph() -> Element:
    """Return a paragraph without words: a cell ends in one, and no statement may take it away."""
    return fragment(words(""))[0]


def around(first: Element, last: Element, opening: str, closing: str) -> None:
    """Put a statement before a block and one behind another, which stand in the same place; a cell still ends in a paragraph that stays."""
    first.addprevious(statement(opening))
    end = statement(closing)
    last.addnext(end)
    holder = end.getparent()
    if holder is not None and holder.tag == f"{W}tc" and holder[-1] is end:
        holder.append(empty_paragraph())


def row_statement(row: Element, text: str) -> Element:
    """Return a row like another that holds a statement such as `{%tr for … %}` alone, in its first cell."""
    made = copy.deepcopy(row)
    properties = find(made, "trPr")
    if properties is not None:
        made.remove(properties)
    cells = [child for child in made if child.tag == f"{W}tc"]
    for number, cell in enumerate(cells):
        _emptied(cell)
        cell.append(statement(text) if number == 0 else empty_paragraph())
    for child in [child for child in made if child.tag not in (f"{W}tc", f"{W}tblPrEx")]:
        made.remove(child)
    return made


def _emptied(cell: Element) -> None:
    for child in list(cell):
        if child.tag != f"{W}tcPr":
            cell.remove(child)
        else:
            for part in [part for part in child if part.tag == f"{W}vMerge"]:
                child.remove(part)


def rows_around(first: Element, last: Element, opening: str, closing: str) -> None:
    """Put a row with a statement before a row of a table and one behind another."""
    first.addprevious(row_statement(first, opening))
    last.addnext(row_statement(last, closing))


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row, those in content controls too."""
    found: list[Element] = []
    for child in row:
        if child.tag == f"{W}tc":
            found.append(child)
        elif child.tag == f"{W}sdt":
            content = find(child, "sdtContent")
            found += [] if content is None else [cell for cell in content if cell.tag == f"{W}tc"]
    return found


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table, not those of tables in it."""
    return [child for child in table if child.tag == f"{W}tr"]


def blocks_of(holder: Element) -> list[Element]:
    """Return the paragraphs and tables that stand in a body, cell, head or foot, in order."""
    return [child for child in holder if child.tag in (f"{W}p", f"{W}tbl")]


def holders_of(root: Element) -> list[Element]:
    """Return all that paragraphs stand in, the innermost last."""
    return list(dict.fromkeys(paragraph.getparent() for paragraph in root.iter(f"{W}p")))


def fill_picture(paragraph: Element, name: str) -> None:
    """Put a tag in the place of a paragraph's picture."""
    for node in [node for node in paragraph if node.tag != f"{W}pPr"]:
        paragraph.remove(node)
    paragraph.append(statement(f"{{{{ {name} }}}}")[-1])


def is_picture(block: Element) -> bool:
    """Whether a paragraph holds a picture and no words."""
    return (
        block.tag == f"{W}p"
        and next(block.iter(f"{W}drawing", f"{W}pict"), None) is not None
        and not any(node.text for node in block.iter(f"{W}t"))
    )
