"""Charts as pictures.

DOC-94: crisp in DOCX and PDF with alternative text: bar, stacked, pie, Gantt, heat map; the same bytes each run.
DOC-92: numbers and dates on them as in Indonesian office text.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from generator.charts.axis import date_marks, number_axis
from generator.charts.model import Chart, Series, Task, chart_from_rows, description
from generator.charts.outlines import relative_outline
from generator.charts.picture import to_png, to_scene, to_svg
from generator.charts.scene import PALETTE, Polygon, SceneLine, SceneRect, SceneText, ink_on, luminance
from generator.charts.typeface import Fonts, short, text_width, wrapped
from generator.home import Home
from generator.render.pdf import pdf_of
from validators.absence import KOSONG

ROOT = Path(__file__).resolve().parents[2]
FONTS = Fonts.within(ROOT / "templates" / "_shared" / "fonts" / "liberation-sans")

BAR = Chart("bar", "Sebaran", "Sebaran predikat", ("Baik", "Cukup"), (Series("Jumlah", (10, 20)),), "guru")
STACKED = Chart("stacked", "Jenjang", "Peserta per jenjang", ("Sleman", "Bantul"), (Series("Muda", (4, 2)), Series("Madya", (6, 3))))
PIE = Chart("pie", "Dana", "Sumber dana", ("APBN", "APBD", "Mitra"), (Series("Dana", (60, 30, 10)),))
GANTT = Chart(
    "gantt",
    "Jadwal",
    "Jadwal kegiatan",
    tasks=(Task("Umum", date(2026, 3, 5), date(2026, 3, 5)), Task("Inti", date(2026, 3, 6), date(2026, 3, 9))),
)
HEATMAP = Chart("heatmap", "Skor", "Skor per butir", ("B1", "B2"), (Series("R1", (1, 4)), Series("R2", (Fraction(5, 2), None))))
ALL = {chart.type: chart for chart in (BAR, STACKED, PIE, GANTT, HEATMAP)}


def texts(chart):
    return [shape.text for shape in to_scene(chart, FONTS).shapes if isinstance(shape, SceneText)]


def bars(chart, colour):
    """Return the drawn bars of one colour, without the legend's squares of 7 points."""
    found = [shape for shape in to_scene(chart, FONTS).shapes if isinstance(shape, SceneRect) and shape.fill == colour]
    return [shape for shape in found if (shape.width, shape.height) != (7, 7)]


# --- what is drawn ------------------------------------------------------------------------------------------------------------------------


def test_bar__is_as_tall_as_its_value():
    """DOC-94: 20 is twice as tall as 10, and both stand on one line."""
    first, second = bars(BAR, PALETTE[2])
    assert second.height == pytest.approx(2 * first.height)
    assert first.y + first.height == pytest.approx(second.y + second.height)


def test_bar__below_zero_hangs_from_the_zero_line():
    """DOC-94: -5 begins where 10 ends, half as long."""
    up, down = bars(Chart("bar", "", "x", ("A", "B"), (Series("n", (10, -5)),)), PALETTE[2])
    assert down.y == pytest.approx(up.y + up.height)
    assert down.height == pytest.approx(up.height / 2)


@pytest.mark.parametrize("absent", [None, KOSONG], ids=["none", "kosong"])
def test_bar__without_a_number_is_not_a_bar_of_zero(absent):
    """DOC-94: a gap has neither a bar nor a label "0"; zero has both."""
    gap = Chart("bar", "", "x", ("A", "B"), (Series("n", (absent, 3)),))
    zero = Chart("bar", "", "x", ("A", "B"), (Series("n", (0, 3)),))
    assert (len(bars(gap, PALETTE[2])), len(bars(zero, PALETTE[2]))) == (1, 2)
    assert texts(zero).count("0") == texts(gap).count("0") + 1


