"""A second `template new` leaves the template alone and writes what it does not print yet beside it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from generator.starter import starter
from tests import pages
from tests.homes import home

OUTPUT = 'outputs: [{kind: docx, template: uji/uji.docx, filename: "uji.docx"}]\n'
OLD = """\
fields:
  - {name: nama, label: Nama Kegiatan, type: text}
  - {name: waktu, label: Waktu, type: group, fields: [{name: mulai, label: Mulai, type: date}]}
  - {name: baris, label: Peserta, type: table, fields: [{name: n, label: Nama, type: text}]}
"""
NEW = """\
fields:
  - {name: nama, label: Nama Kegiatan, type: text}
  - {name: tujuan, label: Tujuan Kegiatan, type: paragraph}
  - name: waktu
    label: Waktu
    type: group
    fields: [{name: mulai, label: Mulai, type: date}, {name: ruang, label: Ruang Rapat, type: text}]
  - {name: baris, label: Peserta, type: table, fields: [{name: n, label: Nama, type: text}, {name: skor, label: Skor Akhir, type: integer}]}
computed: [{name: banyak, label: Banyak Peserta, expr: baris | length}]
"""


def words(file: Path) -> str:
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_template_new__again_writes_only_what_is_not_printed_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new long text, the new fact of a group, the whole table for its new column, the computed value; not what stands there."""
    file = tmp_path / "templates" / "uji" / "uji.docx"
    old = starter(home(tmp_path, OLD + OUTPUT).compiled("uji"), "docx")
    home(tmp_path, NEW + OUTPUT, {"templates/uji/uji.docx": old})
    code, printed = pages.run(f"borang --home {tmp_path} template new uji", monkeypatch)
    assert code == 0, printed
    assert file.read_bytes() == old
    text = words(file.with_name("uji-blok-baru.docx"))
    for tag in ("tujuan", "waktu.ruang", "Skor Akhir", "banyak"):
        assert tag in text, tag
    assert "Nama Kegiatan" not in text
    assert "{{ waktu.mulai" not in text


def test_template_new__again_with_nothing_new_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = starter(home(tmp_path, OLD + OUTPUT).compiled("uji"), "docx")
    home(tmp_path, OLD + OUTPUT, {"templates/uji/uji.docx": data})
    assert pages.run(f"borang --home {tmp_path} template new uji", monkeypatch)[0] == 5
    assert [one.name for one in (tmp_path / "templates" / "uji").iterdir() if one.suffix == ".docx"] == ["uji.docx"]


def test_template_add__writes_the_blocks_and_never_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "templates" / "uji" / "uji.docx"
    old = starter(home(tmp_path, OLD + OUTPUT).compiled("uji"), "docx")
    home(tmp_path, NEW + OUTPUT, {"templates/uji/uji.docx": old})
    code, printed = pages.run(f"borang --home {tmp_path} template add uji", monkeypatch)
    assert (code, file.read_bytes()) == (0, old), printed
    text = words(file.with_name("uji-blok-baru.docx"))
    assert "tujuan" in text
    assert "Nama Kegiatan" not in text
    assert pages.run(f"borang --home {tmp_path} template add uji -o {file}", monkeypatch)[0] == 2
    assert file.read_bytes() == old


def test_template_add__says_that_nothing_is_missing_or_that_there_is_no_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = starter(home(tmp_path, OLD + OUTPUT).compiled("uji"), "docx")
    assert pages.run(f"borang --home {tmp_path} template add uji", monkeypatch)[0] == 2
    home(tmp_path, OLD + OUTPUT, {"templates/uji/uji.docx": data})
    code, printed = pages.run(f"borang --home {tmp_path} template add uji", monkeypatch)
    assert (code, len(list((tmp_path / "templates" / "uji").glob("*.docx")))) == (0, 1)
    assert "sudah mencetak semua isian" in " ".join(printed)
