"""Content controls in a line of text: a list to choose from, open or closed, and a calendar; and cards that a person can have more of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from xml.sax.saxutils import quoteattr

from generator.office.word.build import run

CARDS: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
LONGEST_CHOICE: Final = 255
"""Letters of one thing to choose from; Word takes no more."""
_LONGEST_NAME: Final = 64
_CALENDAR: Final = '<w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="id-ID"/><w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'


def choice(texts: Sequence[str], *, is_open: bool) -> str:
    """Return the kind of a control that offers a list; open: other words may be written too."""
    element = "comboBox" if is_open else "dropDownList"
    return f"<w:{element}>{''.join(f'<w:listItem w:displayText={quoteattr(text)} w:value={quoteattr(text)}/>' for text in texts)}</w:{element}>"


def calendar(day: date | None) -> str:
    """Return the kind of a control that shows a calendar. day: what is chosen."""
    chosen = f' w:fullDate="{day.isoformat()}T00:00:00Z"' if day is not None else ""
    return f"<w:date{chosen}>{_CALENDAR}"


def control(element: str, text: str, *, prompt: str, look: str, names: tuple[str, str], number: int) -> str:
    """Return a control in a line. text: what stands in it, "" for its prompt, in the look of one. names: shown, and hidden. number: like no other's."""
    shown, hidden = (name[:_LONGEST_NAME] for name in names)
    head = f'<w:alias w:val={quoteattr(shown)}/><w:tag w:val={quoteattr(hidden)}/><w:id w:val="{number}"/>'
    inner = run(text) if text else run(prompt, look=look)
    return f"<w:sdt><w:sdtPr>{head}{'' if text else '<w:showingPlcHdr/>'}{element}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def cards(items: Sequence[str], *, name: str, first: int) -> str:
    """Return cards of which a person can have more by a press of a button. items: blocks. first: the number of the first control; each card has one."""
    made = "".join(
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent>{item}</w:sdtContent></w:sdt>'
        for number, item in enumerate(items, start=first + 1)
    )
    head = f'<w:alias w:val={quoteattr(name[:_LONGEST_NAME])}/><w:id w:val="{first}"/>'
    return f"<w:sdt><w:sdtPr>{head}<w15:repeatingSection/></w:sdtPr><w:sdtContent>{made}</w:sdtContent></w:sdt>"