def test_stacked__parts_stand_on_each_other():
    """DOC-94: in Sleman Madya 6 stands on Muda 4: it ends where that begins, 6/4 as tall."""
    muda, madya = bars(STACKED, PALETTE[0])[0], bars(STACKED, PALETTE[1])[0]
    assert madya.y + madya.height == pytest.approx(muda.y)
    assert madya.height == pytest.approx(muda.height * 6 / 4)


def test_stacked__parts_share_a_column_and_hang_below_zero():
    """DOC-94: 4 and 6 upwards, -5 downwards from the line where 4 begins, all in one column."""
    chart = Chart("stacked", "", "x", ("A",), (Series("a", (4,)), Series("b", (-5,)), Series("c", (6,))))
    up, down, upper = (bars(chart, colour)[0] for colour in PALETTE[:3])
    name = next(shape for shape in to_scene(chart, FONTS).shapes if isinstance(shape, SceneText) and shape.text == "A")
    assert up.x == down.x == upper.x == pytest.approx(name.x - up.width / 2)
    assert down.y == pytest.approx(up.y + up.height)
    assert upper.y + upper.height == pytest.approx(up.y)
    assert down.height == pytest.approx(up.height * 5 / 4)


def test_pie__slices_are_the_shares():
    """DOC-94: 60, 30 and 10 of 100; the first begins at the top and ends at 60 % of the circle."""
    slices = [shape for shape in to_scene(PIE, FONTS).shapes if isinstance(shape, Polygon)]
    centre, *arc = slices[0].points
    assert arc[0][0] == pytest.approx(centre[0])
    assert arc[0][1] < centre[1]
    assert slices[0].points[-1] == pytest.approx(slices[1].points[1])
    assert [text for text in texts(PIE) if ":" in text] == ["APBN: 60 (60%)", "APBD: 30 (30%)", "Mitra: 10 (10%)"]


def test_pie__beyond_eight_slices_the_smallest_are_one():
    """DOC-94: ten slices 1 to 10: the seven largest stay in their order, 1 + 2 + 3 = 6 become "Lainnya (3)", 6 of 55 = 10.9 %."""
    chart = Chart("pie", "", "x", tuple(f"W{n}" for n in range(1, 11)), (Series("n", (4, 9, 1, 10, 5, 2, 8, 6, 3, 7)),))
    legend = [text for text in texts(chart) if ":" in text]
    assert [text.partition(":")[0] for text in legend] == ["W1", "W2", "W4", "W5", "W7", "W8", "W10", "Lainnya (3)"]
    assert legend[-1] == "Lainnya (3): 6 (10,9%)"


def test_pie__with_a_negative_slice_is_drawn_as_bars():
    """DOC-94: a share below zero cannot be a slice."""
    scene = to_scene(Chart("pie", "", "x", ("A", "B"), (Series("n", (3, -1)),)), FONTS)
    assert not any(isinstance(shape, Polygon) for shape in scene.shapes)
    assert "-1" in [shape.text for shape in scene.shapes if isinstance(shape, SceneText)]


def test_gantt__a_bar_covers_its_last_day():
    """DOC-94: 6 to 9 March are four days, four times the one day of Umum, and begin where that ends."""
    umum, inti = bars(GANTT, PALETTE[2])
    assert inti.width == pytest.approx(4 * umum.width)
    assert inti.x == pytest.approx(umum.x + umum.width)


def test_heatmap__higher_is_darker_and_nothing_is_white():
    """DOC-94: 1 is lightest, 4 darkest, 2.5 between; the cell without a number is white with a dash; decimals line up."""
    cells = [shape for shape in to_scene(HEATMAP, FONTS).shapes if isinstance(shape, SceneRect) and shape.height >= 14]
    one, middle, four, none = (luminance(shape.fill) for shape in cells)
    assert four < middle < one < none == 1
    assert texts(HEATMAP)[-6:] == ["B1", "1,0", "2,5", "B2", "4,0", "–"]


