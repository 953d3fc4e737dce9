"""What the parts of a form are called where the type gives their fields no heading."""

from __future__ import annotations

import pytest

from generator.form.parts import parts_of
from generator.form.planning import plan_of
from generator.spec.catalogue import Catalogue


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("refleksi-kompetensi", "Tahun"),  # one field
        ("coaching-rhk", "Periode dan Aturan Poin"),  # two
        ("daftar-hadir", "Hari, Susunan Tanda Tangan, dan Sesi"),  # three
        ("biodata", "Lain-lain"),  # four: no name for a list
        ("jadwal-pelatihan", "Lain-lain"),  # three, of 61 letters together
    ],
)
def test_parts__called_by_their_fields_where_no_heading_stands(catalogue: Catalogue, name: str, heading: str) -> None:
    headings = [part.heading for part in parts_of(plan_of(catalogue.compiled(name)))]
    assert heading in headings
    assert heading == "Lain-lain" or "Lain-lain" not in headings
