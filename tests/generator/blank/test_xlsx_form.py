"""A form as a workbook: what each cell takes, offers and shows, and what tells which form it is. IN-01, FRM-01, UX-01."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.blank.known import KnownFields
from generator.blank.xlsx_form import blank_xlsx, filled_xlsx
from generator.errors import DeliveryFault
from generator.form.plan import HEAD_ROW
from generator.intake.read import read
from generator.spec.catalogue import Catalogue
from tests.forms import content, read_back, written
from tests.homes import home, table, write

FIELDS = """
fields:
  - {name: judul, label: Judul, type: text, required: true}
  - {name: tempat, label: Tempat, type: text, default: institusi.tempat}
  - {name: moda, label: Moda, type: choice, choices: ["Luring, penuh", Daring], default: "'Daring'"}
  - {name: tahun, label: Tahun, type: integer, plain: true, minimum: 2020, maximum: 2030}
  - {name: kepala, label: Kepala, type: group, fields: [{name: nip, label: NIP, type: identifier, kind: nip}]}
  - {name: mulai, label: Mulai, type: date}
  - {name: buka, label: Buka, type: date, default: mulai}
  - {name: pegangan, label: Pegangan, type: list, of: {type: text}}
  - name: kegiatan
    label: Kegiatan
    type: table
    key: nama
    required: true
    fields:
      - {name: nama, label: Nama, type: text, required: true}
      - {name: warna, label: Warna, type: reference, table: palet}
      - {name: harga, label: Harga, type: money, default: "lookup('palet', row.warna).harga"}
      - {name: banyak, label: Banyak, type: integer, minimum: 1}
      - {name: jumlah, label: Jumlah, type: money, expr: row.harga * row.banyak}
      - {name: jam, label: Jam, type: time}
      - name: langkah
        label: Langkah
        type: table
        fields: [{name: isi, label: Isi, type: text}, {name: lama, label: Lama, type: number}]
  - {name: lampiran, label: Lampiran, type: table, rows: palet, fields: [{name: ada, label: Ada, type: boolean}]}
  - {name: nilai, label: Nilai, type: matrix, rows: pegangan, columns: kegiatan, of: {type: integer, minimum: 0, maximum: 4}}