@pytest.mark.parametrize("kind", ALL)
def test_chart__without_data_says_so(kind):
    """DOC-94: no rows, or nothing but zeros and gaps."""
    assert "Belum ada data" in texts(Chart(kind, "Judul", "x"))
    if kind in {"bar", "stacked", "pie"}:
        assert "Belum ada data" in texts(Chart(kind, "Judul", "x", ("A", "B"), (Series("n", (0, None)),)))


def test_heatmap__of_zeros_is_data():
    """DOC-94: zero is a number in a table."""
    assert texts(Chart("heatmap", "", "x", ("A",), (Series("n", (0,)),))).count("0") == 2


# --- words and numbers --------------------------------------------------------------------------------------------------------------------


def test_chart__prints_indonesian_numbers():
    """DOC-92: decimal comma, thousands points, percent sign without a blank; 1/3 to two decimals."""
    chart = Chart("bar", "", "x", ("A", "B", "C"), (Series("n", (Decimal("87.5"), 1250, Fraction(1, 3))),), "%")
    assert {"87,5%", "1.250%", "0,33%"} <= set(texts(chart))


def test_gantt__months_are_indonesian():
    """DOC-92: Mei, Agu, Okt, Des: what English spells otherwise."""
    chart = Chart("gantt", "", "x", tasks=(Task("Tahun", date(2026, 5, 1), date(2026, 12, 31)),))
    assert {"Mei 2026", "Agu 2026", "Okt 2026", "Des 2026"} <= set(texts(chart))


def test_number_axis__ends_at_round_numbers():
    """DOC-94: by hand: 31/6 = 5.2 -> 10; 12.5/6 = 2.1 -> 2.5; whole numbers up to 3 go in ones; fractions may go in 0.2."""
    assert number_axis([Fraction(31)]).marks == (0, 10, 20, 30, 40)
    assert number_axis([Fraction(-5), Fraction(15, 2)]).marks == (-5, Fraction(-5, 2), 0, Fraction(5, 2), 5, Fraction(15, 2))
    assert number_axis([Fraction(3)]).marks == (0, 1, 2, 3)
    assert number_axis([Fraction(9, 10)]).marks == tuple(Fraction(n, 5) for n in range(6))


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        pytest.param(date(2026, 3, 30), date(2026, 4, 1), ["30 Mar", "31 Mar", "1 Apr"], id="days"),
        pytest.param(date(2026, 3, 5), date(2026, 3, 25), ["9 Mar", "16 Mar", "23 Mar"], id="mondays"),
        pytest.param(date(2026, 1, 12), date(2026, 4, 2), ["Feb 2026", "Mar 2026", "Apr 2026"], id="months"),
        pytest.param(date(2025, 6, 1), date(2027, 2, 1), ["Jul 2025", "Okt 2025", "Jan 2026", "Apr 2026"], id="quarters"),
        pytest.param(date(2020, 2, 1), date(2026, 2, 1), ["2021", "2022", "2023", "2024"], id="years"),
    ],
)
def test_date_marks__choose_the_unit(first, last, labels):
    """DOC-94: never more marks than fit."""
    assert [mark.label for mark in date_marks(first, last)][: len(labels)] == labels


def test_date_marks__reach_the_last_day_that_python_knows():
    """DOC-94: a slip of the pen in a year is no crash."""
    assert len(date_marks(date(2026, 1, 1), date.max)) < 20


def test_description__tells_the_data_where_they_are_few():
    """DOC-94: for those who do not see the picture."""
    assert description(BAR) == "Sebaran predikat: Baik 10; Cukup 20."
    assert description(GANTT) == "Jadwal kegiatan: Umum 5 Maret 2026; Inti 6–9 Maret 2026."
    assert description(Chart("pie", "", "Dana")) == "Dana. Belum ada data."
    assert description(Chart("bar", "", "Banyak", tuple("ABCDEFGHIJKLM"), (Series("n", (1,) * 13),))) == "Banyak"


