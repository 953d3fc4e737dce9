"""A person's work is never overwritten: what was edited since it was delivered stays, the new file stands beside it, a finding says so.

SAFE-05. Word's and LibreOffice's own re-saving counts as editing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from docx import Document as WordDocument
from openpyxl import Workbook, load_workbook

from generator.deliver import Folder, deliver
from generator.errors import DeliveryFault
from generator.fingerprint import has_trace, is_untouched, stamped
from generator.render.rendering import OutputFile


def a_docx(text: str) -> bytes:
    document = WordDocument()
    document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def an_xlsx(text: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = text
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def a_pdf(text: str) -> bytes:
    book = pikepdf.new()
    book.add_blank_page()
    book.docinfo["/Title"] = text
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def edited_docx(file: Path) -> None:
    document = WordDocument(str(file))
    document.add_paragraph("Tambahan dari tangan orang.")
    document.save(str(file))


def edited_xlsx(file: Path) -> None:
    book = load_workbook(file)
    book["Sheet"]["B2"] = 7
    book.save(file)


def edited_pdf(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"8 0 obj\n<< /Type /Annot >>\nendobj\nstartxref\n99\n%%EOF\n")


def saved_anew(file: Path) -> None:
    book = load_workbook(file)
    book.properties.lastModifiedBy = "Ani"
    book.save(file)


FORMS: dict[str, Callable[[str], bytes]] = {"docx": a_docx, "xlsx": an_xlsx, "pdf": a_pdf}
EDITS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "docx": ("docx", edited_docx),
    "xlsx": ("xlsx", edited_xlsx),
    "pdf": ("pdf", edited_pdf),
    "xlsx saved anew": ("xlsx", saved_anew),
}


def put(kind: str, text: str, folder: Path, *, force: bool = False, name: str = "laporan") -> list[str]:
    """Deliver a file and return the codes of what is said about it, and where it is."""
    told = deliver([OutputFile(f"{name}.{kind}", FORMS[kind](text), kind)], Folder(folder, force), "x.yaml")
    return [*(one.code for one in told.findings), *(file.name for file in told.files)]


@pytest.mark.parametrize("kind", FORMS)
def test_stamped__is_known_again_and_still_the_same_file(kind: str) -> None:
    data = FORMS[kind]("isi")
    traced = stamped(data)
    assert (is_untouched(data), has_trace(data)) == (False, False)
    assert (is_untouched(traced), has_trace(traced)) == (True, True)
    assert stamped(data) == traced


def test_stamped__word_reads_the_trace_as_a_property() -> None:
    with zipfile.ZipFile(io.BytesIO(stamped(a_docx("isi")))) as package:
        assert package.testzip() is None
        assert b'name="borang-jejak"' in package.read("docProps/custom.xml")
        assert b"/docProps/custom.xml" in package.read("[Content_Types].xml")
        assert b"docProps/custom.xml" in package.read("_rels/.rels")


def test_stamped__other_properties_are_kept_and_count() -> None:
    first, second = stamped(a_docx("isi")), stamped(a_docx("lain"))
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(io.BytesIO(second)) as package:
        parts["docProps/custom.xml"] = package.read("docProps/custom.xml")
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert not is_untouched(changed.getvalue())


def test_is_untouched__packed_anew_with_the_same_parts_is_the_same_file() -> None:
    traced = stamped(an_xlsx("isi"))
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(traced)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert again.getvalue() != traced
    assert is_untouched(again.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\3\4rusak", b"%PDF", b"%PDF-1.7 rusak", b"teks"])
def test_is_untouched__what_cannot_be_read_is_a_persons(data: bytes) -> None:
    assert (is_untouched(data), has_trace(data)) == (False, False)
    assert b"borang-jejak" not in data


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("force", [False, True])
def test_deliver__an_edited_file_stays_and_the_new_one_stands_beside_it(tmp_path: Path, edit: str, force: bool) -> None:
    kind, change = EDITS[edit]
    put(kind, "lama", tmp_path)
    change(tmp_path / f"laporan.{kind}")
    before = (tmp_path / f"laporan.{kind}").read_bytes()
    assert put(kind, "baru", tmp_path, force=force) == ["hasil-disunting", f"laporan (baru).{kind}"]
    assert (tmp_path / f"laporan.{kind}").read_bytes() == before
    assert (tmp_path / f"laporan (baru).{kind}").read_bytes() == stamped(FORMS[kind]("baru")) or kind != "pdf"
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"laporan (baru).{kind}", f"laporan.{kind}"]


@pytest.mark.parametrize("kind", FORMS)
def test_deliver__an_untouched_file_is_replaced_with_force_only(tmp_path: Path, kind: str) -> None:
    put(kind, "lama", tmp_path)
    before = (tmp_path / f"laporan.{kind}").read_bytes()
    with pytest.raises(DeliveryFault):
        put(kind, "baru", tmp_path)
    assert (tmp_path / f"laporan.{kind}").read_bytes() == before
    assert put(kind, "baru", tmp_path, force=True) == [f"laporan.{kind}"]
    assert (tmp_path / f"laporan.{kind}").read_bytes() != before


def test_deliver__a_file_that_borang_never_made_stays_under_force_too(tmp_path: Path) -> None:
    """Office programs on the web drop the trace: without one it is a person's work."""
    (tmp_path / "laporan.docx").write_bytes(a_docx("milik orang"))
    before = (tmp_path / "laporan.docx").read_bytes()
    with pytest.raises(DeliveryFault):
        put("docx", "baru", tmp_path)
    assert put("docx", "baru", tmp_path, force=True) == ["hasil-disunting", "laporan (baru).docx"]
    assert (tmp_path / "laporan.docx").read_bytes() == before


