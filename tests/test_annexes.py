"""What a report names among its lampiran joined to it: one PDF and one ZIP, bookmarks and tags kept, what is missing named. DOC-05, DOC-11."""

from __future__ import annotations

import io
import shutil
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from generator.annexes import with_annexes
from generator.deliver import Folder
from generator.document import Outcome
from generator.home import Home
from generator.intake.form import Incoming
from generator.intake.institution import read_institution
from generator.pipeline import Target, run_all
from generator.render.joining import Attachment, fault_of, joined
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES

REPORT = SAMPLES / "laporan-kegiatan" / "ok-minimal.yaml"
LIST = SAMPLES / "daftar-hadir" / "ok-terisi.yaml"


def _made(folder: Path, rows: str) -> Outcome:
    """Make the report with the rows of its lampiran; the office's settings stand beside it."""
    text = REPORT.read_text(encoding="utf-8").split("\nlampiran:")[0]
    (folder / "laporan.yaml").write_text(f"{text.rstrip()}\nlampiran:\n{rows}", encoding="utf-8")
    target = Target(("pdf",), folder=Folder(folder / "hasil", force=True), annexed=with_annexes)
    return list(run_all(Incoming(folder / "laporan.yaml"), Catalogue(Home(SAMPLES)), target))[-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(LIST, tmp_path / "hadir.yaml")
    return tmp_path


def _pdf(outcome: Outcome) -> bytes:
    return next(file for file in outcome.files if file.name.startswith("dengan-lampiran-") and file.suffix == ".pdf").read_bytes()


def test_report__with_what_its_rows_name_is_one_pdf_and_one_zip(folder: Path) -> None:
    sk = folder / "sk.pdf"
    with pikepdf.new() as blank:
        blank.add_blank_page(page_size=(595, 842))
        blank.save(sk)
    outcome = _made(folder, '  "3": {ada: ya, berkas: sk.pdf}\n  "5": {ada: ya, berkas: hadir.yaml}\n')
    assert (outcome.status, outcome.exit_code) == ("delivered", 0), [one.message for one in outcome.findings]
    report = next(file for file in outcome.files if not file.name.startswith("dengan-")).read_bytes()
    archive = next(file for file in outcome.files if file.suffix == ".zip")
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        assert [name[:2] for name in names] == ["00", "03", "05"]
        assert report.startswith(packed.read(names[0])[:-100])  # the delivered one bears its trace
        lengths = [_pages(packed.read(name)) for name in names]
    whole = _pdf(outcome)
    assert _pages(whole) == sum(lengths)
    with pikepdf.open(io.BytesIO(whole)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles[-2:] == ["Lampiran 3 SK panitia, narasumber, dan peserta", "Lampiran 5 Daftar hadir peserta, narasumber, panitia"]
        assert "A. Peserta" in [child.title for top in outline.root[-1].children for child in (top, *top.children)]
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        assert [numbers[item.destination[0].objgen] for item in outline.root[-2:]] == [lengths[0], lengths[0] + 1]
    assert _pdf(_made(folder, '  "3": {ada: ya, berkas: sk.pdf}\n  "5": {ada: ya, berkas: hadir.yaml}\n')) == whole


def test_report__tags_of_what_is_attached_go_on(folder: Path) -> None:
    """Each page names a place of its own among the tags, and what stands there belongs to the tree."""
    outcome = _made(folder, '  "5": {ada: ya, berkas: hadir.yaml}\n')
    with pikepdf.open(io.BytesIO(_pdf(outcome))) as opened:
        tree = opened.Root.StructTreeRoot
        places = [int(page.obj.StructParents) for page in opened.pages]
        assert len(set(places)) == len(places)
        numbers = list(tree.ParentTree.Nums)
        entries = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page, place in zip(opened.pages, places, strict=True):
            elements = [one for one in entries[place] if isinstance(one, pikepdf.Dictionary)]
            assert elements
            assert all(one.Pg.objgen == page.obj.objgen for one in elements if "/Pg" in one)
            top = elements[0]
            while "/P" in top and top.P.get("/Type") != "/StructTreeRoot":
                top = top.P
            assert top.objgen in {kid.objgen for kid in tree.K}


@pytest.mark.parametrize(
    ("rows", "code", "named"),
    [
        ('  "3": {ada: ya, berkas: tidak-ada.pdf}\n', "lampiran-tidak-ada", "tidak-ada.pdf"),
        ('  "3": {ada: ya, berkas: ../sk.pdf}\n', "lampiran-tidak-ada", "../sk.pdf"),
        ('  "3": {ada: ya, berkas: rusak.pdf}\n', "lampiran-rusak", "rusak.pdf"),
        ('  "3": {ada: ya, berkas: gambar.pdf}\n', "lampiran-rusak", "gambar.pdf"),
        ('  "3": {ada: ya, berkas: foto.png}\n', "lampiran-rusak", "dokumentasi"),
        ('  "5": {ada: ya, berkas: kurang.yaml}\n', "lampiran-tidak-dibuat", "kurang.yaml"),
        ('  "5": {ada: ya, berkas: daftar-hadir}\n', "lampiran-tidak-dibuat", "program.yaml"),
        ('  "5": {ada: ya}\n', "lampiran-kosong", "disebut"),
    ],
)
def test_report__what_cannot_be_joined_is_named_and_the_report_is_made(folder: Path, rows: str, code: str, named: str) -> None:
    (folder / "rusak.pdf").write_bytes(b"%PDF-1.7 bukan")
    (folder / "gambar.pdf").write_bytes((SAMPLES / "logo.png").read_bytes())
    (folder / "foto.png").write_bytes(b"bukan")
    (folder / "kurang.yaml").write_text("jenis: daftar-hadir\njudul: Lokakarya\n", encoding="utf-8")
    outcome = _made(folder, rows)
    told = [one for one in outcome.findings if one.code.startswith("lampiran-")]
    assert [one.code for one in told] == [code]
    assert named in told[0].message
    assert (outcome.status, outcome.exit_code, [file.suffix for file in outcome.files]) == ("delivered", 1, [".pdf"])


def test_report__a_type_is_made_from_the_file_that_feeds_the_report(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "program" / "ok-asesmen-formatif.yaml", tmp_path / "program.yaml")
    text = (tmp_path / "program.yaml").read_text(encoding="utf-8")
    (tmp_path / "program.yaml").write_text(text.replace('  "5": ya', '  "5": {ada: ya, berkas: daftar-hadir}'), encoding="utf-8")
    (tmp_path / "laporan.yaml").write_text("jenis: laporan-kegiatan\nprogram: program.yaml\n", encoding="utf-8")
    target = Target(("pdf",), folder=Folder(tmp_path / "hasil"), annexed=with_annexes)
    outcome = list(run_all(Incoming(tmp_path / "laporan.yaml"), Catalogue(Home(SAMPLES)), target))[-1]
    assert outcome.exit_code == 0, [one.message for one in outcome.findings]
    with pikepdf.open(io.BytesIO(_pdf(outcome))) as opened, opened.open_outline() as outline:
        assert outline.root[-1].title == "Lampiran 5 Daftar hadir peserta, narasumber, panitia"


def test_joined__an_untagged_file_takes_the_claim_away() -> None:
    with pikepdf.new() as blank:
        blank.add_blank_page()
        data = io.BytesIO()
        blank.save(data)
    whole = joined(data.getvalue(), [Attachment("Lampiran", (data.getvalue(), data.getvalue()))])
    assert (_pages(whole), fault_of(whole), fault_of(b"")) == (3, "", "rusak atau bukan PDF")


def _pages(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return len(opened.pages)


def test_attachment__bears_the_letterhead_that_is_handed_in(folder: Path) -> None:
    """As the service does it, where each office has settings of its own that stand beside no data file."""
    text = REPORT.read_text(encoding="utf-8").split("\nlampiran:")[0]
    (folder / "laporan.yaml").write_text(f'{text.rstrip()}\nlampiran:\n  "5": {{ada: ya, berkas: hadir.yaml}}\n', encoding="utf-8")
    (folder / "kop").mkdir()
    (folder / "kop" / "institusi.yaml").write_text(
        "nama: SMP Negeri 9 Cempaka\ntempat: Cempaka\nkepala: {jabatan: Kepala Sekolah, nama: Ani}\n", encoding="utf-8"
    )
    office = read_institution(Home(None), named=folder / "kop" / "institusi.yaml")
    target = Target(("pdf",), folder=Folder(folder / "hasil", force=True), annexed=partial(with_annexes, institution=office))
    outcome = list(run_all(Incoming(folder / "laporan.yaml"), Catalogue(Home(None)), target, institution=office))[-1]
    assert any(file.suffix == ".zip" for file in outcome.files), [one.message for one in outcome.findings]
    archive = next(file for file in outcome.files if file.suffix == ".zip")
    with zipfile.ZipFile(archive) as packed:
        attached = packed.read(next(name for name in packed.namelist() if name.startswith("05")))
    document: Any = pypdfium2.PdfDocument(attached)
    assert "SMP NEGERI 9 CEMPAKA" in document[0].get_textpage().get_text_bounded().upper()
    document.close()