def test_to_svg__carries_alternative_text_escaped():
    """DOC-94: title and description are the picture's first children; markup in them is text."""
    root = etree.fromstring(to_svg(Chart("bar", "R&D < 5", 'Kata "alt"', ("A",), (Series("n", (1,)),)), FONTS).encode())
    assert [child.text for child in root[:2]] == ["R&D < 5", 'Kata "alt": A 1.']
    assert root.get("role") == "img"


def test_to_svg__text_as_shapes_or_as_text():
    """DOC-94: outlines need no font on the reader's machine; text keeps the words."""
    assert "<text" not in to_svg(BAR, FONTS)
    assert ">Cukup</text>" in to_svg(BAR, FONTS, outlines=False)


# --- layout -------------------------------------------------------------------------------------------------------------------------------


def corners(shape):
    match shape:
        case SceneRect():
            return [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        case SceneLine():
            return [(shape.x1, shape.y1), (shape.x2, shape.y2)]
        case Polygon():
            return list(shape.points)
        case SceneText():
            width = text_width(shape.text, shape.size, FONTS.path(bold=shape.bold))
            if shape.rises:
                return [(shape.x - shape.size * 0.75, shape.y - width), (shape.x, shape.y)]
            left = shape.x - {"start": 0, "middle": width / 2, "end": width}[shape.anchor]
            return [(left, shape.y - shape.size * 0.75), (left + width, shape.y)]
    raise AssertionError(shape)


WORDS = st.text("abcde fghij-KLM", min_size=1, max_size=70)
NUMBERS = st.one_of(st.none(), st.integers(-500, 2000), st.decimals(-50, 50, places=2))


TASKS = st.builds(
    lambda label, start, days: Task(label, date.fromordinal(start), date.fromordinal(start + days)),
    WORDS,
    st.integers(739000, 739900),
    st.integers(0, 900),
)


@st.composite
def charts(draw):
    kind = draw(st.sampled_from(["bar", "stacked", "pie", "heatmap", "gantt"]))
    if kind == "gantt":
        return Chart(kind, draw(WORDS), "x", tasks=tuple(draw(st.lists(TASKS, min_size=1, max_size=8))))
    names = tuple(draw(st.lists(WORDS, min_size=1, max_size=12)))
    rows = draw(st.lists(st.tuples(*[NUMBERS] * len(names)), min_size=1, max_size=6))
    return Chart(
        kind,
        draw(WORDS),
        "x",
        names,
        tuple(Series(f"Deret {n}", row) for n, row in enumerate(rows)),
        draw(st.sampled_from(["", "%", "guru"])),
    )


@settings(max_examples=60, deadline=None)
@given(charts())
def test_chart__keeps_within_its_picture(chart):
    """DOC-94: whatever the words and numbers, nothing is cut off at an edge."""
    scene = to_scene(chart, FONTS)
    for shape in scene.shapes:
        for x, y in corners(shape):
            assert -0.5 <= x <= scene.width + 0.5, shape
            assert -0.5 <= y <= scene.height + 0.5, shape


def test_bar__forty_categories_are_legible():
    """DOC-94: 8-point names, the lines of all names at least 9 points apart, on one A4 page of text (25.2 cm)."""
    names = tuple(f"Kabupaten Contoh dengan Nama yang Panjang Sekali Nomor {n}" if n % 8 == 0 else f"Kabupaten {n}" for n in range(40))
    scene = to_scene(Chart("bar", "Capaian", "x", names, (Series("n", tuple(range(1, 41))),), "%"), FONTS)
    lines = sorted(shape.y for shape in scene.shapes if isinstance(shape, SceneText) and shape.size == 8.0)
    assert len(lines) >= 40
    assert min(second - first for first, second in itertools.pairwise(lines)) >= 9
    assert scene.height <= 25.2 / 2.54 * 72


def test_wrapped__breaks_at_blanks_and_inside_long_words_only():
    """DOC-94: nothing is lost, no line is too wide."""
    text = "Lingkungan pembelajaran Donaudampfschifffahrtsgesellschaftskapitaen aman"
    lines = wrapped(text, 80, 8, FONTS.regular)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 8, FONTS.regular) <= 80 for line in lines)
    assert lines[0] == "Lingkungan"
    assert wrapped("", 80, 8, FONTS.regular) == [""]


