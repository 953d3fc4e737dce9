"""Stored values equal what another program computes from nothing but formulas and inputs. SCO-92.

Every <v> beside an <f> is removed before LibreOffice opens the file: a stored value would survive the conversion and
prove nothing.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from fractions import Fraction

import openpyxl
import pytest
from lxml import etree

from generator.office.package.parts import read_parts, write_parts

pytestmark = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
]

FORMULAS = [
    "SUM(A1:A5)",
    "AVERAGE(A1:A5)",
    "MIN(A1:A5)-MAX(A1:A5)",
    "COUNT(A1:A6)+10*COUNTA(A1:A6)",
    'COUNTIF(A1:A5,">=70")',
    'COUNTIF(B1:B5,"lul*")',
    'SUMIF(B1:B5,"<>gagal",A1:A5)',
    'SUMIF(A1:A5,">"&A2)+COUNTIF(B1:B5,"="&B1)',
    "SUMPRODUCT(A1:A5,C1:C5)/SUM(C1:C5)",
    'SUMPRODUCT((B1:B5="Lulus")*(A1:A5>75),C1:C5)',
    "ROUND(AVERAGE(A1:A5),1)",
    "ROUND(-2.5,0)+ROUND(1234,-2)",
    'IF(AND(A1>60,OR(A2>60,A3<0)),"Lulus","Belum")',
    "IFERROR(A1/A6,-1)",
    "A1/A6",
    "-A1^2+2^-1*3%",
    'B1&" "&COUNT(A1:A5)',
    "A6=0",
    "(A1-A2)/(A3+1)*100",
    '"LULUS"=B1',
    "IF(A1>A2,A6,A7)",
    "COUNTIF(A1:A7,0)",
    "MAX(B1:B5)",
    "2^3^2",
]


@pytest.fixture(scope="module")
def recalculated(filled_with, context, small_template, tmp_path_factory):
    """Return what is stored in two workbooks, and what LibreOffice computes from each and after one input is changed."""
    folder = tmp_path_factory.mktemp("lembar")
    inputs = {f"A{row}": f"{{{{ n[{row - 1}] }}}}" for row in range(1, 6)} | {f"B{row}": f"{{{{ t[{row - 1}] }}}}" for row in range(1, 6)}
    inputs |= {f"C{row}": f"{{{{ w[{row - 1}] }}}}" for row in range(1, 6)}
    values = {
        "n": [80, Fraction(131, 2), 90, 55, Fraction(221, 3)],
        "t": ["Lulus", "gagal", "lulus", "Gagal", "LULUS"],
        "w": [10, 20, 30, 25, 15],
    }
    small = small_template(inputs | {f"E{row}": "=" + text for row, text in enumerate(FORMULAS, 1)})
    made = {"rumus": filled_with(values, small).data, "form": filled_with(context).data}
    for name, data in made.items():
        (folder / f"{name}.xlsx").write_bytes(stripped(data))
    (folder / "ubah.xlsx").write_bytes(stripped(made["form"], {"C6": "5"}))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    files = [str(folder / f"{name}.xlsx") for name in ("rumus", "form", "ubah")]
    subprocess.run([*command, "--outdir", str(folder / "hasil"), *files], check=True, capture_output=True, timeout=180)
    return {name: cells(data) for name, data in made.items()}, {
        path.stem: cells(path.read_bytes()) for path in (folder / "hasil").iterdir()
    }


def stripped(data: bytes, changes: dict[str, str] | None = None) -> bytes:
    """Return the workbook without any stored value of a formula, with some inputs changed."""
    parts = read_parts(data)
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        root = etree.fromstring(parts[name])
        for formula in root.iter("{*}f"):
            cell = formula.getparent()
            for value in cell.findall("{*}v"):
                cell.remove(value)
            cell.attrib.pop("t", None)
        for address, text in (changes or {}).items() if name.endswith("sheet1.xml") else ():
            root.xpath(f"//*[local-name()='c'][@r='{address}']")[0][0].text = text
        parts[name] = etree.tostring(root)
    return write_parts(parts)


def cells(data: bytes) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    values = {(cell.parent.title, cell.coordinate): cell.value for cell in found}
    values.pop(("Form", "A17"), None)  # an empty cell to which openpyxl lends its link's text
    return values


def same(stored: object, computed: object) -> bool:
    if isinstance(stored, int | float) and isinstance(computed, int | float):
        return computed == pytest.approx(stored, rel=1e-13, abs=1e-13)
    return stored == computed


@pytest.mark.parametrize("name", ["rumus", "form"])
def test_stored_values__equal_what_libreoffice_computes(recalculated, name):
    stored, computed = recalculated[0][name], recalculated[1][name]
    different = {place: (value, computed.get(place)) for place, value in stored.items() if not same(value, computed.get(place))}
    assert not different


def test_stored_values__every_known_formula_has_one(recalculated):
    assert {f"E{row}" for row in range(1, len(FORMULAS) + 1)} <= {address for _, address in recalculated[0]["rumus"]}


def test_changed_input__totals_follow(recalculated):
    # plan 1: five times instead of twice 8 points: 32 + 3 x 8 points, 4 + 3 pieces
    computed = recalculated[1]["ubah"]
    assert computed["Form", "E6"] == 40
    assert computed["Form", "E9"] == 56
    assert computed["Form", "C9"] == 7
    assert computed["Rekap", "A1"] == 56
    assert computed["Rekap", "A3"] == 112
    assert computed["Form", "A19"] == 56 + 7