"""
PALET = table("M: Merah", "B: Biru").replace("nama: Merah}", "nama: Merah, harga: 500}").replace("nama: Biru}", "nama: Biru, harga: 250}")


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS, {"specs/reference/palet.yaml": PALET})


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def values_of(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row] if cell.value is not None]


def test_form__sheets_labels_and_heads(types: Catalogue) -> None:
    book = opened(blank_xlsx(types.compiled("uji"))[0])
    assert book.sheetnames == ["Petunjuk", "Isian", "Kegiatan", "Langkah", "Lampiran", "Nilai", "_borang", "Daftar"]
    assert [book[name].sheet_state for name in ("Isian", "_borang", "Daftar")] == ["visible", "veryHidden", "hidden"]
    labels = [cell.value for cell in book["Isian"]["A"][4:]]
    assert labels == ["Judul *", "Tempat", "Moda", "Tahun", "Kepala", "NIP", "Mulai", "Buka", "Pegangan"]
    assert [book[name]["A1"].value for name in ("Kegiatan", "Langkah", "Nilai")] == ["Kegiatan *", "Langkah", "Nilai"]
    assert values_of(book["Kegiatan"], 4) == ["Nama *", "Warna", "Harga", "Banyak", "Jumlah", "Jam"]
    assert values_of(book["Langkah"], 4) == ["Nama", "Isi", "Lama"]
    assert [book["Lampiran"][f"A{row}"].value for row in (5, 6)] == ["Merah", "Biru"]


def test_form__says_which_form_it_is_in_three_places(types: Catalogue) -> None:
    data = blank_xlsx(types.compiled("uji"))[0]
    book = opened(data)
    assert [book["_borang"][f"B{row}"].value for row in (1, 2)] == ["uji", "1"]
    assert book.custom_doc_props["borang.jenis"].value == "uji"
    assert any(str(cell.value).startswith("Formulir borang: uji, revisi 1") for cell in book["Petunjuk"]["A"])
    workbook = zipfile.ZipFile(BytesIO(data)).read("xl/workbook.xml").decode()
    assert workbook.count('hidden="1" name="_b.') == workbook.count('name="_b.') > 15


def test_form__cells_take_what_their_field_takes(types: Catalogue) -> None:
    book = opened(blank_xlsx(types.compiled("uji"))[0])
    isian, kegiatan = book["Isian"], book["Kegiatan"]
    formats = [isian[f"B{row}"].number_format for row in (5, 8, 10, 11)]
    assert formats == ["@", "0", "@", "[$-421]d mmmm yyyy"]
    rules = {str(rule.sqref): rule for rule in isian.data_validations.dataValidation}
    assert (rules["B8"].type, rules["B8"].formula1, rules["B8"].formula2, rules["B8"].errorStyle) == ("whole", "2020", "2030", None)
    assert (rules["B10"].type, rules["B10"].formula1, rules["B10"].errorStyle) == ("custom", 'LEN(SUBSTITUTE(B10," ",""))=18', "warning")
    assert (rules["B7"].type, rules["B7"].formula1) == ("list", "Daftar!$A$1:$A$2")
    assert [book["Daftar"][f"A{row}"].value for row in (1, 2)] == ["Luring, penuh", "Daring"]
    beside = {str(rule.sqref).split(":")[0]: rule for rule in kegiatan.data_validations.dataValidation}
    assert (beside["D5"].type, beside["D5"].operator, beside["D5"].formula1) == ("whole", "greaterThanOrEqual", "1")
    assert kegiatan.column_dimensions["A"].number_format == "@" or kegiatan["A150"].number_format == "@"


def test_form__only_open_cells_of_a_guarded_sheet_take_anything(types: Catalogue) -> None:
    book = opened(blank_xlsx(types.compiled("uji"))[0])
    assert [book[name].protection.sheet for name in ("Isian", "Lampiran", "Kegiatan")] == [True, True, False]
    assert [book["Isian"][cell].protection.locked for cell in ("A5", "B5", "C5")] == [True, False, True]
    assert [book["Lampiran"][cell].protection.locked for cell in ("A5", "B5")] == [True, False]


def test_form__a_default_that_reads_its_row_shows_as_a_formula(types: Catalogue) -> None:
    """And one that reads another single field; one of the office, or a fixed one, is a value. None is read as written."""
    data = blank_xlsx(types.compiled("uji"), institution={"tempat": "Ambon"})[0]
    book = opened(data)
    kegiatan, isian = book["Kegiatan"], book["Isian"]
    assert kegiatan["C5"].value == '=IF(N("borang")+OR($B5=""),"",IFERROR(LOOKUP(2,1/(Daftar!$B$1:$B$2=$B5),Daftar!$C$1:$C$2),""))'
    assert kegiatan["E6"].value == '=IF(N("borang")+OR($C6="",$D6=""),"",IFERROR(($C6*$D6),""))'
    assert isian["B12"].value == """=IF(N("borang")+OR('Isian'!$B$11=""),"",IFERROR('Isian'!$B$11,""))"""
    assert [book["Daftar"][cell].value for cell in ("B1", "C1", "B2", "C2")] == ["Merah", 500, "Biru", 250]
    assert (isian["B6"].value, isian["B7"].value) == ("Ambon", "Daring")


def test_form__what_only_shows_is_not_read_and_what_is_written_over_it_is(types: Catalogue, tmp_path: Path) -> None:
    compiled, file = types.compiled("uji"), tmp_path / "a.xlsx"
    rows = [{"nama": "satu", "warna": "B", "banyak": 2}, {"nama": "dua", "warna": "M", "banyak": 1, "harga": Decimal(9)}]
    written(compiled, {"judul": "x", "kegiatan": rows}, file)
    book = openpyxl.load_workbook(file)
    assert str(book["Kegiatan"]["C5"].value).startswith("=IF(")
    assert book["Kegiatan"]["C6"].value == 9
    book.save(file)  # no result of any formula is saved now
    assert content(read_back(file, types).given.values["kegiatan"]) == rows


def test_form__a_formula_that_is_shared_down_a_column_only_shows(types: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    written(types.compiled("uji"), {"judul": "x", "kegiatan": [{"nama": "satu", "warna": "B"}, {"nama": "dua"}]}, file)
    parts = zipfile.ZipFile(file)
    held = {name: parts.read(name) for name in parts.namelist()}
    name = "xl/worksheets/sheet3.xml"
    text = held[name].decode()
    first, second = (text.index(f'<c r="C{row}"') for row in (5, 6))
    cells = [text[at : text.index("</c>", at) + 4] for at in (first, second)]
    text = text.replace(
        cells[0], cells[0].replace("<f>", '<f t="shared" ref="C5:C6" si="0">').replace("<v></v>", "<v>250</v>").replace(' t="str"', "")
    )
    start = cells[1][: cells[1].index("<f>")].replace(' t="str"', "")
    text = text.replace(cells[1], f'{start}<f t="shared" si="0"/><v>7</v></c>')
    with zipfile.ZipFile(file, "w") as out:
        for part, data in held.items():
            out.writestr(part, text if part == name else data)
    assert content(read_back(file, types).given.values["kegiatan"]) == [{"nama": "satu", "warna": "B"}, {"nama": "dua"}]


def test_form__what_comes_from_elsewhere_is_said_and_not_asked(types: Catalogue) -> None:
    known = KnownFields(values={"tahun": "2026"}, taken={("judul",): "dari program.yaml, baris 3: “X”"})
    book = opened(blank_xlsx(types.compiled("uji"), frozenset({("tempat",)}), known)[0])
    isian = book["Isian"]
    assert (isian["A5"].value, isian["B5"].value, isian["C5"].value) == (
        "Judul",
        None,
        "dari program.yaml, baris 3: “X”; tidak perlu diisi",
    )
    assert (isian["B6"].value, isian["C6"].value) == (None, "diberikan kantor elektronik, tidak diisi di sini")
    assert isian["B8"].value == 2026


def test_form__nested_rows_name_their_parent_also_where_two_have_one_name(types: Catalogue, tmp_path: Path) -> None:
    rows = [
        {"nama": "sama", "langkah": [{"isi": "a"}]},
        {"nama": "sama", "langkah": [{"isi": "b"}, {"isi": "c"}]},
        {"banyak": 3, "langkah": [{"isi": "d"}]},
    ]
    file = tmp_path / "a.xlsx"
    form = written(types.compiled("uji"), {"kegiatan": rows}, file)
    assert form.left == ()
    assert content(read_back(file, types).given.values["kegiatan"]) == rows


def test_form__fixed_rows_within_a_row_stand_beside_it(tmp_path: Path) -> None:
    """The levels of each teacher's indicators had no place in the form of a school."""
    fixed = "{name: f, label: F, type: table, rows: palet, fields: [{name: ada, label: Ada, type: boolean}]}"
    spec = f"fields: [{{name: t, label: T, type: table, key: a, fields: [{{name: a, label: A, type: text}}, {fixed}]}}]\n"
    types = home(tmp_path, spec, {"specs/reference/palet.yaml": PALET})
    rows = [{"a": "x", "f": {"M": {"ada": True}}}, {"a": "y", "f": {"M": {"ada": False}}}]
    form = written(types.compiled("uji"), {"t": rows}, tmp_path / "a.xlsx")
    assert (form.plan.omitted, form.left) == ((), ())
    back = read_back(tmp_path / "a.xlsx", types)
    assert content(back.given.values["t"]) == rows
    assert back.given.places["t", 1, "f", "M", "ada"].cell[1:] == str(HEAD_ROW + 2)


