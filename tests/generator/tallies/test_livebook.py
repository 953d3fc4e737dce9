"""Result workbooks: formulas whose saved values are the program's own.

SCO-92: every `<v>` beside an `<f>` removed and LibreOffice asked again gives the same values; an input changed, the totals follow.
SAFE-04: text that looks like a formula stays text. BAT-04: the same bytes each time.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from generator.office.package.parts import read_parts, write_parts
from generator.tallies.livebook import Page, band_formula, source_page
from generator.tallies.livebook_xlsx import workbook
from tests.package_audit import faults

TABLES = {
    "cvi": "butir,Ani,Budi,Citra,Dewi,Eko\nB1,4,4,3,4,3\nB2,Sesuai,4,4,2,4\nB3,4,3,2,3,2\nB4,4,4,,4,4\nB5,2,3,1,2,4\nB6,3,3,4,3,3\n",
    "na": "nama;A (20%);B (80%)\nAni;62;97\nBudi;72;82\nCitra;70,01;70\n=Dedi;58;66,5\n",
    "capaian": "program,lulus,target\nP,270,300\nQ,109,120\n",
    "penurunan": "aktual;target\n0,275;0,25\n0,20;0,25\n0;0,25\n0,55;0,25\n",
    "id": "kabupaten,lulus,sasaran,guru\nA,150,200,4000\nB,90,150,3000\nC,60,100,2000\nD,20,80,1000\nE,0,0,500\n",
    "cgi": "nama,jenjang,1.1,1.2,2.1,2.2\nA,Ahli Muda,2,3,1,2\nB,Ahli Madya,4,,2.5,3\nC,Ahli Pertama,1,2,,\n",
    "level1": "A,B,C\n4,4,3\n3,4,2\n4,3,3\n3,3,2\n4,4,\n",
    "analisis-butir": "Peserta,B1,B2,B3,B4\nKunci,A,B,C,D\nAni,A,B,C,D\nBudi,A,B,C,A\nCitra,A,B,D,D\nDewi,A,B,A,B\nEko,A,C,A,C\nFitri,B,C,A,\n",
    "level2": "nama,pre,post\nP1,40,62\nP2,55,70\nP3,60,66\nP4,50,71\nP5,65,74\nP6,45,63\nP7,70,82\nP8,58,75\nP9,50,\nP10,100,100\n",
    "rhk": "kuantitas,poin\n2,8\n2,4\n2,4\n",
    "jp": "jp,moda,luring,daring\n16,luring,,\n32,blended,20,12\n41,daring,,\n",
    "dasbor": "kabupaten,dilatih,target\nA,150,160\nB,120,140\n",
}
CHOICES = {"id": {"sasaran_nol": "lewati"}}
RESULTS = {
    "cvi": ("CVI", {"B11": Fraction(4, 5), "B12": Fraction(1, 2), "B13": "REVISI"}),
    "na": ("Nilai Akhir", {"D5": 90, "E5": "Baik", "D6": 80, "D7": Fraction("70.002"), "F7": "Lulus", "F8": "Belum Lulus"}),
    "capaian": ("Capaian", {"D4": 90, "D5": Fraction(545, 6), "D6": Fraction(100 * 379, 420)}),
    "penurunan": ("Penurunan", {"D4": 90, "E4": "Baik", "F5": "melampaui target", "F6": "tanpa kesenjangan", "D7": -20}),
    "id": ("ID", {"B9": Fraction(11, 20), "B12": Decimal("0.2945791")}),
    "cgi": ("CGI", {"D4": Fraction(5, 36), "D5": Fraction(13, 32)}),
    "level1": ("Level 1", {"B19": Fraction(3, 5)}),
    "analisis-butir": (
        "Analisis Butir",
        {
            "B7": 5,
            "C4": Fraction(5, 6),
            "E4": Decimal("0.5393599"),
            "G5": 1,
            "G6": Fraction(3, 4),
            "I4": "diterima",
            "C10": Fraction(48, 65),
        },
    ),
    "level2": ("Level 2", {"B14": 9}),
    "rhk": ("RHK", {"B9": 32, "C9": "Memenuhi"}),
    "jp": ("JP", {"I4": 2, "I5": 5, "I6": 9, "F5": 1440}),
    "dasbor": ("Capaian", {"D6": 90}),
}
"""Cells whose value is worked by hand.