def lightness(colour):
    """Return CIE L*, 0 black to 100 white."""
    share = luminance(colour)
    return 116 * share ** (1 / 3) - 16 if share > 0.008856 else 903.3 * share


def test_palette__neighbours_differ_in_grey():
    """DOC-94: 20 steps of lightness or more, so that print without colour and colour blindness do no harm."""
    steps = [abs(lightness(first) - lightness(second)) for first, second in itertools.pairwise(PALETTE)]
    assert min(steps) >= 20


@pytest.mark.parametrize("colour", PALETTE)
def test_ink_on__reads_on_every_colour(colour):
    """DOC-94: contrast of at least 4 to 1 between a label and the bar it stands on."""
    low, high = sorted((luminance(colour), luminance(ink_on(colour))))
    assert (high + 0.05) / (low + 0.05) >= 4


# --- files --------------------------------------------------------------------------------------------------------------------------------


def digest():
    both = [part for chart in ALL.values() for part in (to_svg(chart, FONTS).encode(), to_png(chart, FONTS, width_px=400))]
    return hashlib.sha256(b"".join(both)).hexdigest()


def test_chart__same_bytes_in_another_process():
    """DOC-94: with another hash seed too."""
    code = f"import runpy; print(runpy.run_path({str(Path(__file__))!r})['digest']())"
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert other.stdout.strip() == digest()


def test_to_png__has_size_resolution_and_colours():
    """DOC-94: as wide as asked; 1600 pixels on 16 cm are 254 dots an inch; the bar has its colour."""
    scene = to_scene(BAR, FONTS)
    picture = Image.open(BytesIO(to_png(BAR, FONTS)))
    assert picture.size == (1600, round(scene.height * 1600 / scene.width))
    assert picture.info["dpi"] == pytest.approx((254, 254), abs=0.1)
    bar = bars(BAR, PALETTE[2])[1]
    pixel = picture.getpixel((int((bar.x + bar.width / 2) * 1600 / scene.width), int((bar.y + bar.height / 2) * 1600 / scene.width)))
    assert "#{:02X}{:02X}{:02X}".format(*pixel) == PALETTE[2]
    assert Image.open(BytesIO(to_png(BAR, FONTS, width_px=300, dpi=96))).width == 300


def test_to_png__writes_rising_headings():
    """DOC-94: names too wide for their column are read upwards: of "MMMMMMMM........" the letters are below the dots."""
    chart = Chart("heatmap", "", "x", ("A",), tuple(Series("MMMMMMMM........", (n,)) for n in range(14)))
    scene = to_scene(chart, FONTS)
    heading = next(shape for shape in scene.shapes if isinstance(shape, SceneText) and shape.rises)
    length = text_width(heading.text, heading.size, FONTS.regular)
    picture = Image.open(BytesIO(to_png(chart, FONTS, width_px=900))).convert("L")

    def ink(low, high):
        scale = 900 / scene.width
        box = [(heading.x - 7) * scale, (heading.y - high) * scale, (heading.x + 2) * scale, (heading.y - low) * scale]
        return sum(255 - shade for shade in picture.crop(tuple(map(round, box))).get_flattened_data())

    assert ink(0, 10) > 3 * ink(length - 10, length) > 0


def test_to_svg__outlines_stand_where_the_text_does():
    """DOC-94: a line of text that ends at x begins its width before it."""
    svg = to_svg(GANTT, FONTS)
    for shape in (shape for shape in to_scene(GANTT, FONTS).shapes if isinstance(shape, SceneText)):
        width = text_width(shape.text, shape.size, FONTS.path(bold=shape.bold))
        left = shape.x - {"start": 0, "middle": width / 2, "end": width}[shape.anchor]
        assert f"translate({short(left)} {short(shape.y)})" in svg


