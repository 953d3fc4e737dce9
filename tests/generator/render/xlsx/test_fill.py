"""A filled workbook: what is filled, what stays, the same bytes each time. TPL-01, TPL-02, BAT-04."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.office.package.parts import read_members, read_parts, write_parts
from generator.office.package.relations import relations
from validators.absence import CACAT, KOSONG

FILLED = {
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/charts/chart1.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
}


def test_fill__untouched_parts_keep_their_compressed_bytes(filled, excel_template):
    before = {member.name: member for member in read_members(excel_template)}
    after = {member.name: member for member in read_members(filled.data)}
    # three copies instead of three rows: nothing below moves, so table, notes and drawing have no cause to change
    same = {name for name, member in after.items() if member == before.get(name)}
    assert set(after) - same == FILLED - {"xl/tables/table1.xml"}
    assert {"xl/sharedStrings.xml", "xl/worksheets/sheet3.xml", "xl/drawings/vmlDrawing2.vml", "xl/media/image1.png"} <= same


def test_fill__sheet_without_tags_or_formulas_is_left_alone(filled_with, context, excel_parts):
    longer = filled_with(context | {"rencana": context["rencana"] * 4})
    assert longer.parts["xl/worksheets/sheet3.xml"] == excel_parts["xl/worksheets/sheet3.xml"]


def test_fill__loop_gives_a_row_for_each_item(filled):
    assert [filled.value(f"A{row}") for row in (6, 7, 8)] == ["1", "2", "3"]
    assert [filled.value(f"C{row}") for row in (6, 7, 8)] == ["2", "1", "1"]
    assert filled.value("B8") == "Berbagi praktik baik"


def test_fill__group_of_rows_repeats_as_a_whole(filled):
    assert [filled.value(f"A{row}") for row in (12, 14)] == ["Pembuka", "Inti"]
    assert [filled.cell(f"A{row}").get("t") for row in (13, 15)] == ["s", "s"]  # the fixed word "Catatan"
    assert filled.value("B15") == "lugas\n-rapi"


def test_fill__rows_stand_in_order_without_doubles(filled):
    rows = [int(row) for row in filled.all("row", "r")]
    assert rows == sorted(set(rows))
    addresses = filled.all("c", "r")
    assert len(addresses) == len(set(addresses))


def test_fill__tag_split_over_runs_keeps_the_looks(filled):
    cell = filled.cell("A2")
    assert filled.value("A2") == "Nama: Siti & <Rahma>"
    runs = cell.findall(".//{*}r")
    assert [run.find("{*}rPr/{*}b") is not None for run in runs] == [True, False]


def test_fill__lone_tag_split_over_runs_keeps_its_type(filled):
    assert filled.cell("A3").get("t") is None
    assert filled.value("A3") == "45119"


@pytest.mark.parametrize("rows", [[], KOSONG, CACAT], ids=["empty", "kosong", "cacat"])
def test_fill__no_data_leaves_one_blank_pattern_row(filled_with, context, rows):
    found = filled_with(context | {"rencana": rows})
    assert found.formula("E7") == "SUM(E6:E6)"
    assert [found.value(f"{column}6") for column in "ABCDEF"] == [None] * 6


def test_fill__no_data_leaves_no_result_of_nobody(filled_with, small_template):
    """A blank row says nothing, and what can only be told of rows is empty until there are some; a sum of none is 0."""
    cells = {"A1": "{%tr for p in peserta %}", "A2": "{{ p }}", "B2": '=IF(A2>=75,"Lulus","Remedial")', "A3": "{%tr endfor %}"}
    cells |= {"A4": "=SUM(A2:A2)", "A5": "=AVERAGE(A2:A2)", "A6": "=A5*2", "A7": "=STDEV(A2:A2)", "A8": "=1/0"}
    template = small_template(cells)
    none, some = filled_with({"peserta": []}, template), filled_with({"peserta": [70, 90]}, template)
    assert none.formula("B1") is None
    assert [none.value(f"A{row}") for row in (2, 3, 4, 5, 6)] == ["0", "", "", None, "#DIV/0!"]
    assert none.formula("A3") == 'IFERROR(AVERAGE(A1:A1),"")'
    assert none.formula("A5") == 'IFERROR(STDEV(A1:A1),"")'
    assert [some.value(f"B{row}") for row in (1, 2)] == ["Remedial", "Lulus"]
    assert [some.formula(f"A{row}") for row in (4, 5, 6)] == ["AVERAGE(A1:A2)", "A4*2", "STDEV(A1:A2)"]


def test_fill__dimension_tells_the_used_cells(filled_with, context):
    # twelve copies instead of three rows: the last row, 19, goes to 28
    assert filled_with(context | {"rencana": context["rencana"] * 4}).all("dimension", "ref") == ["A1:F28"]


def test_fill__calculation_chain_goes_with_all_that_names_it(filled):
    assert "xl/calcChain.xml" not in filled.parts
    assert b"calcChain" not in filled.parts["[Content_Types].xml"] + filled.parts["xl/_rels/workbook.xml.rels"]
    assert [relation.type for relation in relations(filled.parts, "xl/workbook.xml")].count("worksheet") == 3


def test_fill__same_input_same_bytes_whatever_the_hash_seed(tmp_path, excel_template):
    (tmp_path / "t.xlsx").write_bytes(excel_template)
    script = (
        "import hashlib, jinja2, pathlib, sys; from generator.render.xlsx import fill; rows = [{'rhk': '=a', 'kuantitas': 2, 'poin': 8}] * 3;"
        "context = {'guru': {'nama': 'Siti'}, 'tanggal': 5, 'rencana': rows, 'sesi': [{'judul': 'a', 'menit': 1, 'catatan': ['x', 'y']}]};"
        "data = fill(pathlib.Path(sys.argv[1]).read_bytes(), context, jinja2.Environment(), name='t', properties={'borang-jenis': 'rhk'});"
        "print(hashlib.sha256(data).hexdigest())"
    )
    seen = set()
    for seed, zone in (("1", "Asia/Jakarta"), ("2", "UTC")):
        variables = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parents[4])}
        command = [sys.executable, "-c", script, str(tmp_path / "t.xlsx")]
        seen.add(subprocess.run(command, env=variables, capture_output=True, text=True, check=True).stdout)
    assert len(seen) == 1


def test_fill__one_document_leaves_no_trace_in_the_next(filled_with, context, filled):
    filled_with(context | {"rencana": [{"rhk": "-", "kuantitas": 9, "poin": 9}], "guru": {"nama": "Lain"}})
    assert filled_with(context).data == filled.data


def test_fill__attributes_of_newer_excel_stay_on_their_rows(filled):
    rows = {row.get("r"): row.attrib.values() for row in filled.sheet().iter("{*}row")}
    assert all("0.25" in rows[number] for number in ("1", "6", "7", "8"))
    assert "0.25" not in rows["9"]


def test_fill__threads_do_not_get_each_other_s_values(filled_with, context, filled):
    from concurrent.futures import ThreadPoolExecutor

    names = [f"Guru {number}" for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda name: filled_with(context | {"guru": {"nama": name}}).value("A2"), names))
    assert made == [f"Nama: {name}" for name in names]


def test_fill__schema_has_nothing_new_to_object_to(filled, excel_template, tmp_path):
    from openxml_audit import OpenXmlValidator

    def faults(data: bytes) -> set[str]:
        (tmp_path / "a.xlsx").write_bytes(data)
        return {error.description for error in OpenXmlValidator().validate(tmp_path / "a.xlsx").errors}

    assert faults(filled.data) <= faults(excel_template)


def test_fill__properties_are_written_and_replaced(filled_with, context, small_template, environment):
    first = filled_with(context, **{"borang-jenis": "coaching-rhk", "borang-revisi": "1"})
    again = filled_with(context, first.data, **{"borang-jenis": "coaching-rhk", "borang-revisi": "2"})
    root = again.root("docProps/custom.xml")
    assert [(found.get("name"), found[0].text) for found in root] == [("borang-jenis", "coaching-rhk"), ("borang-revisi", "2")]
    assert len({found.get("pid") for found in root}) == 2
    assert b"/docProps/custom.xml" in again.parts["[Content_Types].xml"]
    assert [relation.type for relation in relations(again.parts, "")] == ["officeDocument", "custom-properties"]


def test_fill__saved_as_excel_template_becomes_a_workbook(filled_with, context, excel_parts):
    types = excel_parts["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml")
    made = filled_with(context, write_parts(excel_parts | {"[Content_Types].xml": types}))
    assert b"spreadsheetml.sheet.main+xml" in made.parts["[Content_Types].xml"]
    assert b"template.main" not in made.parts["[Content_Types].xml"]


def test_fill__main_namespace_with_a_prefix(filled_with, small_template):
    parts = read_parts(small_template({"A1": "{{ nama }}", "A2": "tetap"}))
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    prefixed = sheet.replace("xmlns=", "xmlns:x=").replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
    assert "<x:sheetData>" in prefixed
    made = filled_with({"nama": "Siti"}, write_parts(parts | {"xl/worksheets/sheet1.xml": prefixed.encode()}))
    assert (made.value("A1"), made.value("A2")) == ("Siti", "tetap")


def test_fill__thousands_of_rows(filled_with, context):
    found = filled_with(context | {"rencana": [{"rhk": "a", "kuantitas": 1, "poin": 2}] * 5000})
    # pattern rows 6..5005, total below: 5000 x 2
    assert found.formula("E5006") == "SUM(E6:E5005)"
    assert found.value("E5006") == "10000"


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_fill__finished_file_opens_in_openpyxl(filled):
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(filled.data), data_only=True)
    assert [row[1].value for row in book["Form"]["A6:B8"]][1] == "=cmd|' /C calc'!A0"
    assert book["Form"]["E9"].value == 32


def test_fill__leaves_the_collector_as_it_was(filled_with, context) -> None:
    """PERF-10: Python does not look for cycles while a workbook is filled, and looks again afterwards, also behind a fault."""
    import gc

    from generator.errors import TemplateFault

    filled_with(context)
    assert gc.isenabled()
    with pytest.raises(TemplateFault):
        filled_with({})
    assert gc.isenabled()
    gc.disable()
    try:
        filled_with(context)
        assert not gc.isenabled()
    finally:
        gc.enable()
