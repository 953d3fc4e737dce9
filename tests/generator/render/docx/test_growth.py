"""Twice as much costs twice as much, counted in lines run through: long texts, numbered lists, the contents list, tags. PERF-10."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from generator.office.package.xml import parsed
from generator.office.word.numbering import Numbering
from generator.office.word.styles import WordStyles
from generator.office.word.wml import NS
from generator.render.docx.contents import CONTENTS_MARK, ContentsEntry, write_contents
from generator.render.docx.joining import join
from generator.render.docx.long_texts import LongTextStore, expand_long_texts
from generator.render.docx.restarts import restarted
from tests.word_files import p

HEADING = f'<w:styles xmlns:w="{NS}"><w:style w:type="paragraph" w:styleId="J1"><w:name w:val="heading 1"/></w:style></w:styles>'


def steps(work: Callable[[], object]) -> int:
    """Return how many lines some work runs through."""
    count = 0

    def counted(_frame: FrameType, _event: str, _argument: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def document(body: str) -> bytes:
    return f'<w:document xmlns:w="{NS}"><w:body>{body}<w:sectPr/></w:body></w:document>'.encode()


def lists(count: int) -> Callable[[], object]:
    store = LongTextStore()
    xml = document("".join(p(store.mark(f"teks {number}\n\n1. a\n2. b")) for number in range(count)))
    return lambda: expand_long_texts(xml, store, Numbering(None), WordStyles(None))


def texts(count: int) -> Callable[[], object]:
    store = LongTextStore()
    xml = document(p(store.mark("teks")) * count)
    return lambda: expand_long_texts(xml, store, Numbering(None), WordStyles(None))


def headings(count: int) -> Callable[[], object]:
    style = '<w:pPr><w:pStyle w:val="J1"/></w:pPr>'
    xml = document(p(CONTENTS_MARK) + "".join(p(f"Judul {number % 50}", style) for number in range(count)))
    entries = [ContentsEntry(1, f"Lain {number % 50}", number) for number in range(count)]
    return lambda: write_contents(xml, WordStyles(HEADING.encode()), entries)


def rounds(count: int) -> Callable[[], object]:
    numbering = f'<w:numbering xmlns:w="{NS}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    item = p("x", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    xml = document(("<?borang-daftar 1?>" + item * 2) * count)
    return lambda: restarted(xml, Numbering(numbering.encode()), WordStyles(None))


def tags(count: int) -> Callable[[], object]:
    root = parsed(document(p("{{ a }} {% if b %}") * count))
    return lambda: join(root, "isi")


@pytest.mark.parametrize("work", [lists, texts, headings, rounds, tags])
def test_growth__is_linear(work: Callable[[int], Callable[[], object]]) -> None:
    work(10)()  # what is made once only
    small, large = steps(work(100)), steps(work(400))
    assert large < 4.6 * small


def test_fill__compiles_a_template_once_for_all_documents() -> None:
    """PERF-01: the second document meets the stories compiled; what they print is each document's own."""
    from benchmarks.samples import given, prepared, shipped, unlike
    from generator.examine import examine
    from generator.render.docx.printing import _compiled

    catalogue = shipped()
    document = given("coaching-rhk/ok-minimal", catalogue)
    ready = prepared(document, "docx")
    first = ready.fill(examine(unlike(document, 1)).scored)
    before = _compiled.cache_info().misses
    second = ready.fill(examine(unlike(document, 2)).scored)
    assert _compiled.cache_info().misses == before
    assert first != second
