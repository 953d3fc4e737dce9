"""The contents list of a page for PDF, its numbered titles and the lists of them: links whose page numbers are known once it is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import count
from typing import Any, Final, cast

from markupsafe import Markup, escape

from generator.render.titles import WORDS, Titled

# What a page's `{{ daftar_isi }}` prints; no filled-in value can print it, because values are escaped.
CONTENTS_MARK: Final = Markup("<!--daftar-isi-->")
LIST_MARKS: Final[Mapping[Titled, Markup]] = {titled: Markup(f"<!--daftar-{titled}-->") for titled in WORDS}
"""What the names of the lists of tables and pictures print."""

_HEADING: Final = re.compile(r"<h([23])\b([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID: Final = re.compile(r'\bid="([^"]*)"')
_TAG: Final = re.compile(r"<[^>]+>")
_UNNUMBERED: Final = re.compile(r'<p class="keterangan keterangan-(tabel|gambar)"><!--nomor--> ')
_LAST_NUMBER: Final = re.compile(r"([0-9]+)$")
_TITLE: Final = re.compile(r'<p class="keterangan keterangan-(tabel|gambar)" id="([^"]*)">(.*?)</p>', re.DOTALL)


def title_html(titled: Titled, words: str) -> Markup:
    """Return a title whose number `with_numbers` puts in; nothing without words."""
    if not words:
        return Markup("")
    return Markup(f'<p class="keterangan keterangan-{titled}"><!--nomor--> {escape(words)}</p>')


def with_numbers(page: str) -> str:
    """Return a page with its numbered titles counted from 1 in their order, those of tables and of pictures each."""
    numbers = {titled: count(1) for titled in WORDS}

    def titled(found: re.Match[str]) -> str:
        titled = cast(Titled, found[1])
        number = next(numbers[titled])
        return f'<p class="keterangan keterangan-{titled}" id="{titled}-{number}">{WORDS[titled]} {number} '

    return _UNNUMBERED.sub(titled, page)


def with_contents(page: str) -> str:
    """Return the page with the contents list in place of its mark, and ids on the headings; h1 is the document's own title.

    Lists of tables and pictures likewise, each under its heading; one without entries leaves nothing. A page without marks stays as it is.
    """
    for titled, mark in LIST_MARKS.items():
        if mark in page:
            page = page.replace(mark, _titles(page, titled))
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


def titles_of(page: str) -> Iterator[tuple[str, str]]:
    """Yield the numbered titles of a page: the id of each and its words."""
    yield from ((found[2], unescape(_TAG.sub("", found[3]))) for found in _TITLE.finditer(page))


def _titles(page: str, titled: Titled) -> str:
    entries = [f'<p><a href="#{found[2]}">{found[3]}</a></p>' for found in _TITLE.finditer(page) if found[1] == titled]
    if not entries:
        return ""
    return f'<nav class="daftar-isi daftar-judul"><p class="judul-daftar">DAFTAR {WORDS[titled].upper()}</p>{"".join(entries)}</nav>'


def true_pages(laid_out: Any) -> dict[str, int]:
    """Return the page of each place that lists name, by its id; nothing where they tell all of them right.

    WeasyPrint lays a list out before it knows its numbers, and does not always come back when these take one page more.
    """
    places = {name: number for number, one in enumerate(laid_out.pages, start=1) for name in one.anchors}
    told = {name: number for one in laid_out.pages for name, number in _told(one._page_box)}
    return places if any(places.get(name, number) != number for name, number in told.items()) else {}


def _told(box: Any) -> Iterator[tuple[str, int]]:
    for part in box.descendants():
        if part.element_tag == "a::after" and hasattr(part, "children"):
            found = _LAST_NUMBER.search("".join(getattr(text, "text", "") for text in part.descendants()))
            if found:
                yield part.element.get("href", "").removeprefix("#"), int(found[1])


def tell_pages(root: Any, places: Mapping[str, int]) -> None:
    """Write pages into the lists of a page's tree, which then take the same room each time they are laid out."""
    for node in root.iter():
        place = places.get(str(node.get("href", "")).removeprefix("#"))
        if place is not None:
            node.set("data-halaman", str(place))
