"""Generated documents go onto cards in Word and come back the same, whatever letters, numbers and days they hold. FRM-02."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.intake.typing import typed
from generator.spec.catalogue import Catalogue
from tests.forms import CARDS, content, read_back, written
from tests.homes import home, table

FIELDS = """
fields:
  - {name: judul, label: Judul, type: text}
  - {name: tanggal, label: Tanggal, type: date}
  - {name: uraian, label: Uraian, type: paragraph}
  - {name: butir, label: Butir, type: list, of: {type: text}}
  - {name: kepala, label: Kepala, type: group, fields: [{name: nama, label: Nama, type: text}, {name: tanggal, label: Tanggal, type: date}]}
  - name: orang
    label: Orang
    type: table
    fields:
      - {name: nama, label: Nama, type: text}
      - {name: lahir, label: Lahir, type: date}
      - {name: jam, label: Jam, type: time}
      - {name: nilai, label: Nilai, type: number}
      - {name: gaji, label: Gaji, type: money}
      - {name: umur, label: Umur, type: integer}
      - {name: hadir, label: Hadir, type: boolean}
      - {name: warna, label: Warna, type: reference, table: palet}
      - {name: bagi, label: Bagi, type: number, unit: "%"}
      - {name: catatan, label: Catatan, type: group, fields: [{name: isi, label: Isi, type: paragraph}, {name: sebab, label: Sebab, type: list, of: {type: text}}]}
  - {name: akhir, label: Akhir, type: text}
"""
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n\t\x85")
HARD = [
    "=1+1", "-5", "'abc", "0123", "1-2", "_x0041_", "1.250", "- a\nb", "TRUE", "<w:br/> & </w:t>", "]]>", "Doa بسم الله selesai", "👍🏽" * 40,
    "nomor\u20112\u00adrangkap", "a\u2028b\x85c", "a\tb", "  dua\n    empat\n\n\nlima", "{{ kop }} {% if %}", "Nama *", "Judul", "Kartu 1: Orang",
    "| a | b |\n| --- | --- |\n| 1 | 2 |", "1. satu\n2. dua", "panjang " * 4000,
]  # fmt: skip
TEXT = st.text(LETTERS, max_size=30) | st.sampled_from(HARD)
ITEM = TEXT.map(str.strip).filter(bool)
NUMBER = st.decimals(-(10**12), 10**12, places=4, allow_nan=False) | st.sampled_from(
    [Decimal("235.560"), Decimal("0.125"), Decimal(10**20)]
)
DAY = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def row(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=columns)


PERSON = row(
    nama=ITEM, lahir=DAY, jam=st.builds(time, st.integers(0, 23), st.integers(0, 59)), nilai=NUMBER,
    gaji=NUMBER.map(lambda value: round(value, 2)), umur=st.integers(-(10**9), 10**9), hadir=st.booleans(), warna=st.sampled_from("MB"),
    bagi=NUMBER, catatan=row(isi=TEXT, sebab=st.lists(ITEM, max_size=3)),
)  # fmt: skip
FORM = row(
    judul=TEXT, tanggal=DAY, uraian=TEXT, butir=st.lists(ITEM, max_size=4), kepala=row(nama=TEXT, tanggal=DAY), orang=st.lists(PERSON, max_size=4),
    akhir=TEXT,
)  # fmt: skip


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return home(tmp_path_factory.mktemp("rumah"), FIELDS, {"specs/reference/palet.yaml": table("M: Merah", "B: Biru & lain")})


def same(types: Catalogue, raw: dict[str, Any], file: Path) -> None:
    values, found, _ = typed(types.compiled("uji"), raw)
    assert not [one for one in found if one.is_error]
    form = written(types.compiled("uji"), values, file)
    assert form.left == ()
    assert _filled(read_back(file, types).given.values) == _filled(values)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True
)
@given(FORM)
def test_generated__documents_come_back_the_same(types: Catalogue, tmp_path: Path, raw: dict[str, Any]) -> None:
    same(types, raw, tmp_path / CARDS)


def test_generated__the_hard_list(types: Catalogue, tmp_path: Path) -> None:
    """Each text in a field, as an item, and on a card of its own; empty rows between them drop."""
    items = [text.strip() for text in HARD]
    people = [{"nama": text, "catatan": {"isi": text}} for text in items]
    raw = {
        "judul": items[0],
        "uraian": "\n".join(items[:-1]),
        "butir": items,
        "orang": [*people, {}, {"gaji": Decimal("235.56"), "nilai": Decimal("235.560")}],
    }
    same(types, raw, tmp_path / CARDS)


def _filled(values: Any) -> Any:
    """Return values without empty rows, which a form does not keep."""
    held = content(values)
    if isinstance(held, dict):
        return {key: made for key, child in held.items() if (made := _filled(child)) not in ({}, [], None, "")}
    return [made for child in held if (made := _filled(child)) not in ({}, [], None, "")] if isinstance(held, list) else held
