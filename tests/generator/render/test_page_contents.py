"""The contents list of a page for PDF. DOC-93: links to the headings, whose pages the layout fills in."""

from __future__ import annotations

from pathlib import Path

from generator.examine import examine
from generator.render.output import render
from generator.render.page_contents import CONTENTS_MARK, with_contents
from tests.printed import bookmarks, contents_of
from tests.sizes import SPILLING, document


def test_contents__links_to_every_heading_below_the_title() -> None:
    page = f'<h1>Judul</h1>{CONTENTS_MARK}<h2 class="isi">A. <b>Satu</b> &amp; dua</h2><h3 id="dua">1.\nLatar</h3><h2></h2>'
    assert with_contents(page) == (
        '<h1>Judul</h1><nav class="daftar-isi"><p class="tingkat-1"><a href="#bab-1">A. Satu &amp; dua</a></p>'
        '<p class="tingkat-2"><a href="#dua">1. Latar</a></p></nav>'
        '<h2 id="bab-1" class="isi">A. <b>Satu</b> &amp; dua</h2><h3 id="dua">1.\nLatar</h3><h2 id="bab-2"></h2>'
    )


def test_contents__a_page_without_the_mark_stays_as_it_is() -> None:
    page = "<h2>A. Satu</h2>"
    assert with_contents(page) == page


def test_contents__tell_the_pages_that_they_themselves_bring_about(tmp_path: Path) -> None:
    """A list that takes two pages once its numbers are in it: every chapter stands a page later than it was first laid out."""
    given = document(SPILLING, tmp_path)
    examined = examine(given)
    [output] = [one for one in given.type.outputs if one.medium == "pdf"]
    pdf = render(examined.document, examined.scope, output).data
    real = dict(bookmarks(pdf))
    told = {text: page for text, page in contents_of(pdf, list(real), tmp_path) if page}
    assert len(told) > 10
    assert told == {text: real[text] for text in told}
