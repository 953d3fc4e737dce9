"""Raw values get the types of their fields; what cannot be read is CACAT with a finding.

IN-03 (unknown keys), IN-07 (numbers and dates), IN-08 (identifiers), DESIGN "More than rows".
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.intake.typing import typed
from generator.intake.yaml_data import WrittenForm
from generator.yamlio import parse_data
from tests.homes import home, table, told
from validators.absence import CACAT, KOSONG

FIELDS = """\
fields:
  - {name: teks, type: text}
  - {name: bulat, type: integer}
  - {name: angka, type: number}
  - {name: uang, type: money}
  - {name: tanggal, type: date}
  - {name: pukul, type: time}
  - {name: setuju, type: boolean}
  - {name: pilihan, type: choice, choices: [Sangat Baik, Baik]}
  - {name: rujukan, type: reference, table: warna}
  - {name: terbuka, type: reference, table: buah}
  - {name: nip, type: identifier, kind: nip}
  - {name: rekening, type: text, formerly: [no_rekening, norek]}
  - {name: daftar, type: list, of: {type: integer}}
  - {name: desimal, type: list, of: {type: number}}
  - {name: orang, type: group, fields: [{name: nama, type: text}, {name: alamat, type: group, fields: [{name: kota, type: text}]}]}
  - {name: baris, type: table, fields: [{name: a, type: integer, formerly: [b]}, {name: c, type: integer, expr: row.a}]}
  - {name: tetap, type: table, rows: warna, fields: [{name: ada, type: boolean}]}
  - {name: silang, type: matrix, rows: warna, columns: buah, of: {type: number}}
"""
TABLES = {
    "specs/reference/warna.yaml": table("M: Merah", "B: Biru"),
    "specs/reference/buah.yaml": table("P1: Pisang", extra="open: true\n"),
}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS, TABLES).compiled("uji")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ({"teks": "  no "}, "no"),
        ({"bulat": "1.250"}, 1250),
        ({"angka": "3,5"}, Decimal("3.5")),
        ({"uang": "Rp1.250.000"}, Decimal(1250000)),
        ({"tanggal": "12 Juli 2023"}, date(2023, 7, 12)),
        ({"pukul": "07.30"}, time(7, 30)),
        ({"setuju": "ya"}, True),
        ({"pilihan": "sangat  BAIK"}, "Sangat Baik"),
        ({"pilihan": "lumayan"}, "lumayan"),
        ({"rujukan": "merah"}, "M"),
        ({"rujukan": "M"}, "M"),
        ({"rujukan": "kuning"}, "kuning"),
        ({"terbuka": "pisang"}, "P1"),
        ({"teks": KOSONG}, KOSONG),
        ({"bulat": "dua"}, CACAT),
        ({"daftar": "1\n\n2"}, [1, 2]),
        ({"daftar": ["1", "x"]}, [1, CACAT]),
        ({"daftar": [KOSONG]}, []),
        ({"daftar": ["1", KOSONG]}, [1, KOSONG]),
        ({"daftar": {"a": "1"}}, {"a": "1"}),
        ({"teks": ["a"]}, ["a"]),
        ({"baris": "teks"}, "teks"),
        ({"baris": [{"a": "1"}, "x"]}, [{"a": 1}, "x"]),
        ({"tetap": {"Merah": {"ada": "ya"}, "B": "tidak"}}, {"M": {"ada": True}, "B": {"ada": False}}),
        ({"tetap": ["ya"]}, ["ya"]),
        ({"silang": {"M": {"P1": "2,5"}}}, {"M": {"P1": Decimal("2.5")}}),
        ({"silang": ["a"]}, ["a"]),
        ({"silang": {"M": "x"}}, {"M": "x"}),
    ],
    ids=str,
)
def test_typed__gives_each_field_its_type(compiled: Any, raw: dict[str, Any], value: Any) -> None:
    (name,) = raw
    assert typed(compiled, raw)[0][name] == value


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ({"bulat": "dua", "tanggal": "31/02/2023"}, ["angka-tidak-terbaca@bulat", "tanggal-tidak-ada@tanggal"]),
        ({"baris": [{"a": "1"}, {"a": "1,5"}]}, ["bukan-bilangan-bulat@baris.1.a"]),
        ({"silang": {"M": {"P1": "x"}}}, ["angka-tidak-terbaca@silang.M.P1"]),
        ({"tetap": {"M": "mungkin"}}, ["pilihan-ya-tidak@tetap.M.ada"]),
        ({"daftar": ["x"]}, ["angka-tidak-terbaca@daftar.0"]),
        ({"orang": {"alamat": {"kota": "a\x00"}}}, ["karakter-terlarang@orang.alamat.kota"]),
        ({"terbuka": "Mangga"}, ["di-luar-katalog@terbuka"]),
        ({"rujukan": "kuning"}, []),
    ],
    ids=str,
)
def test_typed__says_at_the_field_what_cannot_be_read(compiled: Any, raw: dict[str, Any], codes: list[str]) -> None:
    """A closed reference's stranger is the shape check's to name, an open one's is a warning here."""
    assert told(typed(compiled, raw)[1]) == codes


