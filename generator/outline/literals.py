"""Plain text as templates write it: what would begin or end a tag is printed by one."""

from __future__ import annotations

import re
from typing import Final

_TAG_START: Final = re.compile(r"\{(?=[{%#])")
_TAG_SIGN: Final = re.compile(r"\{(?=[{%#])|(?<=[}%#])(?=\})")


def literal(text: str) -> str:
    """Return plain text as a template writes it: an opening brace that would begin a tag is printed by one."""
    return _TAG_START.sub("{{ '{' }}", text)


def office_literal(text: str) -> str:
    """Return plain text as a template of Word or Excel writes it: there the end of a tag without a beginning is a mistake as well."""
    return _TAG_SIGN.sub(lambda found: "{{ '{' }}" if found.group() else "{{ '' }}", text)
