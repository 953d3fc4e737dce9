"""The kind `image`: a picture beside the data file, let in by its content, upright, with words, in DOCX, PDF and XLSX.

DESIGN: `image` is one file and its templates. SAFE: nothing outside the data file's folder is read.
"""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from PIL import Image

from generator.deliver import Folder
from generator.document import Document
from generator.errors import SpecFault
from generator.fields.image import Gambar
from generator.intake.form import Incoming
from generator.intake.read import read_all
from generator.pipeline import Target, examine, run
from generator.render.output import render
from generator.spec.catalogue import Catalogue
from tests.homes import data_file, document, examined, home, told, write
from tests.openxml_allowed import audit
from validators.absence import CACAT

FIELDS = """
fields:
  - {name: foto, label: Foto, type: image, caption: keterangan}
  - {name: keterangan, label: Keterangan, type: text}
  - name: peserta
    label: Peserta
    type: table
    fields:
      - {name: nama, label: Nama, type: text, required: true}
      - {name: paraf, label: Paraf, type: image}
outputs:
  - {kind: docx, template: uji/uji.docx, filename: uji.docx}
  - {kind: pdf, filename: uji.pdf}
  - {kind: xlsx, template: uji/uji.xlsx, filename: uji.xlsx}
"""
DATA = "foto: foto.png\nketerangan: Guru di kelas\npeserta:\n  - {nama: Ani, paraf: ani.jpg}\n  - {nama: Budi}\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    """Return a picture with a red left half and a white right half."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    drawn.save(written, kind, **options)
    return written.getvalue()


