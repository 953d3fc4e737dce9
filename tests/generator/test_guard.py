"""The gate in front of given files: a picture that cannot be printed is a finding of institusi.yaml, in every format alike. SAFE-02, TPL-05."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.document import Document
from generator.guard import PICTURE, content_of, file_refusal, refusal
from generator.home import Home
from generator.intake.institution import read_institution, with_sound_logo
from generator.intake.read import read
from generator.pipeline import examine
from generator.render.logo import for_word
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from tests.homes import write
from validators.absence import KOSONG


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    written = BytesIO()
    Image.linear_gradient("L").resize(size).save(written, kind)
    return written.getvalue()


PNG, JPEG = picture(), picture("JPEG")
NOT_JFIF = JPEG[:2] + b"\xff\xee\x00\x0eAdobe\x00d\x00\x00\x00\x00\x00" + JPEG[20:]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "png"),
        (JPEG, "jpeg"),
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04", "zip"),
        (b"<svg/>", "text"),
        (b"", "text"),
        (b"\x00\x01", "other"),
    ],
)
def test_kind__is_told_by_content(data: bytes, kind: str) -> None:
    assert content_of(data) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (PNG, None),
        (JPEG, None),
        (PNG[:-30], "gambar-rusak"),
        (JPEG[: len(JPEG) // 2], "gambar-rusak"),
        (PNG[:40] + b"\x00" + PNG[41:], "gambar-rusak"),
        (b"\x89PNG\r\n\x1a\n", "gambar-rusak"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "berkas-bukan-jenisnya"),
        (picture("GIF"), "berkas-bukan-jenisnya"),
        (b"%PDF-1.7", "berkas-bukan-jenisnya"),
        (b"", "berkas-bukan-jenisnya"),
        (picture(size=(6000, 5000)), "gambar-terlalu-besar"),
        (PNG + b"\x00" * 6_000_000, "berkas-terlalu-besar"),
    ],
    ids=["png", "jpg", "cut", "cut-jpg", "flipped", "head", "svg", "gif", "pdf", "empty", "pixels", "bytes"],
)
def test_picture__what_cannot_be_printed_is_refused(data: bytes, code: str | None) -> None:
    found = refusal(data, "logo.png", PICTURE)
    assert (found.code if found else None) == code


def test_picture__of_a_head_that_promises_the_sky_is_refused_unread() -> None:
    """A PNG head of 30.000 x 30.000 points: 900 million, in 30 bytes."""
    huge = PNG[:16] + (30_000).to_bytes(4, "big") * 2 + PNG[24:]
    found = refusal(huge, "logo.png", PICTURE)
    assert found is not None


def test_file__far_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    with file.open("wb") as stream:
        stream.truncate(10**10)
    found = file_refusal(file, PICTURE)
    assert found is not None
    assert found.code == "berkas-terlalu-besar"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("logo.png", PNG, ""),
        ("logo.jpg", JPEG, ""),
        ("logo.png", JPEG, ""),
        ("logo.png", PNG[:-30], "gambar-rusak"),
        ("logo.svg", b"<svg/>", "berkas-bukan-jenisnya"),
        ("tidak-ada.png", b"", "logo-tidak-ada"),
        ("../luar.png", PNG, "logo-tidak-ada"),
        ("/etc/passwd", b"", "logo-tidak-ada"),
        ("sub", b"", "logo-tidak-ada"),
        ("a" * 300 + ".png", b"", "logo-tidak-terbaca"),
    ],
)
def test_logo__that_cannot_be_printed_is_a_finding_of_the_settings(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    office = tmp_path / "kantor"
    write(office / "institusi.yaml", f"nama: Dinas\nlogo: {name}\n")
    (office / "sub").mkdir()
    if content:
        write(office / name, content)
    settings, found = with_sound_logo(read_institution(Home(), near=office / "x.yaml"))
    assert [(one.code, one.path) for one in found] == ([(code, ("institusi", "logo"))] if code else [])
    assert (settings["logo"] is KOSONG) is bool(code)
    if code:
        assert (found[0].place.file, found[0].place.line) == (str(office / "institusi.yaml"), 2)


def test_logo__that_is_broken_refuses_the_document_with_the_finding(tmp_path: Path) -> None:
    write(tmp_path / "institusi.yaml", "nama: Dinas\nlogo: logo.png\n")
    write(tmp_path / "logo.png", PNG[:-30])
    file = write(tmp_path / "a.yaml", (SAMPLES / "rancangan-moderasi" / "ok-minimal.yaml").read_bytes())
    document = read(file, Catalogue(Home()))
    assert isinstance(document, Document)
    assert [(one.code, one.label) for one in examine(document).findings.errors] == [("gambar-rusak", "Logo")]


def test_logo__a_jpeg_that_word_would_not_know_goes_in_as_png(tmp_path: Path) -> None:
    written = for_word(write(tmp_path / "logo.jpg", NOT_JFIF))
    assert isinstance(written, BytesIO)
    assert content_of(written.getvalue()) == "png"
    assert for_word(write(tmp_path / "b.jpg", JPEG)) == str(tmp_path / "b.jpg")
