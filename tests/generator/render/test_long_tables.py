"""A table that is too long for WeasyPrint is told, with the engine that prints it. PERF-10."""

from __future__ import annotations

from pathlib import Path

from generator.render.long_tables import long_tables
from tests.homes import examined, home

FIELDS = """\
fields:
  - name: bagian
    label: Bagian
    type: group
    fields:
      - {name: orang, label: Peserta, type: table, fields: [{name: nama, label: Nama, type: text}]}
"""


def told(folder: Path, count: int) -> list[tuple[str, str]]:
    rows = "".join(f"    - {{nama: Guru {number}}}\n" for number in range(count))
    document = examined(home(folder, FIELDS), f"bagian:\n  orang:\n{rows}").document
    return [(one.code, one.message) for one in long_tables(document)]


def test_long_tables__are_told_from_the_first_row_beyond_five_hundred(tmp_path: Path) -> None:
    assert told(tmp_path, 500) == []
    ((code, said),) = told(tmp_path, 501)
    assert code == "pdf-tabel-panjang"
    assert said.startswith("Tabel Peserta berisi 501 baris; di atas 500 baris")