def turned() -> bytes:
    """Return a JPEG as a phone writes one that was held upright: lying pixels, and the note to turn them by 90 degrees."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera"
    return picture("JPEG", (40, 20), exif=exif)


@pytest.fixture
def uji(tmp_path: Path) -> Catalogue:
    from generator.starter import starter

    catalogue = home(tmp_path, FIELDS, {"foto.png": picture(), "ani.jpg": turned()})
    for kind in ("docx", "xlsx"):
        write(tmp_path / "templates" / "uji" / f"uji.{kind}", starter(catalogue.compiled("uji"), kind))
    return catalogue


def made(catalogue: Catalogue, kind: str) -> bytes:
    found = examined(catalogue, DATA)
    assert not found.findings.has_errors, found.findings
    output = next(output for output in found.document.type.outputs if output.medium == kind)
    return render(found.document, found.scope, output).data


def test_image__is_read_upright_with_words_and_no_place_on_earth(uji: Catalogue) -> None:
    values = document(uji, DATA).given.values
    foto, paraf = values["foto"], values["peserta"][0]["paraf"]
    assert (foto, foto.words, foto.media, foto.width, foto.height) == ("foto.png", "Guru di kelas", "image/png", 40, 20)
    assert (paraf.words, paraf.media, paraf.width, paraf.height) == ("Paraf", "image/jpeg", 20, 40)
    with Image.open(io.BytesIO(paraf.data)) as seen:
        assert not seen.getexif()
        assert seen.getpixel((10, 5))[1] < 60 < seen.getpixel((10, 35))[1]  # red above, white below
    assert pickle.loads(pickle.dumps(paraf)).data == paraf.data


def test_image__a_large_one_is_made_as_small_as_print_needs(tmp_path: Path) -> None:
    catalogue = home(tmp_path, FIELDS, {"foto.png": picture(size=(3000, 1500))})
    foto = document(catalogue, "foto: foto.png\n").given.values["foto"]
    assert (foto.width, foto.height) == (2000, 1000)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tidak-ada.png", b"", "gambar-tidak-ada"),
        ("../luar.png", picture(), "gambar-di-luar-folder"),
        ("/etc/hostname", b"", "gambar-di-luar-folder"),
        ("tautan.png", b"", "gambar-di-luar-folder"),
        ("foto.png", b"GIF89a" + b"\0" * 20, "berkas-bukan-jenisnya"),
        ("foto.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "berkas-bukan-jenisnya"),
        ("foto.png", picture()[:60], "gambar-rusak"),
        ("foto.jpg", picture(size=(6000, 5000)), "gambar-terlalu-besar"),
        ("foto.png", picture() + b"\0" * (5 * 1024 * 1024), "berkas-terlalu-besar"),
        ("folder", None, "gambar-tidak-ada"),
        ("x" * 300, None, "gambar-tidak-terbaca"),
    ],
    ids=["missing", "above", "absolute", "link", "gif", "svg", "cut", "pixels", "bytes", "folder", "long"],
)
def test_image__every_fault_is_a_finding_at_the_field(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    catalogue = home(tmp_path / "isi", FIELDS)
    (tmp_path / "isi" / "folder").mkdir()
    write(tmp_path / "luar.png", picture())
    (tmp_path / "isi" / "tautan.png").symlink_to(tmp_path / "luar.png")
    if content and not name.startswith("."):
        write(tmp_path / "isi" / name, content)
    found = examined(catalogue, f"foto: {name}\n")
    assert told(found.findings) == [f"{code}@foto"]
    assert found.scope["foto"] is CACAT


def test_image__bytes_that_stand_nowhere_have_no_pictures_beside_them(uji: Catalogue) -> None:
    (given,) = read_all(Incoming(Path("x.yaml"), b"jenis: uji\nfoto: foto.png\n"), uji)
    assert isinstance(given, Document)
    assert told(examine(given).findings) == ["gambar-tanpa-folder@foto"]


def test_image__stands_in_the_word_document_with_its_words(uji: Catalogue, tmp_path: Path) -> None:
    data = made(uji, "docx")
    body = docx.Document(io.BytesIO(data)).element.body
    assert [node.get("descr") for node in body.iter("{*}docPr")] == ["Guru di kelas", "Paraf"]
    assert audit(data, tmp_path, ".docx") == []


def test_image__stands_in_the_workbook_over_its_cell(uji: Catalogue, tmp_path: Path) -> None:
    data = made(uji, "xlsx")
    assert audit(data, tmp_path, ".xlsx") == []
    book = openpyxl.load_workbook(io.BytesIO(data))
    places = {sheet.title: [(one.anchor._from.row, one.anchor._from.col) for one in sheet._images] for sheet in book}
    assert [len(found) for found in places.values()] == [2, 0]  # the document's own and a short table's; the sheet for a long one is hidden
    assert len(set(next(iter(places.values())))) == 2
    assert all(isinstance(one.anchor, OneCellAnchor) for sheet in book for one in sheet._images)
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not any("gambar:" in text or "foto.png" in text for text in texts)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/gambar")]
    assert sum('descr="Guru di kelas"' in text for text in drawings) == 1


def test_image__stands_in_the_page(uji: Catalogue, tmp_path: Path) -> None:
    outcome = run(document(uji, DATA), Target(("pdf",), folder=Folder(tmp_path / "hasil")))
    assert outcome.status == "delivered"
    from generator.starter import starter

    assert b"foto" in starter(uji.compiled("uji"), "html")


def test_image__a_caption_names_a_field_beside_it(tmp_path: Path) -> None:
    catalogue = home(tmp_path, "fields:\n  - {name: foto, type: image, caption: entah}\n")
    with pytest.raises(SpecFault):
        catalogue.compiled("uji")


def test_image__two_pictures_of_one_name_with_other_words_stay_two() -> None:
    one, two = (Gambar("a.png", b"x", "image/png", (1, 1), words) for words in ("satu", "dua"))
    assert one == two
    assert one.digest != two.digest


def test_image__reads_like_any_value_from_a_file(uji: Catalogue, tmp_path: Path) -> None:
    (given,) = read_all(Incoming(data_file(tmp_path, DATA, "lain.yaml")), uji)
    assert isinstance(given, Document)
    assert given.given.values["foto"].media == "image/png"


def test_image__a_drawing_that_the_workbook_has_already_keeps_its_pictures(uji: Catalogue) -> None:
    """The template's own logo stays, ids stay unlike each other."""
    assert uji.home.folder is not None
    file = uji.home.folder / "templates" / "uji" / "uji.xlsx"
    book = openpyxl.load_workbook(file)
    book.worksheets[0].add_image(openpyxl.drawing.image.Image(io.BytesIO(picture(size=(30, 30)))), "D1")
    book.save(file)
    data = made(uji, "xlsx")
    found = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]._images
    assert len(found) == 3  # two of the form's, on the sheet that holds the logo
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawing = next(archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name and name.endswith(".xml"))
    ids = re.findall(r'cNvPr id="(\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 3
