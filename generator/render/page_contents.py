"""The contents list of a page for PDF: links to its headings, whose page numbers the layout fills in."""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from markupsafe import Markup

# What a page's `{{ daftar_isi }}` prints; no filled-in value can print it, because values are escaped.
CONTENTS_MARK: Final = Markup("<!--daftar-isi-->")

_HEADING: Final = re.compile(r"<h([23])\b([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID: Final = re.compile(r'\bid="([^"]*)"')
_TAG: Final = re.compile(r"<[^>]+>")


def with_contents(page: str) -> str:
    """Return the page with the contents list in place of its mark, and ids on the headings; h1 is the document's own title.

    A page without the mark stays as it is.
    """
    if CONTENTS_MARK not in page:
        return page
    numbers = count(1)
    entries: list[str] = []

    def listed(found: re.Match[str]) -> str:
        level, attributes, inner = found.groups()
        own = _ID.search(attributes)
        name = own.group(1) if own else f"bab-{next(numbers)}"
        words = " ".join(_TAG.sub("", inner).split())
        if words:
            entries.append(f'<p class="tingkat-{int(level) - 1}"><a href="#{name}">{words}</a></p>')
        return found.group() if own else f'<h{level} id="{name}"{attributes}>{inner}</h{level}>'

    page = _HEADING.sub(listed, page)
    return page.replace(CONTENTS_MARK, f'<nav class="daftar-isi">{"".join(entries)}</nav>')
