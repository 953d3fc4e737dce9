"""WordprocessingML's names and orders, and XML fragments of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import lxml.etree

from generator.office.package.xml import Element, parsed

NS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{NS}}}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
A4_TEXT_WIDTH: Final = 9026
A4_TEXT_HEIGHT: Final = 14287

# Stands behind a table: Word joins two that touch, and wants a paragraph at the end of a cell or section. Its space is not added to
# that before a heading, as a higher line would be.
SPACER: Final = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="100" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)

# The order in which Word's schema wants a paragraph's properties (ECMA-376 part 1, 17.3.1.26).
# fmt: off
PARAGRAPH_ORDER: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr",
    "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN",
    "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
)
# fmt: on


def local(element: Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element | None, default: str = "") -> str:
    """Return an element's `w:val`, or the default when there is no element or no value."""
    return default if element is None else element.get(f"{W}val", default)


def find(element: Element, path: str) -> Element | None:
    """Return the element at a path of WordprocessingML names such as "pPr/numPr/ilvl", each of which comes once at its place."""
    for name in _names(path):
        below = next(element.iterchildren(name), None)  # lxml's own search takes three times as long, and this is asked by the thousand
        if below is None:
            return None
        element = below
    return element


@lru_cache(maxsize=256)
def _names(path: str) -> tuple[str, ...]:
    return tuple(W + name for name in path.split("/"))


def fragment(xml: str) -> list[Element]:
    """Return the elements of a piece of WordprocessingML, whose prefix is `w`."""
    return list(parsed(f'<w:x xmlns:w="{NS}">{xml}</w:x>'.encode()))


def paragraph_properties(properties: Mapping[str, str]) -> str:
    """Return a `w:pPr` of the given children (XML by local name) in the schema's order; "" of none."""
    inner = "".join(properties[name] for name in PARAGRAPH_ORDER if properties.get(name))
    return f"<w:pPr>{inner}</w:pPr>" if inner else ""


def children_by_name(element: Element | None) -> dict[str, str]:
    """Return each child's XML by its local name, in order."""
    return {} if element is None else {local(child): lxml.etree.tostring(child, encoding="unicode", with_tail=False) for child in element}


def own_paragraph(element: Element) -> Element | None:
    """Return the paragraph an element stands in: the nearest, not one around a text box."""
    return next(element.iterancestors(f"{W}p"), None)


def texts_of(paragraph: Element) -> str:
    """Return a paragraph's own text, a tab or line break as a blank; text boxes anchored in it are left out."""
    pieces: list[str] = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen"):
        run = element.getparent()
        if run.tag == f"{W}r" and (run.getparent() is paragraph or own_paragraph(run) is paragraph):
            pieces.append({"t": element.text or "", "noBreakHyphen": "-"}.get(local(element), " "))
    return "".join(pieces)


def text_element(text: str) -> Element:
    """Return a `w:t` that keeps its blanks."""
    element = lxml.etree.Element(f"{W}t", nsmap={"w": NS})
    element.set(_SPACE, "preserve")
    element.text = text
    return element


class Sections:
    """The sections of a story: which rules a paragraph. Read once, for one look through all that follows would cost its square."""

    def __init__(self, root: Element) -> None:
        self._of: dict[Element, Element] = {}
        body = find(root, "body")
        section: Element | None = None
        for block in reversed(list(() if body is None else body)):
            section = next(block.iter(f"{W}sectPr"), section)
            if section is not None:
                self._of[block] = section

    def width(self, paragraph: Element) -> int:
        """Return the twips between the margins where a paragraph stands: of its cell if that says, else of its section."""
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        if cell is not None:
            width = find(cell, "tcPr/tcW")
            if width is not None and width.get(f"{W}type") == "dxa":
                return max(whole(width.get(f"{W}w")) - 216, 600)
        return self.area(paragraph)[0]

    def area(self, paragraph: Element) -> tuple[int, int]:
        """Return the width and height of the page's text where a paragraph stands, in twips."""
        block = next((node for node in (paragraph, *paragraph.iterancestors()) if node in self._of), None)
        return area_of(None if block is None else self._of[block])


def area_of(section: Element | None) -> tuple[int, int]:
    """Return the width and height of a section's text, in twips; those of A4 where it tells none."""
    size = None if section is None else find(section, "pgSz")
    margin = None if section is None else find(section, "pgMar")
    if size is None or margin is None:
        return A4_TEXT_WIDTH, A4_TEXT_HEIGHT
    width = whole(size.get(f"{W}w")) - whole(margin.get(f"{W}left")) - whole(margin.get(f"{W}right"))
    height = whole(size.get(f"{W}h")) - whole(margin.get(f"{W}top")) - whole(margin.get(f"{W}bottom"))
    return max(width, 1000), max(height, 1000)


def whole(text: str | None, default: int = 0) -> int:
    """Return a number of the markup, a broken one rounded; the default for what is missing or none, such as a measure in another unit."""
    try:
        return round(float(text or default))
    except (ValueError, OverflowError):
        return default


def indent_of(properties: Element | None) -> int | None:
    """Return the left indent in a `w:pPr` in twips, None when it says nothing."""
    indent = None if properties is None else find(properties, "ind")
    if indent is None:
        return None
    text = indent.get(f"{W}left", indent.get(f"{W}start"))
    return None if text is None else whole(text)


def hanging_of(properties: Element | None) -> int:
    """Return by how many twips the first line hangs out to the left in a `w:pPr`; 0 when it says nothing."""
    indent = None if properties is None else find(properties, "ind")
    return 0 if indent is None else whole(indent.get(f"{W}hanging"))


def put_in_place(paragraph: Element, elements: list[Element]) -> None:
    """Put block elements, of which the last is a paragraph, in a paragraph's place; its bookmarks and its section's end stay.

    A paragraph that has given its place away already is left alone.
    """
    if paragraph.getparent() is None:
        return
    section = find(paragraph, "pPr/sectPr")
    previous = paragraph.getprevious()
    if elements[0].tag == f"{W}tbl" and previous is not None and previous.tag == f"{W}tbl":
        elements = [*fragment(SPACER), *elements]
    _move_bookmarks(paragraph, [element for element in elements if element.tag == f"{W}p"])
    if section is not None:
        _properties(elements[-1]).append(section)
    for element in elements:
        paragraph.addprevious(element)
    paragraph.getparent().remove(paragraph)


def _move_bookmarks(paragraph: Element, paragraphs: list[Element]) -> None:
    after_properties = 0 if find(paragraphs[0], "pPr") is None else 1
    for node in [child for child in paragraph if local(child) in ("bookmarkStart", "bookmarkEnd")]:
        if local(node) == "bookmarkStart":
            paragraphs[0].insert(after_properties, node)
        else:
            paragraphs[-1].append(node)


def _properties(paragraph: Element) -> Element:
    found = find(paragraph, "pPr")
    if found is None:
        [found] = fragment("<w:pPr/>")
        paragraph.insert(0, found)
    return found
