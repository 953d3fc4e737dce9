"""A draft workbook says on every sheet, on screen and on paper, that it is one. UX-04."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from lxml import etree

from generator.office.package.parts import read_parts, write_parts
from generator.office.sheet.notice_sheet import with_notice_sheet

LINES = ["DRAF: belum boleh dipakai.", "1. Kunci “_x0041_” tidak dikenal.", "2. " + "panjang " * 40]


def book(head: str = "", **heads: str) -> dict[str, bytes]:
    made = openpyxl.Workbook()
    first: Any = made.active
    second = made.create_sheet("Rincian")
    first.title, first["B2"], first["A3"] = "Isian", "Judul", 5
    second["A1"], second["A2"] = "=1+1", "Tabel"
    first.oddHeader.center.text = head
    first.print_title_rows, second.print_area = "1:2", "A1:B9"
    written = io.BytesIO()
    made.save(written)
    return read_parts(written.getvalue())


@pytest.fixture
def draft():
    return openpyxl.load_workbook(io.BytesIO(write_parts(with_notice_sheet(book("Kop"), "DRAF", LINES))))


def test_notice_sheet__comes_first_and_is_the_only_one_in_front(draft) -> None:
    assert draft.sheetnames == ["DRAF", "Isian", "Rincian"]
    assert draft.active.title == "DRAF"
    assert [sheet.title for sheet in draft if sheet.sheet_view.tabSelected] == ["DRAF"]
    assert [draft["DRAF"][f"A{row}"].value.replace("_x005F_", "_") for row in (1, 2, 3)] == LINES
    assert draft["DRAF"]["A3"].alignment.wrap_text


def test_notice_sheet__every_sheet_and_page_bears_the_name(draft) -> None:
    assert draft["Isian"]["B2"].value == "[DRAF] Judul"
    assert draft["Rincian"]["A2"].value == "[DRAF] Tabel"
    assert draft["Rincian"]["A1"].value == "=1+1"
    assert [draft[name].oddHeader.center.text for name in ("Isian", "Rincian")] == ["DRAF\nKop", "DRAF"]


def test_notice_sheet__names_stay_with_their_sheets(draft) -> None:
    assert draft["Isian"].print_title_rows == "$1:$2"
    assert draft["Rincian"].print_area == "'Rincian'!$A$1:$B$9"


def test_notice_sheet__pages_with_heads_of_their_own_bear_it_too() -> None:
    parts = book("Kop")
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = sheet.replace("<headerFooter>", '<headerFooter differentFirst="1" differentOddEven="1">')
    made = with_notice_sheet(parts | {"xl/worksheets/sheet1.xml": sheet.encode()}, "DRAF", LINES)
    root = etree.fromstring(made["xl/worksheets/sheet1.xml"])
    heads = {etree.QName(found).localname: found.text for found in root.find("{*}headerFooter") if "Header" in str(found.tag)}
    assert set(heads) == {"oddHeader", "evenHeader", "firstHeader"}
    assert all("DRAF" in text for text in heads.values())