def test_typed__open_reference_is_a_warning_that_suggests(compiled: Any) -> None:
    (found,) = typed(compiled, {"terbuka": "Pisan"})[1]
    assert not found.is_error
    assert "“Pisang”" in found.message


def test_typed__groups_are_always_there(compiled: Any) -> None:
    """So that their required members are asked for; everything else is there only when it was written."""
    assert typed(compiled, {})[0] == {"orang": {"alamat": {}}}
    assert typed(compiled, {"orang": KOSONG})[0] == {"orang": {"alamat": {}}}


def test_typed__former_names_still_read_and_remember_where_they_stood(compiled: Any) -> None:
    values, found, renamed = typed(compiled, {"no_rekening": "12", "baris": [{"b": "3"}]})
    assert values["rekening"] == "12"
    assert values["baris"] == [{"a": 3}]
    assert renamed == {("rekening",): ("no_rekening",), ("baris", 0, "a"): ("baris", 0, "b")}
    assert found == ()


@pytest.mark.parametrize("raw", [{"rekening": "1", "norek": "2"}, {"norek": "2", "rekening": "1"}, {"no_rekening": "1", "norek": "2"}])
def test_typed__a_former_name_beside_the_present_one_is_not_lost_in_silence(compiled: Any, raw: dict[str, str]) -> None:
    values, _, _ = typed(compiled, raw)
    assert values["rekening"] == "1"
    assert values["norek"] == "2"  # left for the shape check, as an unknown key


def test_typed__unknown_and_computed_keys_are_left_for_the_shape_check(compiled: Any) -> None:
    assert typed(compiled, {"lain": "x", "baris": [{"c": "9"}]})[0] == {"lain": "x", "baris": [{"c": "9"}], "orang": {"alamat": {}}}


def test_typed__identifier_is_cleaned_of_blanks_or_told(compiled: Any) -> None:
    assert typed(compiled, {"nip": "19850312 201001 1 005"})[0]["nip"] == "198503122010011005"
    values, found, _ = typed(compiled, {"nip": "123"})
    assert values["nip"] is CACAT
    assert told(found) == ["nomor-panjang-salah@nip"]


def test_typed__a_matrix_is_keyed_as_its_sides_are_read(tmp_path: Path) -> None:
    """The same NIP with blanks names the person in the table and in the matrix."""
    spec = """\
fields:
  - {name: orang, type: table, key: nip, fields: [{name: nip, type: identifier, kind: nip}]}
  - {name: butir, type: list, of: {type: text}}
  - {name: nilai, type: matrix, rows: orang, columns: butir, of: {type: integer}}
  - {name: balik, type: matrix, rows: warna, columns: orang, of: {type: integer}}
"""
    number = "19850312 201001 1 005"
    compiled = home(tmp_path, spec, TABLES).compiled("uji")
    values, found, renamed = typed(compiled, {"nilai": {number: {" satu ": "4"}}, "balik": {"merah": {number: "3"}}})
    assert values["nilai"] == {"198503122010011005": {"satu": 4}}
    assert values["balik"] == {"M": {"198503122010011005": 3}}
    assert found == ()
    assert renamed[("nilai", "198503122010011005")] == ("nilai", number)


