"""Patterns of numbers: four parts of the ministry, Roman months of schools, and what is wrong with one."""

from __future__ import annotations

from datetime import date

import pytest

from generator.errors import IntakeFault
from generator.register.patterns import NumberPattern, pattern_of, problem_of

DAY = date(2026, 9, 3)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{urut:4}/B7.14/GT.01.03/{tahun}", "0041/B7.14/GT.01.03/2026"),
        ("{urut}/SMAN1/{bulan_romawi}/{tahun}", "41/SMAN1/IX/2026"),
        ("{tahun}-{bulan}-{urut:2}", "2026-09-41"),
        ("{urut:1}", "41"),  # digits are the fewest, not the most
    ],
)
def test_pattern__writes_a_number_and_reads_its_count_back(text: str, written: str) -> None:
    pattern = NumberPattern(text, "surat")
    assert pattern.written(41, DAY) == written
    assert pattern.count_in(written) == 41
    assert pattern.count_in(f"{written}.x") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("B7/{tahun}", "{urut} harus ada"),
        ("{urut}{urut}", "{urut} harus ada"),
        ("{urut}/{tahunn}", "maksud Anda “tahun”"),
        ("{urut:0}", "tidak dapat dipakai"),
        ("{tahun:2}/{urut}", "tidak dapat dipakai"),
        ("{urut}/{", "tidak berpasangan"),
    ],
)
def test_pattern__that_cannot_be_is_told(text: str, says: str) -> None:
    assert says in problem_of(text)
    with pytest.raises(IntakeFault) as fault:
        pattern_of({"nomor": [{"jenis": "sk", "pola": text}], "folder": "kantor"}, "sk")
    assert fault.value.code == "pola-nomor-salah"
    assert str(fault.value.file).endswith("institusi.yaml")


def test_pattern__of_a_type_whose_numbers_the_electronic_office_gives_is_none() -> None:
    office = {"nomor": [{"jenis": "sk", "pola": "{urut}"}], "eoffice": {"jenis": ["sk"], "nomor": "${nomor}"}}
    assert pattern_of(office, "sk") is None
    assert pattern_of({**office, "eoffice": {"jenis": ["sk"], "nomor": ""}}, "sk") == NumberPattern("{urut}", "sk")