@pytest.mark.parametrize("character", ["B", "%", "é", "g"])
def test_outline__is_the_glyphs_own(character):
    """DOC-94: read back, the path has the glyph's bounds and area; these have several contours or an accent."""
    font = TTFont(BytesIO(FONTS.regular.read_bytes()))
    glyphs = font.getGlyphSet()
    name = font.getBestCmap()[ord(character)]
    path = relative_outline(glyphs, name)
    measured = []
    for draw in (glyphs[name].draw, lambda pen: parse_path(path, pen)):
        bounds, area = BoundsPen(glyphs), AreaPen(glyphs)
        draw(bounds)
        draw(area)
        measured.append((*bounds.bounds, area.value))
    assert measured[1] == pytest.approx(measured[0], abs=1)


def test_to_svg__has_numbers_of_two_decimals_only():
    """DOC-94: no digits that differ between machines."""
    assert not re.search(r"[ \"][-0-9]+\.[0-9]{3,}", to_svg(PIE, FONTS, outlines=False))


# --- building -----------------------------------------------------------------------------------------------------------------------------


def test_chart_from_rows__takes_the_columns_of_a_table():
    """DOC-94: `charts:` of a spec."""
    rows = [{"predikat": "Baik", "jumlah": 3}, {"predikat": KOSONG, "jumlah": KOSONG}]
    chart = chart_from_rows("bar", rows, title="T", alt="A", category="predikat", series={"jumlah": "Jumlah"})
    assert (chart.categories, chart.series) == (("Baik", ""), (Series("Jumlah", (3, KOSONG)),))


def test_chart_from_rows__leaves_out_tasks_without_dates():
    """DOC-94: a row that is not planned yet, or reversed (a finding already), is no bar."""
    day, later = date(2026, 3, 5), date(2026, 3, 6)
    rows = [
        {"nama": "A", "mulai": day, "selesai": later},
        {"nama": "B", "mulai": day, "selesai": KOSONG},
        {"nama": "C", "mulai": later, "selesai": day},
    ]
    assert chart_from_rows("gantt", rows, title="T", alt="A", category="nama").tasks == (Task("A", day, later),)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan")], ids=str)
def test_chart__refuses_what_is_no_number(value):
    """DOC-94: NaN never becomes a bar."""
    with pytest.raises((ValueError, OverflowError)):
        to_svg(Chart("bar", "", "x", ("A",), (Series("n", (value,)),)), FONTS)


def test_chart__refuses_a_series_of_another_length():
    """DOC-94: a fault of the program, told at once."""
    with pytest.raises(ValueError, match="2 nilai untuk 1"):
        Chart("bar", "", "x", ("A",), (Series("n", (1, 2)),))


def test_to_svg__is_drawn_in_a_pdf():
    """DOC-94: WeasyPrint draws the picture from a data address; as text its words can be found, as shapes they cannot."""

    def words(outlines):
        picture = base64.b64encode(to_svg(BAR, FONTS, outlines=outlines).encode()).decode()
        pdf = pdf_of(f'<html><body><img alt="x" src="data:image/svg+xml;base64,{picture}"></body></html>', Home())
        return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode().split()

    assert "Cukup" in words(outlines=False)
    assert words(outlines=True) == []


def test_chart__letters_that_no_drawing_can_hold_are_left_out() -> None:
    """A draft may hold them; the picture and its alternative text are XML."""
    chart = chart_from_rows("bar", [{"n": "a\x07b\ufffe", "a": 1}], title="G\x00", alt="A\x1b", category="n", series={"a": "s\x08"})
    assert chart.categories == ("ab",)
    etree.fromstring(to_svg(chart, FONTS).encode())
    etree.fromstring(f"<a>{description(chart)}</a>".encode())
