"""Pictures that stand for rows of the data: between paragraphs with titles, and in the cells of tables. TPL-06."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.example.values import KnownRows, KnownValues
from generator.fields.image import Gambar
from generator.office.package.parts import read_parts
from tests.by_example import filled_with, finished, likeness, template_by, template_of
from tests.documents import docx_words
from tests.word_files import p, table, word

DRAWN = "<w:p><w:r><w:drawing/></w:r></w:p>"
CAPTION = '<w:pPr><w:pStyle w:val="Caption"/></w:pPr>'


def photo(name: str) -> Gambar:
    return Gambar(name, b"x", "image/png", (4, 3))


PHOTOS: tuple[dict[str, Any], ...] = (
    {"apa": "Pembukaan oleh Kepala Balai", "foto": photo("a.png"), "tempat": "Aula", "hari": date(2026, 8, 3)},
    {"apa": "Penutupan dan doa", "foto": photo("b.png")},
)
KNOWN = KnownRows("foto", PHOTOS, {"apa": "Keterangan", "foto": "Foto"}, optional=frozenset({"tempat", "hari"}))


def made(body: str) -> str:
    return " ".join(docx_words(template_of(word(body), KnownValues({}, tables=[KNOWN])).data))


@pytest.mark.parametrize("is_over", [False, True])
def test_pictures__with_titles_are_one_picture_and_its_title_in_a_loop(*, is_over: bool) -> None:
    """What only some have stands in brackets, which another document leaves out; the title may stand under its picture or over it."""
    titles = [p("Pembukaan oleh Kepala Balai (Aula, 3 Agustus 2026)"), p("Penutupan dan doa")]

    text = made("".join(title + DRAWN if is_over else DRAWN + "<w:p/>" + title for title in titles))

    title = (
        "{{ baris.apa }}{% if baris.tempat is not kosong or baris.hari is not kosong %} ("
        "{% if baris.tempat is not kosong %}{{ baris.tempat }}{% endif %}"
        "{% if baris.hari is not kosong %}{% if baris.tempat is not kosong %}, {% endif %}{{ baris.hari }}{% endif %}){% endif %}"
    )
    parts = (title, "{{ baris.foto }}") if is_over else ("{{ baris.foto }}", title)
    assert text == " ".join(("{%p for baris in foto %}", *parts, "{%p endfor %}"))


def test_pictures__with_numbered_titles_are_numbered_by_the_program() -> None:
    text = made(DRAWN + p("Gambar 4 Pembukaan oleh Kepala Balai", CAPTION) + DRAWN + p("Gambar 5 Penutupan dan doa", CAPTION))

    assert text == "{%p for baris in foto %} {{ baris.foto }} {{ judul_gambar(baris.apa) }} {%p endfor %}"


def test_pictures__without_the_title_of_a_row_stay() -> None:
    assert made(DRAWN + p("Pembukaan oleh Kepala Balai") + p("Penutupan dan doa")) == "Pembukaan oleh Kepala Balai Penutupan dan doa"


def test_pictures__in_cells_are_those_of_the_row() -> None:
    rows = (("Keterangan", "Foto"), ("Pembukaan oleh Kepala Balai", DRAWN), ("Penutupan dan doa", DRAWN))

    assert made(table(*rows)) == "Keterangan Foto {%tr for baris in foto %} {{ baris.apa }} {{ baris.foto }} {%tr endfor %}"


def test_template__does_not_give_on_the_pictures_of_its_example(tmp_path: Any) -> None:
    """The letterhead's logo stays; six photographs of people go."""
    template = template_by("dokumentasi", "ok-lengkap").data

    assert [name for name in read_parts(template) if "media" in name] == ["word/media/image1.png"]
    filled = filled_with(template, "dokumentasi", "ok-minimal", tmp_path)
    assert likeness(finished("dokumentasi", "ok-minimal"), filled).share_off == 0
    assert len([name for name in read_parts(filled) if "media" in name]) == 2
