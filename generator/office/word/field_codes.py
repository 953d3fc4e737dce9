"""Field codes of a Word part: what each field says, however its words are spread over runs and over fields within."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.office.package.xml import Element

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FETCHING: Final = frozenset(
    ("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "DDE", "DDEAUTO", "LINK", "EMBED", "DATABASE", "RD", "CONTROL", "HTMLCONTROL")
)
_NAME: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class FieldCode:
    """A field's words, and the element that it begins with. is_built: the words begin with what another field or a tag gives."""

    words: str
    element: Element
    is_built: bool = False

    @property
    def name(self) -> str:
        """The field's first word, such as PAGE; "" when it says none."""
        found = _NAME.match(self.words.strip())
        return found.group().upper() if found else ""

    @property
    def is_fetching(self) -> bool:
        """Whether the field brings in what stands elsewhere: another file, another program, a data base."""
        return self.is_built or self.words.lstrip().startswith("{") or self.name in _FETCHING


@dataclass(slots=True)
class _Open:
    element: Element
    words: str = ""
    is_built: bool = False
    is_said: bool = False

    def code(self) -> FieldCode:
        self.is_said = True
        return FieldCode(self.words, self.element, self.is_built)


def field_codes(root: Element) -> Iterator[FieldCode]:
    """Yield the fields of a part in the order in which their words end; what a field within the words gives is part of them."""
    begun: list[_Open] = []
    for element in root.iter(f"{_WORD}fldSimple", f"{_WORD}fldChar", f"{_WORD}instrText", f"{_WORD}t"):
        sign = element.get(f"{_WORD}fldCharType", "")
        waiting = next((field for field in reversed(begun) if not field.is_said), None)
        if element.tag == f"{_WORD}fldSimple":
            yield FieldCode(element.get(f"{_WORD}instr", ""), element)
        elif sign == "begin":
            if waiting is not None and not waiting.words.strip():
                waiting.is_built = True
            begun.append(_Open(element))
        elif sign in ("separate", "end") and begun:
            if not begun[-1].is_said:
                yield begun[-1].code()
            if sign == "end":
                begun.pop()
        elif waiting is not None and not sign:
            waiting.words += element.text or ""
    yield from (field.code() for field in begun if not field.is_said)
