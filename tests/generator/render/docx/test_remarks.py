"""A copy of a Word template with comments where something is wrong; the copy can be filled as it is. TPL-03."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document as WordDocument

from generator.lint import lint_type, remarked
from generator.office.package.parts import read_parts
from generator.office.package.xml import parsed
from generator.office.word.wml import W
from tests import pages
from tests.homes import home
from tests.package_audit import faults
from tests.word_files import OUTPUT, filled, opened, p, table, with_story, word

FIELDS = "fields:\n  - {name: nama, label: Nama, type: text}\n"
HEADER = f'<w:hdr xmlns:w="{W[1:-1]}">{p("{{ kepala_lama }}")}</w:hdr>'
TEMPLATE = word(
    p("satu") + p("{{ namaa }}") + table(("{{ nama | lenght }}",)) + p("{{ nama }}"),
    change=lambda parts: with_story(parts, "header", HEADER),
)


def copy(folder: Path, template: bytes) -> bytes:
    catalogue = home(folder, FIELDS + OUTPUT, {"templates/uji/uji.docx": template})
    ((name, data),) = remarked(lint_type("uji", catalogue), catalogue.home)
    assert name == "uji/uji.docx"
    assert isinstance(data, bytes)
    return data


def remarks(data: bytes) -> dict[str, str]:
    """Return what each comment is about and its first line."""
    root = parsed(read_parts(data)["word/document.xml"])
    said = {comment.comment_id: comment.paragraphs[0].text for comment in WordDocument(io.BytesIO(data)).comments}
    found: dict[str, str] = {}
    for start in root.iter(f"{W}commentRangeStart"):
        text = "".join(node.text or "" for node in next(start.iterancestors(f"{W}p")).iter(f"{W}t"))
        found[text] = said[int(start.get(f"{W}id", ""))]
    return found


def test_remarks__stand_at_their_paragraphs(tmp_path: Path) -> None:
    """What stands in a header is told at the first paragraph, with its place: Word has no comments in headers."""
    data = copy(tmp_path, TEMPLATE)
    found = remarks(data)
    assert set(found) == {"satu", "{{ namaa }}", "{{ nama | lenght }}"}
    assert "namaa" in found["{{ namaa }}"]
    assert "kepala halaman" in found["satu"]
    assert faults(read_parts(data)) == []


def test_remarks__come_beside_those_that_are_there(tmp_path: Path) -> None:
    again = copy(tmp_path, copy(tmp_path, TEMPLATE))
    assert len(list(WordDocument(io.BytesIO(again)).comments)) == 6


def test_remarks__are_not_delivered(tmp_path: Path) -> None:
    data = copy(tmp_path, word(p("{{ nama }}") + p("{{r nama }}")))
    parts = read_parts(data)
    assert "word/comments.xml" in parts
    mended = word("", {**parts, "word/document.xml": parts["word/document.xml"].replace(b"{{r nama }}", b"{{ nama }}")})
    made = filled(tmp_path, FIELDS, mended, "nama: Ani\n")
    assert [paragraph.text for paragraph in opened(made).paragraphs] == ["Ani", "Ani"]
    assert "word/comments.xml" not in read_parts(made)


def test_command__saves_a_copy_and_replaces_none_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home(tmp_path, FIELDS + OUTPUT, {"templates/uji/uji.docx": TEMPLATE})
    command = f"borang --home {tmp_path} lint uji -o {tmp_path / 'periksa'}"
    code, lines = pages.run(command, monkeypatch)
    assert code == 3
    assert f"-> {tmp_path / 'periksa' / 'uji-catatan.docx'}" in lines
    before = (tmp_path / "periksa" / "uji-catatan.docx").read_bytes()
    assert pages.run(command, monkeypatch)[0] == 5
    assert pages.run(f"{command} --force", monkeypatch)[0] == 3
    assert (tmp_path / "periksa" / "uji-catatan.docx").read_bytes() == before