def read_yaml_text(catalogue: Any, text: str, name: str = "x.yaml") -> tuple[dict[str, Any], list[str]]:
    """Return the typed values of a YAML text of the type `uji` and what reading found."""
    data = parse_data(text, file=name)
    values, found, _ = typed(catalogue, data.values, WrittenForm(name.endswith("yaml"), data.brackets, data.tight))
    return values, told(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("orang: {nama: Ani, tinggal: Kota}", ["kunci-tidak-dikenal@orang.tinggal"]),
        ("baris:\n  - {a: 1, d: 2}", ["kunci-tidak-dikenal@baris.0.d"]),
        ("teks: [Draf] ", ["nilai-berkurung@teks"]),
        ("teks: {Draf: x}", ["nilai-berkurung@teks"]),
        ("teks:\n  Sesi 1: Pembuka", ["titik-dua-dalam-nilai@teks"]),
        ("daftar:\n  - 1\n  - Sesi 2: dua", ["titik-dua-dalam-nilai@daftar.1"]),
        ("orang:\n  nama:Ani", ["titik-dua-tanpa-spasi@orang"]),
        ("orang:\n  alamat:\n    kota:Melati", ["titik-dua-tanpa-spasi@orang.alamat"]),
        ("baris:\n  - a:1", ["titik-dua-tanpa-spasi@baris.0"]),
    ],
)
def test_typed__what_a_mark_of_yaml_made_of_a_value_is_named(compiled: Any, text: str, found: list[str]) -> None:
    assert read_yaml_text(compiled, text)[1] == found


def test_typed__an_unknown_key_in_braces_is_answered_with_the_comma(compiled: Any) -> None:
    data = parse_data("orang: {nama: Ani, tinggal: Kota}", file="x.yaml")
    (found,) = typed(compiled, data.values, WrittenForm(True, data.brackets))[1]
    assert "koma" in found.hint


def test_typed__digits_and_commas_in_brackets_may_be_one_number(compiled: Any) -> None:
    """`[87,5]` is 87,5 or two numbers; where only whole numbers can stand it has one reading."""
    assert read_yaml_text(compiled, "desimal: [87,5]") == ({"desimal": CACAT, "orang": {"alamat": {}}}, ["daftar-rancu@desimal"])
    assert read_yaml_text(compiled, "daftar: [1,2,3]")[0]["daftar"] == [1, 2, 3]
    assert read_yaml_text(compiled, "desimal: [87, 5]")[1] == []


def test_typed__json_is_not_told_about_the_marks_of_yaml(compiled: Any) -> None:
    assert read_yaml_text(compiled, '{"teks": ["a"], "orang": {"nama": "x", "q": 1}}', "x.json")[1] == []


MOVED = """\
fields:
  - {name: judul, type: text, formerly: [program.nama]}
  - name: waktu
    type: group
    fields:
      - {name: mulai, type: date, formerly: [program.mulai, jadwal.awal]}
  - name: pengesahan
    type: group
    fields:
      - {use: pejabat, name: pejabat, formerly: [penanda_tangan, ttd.pejabat]}
"""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return home(tmp_path_factory.mktemp("pindah"), MOVED).compiled("uji")


def test_typed__a_field_that_was_in_another_group_still_reads(moved: Any) -> None:
    values, found, old = typed(moved, {"program": {"nama": "A", "mulai": "2026-07-06"}})
    assert (values["judul"], values["waktu"]["mulai"], "program" in values, found) == ("A", date(2026, 7, 6), False, ())
    assert old == {("judul",): ("program", "nama"), ("waktu", "mulai"): ("program", "mulai")}


def test_typed__the_second_of_two_former_places_reads_too(moved: Any) -> None:
    assert typed(moved, {"jadwal": {"awal": "2026-07-06"}})[0]["waktu"]["mulai"] == date(2026, 7, 6)


def test_typed__a_former_place_beside_the_present_one_is_not_lost_in_silence(moved: Any) -> None:
    values, _, _ = typed(moved, {"judul": "B", "program": {"nama": "A"}})
    assert (values["judul"], values["program"]) == ("B", {"nama": "A"})


def test_typed__what_else_stands_in_the_old_group_is_left_as_unknown(moved: Any) -> None:
    assert typed(moved, {"program": {"nama": "A", "lain": "x"}})[0]["program"] == {"lain": "x"}


def test_typed__data_handed_in_are_left_alone(moved: Any) -> None:
    raw = {"program": {"nama": "A"}}
    typed(moved, raw)
    assert raw == {"program": {"nama": "A"}}


@pytest.mark.parametrize("above", ["pengesahan:\n  penanda_tangan:\n", "ttd:\n  pejabat:\n"])
def test_typed__lines_on_behalf_of_another_keep_their_lines_under_a_former_name(moved: Any, above: str) -> None:
    text = f"{above}    jabatan: a.n. Kepala Dinas\n      Sekretaris\n    nama: A\n"
    data = parse_data(text, file=Path("a.yaml"))
    values = typed(moved, data.values, WrittenForm(True, data.brackets, data.tight, data.folded))[0]
    assert values["pengesahan"]["pejabat"]["jabatan"] == "a.n. Kepala Dinas\nSekretaris"