def test_form__a_table_within_fixed_rows_has_no_place_and_is_told(tmp_path: Path) -> None:
    inner = "{name: i, label: I, type: table, fields: [{name: ada, label: Ada, type: boolean}]}"
    spec = f"fields: [{{name: f, label: F, type: table, rows: palet, fields: [{{name: a, label: A, type: text}}, {inner}]}}]\n"
    compiled = home(tmp_path, spec, {"specs/reference/palet.yaml": PALET}).compiled("uji")
    data, form = filled_xlsx(compiled, {"f": {"M": {"a": "x", "i": [{"ada": True}]}}})
    assert (form.plan.omitted, form.left) == ((("f", "i"),), (("f", "i"),))
    assert opened(data).sheetnames == ["Petunjuk", "F", "_borang", "Daftar"]


def test_form__of_an_earlier_revision_is_read_by_the_names_of_its_time(tmp_path: Path) -> None:
    """Groups, fields and columns were renamed since, and their labels too."""
    old = """
fields:
  - {name: acara, label: Acara, type: group, fields: [{name: nama, label: Nama Acara, type: text}]}
  - {name: orang, label: Orang, type: table, fields: [{name: nama, label: Nama Orang, type: text}, {name: usia, label: Usia, type: integer}]}
"""
    new = """
fields:
  - {name: kegiatan, label: Kegiatan, formerly: [acara], type: group, fields: [{name: judul, label: Judul, type: text, formerly: [nama]}]}
  - name: peserta
    label: Peserta
    type: table
    formerly: [orang]
    fields: [{name: umur, label: Umur, type: integer, formerly: [usia]}, {name: nama, label: Nama Lengkap, type: text}]
"""
    file = tmp_path / "a.xlsx"
    written(home(tmp_path / "lama", old).compiled("uji"), {"acara": {"nama": "x"}, "orang": [{"nama": "Ani", "usia": 30}]}, file)
    given = read_back(file, home(tmp_path / "baru", new.replace("fields:", "fields:"))).given
    assert content(dict(given.values)) == {"kegiatan": {"judul": "x"}, "peserta": [{"umur": 30, "nama": "Ani"}]}
    assert [one.code for one in given.found if one.is_error] == []