cvi: with the blank, votes 5/5, 4/5, 3/5, 4/4, 2/5, 5/5: (1 + .8 + .6 + 1 + .4 + 1)/6 = 4.8/6 = 0.8. na: 62 x .2 + 97 x .8 = 90;
70.01 x .2 + 70 x .8 = 70.002. cgi: gaps of kompetensi 1: .5/3, 0, .5/2, over 3 = 5/36; of 2: 1.5/3, 1.25/4, over 2 = 13/32.
level1: three variances of 1/3, totals 11 9 10 8 with 5/3: 3/2 x (1 - 3/5) = 3/5. jp: 41/5 rounded up is 9.
analisis-butir: totals 4 3 3 2 1 0, the two in the middle of the upper group half each; worked in test_item_analysis.
"""


SPOILT = {
    "cvi": ("CVI", "B4", "x", ["I4", "B11", "B12", "B13"]),
    "na": ("Nilai Akhir", "B5", 850, ["D5", "E5", "F5", "B10"]),
    "na kosong": ("Nilai Akhir", "C6", None, ["D6", "E6", "F6", "B10"]),
    "na bobot": ("Nilai Akhir", "B4", 30, ["D5", "E5", "B10"]),
    "capaian": ("Capaian", "B4", None, ["D4", "E4", "B6", "D6"]),
    "penurunan": ("Penurunan", "C4", None, ["D4", "E4", "F4"]),
    "id": ("ID", "C4", "dua", ["E4", "B9", "B12"]),
    "cgi": ("Nilai", "F4", None, ["D4", "D6"]),
    "cgi jenjang": ("Guru", "B4", None, ["C4", "D4", "D6", "B9", "D9"]),
    "cgi jenjang lain": ("Guru", "B4", "Ahli Medya", ["C4", "D4", "D6", "B9", "D9"]),
    "cgi kompetensi": ("Guru", "C4", "x", ["C4", "D4", "D6", "B9", "D9"]),
    "cgi level": ("Level", "B5", 850, ["D4", "D6", "B9"]),
    "level1": ("Level 1", "B4", "baik", ["B11", "B12", "E11"]),
    "analisis-butir": ("Jawaban", "B5", "x", ["C4", "E4", "G4", "I4", "C9", "C10", "C11"]),
    "level2": ("Level 2", "B4", None, ["D4", "E4", "B14", "B15", "B22"]),
    "rhk": ("RHK", "D4", None, ["E4", "B9", "C9"]),
    "jp": ("JP", "C4", None, ["F4", "G4", "I4"]),
    "dasbor": ("Capaian", "B4", None, ["D4", "B6", "D6"]),
}
"""An input that is emptied, a word, or out of range, and the results that must be empty then, on the first sheet where inputs have one of their own."""
LEADING = {"cgi": "CGI", "analisis-butir": "Analisis Butir"}


@pytest.fixture
def books(scored):
    """Return the workbook of each score as bytes."""

    def book(name: str, text: str) -> bytes:
        found = scored(name, text, **CHOICES.get(name, {}))
        assert not found.findings.errors, found.findings
        return workbook([*found.recipe.pages(found.done), source_page(found.done[0].working.lines())])

    return {name: book(name, text) for name, text in TABLES.items()}


def values(file):
    """Return sheet -> cell -> (formula or None, value)."""
    formulas, cached = load_workbook(file), load_workbook(file, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: (cell.value if cell.data_type == "f" else None, cached[sheet.title][cell.coordinate].value)
            for row in sheet.iter_rows()
            for cell in row
        }
        for sheet in formulas
    }


def near(first, second) -> bool:
    if isinstance(first, str) or first is None:
        return (first or "") == (second or "")
    return not isinstance(second, str) and abs(Fraction(first) - Fraction(second)) <= Fraction(1, 10**6) * max(1, abs(Fraction(first)))


def stripped(data: bytes, *, change: tuple[bytes, bytes] | None = None) -> bytes:
    """Return the workbook without the saved value of any formula, and perhaps with an input changed."""
    parts = read_parts(data)
    for name in (name for name in parts if name.startswith("xl/worksheets/")):
        parts[name] = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", parts[name])
        if change is not None:
            parts[name] = parts[name].replace(*change)
    return write_parts(parts)


def spoilt(data: bytes, sheet: str, at: str, value: object) -> bytes:
    """Return the workbook with one input changed, and without saved values."""
    book = load_workbook(io.BytesIO(data))
    assert not str(book[sheet][at].value).startswith("="), (sheet, at)
    book[sheet][at].value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_workbook__saved_values_are_the_exact_ones(books, tmp_path) -> None:
    """SCO-92, by hand."""
    for name, (sheet, cells) in RESULTS.items():
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(books[name])
        found = values(file)[sheet]
        assert {at: near(value, found[at][1]) for at, value in cells.items()} == dict.fromkeys(cells, True), (
            name,
            {at: found[at] for at in cells},
        )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_workbook__libreoffice_calculates_the_same_and_follows_a_changed_input(books, tmp_path) -> None:
    """SCO-92. P's target 300 becomes 360: 270/360 = 75 %, Cukup; the total (270 + 109)/480."""
    given, done = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    for name, data in books.items():
        (given / f"{name}.xlsx").write_bytes(stripped(data))
    for name, (sheet, at, value, _) in SPOILT.items():
        (given / f"rusak-{name}.xlsx").write_bytes(spoilt(books[name.split()[0]], sheet, at, value))
    (given / "berubah.xlsx").write_bytes(stripped(books["capaian"], change=(b"<v>300</v>", b"<v>360</v>")))
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(done),
        *map(str, given.iterdir()),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    wrong = []
    for name in books:
        ours = tmp_path / f"{name}.xlsx"
        ours.write_bytes(books[name])
        theirs = values(done / f"{name}.xlsx")
        for sheet, cells in values(ours).items():
            wrong += [
                (name, sheet, at, *cell, theirs[sheet][at][1])
                for at, cell in cells.items()
                if cell[0] and not near(cell[1], theirs[sheet][at][1])
            ]
    assert wrong == []
    changed = values(done / "berubah.xlsx")["Capaian"]
    for name, (sheet, _, _, cells) in SPOILT.items():
        theirs = values(done / f"rusak-{name}.xlsx")[LEADING.get(name.split()[0], sheet)]
        wrong += [(name, at, theirs[at]) for at in cells if theirs[at][1] not in (None, "")]
    assert wrong == []
    assert (changed["D4"][1], changed["E4"][1], near(Fraction(100 * 379, 480), changed["D6"][1])) == (75, "Cukup", True)


