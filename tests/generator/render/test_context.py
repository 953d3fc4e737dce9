"""What templates see: every value in the form in which it prints; what is empty prints nothing. TPL-01, TPL-06."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from generator import formatting
from generator.formatting import Rupiah
from generator.render.context import context_of
from generator.richtext import LongText
from tests.homes import examined, home, table
from validators.absence import CACAT, KOSONG

FIELDS = """\
fields:
  - {name: teks, label: Teks, type: text}
  - {name: uraian, label: Uraian, type: paragraph}
  - {name: uang, label: Uang, type: money}
  - {name: tahun, label: Tahun, type: integer, plain: true}
  - {name: jumlah, label: Jumlah, type: integer}
  - {name: warna, label: Warna, type: reference, table: warna}
  - {name: buah, label: Buah, type: reference, table: buah}
  - {name: daftar, label: Daftar, type: list, of: {type: paragraph}}
  - {name: orang, label: Orang, type: group, fields: [{name: gaji, label: Gaji, type: money}, {name: catatan, label: Catatan, type: paragraph}]}
  - {name: baris, label: Baris, type: table, fields: [{name: biaya, label: Biaya, type: money}, {name: pajak, type: number, expr: row.biaya / 3}]}
computed:
  - {name: total, label: Total, type: money, expr: uang / 3}
  - {name: rasio, label: Rasio, expr: jumlah / 2}
"""
DATA = """\
teks: R&D <Budi>
uraian: "1. satu"
uang: 1.000.000
tahun: 2023
jumlah: 1250
warna: merah
buah: mangga
daftar: [a, b]
orang: {gaji: 5.000}
baris: [{}, {biaya: 10}]
"""


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what gives the context of the type for some data."""
    files = {"specs/reference/warna.yaml": table("M: Merah"), "specs/reference/buah.yaml": table("P: Pisang", extra="open: true\n")}
    catalogue = home(tmp_path_factory.mktemp("rumah"), FIELDS, files)

    def made(data: str) -> dict[str, Any]:
        result = examined(catalogue, data)
        return context_of(catalogue.compiled("uji"), result.scope)

    return made


def test_context__each_type_prints_its_own_way(context: Any) -> None:
    """1.000.000 / 3 is 333.333,33 to a sen; 1250 / 2 is 625."""
    found = context(DATA)
    printed = {name: formatting.show(found[name]) for name in ("teks", "uang", "tahun", "jumlah", "warna", "buah", "total", "rasio")}
    assert printed == {
        "teks": "R&D <Budi>",
        "uang": "Rp1.000.000,00",
        "tahun": "2023",
        "jumlah": "1.250",
        "warna": "Merah",
        "buah": "mangga",
        "total": "Rp333.333,33",
        "rasio": "625",
    }
    assert isinstance(found["uraian"], LongText)
    assert all(isinstance(item, LongText) for item in found["daftar"])


def test_context__members_and_rows_too(context: Any) -> None:
    found = context(DATA)
    assert isinstance(found["orang"]["gaji"], Rupiah)
    assert found["orang"]["catatan"] is KOSONG
    assert formatting.show(found["baris"][1]["biaya"]) == "Rp10,00"
    assert found["baris"][1]["pajak"] == Fraction(10, 3)
    assert found["baris"][0]["biaya"] is KOSONG


def test_context__nothing_filled_prints_nothing(context: Any) -> None:
    """No `None`, no `KOSONG`: every field and computed value of an empty form shows as empty text."""
    found = context("teks:\n")
    for name in ("teks", "uraian", "uang", "tahun", "jumlah", "warna", "buah", "daftar", "baris", "total", "rasio"):
        assert formatting.show(found[name]) == "", name
    assert [formatting.show(value) for value in found["orang"].values()] == ["", ""]


def test_context__what_is_wrong_says_its_label_in_a_draft(context: Any) -> None:
    found = context("uang: banyak\norang: {gaji: x}\nbaris: teks\n")
    assert formatting.show(found["uang"]) == "[Uang: belum benar]"
    assert formatting.show(found["total"]) == "[Total: belum benar]"
    assert formatting.show(found["orang"]["gaji"]) == "[Gaji: belum benar]"
    assert formatting.show(found["baris"]) == "[Baris: belum benar]"
    assert list(found["baris"]) == []


def test_context__a_loss_is_rounded_half_up_to_a_sen(context: Any) -> None:
    """-100 / 3 = -33,333…: the nearest sen is -33,33."""
    assert formatting.show(context("uang: -100\n")["total"]) == "-Rp33,33"


def test_context__leaves_the_scope_alone(context: Any, tmp_path: Any) -> None:
    catalogue = home(tmp_path, "fields:\n  - {name: uang, type: money}\n")
    result = examined(catalogue, "uang: x\n")
    context_of(catalogue.compiled("uji"), result.scope)
    assert result.scope["uang"] is CACAT


def test_context__what_counts_per_cent_says_so(tmp_path: Any) -> None:
    """A workbook's cell formatted as a percentage then divides it by a hundred."""
    spec = (
        'fields: [{name: capaian, label: Capaian, type: number, unit: "%"}, {name: bagian, label: Bagian, type: number}]\n'
        "computed:\n  - {name: separuh, label: Separuh, type: percent, expr: capaian / 2}\n  - {name: lain, label: Lain, expr: capaian / 2}\n"
    )
    found = context_of(home(tmp_path, spec).compiled("uji"), examined(home(tmp_path, spec), 'capaian: "87,5"\nbagian: 1\n').scope)
    told = {name: isinstance(found[name], formatting.Persen) for name in ("capaian", "bagian", "separuh", "lain")}
    assert told == {"capaian": True, "bagian": False, "separuh": True, "lain": False}
    assert [formatting.show(found[name]) for name in ("capaian", "separuh")] == ["87,5", "43,75"]
