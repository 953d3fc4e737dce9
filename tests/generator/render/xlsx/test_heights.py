"""Long text must be seen: rows grow with wrapped text. TPL-02."""

from __future__ import annotations

import pytest

from generator.office.sheet import heights
from generator.office.sheet.heights import USUAL, Letters, Widths, fit, rounded_height, tallest, text_width

LONG = "kata " * 40  # at least 3.9 digits a word, 40 words, in a column of 20: at least 8 lines


def wrapped_lines(line: str, room: int, face: Widths = USUAL.face) -> int:
    return heights.wrapped_lines(line, (room, room), face)[0]


def height(made, row: int) -> float | None:
    found = made.sheet().xpath(f"//*[local-name()='row'][@r='{row}']")[0].get("ht")
    return None if found is None else float(found)


def test_row__grows_for_wrapped_text(filled, filled_with, context):
    made = filled_with(context | {"rencana": [{"rhk": LONG, "kuantitas": 1, "poin": 1}, {"rhk": "pendek", "kuantitas": 1, "poin": 1}]})
    assert 8 * 15 <= height(made, 6) <= 12 * 15
    assert height(made, 7) is None  # the template's own 30 points were for its tag


def test_row__author_s_height_is_the_least(filled_with, excel_parts, context):
    from generator.office.package.parts import write_parts

    sheet = excel_parts["xl/worksheets/sheet1.xml"].replace(
        b'<row r="7" spans="1:6" ht="30"', b'<row r="7" spans="1:6" ht="30" customHeight="1"'
    )
    template = write_parts(excel_parts | {"xl/worksheets/sheet1.xml": sheet})
    rows = [{"rhk": LONG, "kuantitas": 1, "poin": 1}, {"rhk": "pendek", "kuantitas": 1, "poin": 1}]
    made = filled_with(context | {"rencana": rows}, template)
    assert height(made, 6) >= 8 * 15
    assert height(made, 7) == 30
    assert [row.get("customHeight") for row in made.sheet().iter("{*}row")][4:6] == ["1", "1"]


def test_row__merged_cell_gets_a_fixed_height(filled_with, small_template):
    styles_cell = "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
    made = filled_with({"nama": "a\nb\nc"}, small_template({"A1": "{{ nama }}"}, frame=styles_cell))
    assert height(made, 1) == 52.5  # three lines and a half


def test_row__hidden_stays_as_it_is(filled_with, small_template):
    from generator.office.package.parts import read_parts, write_parts

    parts = read_parts(small_template({"A1": "{{ nama }}"}))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'<row r="1">', b'<row r="1" hidden="1" ht="0">')
    made = filled_with({"nama": "a\nb"}, write_parts(parts | {"xl/worksheets/sheet1.xml": sheet}))
    assert height(made, 1) == 0


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("aaaa", 1), ("aaaa bbbb", 1), ("aaaa bbbb cccc", 2), ("a" * 25, 3), ("aaaa " + "b" * 12, 3)],
)
def test_wrapped_lines__room_for_ten_letters(text, lines):
    assert wrapped_lines(text, 5560) == lines


def test_fit__large_bold_letters_take_more():
    plain = fit(30, wraps=True)
    large = fit(30, wraps=True, letters=Letters(22, bold=True))
    assert large.lines(LONG) > 2 * plain.lines(LONG) - 1
    assert large.line_height == 2 * plain.line_height


def test_fit__rows_of_a_merged_cell_share_the_text():
    assert fit(30, wraps=True, merged=True, others=45).height("a\nb\nc\nd") == pytest.approx(22.5)


def test_rounded_height__whole_pixels_up_to_what_a_row_can_have():
    assert rounded_height(15.1) == 15.75
    assert rounded_height(999) == 409.5


def test_fit__counts_in_the_letters_of_the_cell():
    """A column of 60 digits of Calibri 11 (7 pixels each) is 315 points, of which 97 % are for sure: so many thousandths of 10 points."""
    arial = fit(60, wraps=True, letters=Letters(10, name="Arial"))
    assert arial.room == int(315 * 0.97 * 100)
    assert arial.line_height == 12.75
    assert fit(60, wraps=True, letters=Letters(10, name="Arial"), indent=1).room == int((315 - 6.75) * 0.97 * 100)


FILES = {
    ("Arial", False): "liberation-sans/LiberationSans-Regular.ttf",
    ("Arial", True): "liberation-sans/LiberationSans-Bold.ttf",
    ("Bookman Old Style", False): "tex-gyre-bonum/texgyrebonum-regular.otf",
    ("Bookman Old Style", True): "tex-gyre-bonum/texgyrebonum-bold.otf",
}