@pytest.mark.parametrize(
    ("name", "cell", "rule"),
    [
        ("cvi", "B4", ("list", '"1,2,3,4,Tidak Sesuai,Kurang Sesuai,Cukup Sesuai,Sesuai"', None)),
        ("na", "B5", ("decimal", "0", "100")),
        ("capaian", "C4", ("whole", "1", None)),
        ("penurunan", "B4", ("decimal", "0", None)),
        ("id", "B4", ("whole", "0", None)),
        ("level1", "B4", ("whole", "1", "4")),
        ("level2", "C4", ("decimal", "0", "100")),
        ("rhk", "C4", ("whole", "0", None)),
        ("jp", "C4", ("whole", "0", None)),
        ("dasbor", "B4", ("whole", "0", None)),
    ],
)
def test_workbook__inputs_take_only_what_may_stand_there(books, name, cell, rule) -> None:
    book = load_workbook(io.BytesIO(books[name]))
    sheet = book[RESULTS[name][0]]
    rules = [one for one in sheet.data_validations.dataValidation if cell in one.sqref]
    assert [(one.type, one.formula1, one.formula2) for one in rules] == [rule]


def test_workbook__every_result_is_a_formula(books, tmp_path) -> None:
    for name, (sheet, cells) in RESULTS.items():
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(books[name])
        found = values(file)[sheet]
        assert all(found[at][0] for at in cells), name


def test_workbook__is_sound_and_the_same_each_time(books, scored) -> None:
    assert {name: faults(read_parts(data)) for name, data in books.items()} == {name: [] for name in books}
    again = scored("rhk", TABLES["rhk"])
    assert workbook([*again.recipe.pages(again.done), source_page(again.done[0].working.lines())]) == books["rhk"]


def test_workbook__text_like_a_formula_stays_text(books, tmp_path) -> None:
    """SAFE-04."""
    file = tmp_path / "na.xlsx"
    file.write_bytes(books["na"])
    cell = load_workbook(file)["Nilai Akhir"]["A8"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Dedi", "s", True)


def test_band_formula__edges_open_and_closed(library) -> None:
    table = library.band("predikat-kelulusan")
    assert band_formula("A1", table).startswith('IF(ROUND(A1,12)>90,"Amat Baik",IF(ROUND(A1,12)>80,"Baik",')
    assert 'IF(ROUND(A1,12)>=0.8,"memenuhi"' in band_formula("A1", library.band("cvi"))


def test_calculated__a_formula_nobody_knows_needs_its_value() -> None:
    page = Page("P")
    page.work(1, 1, "TDIST(2,3,2)")
    with pytest.raises(ValueError, match="TDIST"):
        workbook([page])
