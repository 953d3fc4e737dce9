"""Where an address of a mapping leads. FRM-06: also one that was written for an earlier revision of the type."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.form.target import NoTarget, target_at
from tests.homes import home

FIELDS = """
fields:
  - name: satuan
    label: Sekolah
    type: group
    formerly: [unit]
    fields:
      - {name: nama, label: Nama, type: text, formerly: [guru.sekolah]}
      - {name: kepala, label: Kepala, type: group, formerly: [sekolah.kepala], fields: [{name: nama, label: Nama, type: text}]}
  - {name: guru, label: Guru, type: group, fields: [{name: nama, label: Nama, type: text}]}
"""


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ("satuan.nama", "satuan.nama"),
        ("sekolah.kepala.nama", "satuan.kepala.nama"),
        ("unit.nama", "satuan.nama"),
        ("guru.sekolah", "satuan.nama"),
        ("guru.nama", "guru.nama"),
    ],
)
def test_target__of_an_earlier_revision_leads_to_where_its_field_is_now(written: str, now: str, tmp_path: Path) -> None:
    compiled = home(tmp_path, FIELDS).compiled("uji")
    assert target_at(written, compiled.spec.fields, compiled.home.library).address == now


@pytest.mark.parametrize("written", ["sekolah.nama", "unit", "guru.nip"])
def test_target__that_never_was_leads_nowhere(written: str, tmp_path: Path) -> None:
    compiled = home(tmp_path, FIELDS).compiled("uji")
    with pytest.raises(NoTarget):
        target_at(written, compiled.spec.fields, compiled.home.library)
