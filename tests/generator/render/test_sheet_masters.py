"""Letterhead, signatures, paper, font and properties of a workbook: the office's, in every template that asks for them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from generator.render.sheet_dress import dress_of, dressed
from generator.render.signatures import signing
from generator.render.workbook import _environment
from generator.render.xlsx import fill
from tests.cases import SAMPLES

MINISTRY = {"kementerian": "Kementerian Contoh", "nama": "Balai Guru dan Tenaga Kependidikan Contoh", "logo": "logo.png", "folder": SAMPLES}
SCHOOL = {"kementerian": "Pemerintah Kabupaten Contoh", "unit_utama": "Dinas Pendidikan", "nama": "SD Negeri 2", "folder": SAMPLES}
HEAD = {"nama": "Dr. Ratna, M.Pd.", "jabatan": "a.n. Kepala Dinas\nSekretaris", "nip": "197108171996032001", "pangkat": "Pembina"}
CHIEF = {"nama": "Laksmi, S.Pd.", "jabatan": "Ketua Tim Kerja Penyelenggaraan Program Pengembangan Kompetensi", "nip": "198506212010122003"}


def template(columns: int = 24, width: float = 3.66, orientation: str = "portrait") -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for number in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet["A1"], sheet["A3"] = "{{ kop }}", "{{ tanda_tangan([ketua, kepala], tempat, hari) }}"
    sheet["A2"] = "{{ judul }}"
    for cell in ("A1", "A2", "A3"):
        sheet[cell].font = Font(name="Arial", size=11)
        if columns > 1:
            sheet.merge_cells(f"{cell}:{get_column_letter(columns)}{cell[1:]}")
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = orientation
    sheet.oddFooter.center.text, sheet.oddFooter.center.font = "Halaman &P", "Arial,Regular"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def made(office: dict[str, Any], data: bytes | None = None, **values: Any) -> Any:
    ready = dressed(template() if data is None else data, dress_of(office))
    context = {"judul": "Uji", "ketua": CHIEF, "kepala": HEAD, "tempat": "Kota", "hari": "1 Mei 2024", **values}
    filled = fill(ready, {**context, **signing(office, "kak", lambda block: block)}, _environment(), name="uji", properties={})
    return openpyxl.load_workbook(io.BytesIO(filled)).worksheets[0]


def texts(sheet: Any, row: int) -> list[str]:
    return [str(cell.value).replace("\n", " ") for cell in sheet[row] if cell.value is not None]


def test_kop__has_its_lines_a_logo_and_a_rule() -> None:
    sheet = made(MINISTRY)
    assert [text.split() for text in texts(sheet, 1)] == [
        ["KEMENTERIAN", "CONTOH", "BALAI", "GURU", "DAN", "TENAGA", "KEPENDIDIKAN", "CONTOH"]
    ]
    assert len(sheet._images) == 1
    assert {cell.border.bottom.style for cell in sheet[1][:24]} == {"double"}
    assert sheet.row_dimensions[1].height >= 20 * 72 / 25.4


def test_kop__of_a_school_names_its_dinas_and_has_a_second_logo_at_the_right() -> None:
    sheet = made({**SCHOOL, "logo": "logo.png", "logo_kanan": "logo.png"})
    assert "DINAS PENDIDIKAN" in texts(sheet, 1)[0]
    left, right = (picture.anchor._from.col for picture in sheet._images)
    assert left == 0
    assert right >= 20


def test_kop__as_a_picture_spans_the_text_and_takes_the_place_of_words() -> None:
    sheet = made({**MINISTRY, "kop_gambar": "logo.png"})
    assert texts(sheet, 1) == []
    points = 24 * 26 * 0.75  # 24 columns of 3,66 digits of 7 pixels: 26 pixels each
    assert sheet._images[0].anchor.ext.width == pytest.approx(points * 12700, rel=0.01)


def test_kop__of_an_office_without_a_name_is_an_empty_cell() -> None:
    sheet = made({"folder": SAMPLES})
    assert texts(sheet, 1) == []
    assert not sheet._images


def test_signature__names_of_two_stand_on_one_line_whatever_their_positions_take() -> None:
    sheet = made(MINISTRY)
    left, right = (str(cell.value).split("\n") for cell in sheet[3] if cell.value is not None)
    assert left.index("Laksmi, S.Pd.") == right.index("Dr. Ratna, M.Pd.")
    assert right[:3] == ["Kota, 1 Mei 2024", "a.n. Kepala Dinas", "Sekretaris,"]
    assert right[-2:] == ["Pembina", "NIP 197108171996032001"]


def test_signature__a_pemda_writes_nip_with_a_point() -> None:
    assert "NIP. 198506212010122003" in texts(made(SCHOOL), 3)[0]


def test_signature__of_nobody_is_empty() -> None:
    assert texts(made(MINISTRY, ketua={}, kepala={}), 3) == []


def test_signature__in_a_single_column_stands_below_each_other() -> None:
    assert len(texts(made(MINISTRY, template(columns=1, width=60)), 3)) == 1


def test_signature__a_row_holds_all_its_lines() -> None:
    """Right: place, two lines of position, three of room, name, rank, number: nine lines of 11 points."""
    assert made(MINISTRY).row_dimensions[3].height >= 9 * 11 * 1.275


def test_paper__f4_font_and_margins_of_the_office() -> None:
    plain, sheet = made(MINISTRY), made({**MINISTRY, "kertas": "F4", "huruf": "Bookman Old Style", "margin": {"kiri": 4}})
    assert (plain.page_setup.paperSize, sheet.page_setup.paperSize) == (9, 14)
    assert sheet.page_margins.left == pytest.approx(4 / 2.54, abs=0.001)
    assert (plain["A2"].font.name, sheet["A2"].font.name) == ("Arial", "Bookman Old Style")
    assert (plain.oddFooter.center.font, sheet.oddFooter.center.font) == ("Arial,Regular", "Bookman Old Style,Regular")


@pytest.mark.parametrize(("orientation", "wider"), [("portrait", 165 / 160), ("landscape", 280 / 247)])
def test_paper__columns_are_as_wide_as_the_text(orientation: str, wider: float) -> None:
    sheet = made({**MINISTRY, "kertas": "F4"}, template(orientation=orientation))
    assert sheet.column_dimensions["A"].width == pytest.approx(3.66 * wider, rel=0.001)


def test_template__that_is_no_workbook_is_left_to_its_reader() -> None:
    assert dressed(b"bukan", dress_of(MINISTRY)) == b"bukan"


def test_properties__title_office_and_own_date(tmp_path: Path) -> None:
    from generator.office.sheet.properties import About

    filled = fill(template(), {"judul": "Uji", "kop": "", "ketua": {}, "kepala": {}, "tempat": "", "hari": ""} | signing({}, "kak", str), _environment(), name="uji", properties={},
                  about=About("KAK – Uji", "Balai Contoh", date(2024, 5, 1)))  # fmt: skip
    told = openpyxl.load_workbook(io.BytesIO(filled)).properties
    assert (told.title, told.creator, told.created.date(), told.lastModifiedBy) == ("KAK – Uji", "Balai Contoh", date(2024, 5, 1), None)


def test_font__rows_of_the_templates_own_words_are_as_high_as_it_asks() -> None:
    """TeX Gyre Bonum in bold takes 1.459 of its size a line, Liberation Sans 1.149: a head of three lines would be cut off."""
    book = openpyxl.load_workbook(io.BytesIO(template()))
    rows: Any = book.worksheets[0]
    rows.cell(5, 1, "Jumlah Model Pelatihan")
    rows.row_dimensions[4].height, rows.row_dimensions[5].height = 14.0, 42.0
    written = io.BytesIO()
    book.save(written)
    plain, sheet = (made({**MINISTRY, "huruf": font}, written.getvalue()) for font in ("Arial", "Bookman Old Style"))
    assert [plain.row_dimensions[row].height for row in (4, 5)] == [14.0, 42.0]
    assert sheet.row_dimensions[4].height > 14 * 1.15
    assert sheet.row_dimensions[5].height > 42 * 1.15 * 1.1


def workbook_of(*cells: str) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(list(cells))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


HALVES = ("{{ satu(ketua) | tanda_tangan_kiri }}", "{{ satu(ketua) | tanda_tangan_kanan }}")


@pytest.mark.parametrize(
    ("cells", "names", "times"),
    [
        (HALVES, {"Laksmi, S.Pd."}, 1),
        ((HALVES[0], "{% set ketua = kepala %}", HALVES[1]), {"Dr. Ratna, M.Pd."}, 2),
        ((HALVES[0], "{{ satu(kepala) | tanda_tangan_kanan }}"), {"Dr. Ratna, M.Pd."}, 2),
    ],
    ids=["alike", "another-since", "another"],
)
def test_signature__halves_of_one_block_ask_for_it_once(cells: tuple[str, ...], names: set[str], times: int) -> None:
    """One alone signs at the right; the left half is empty."""
    from generator.render.signatures import signature
    from validators.expressions import callable_in_expressions

    asked: list[Any] = []

    def satu(person: Any) -> Any:
        asked.append(person)
        return signature(person, "", "", {})

    context = {"ketua": CHIEF, "kepala": HEAD, "satu": callable_in_expressions(satu)}
    filled = fill(workbook_of(*cells), context, _environment(), name="uji", properties={})
    said = texts(openpyxl.load_workbook(io.BytesIO(filled)).worksheets[0], 1)
    assert len(asked) == times
    assert all(any(name in text for text in said) for name in names)
