"""Packages are written the same each time. BAT-04."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.office.package.parts import Member, made_members, packed, read_members, read_parts, replaced, write_parts, written

PARTS = {
    "xl/workbook.xml": b"<w/>" * 50,
    "[Content_Types].xml": b"<Types/>",
    "xl/media/logo.png": bytes(range(256)),
    "xl/nama é.xml": b"x" * 100,
}


def test_write_parts__content_types_first_rest_in_order():
    names = zipfile.ZipFile(io.BytesIO(write_parts(PARTS))).namelist()
    assert names == ["[Content_Types].xml", "xl/workbook.xml", "xl/media/logo.png", "xl/nama é.xml"]


def test_write_parts__sound_for_another_reader_with_fixed_times():
    archive = zipfile.ZipFile(io.BytesIO(write_parts(PARTS)))
    assert archive.testzip() is None
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {name: archive.read(name) for name in archive.namelist()} == PARTS


def test_read_parts__gives_back_what_was_written():
    assert read_parts(write_parts(PARTS)) == PARTS


def test_replaced__untouched_member_keeps_its_compressed_bytes():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("a.xml", b"abcabcabd" * 999)
        archive.writestr("b.xml", b"lama")
    members = read_members(buffer.getvalue())
    changed = read_members(written(replaced(members, {"b.xml": packed("b.xml", b"baru"), "c.xml": packed("c.xml", b"tambah")})))
    assert changed[0] == members[0]
    assert [(member.name, member.data) for member in changed[1:]] == [("b.xml", b"baru"), ("c.xml", b"tambah")]


def test_replaced__none_drops_a_member():
    members = [Member("a", 0, 0, 0, b""), Member("b", 0, 0, 0, b"")]
    assert [member.name for member in replaced(members, {"a": None, "gone": None})] == ["b"]


def test_read_members__member_compressed_otherwise_is_deflated():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.xml", b"abc" * 99)
    assert read_members(buffer.getvalue()) == [packed("a.xml", b"abc" * 99)]


@pytest.mark.parametrize("data", [b"", b"bukan zip", write_parts(PARTS)[:150]], ids=["empty", "text", "cut off"])
def test_read_parts__no_sound_zip_is_refused(data):
    with pytest.raises(zipfile.BadZipFile):
        read_parts(data)


def test_made_members__are_those_that_a_reader_proves():
    """Of a package of ours, and of one that another writer made with directory notes, larger heads and an empty part."""
    ours = write_parts({"[Content_Types].xml": b"<Types/>", "xl/lembar é.xml": b"a" * 900, "gambar.png": bytes(range(256))})
    theirs = io.BytesIO()
    with zipfile.ZipFile(theirs, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("a.xml")
        entry.extra, entry.comment = b"\x99\x99\x02\x00ab", b"catatan"
        archive.writestr(entry, b"x" * 400)
        archive.writestr("kosong", b"")
    for data in (ours, theirs.getvalue()):
        assert [(one, one.data) for one in made_members(data)] == [(one, one.data) for one in read_members(data)]


def test_made_members__package_with_a_note_at_its_end_is_read_as_any_other():
    noted = io.BytesIO()
    with zipfile.ZipFile(noted, "w") as archive:
        archive.writestr("a.xml", b"x")
        archive.comment = b"catatan"
    assert [one.name for one in made_members(noted.getvalue())] == ["a.xml"]