def test_deliver__the_one_beside_is_a_persons_too_once_edited(tmp_path: Path) -> None:
    put("docx", "lama", tmp_path)
    edited_docx(tmp_path / "laporan.docx")
    put("docx", "baru", tmp_path, force=True)
    assert put("docx", "lebih baru", tmp_path, force=True)[1] == "laporan (baru).docx"
    edited_docx(tmp_path / "laporan (baru).docx")
    before = (tmp_path / "laporan (baru).docx").read_bytes()
    assert put("docx", "terbaru", tmp_path, force=True)[1] == "laporan (baru 2).docx"
    assert (tmp_path / "laporan (baru).docx").read_bytes() == before


def test_deliver__a_name_beside_never_takes_another_documents(tmp_path: Path) -> None:
    put("docx", "lama", tmp_path)
    edited_docx(tmp_path / "laporan.docx")
    folder = Folder(tmp_path, force=True)
    deliver([OutputFile("laporan (baru).docx", a_docx("lain"), "docx")], folder, "lain.yaml")
    told = deliver([OutputFile("laporan.docx", a_docx("baru"), "docx")], folder, "x.yaml")
    assert [file.name for file in told.files] == ["laporan (baru 2).docx"]


@pytest.mark.parametrize("owner", ["~$laporan.docx", "~$poran.docx", ".~lock.laporan.docx#"])
def test_deliver__a_file_open_in_an_office_program_stays(tmp_path: Path, owner: str) -> None:
    """SAFE-05: it is a finding, and nothing else stops."""
    put("docx", "lama", tmp_path)
    (tmp_path / owner).write_bytes(b"")
    before = (tmp_path / "laporan.docx").read_bytes()
    both = [OutputFile("laporan.docx", a_docx("baru"), "docx"), OutputFile("laporan.pdf", a_pdf("baru"), "pdf")]
    told = deliver(both, Folder(tmp_path, force=True), "x.yaml")
    assert [one.code for one in told.findings] == ["hasil-sedang-dibuka"]
    assert [file.name for file in told.files] == ["laporan (baru).docx", "laporan.pdf"]
    assert (tmp_path / "laporan.docx").read_bytes() == before
