"""Lines of a page for PDF: where they end, and how high those of a font are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.home import SHIPPED, Home
from generator.render.page_keeping import keep_together
from generator.render.paper import paper_css
from generator.render.pdf import lay_out

HEAD = '<link rel="stylesheet" href="_shared/fonts.css"><link rel="stylesheet" href="_shared/print.css">'


def lines(body: str, office: dict[str, str], width_mm: int = 160) -> list[tuple[str, float]]:
    """Return the text and height of each line of a page."""
    return [(_text(box), box.height) for page in laid_out(body, office, width_mm).pages for box in _boxes(page._page_box, "LineBox")]


def laid_out(body: str, office: dict[str, str], width_mm: int = 160) -> Any:
    style = f"<style>{paper_css(office)} main {{ width: {width_mm}mm }}</style>"
    return lay_out(f"<html><head>{HEAD}{style}</head><body><main>{body}</main></body></html>", Home(SHIPPED))


def _boxes(box: Any, sought: str) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if type(child).__name__ == sought:
            yield child
        elif "Margin" not in type(child).__name__:
            yield from _boxes(child, sought)


def _text(line: Any) -> str:
    return "".join(part.text for part in line.descendants() if hasattr(part, "text"))


@pytest.mark.parametrize("width_mm", range(90, 170, 5))
def test_lines__end_late_before_a_number_with_strokes(width_mm: int) -> None:
    """A number behind an unbreakable blank, too long for the line, takes only the word before it along."""
    body = "<p>Peraturan Direktur Jenderal Guru dan Tenaga Kependidikan Nomor 4141/B/HK.06/2023 tentang Pedoman Pengembangan</p>"
    told = [text for text, _ in lines(body, {}, width_mm)]
    assert all(len(text.split(" ")) > 1 for text in told[:-1]), told
    assert any("Nomor\u00a04141/B/HK.06/2023" in text for text in told)


def test_lines__of_one_endless_word_are_looked_through_once() -> None:
    """A word of 200,000 letters, with and without a stroke, is no work."""
    for word in ("a" * 200_000, "a" * 200_000 + " kabupaten/kota", "a/" * 100_000):
        root = ElementTree.fromstring(f"<html><body><p>{word}</p></body></html>")
        begun = time.perf_counter()
        keep_together(root, {})
        assert time.perf_counter() - begun < 2


# Whole twips: 11 pt are 220; Arial's stand-in has (1854 + 434 + 67) / 2048 of it in a line, 253, and 1.15 times this is 290.95;
# Bookman's (1069 + 268) / 1000, 294, and bold (1153 + 306) / 1000, 321.
@pytest.mark.parametrize(
    ("office", "plain", "bold"),
    [
        ({}, 290 / 20, 290 / 20),
        ({"huruf": "Bookman Old Style"}, 338 / 20, 369 / 20),
        ({"spasi": "1,5"}, 379 / 20, 379 / 20),
        ({"huruf": "Bookman Old Style", "spasi": "1,5"}, 441 / 20, 481 / 20),
        ({"huruf": "Comic"}, 290 / 20, 290 / 20),
    ],
)
def test_lines__are_as_high_as_the_font_and_an_office_program_make_them(office: dict[str, str], plain: float, bold: float) -> None:
    [(_, first), (_, second)] = lines("<p>Kompetensi guru</p><p><b>Kompetensi guru</b></p>", office)
    assert first == pytest.approx(plain * 96 / 72, abs=0.05)
    # The letters of a bold line may stand lower than those of the plain one that it is laid beside.
    assert second == pytest.approx(bold * 96 / 72, abs=0.5)


@pytest.mark.parametrize(
    ("body", "height"),
    [
        ("<p>Isi</p>", 379 / 20),
        ('<div class="uraian"><ol><li>Isi</li></ol></div>', 379 / 20),
        ("<ul><li>Isi</li></ul>", 379 / 20),
        ('<p class="label">Isi</p>', 290 / 20),
        ('<div class="uraian"><table><tr><td>Isi</td></tr></table></div>', 290 / 20),
        ('<table><tr><td><div class="uraian">Isi</div></td></tr></table>', 290 / 20),
    ],
)
def test_lines__wide_ones_are_those_of_running_text_and_lists_alone(body: str, height: float) -> None:
    """As in Word: labels and what stands in cells keep their own spacing."""
    [found] = [high for text, high in lines(body, {"spasi": "1,5"}) if text == "Isi"]
    assert found == pytest.approx(height * 96 / 72, abs=0.05)


# 11 pt are 220 twips: Bookman's ascent of 235 and descent of 59 make 294, 1.15 times this 338; 10 pt 214 and 54, 268, and 1.05 times this 281. The
# first line of a cell has the 0.15 and 0.05 of Arial's lines instead, 253 and 230: 37 and 11 behind the whole twip, 331 and 279; Arial's 290, 241.
# 4 pt of the cell and 0.5 pt of the line around it are 90 twips; 10 pt stand in a paragraph that is followed by 2 pt.
@pytest.mark.parametrize(
    ("table", "font", "first", "second"),
    [
        ('<div class="uraian"><table>', "Bookman Old Style", 331 + 90, 338),
        ('<div class="uraian"><table>', "Arial", 290 + 90, 290),
        ('<div><table class="kisi sepuluh">', "Bookman Old Style", 279 + 130, 281),
        ('<div><table class="kisi sepuluh">', "Arial", 241 + 130, 241),
    ],
)
def test_cell__and_its_lines_are_as_high_as_in_word(table: str, font: str, first: int, second: int) -> None:
    rows = f"{table}<tbody><tr><td>Isi</td></tr><tr><td>Isi</td></tr><tr><td>Isi<br>lagi</td></tr></tbody></table></div>"
    page = laid_out(rows, {"huruf": font}).pages[0]
    one, two, three = _boxes(page._page_box, "TableRowBox")
    assert (two.position_y - one.position_y) * 72 / 96 * 20 == pytest.approx(first, abs=1.2)
    assert (three.height - two.height) * 72 / 96 * 20 == pytest.approx(second, abs=1.2)


@pytest.mark.parametrize("classes", ["kisi", "uraian", "kisi kecil"])
def test_cell__has_as_much_room_for_words_as_in_word(classes: str) -> None:
    """6.4 cm less 4 pt at each side, as w:tcMar has it: the line around a cell takes none of it there."""
    columns = '<colgroup><col style="width: 6.4cm"><col></colgroup>'
    page = laid_out(f'<table class="{classes}">{columns}<tbody><tr><td>Isi</td><td>x</td></tr></tbody></table>', {})
    first, *_ = _boxes(page.pages[0]._page_box, "TableCellBox")
    assert first.width * 72 / 96 == pytest.approx(6.4 / 2.54 * 72 - 8, abs=0.01)
