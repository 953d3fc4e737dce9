"""The contents list of a page for PDF. DOC-93: links to the headings, whose pages the layout fills in."""

from __future__ import annotations

from generator.render.page_contents import CONTENTS_MARK, with_contents


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