HARD = [
    "=1+1", "-5", "'abc", "0123", "1-2", "Mei 2024", "_x0041_", "_x005F_x0041_", "a\nb", "  tepi  ", "- butir", "A, B", "a\u2028b", "👍" * 50, "1.250", "ya", "#REF!", "TRUE",
]  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_form__no_text_changes_on_the_way(text: str, types: Catalogue, tmp_path: Path) -> None:
    values = {"judul": text, "pegangan": [text, "lain"], "kegiatan": [{"nama": text, "langkah": [{"isi": text}]}]}
    file = tmp_path / "a.xlsx"
    written(types.compiled("uji"), values, file)
    given = read_back(file, types).given
    source = read(write(tmp_path / "a.json", _json(values)), types)
    assert content(dict(given.values)) == content(dict(source.given.values))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lama", Decimal("0.1")),
        ("lama", Decimal("123456789.123456789")),
        ("lama", Decimal("-0.005")),
        ("lama", Decimal(10**20)),
        ("lama", Decimal("235.560")),
    ],
)
def test_form__no_number_changes_on_the_way(name: str, value: Decimal, types: Catalogue, tmp_path: Path) -> None:
    rows = [{"nama": "a", "langkah": [{name: value}]}]
    file = tmp_path / "a.xlsx"
    written(types.compiled("uji"), {"kegiatan": rows}, file)
    assert read_back(file, types).given.values["kegiatan"][0]["langkah"] == [{name: value}]


def test_form__an_item_of_several_lines_stays_one(types: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    items = ["satu\ndua", "- tiga", "empat"]
    written(types.compiled("uji"), {"pegangan": items}, file)
    assert read_back(file, types).given.values["pegangan"] == items


def test_form__a_text_that_no_cell_holds_is_told(types: Catalogue) -> None:
    """Excel counts an emoji as two letters."""
    with pytest.raises(DeliveryFault) as caught:
        filled_xlsx(types.compiled("uji"), {"judul": "👍" * 20_000})
    assert (caught.value.code, caught.value.place) == ("buku-kerja-tidak-muat", "lembar “Isian”, sel B5")


def test_form__more_rows_than_are_ready(types: Catalogue, tmp_path: Path) -> None:
    rows = [{"nama": f"k{number}", "banyak": number} for number in range(1, 331)]
    file = tmp_path / "a.xlsx"
    written(types.compiled("uji"), {"kegiatan": rows}, file)
    assert content(read_back(file, types).given.values["kegiatan"]) == rows


def test_form__values_without_a_place_are_told(types: Catalogue) -> None:
    _, form = filled_xlsx(types.compiled("uji"), {"entah": "x", "kepala": "teks", "lampiran": {"Z": {"ada": True}}})
    assert set(form.left) == {("entah",), ("kepala",), ("lampiran", "Z")}


def _json(values: dict[str, Any]) -> str:
    import json

    return json.dumps({"jenis": "uji", **values})
