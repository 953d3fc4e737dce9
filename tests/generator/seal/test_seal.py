"""The seal: signed values that a file and a QR code carry whole, and what is said of altered ones. DOC-22."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image

from generator.document import Document
from generator.errors import DeliveryFault, IntakeFault
from generator.examine import examine
from generator.home import Home
from generator.intake.read import read
from generator.render.output import render
from generator.render.rendering import OutputFile
from generator.seal.document import with_seal
from generator.seal.files import verified_file
from generator.seal.keys import PRIVATE, PUBLIC, make_keys, public_keys, signs_in
from generator.seal.text import Verdict, sealed_text, verified
from generator.spec.catalogue import Catalogue
from tests.pages import ROOT

SAID = {"nomor": "12/A&B/2026", "nama": "Nur’aini  Šarić, S.Pd.", "program": "Modul = Ajar + 1", "tanggal": "2026-07-31"}
OFFICE: dict[str, Any] = {"nama": "BGTK Provinsi Contoh"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_keys(tmp_path)
    return tmp_path


def text_of(folder: Path, address: str = "") -> str:
    signs = signs_in(folder)
    assert signs is not None
    return sealed_text(SAID, *signs, address=address)


@pytest.mark.parametrize("address", ["", "https://contoh.example.id/verifikasi"])
def test_seal__holds_its_values_and_is_genuine(folder: Path, address: str) -> None:
    text = text_of(folder, address)
    assert text.startswith(f"{address}#v=1&nomor=12/A%26B/2026" if address else "v=1&nomor=12/A%26B/2026")
    found = verified(text, public_keys([folder / PUBLIC]))
    assert found.verdict is Verdict.GENUINE
    assert found.said == {**SAID, "nama": "Nur’aini Šarić, S.Pd."}  # one blank for two


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("12/A", "13/A", Verdict.ALTERED),
        ("2026-07-31", "2026-07-30", Verdict.ALTERED),
        ("&nama=", "&nama=X&nama=", Verdict.ALTERED),
        ("&ttd=", "&ttd=A", Verdict.ALTERED),
        ("v=1", "v=2", Verdict.ALTERED),
        ("&kunci=", "&kunci=0", Verdict.UNKNOWN),
        ("&ttd=", "", Verdict.UNSIGNED),
    ],
)
def test_seal__that_was_changed_is_not_genuine(folder: Path, old: str, new: str, verdict: Verdict) -> None:
    assert verified(text_of(folder).replace(old, new, 1), public_keys([folder / PUBLIC])).verdict is verdict


def test_seal__of_another_key_cannot_be_told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("lain")
    make_keys(other)
    found = verified(text_of(folder), public_keys([other / PUBLIC]))
    assert (found.verdict, found.said["nomor"]) == (Verdict.UNKNOWN, "12/A&B/2026")
    assert verified(text_of(folder), public_keys([other / PUBLIC, folder / PUBLIC])).verdict is Verdict.GENUINE


def test_keys__are_made_once_and_the_private_one_is_for_its_owner(folder: Path) -> None:
    assert (folder / PRIVATE).stat().st_mode & 0o777 == 0o600
    with pytest.raises(DeliveryFault) as fault:
        make_keys(folder)
    assert fault.value.code == "kunci-sudah-ada"


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX alone")
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_keys__that_others_can_read_are_refused(folder: Path, mode: int) -> None:
    (folder / PRIVATE).chmod(mode)
    with pytest.raises(IntakeFault) as fault:
        signs_in(folder)
    assert fault.value.code == "kunci-terbaca-orang-lain"


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_keys__that_are_none_are_told(folder: Path, data: bytes) -> None:
    (folder / PRIVATE).write_bytes(data)
    (folder / PUBLIC).write_bytes(data)
    with pytest.raises(IntakeFault) as private:
        signs_in(folder)
    with pytest.raises(IntakeFault) as public:
        public_keys([folder / PUBLIC])
    assert private.value.code == public.value.code == "kunci-salah"


# Files


def certificate(folder: Path) -> Document:
    found = read(ROOT / "samples" / "sertifikat" / "ok-lengkap.yaml", Catalogue(Home()))
    assert isinstance(found, Document)
    given = replace(found.given, institution={**found.given.institution, **OFFICE, "folder": str(folder)})
    return with_seal(replace(found, given=given))


def made(document: Document, name: str) -> OutputFile:
    examined = examine(document)
    output = next(output for output in document.type.outputs if output.name == name)
    return render(examined.document, examined.scope, output)


@pytest.fixture(params=["pdf", "docx"])
def file(request: pytest.FixtureRequest, folder: Path) -> Path:
    target = folder / f"sertifikat.{request.param}"
    target.write_bytes(made(certificate(folder), request.param).data)
    return target


def test_file__carries_its_seal_and_is_the_same_each_time(file: Path, folder: Path) -> None:
    found = verified_file(file, public_keys([folder / PUBLIC])).found
    assert found.verdict is Verdict.GENUINE
    assert found.said["nama"] == "Anisa Rahmawati Puspaningtyas, S.Pd., M.Pd."
    assert made(certificate(folder), file.suffix[1:]).data == file.read_bytes()


def test_file__whose_printed_name_was_changed_in_word_is_altered(folder: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made(certificate(folder), "docx").data)) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Anisa", b"Anita") if name == "word/document.xml" else old.read(name))
    (folder / "a.docx").write_bytes(data.getvalue())
    assert verified_file(folder / "a.docx", public_keys([folder / PUBLIC])).found.verdict is Verdict.ALTERED


def test_file__that_is_no_certificate_is_told(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.7\nrusak")
    (folder / "b.pdf").write_bytes(b"bukan")
    with pytest.raises(IntakeFault) as broken:
        verified_file(folder / "a.pdf", ())
    with pytest.raises(IntakeFault):
        verified_file(folder / "b.pdf", ())
    assert broken.value.code == "sertifikat-tidak-terbaca"


def test_page__prints_the_code_of_the_seal(folder: Path) -> None:
    """The squares of the code are read from the page at 300 dpi and held against those of the text."""
    document = certificate(folder)
    (folder / "a.pdf").write_bytes(made(document, "pdf").data)
    subprocess.run(["pdftoppm", "-r", "300", "-gray", "-f", "1", "-l", "1", "a.pdf", "a"], cwd=folder, check=True)
    drawn = next(folder.glob("a-*.pgm"))
    expected = [[bool(cell) for cell in row] for row in segno.make(document.given.seal, error="m", micro=False).matrix]
    with Image.open(drawn) as page:
        assert squares(page, len(expected)) == expected


def squares(page: Image.Image, count: int) -> list[list[bool]]:
    """Return which squares of the code at the lower left are dark: of 3 to 7 cm from the left, below 13,5 cm."""
    dot = page.width / 29.7
    left = page.crop((int(2.5 * dot), int(13.5 * dot), int(6.8 * dot), page.height)).point(lambda grey: 255 if grey < 128 else 0)
    box = left.getbbox()
    assert box is not None
    top = box[1]
    first = left.crop((0, top, left.width, top + int(dot))).getbbox()  # of the first centimetre: the corners are there, the words not
    assert first is not None
    size = (first[2] - first[0]) / count
    return [
        [left.getpixel((int(first[0] + (x + 0.5) * size), int(top + (y + 0.5) * size))) == 255 for x in range(count)] for y in range(count)
    ]


def test_draft__has_no_seal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.pipeline import Rendition, Target, rendered

    document = certificate(folder)
    wrong = {**document.given.values, "penerima": {**document.given.values["penerima"], "nilai_akhir": 60}}
    found = rendered(
        replace(document, given=replace(document.given, values=wrong, seal="")), Target(("docx",), is_draft=True, folder=_anywhere())
    )
    assert isinstance(found, Rendition)
    (file,) = found.made
    assert file.filename.startswith("DRAF-")
    assert not file.seal
    assert b"borang-segel" not in file.data


def _anywhere() -> Any:
    from generator.deliver import Folder

    return Folder(Path("tidak-dipakai"))


def test_seal__of_a_document_without_a_number_is_none(folder: Path) -> None:
    document = certificate(folder)
    values = {name: value for name, value in document.given.values.items() if name != "nomor"}
    assert with_seal(replace(document, given=replace(document.given, values=values, seal=""))).given.seal == ""


@pytest.mark.parametrize("address", ["http://contoh.id", "contoh.id", "https://contoh.id/#a", "https://contoh .id"])
def test_seal__of_an_address_that_is_none_is_refused(folder: Path, address: str) -> None:
    document = certificate(folder)
    office = {**document.given.institution, "verifikasi": address}
    with pytest.raises(IntakeFault) as fault:
        with_seal(replace(document, given=replace(document.given, institution=office)))
    assert fault.value.code == "alamat-verifikasi-salah"