@pytest.mark.parametrize(("name", "bold"), FILES)
def test_text_width__is_that_of_the_shipped_font(name, bold):
    from generator.charts.typeface import text_width as printed
    from generator.home import SHIPPED

    font = SHIPPED / "templates" / "_shared" / "fonts" / FILES[name, bold]
    letters = Letters(1000, bold=bold, name=name)
    for letter in [*filter(str.isprintable, map(chr, range(32, 256))), *"–—‘’“”•…"]:
        assert 0 <= text_width(letter, letters) - printed(letter, 1000, font) < 1.0, letter


def test_text_width__bookman_is_wider_and_bold_is_wider():
    words = "Peta kebutuhan pengembangan kompetensi guru"
    plain, bold, bookman = (
        text_width(words, Letters(10, **looks))
        for looks in ({"name": "Arial"}, {"name": "Arial", "bold": True}, {"name": "Bookman Old Style"})
    )
    assert plain < bold < bookman * 1.1
    assert plain * 1.1 < bookman


@pytest.mark.parametrize("room", [700, 1500, 3000, 6400, 12000])
@pytest.mark.parametrize(
    "line",
    [
        "kata",
        "satu dua tiga",
        LONG.strip(),
        "panjangsekalitanpaspasi " * 3 + "akhir",
        "di – ke “sana” … 漢字 " * 4 + "x",
        "i W i W i W " * 8 + "i",
    ],
)
def test_wrapped_lines__told_by_widths_of_words_as_letter_by_letter(line: str, room: int) -> None:
    """The quick count, by widths of whole words, is that of laying letter by letter."""
    assert wrapped_lines(line, room) == lines_by_letters(line, room)
    assert wrapped_lines(line, room) == lines_by_letters(line, room)  # with the words known


def lines_by_letters(line: str, room: int) -> int:
    lines, used = 1, 0
    for number, word in enumerate(line.split(" ")):
        whole, blank = USUAL.face.of(word), USUAL.face.of(" ") if number and used else 0
        if used and used + blank + whole > room:
            lines, used, blank = lines + 1, 0, 0
        used += blank
        if used + whole <= room:
            used += whole
            continue
        lines, used = lines + -(-whole // room) - 1, whole - (-(-whole // room) - 1) * room
    return lines


@pytest.mark.parametrize("text", ["kata", LONG.strip(), "panjangsekalitanpaspasi " * 3 + "akhir", "WWWW @@@@ " * 9, "i " * 300, "a" * 500])
@pytest.mark.parametrize("width", [3, 9, 20, 60])
def test_fit__a_height_known_already_changes_no_greater_one(text: str, width: int) -> None:
    """A text that needs no more than its row has already is not laid out to the end; one that needs more gets all of it."""
    for others in (0.0, 30.0):
        made = fit(width, wraps=True, merged=bool(others), others=others)
        alone = made.height(text)
        for least in (0.0, 12.0, 15.0, 37.5, alone - 0.5, alone, alone + 0.5, 900.0):
            assert made.height(text, max(least, 0.0)) == max(alone, least, 0.0)


@pytest.mark.parametrize("text", ["", "i", "W" * 300, LONG * 3, "di – ke “sana”", "é" * 257])
@pytest.mark.parametrize(("name", "bold"), FILES)
def test_bound__is_no_less_than_the_width_and_no_more_than_four_thousandths_a_letter_over_it(text: str, name: str, bold: bool) -> None:
    face = Letters(11, bold, name).face
    assert face.of(text) <= face.bound(text) <= face.of(text) + 4 * len(text)


def test_tallest__is_the_height_of_the_one_that_needs_most_whichever_comes_first() -> None:
    """In a column of 9 the long text takes most lines; the others are as high as they are beside it."""
    wide, narrow, merged = fit(60, wraps=True), fit(9, wraps=True), fit(20, wraps=True, merged=True, others=30)
    bare, hidden = fit(9, wraps=False), fit(0, wraps=True)
    texts = [(wide, LONG), (narrow, "kata " * 9), (merged, LONG), (bare, LONG), (hidden, LONG), (wide, "a\nb\nc"), (narrow, "satu")]
    alone = [made.height(text) for made, text in texts]
    for at in range(len(texts)):
        assert tallest(texts[at:] + texts[:at]) == max(alone)
        assert tallest(texts[at:]) == max(alone[at:])
