"""Letterhead, running head and paper in a finished Word document."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from docx import Document as WordDocument
from lxml import etree
from PIL import Image

from generator.examine import examine
from generator.home import Home
from generator.intake.read import read
from generator.render.output import render
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES, samples
from tests.documents import made as sample_outputs
from tests.documents import parts
from validators.findings import Finding

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
OFFICE = {"kementerian": "Kementerian Contoh", "nama": "Balai Contoh", "logo": "logo.png"}


def made(folder: Path, office: Mapping[str, object], *, notes: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Return the parts of a KAK as Word document for an office's settings."""
    shutil.copy(SAMPLES / "logo.png", folder / "logo.png")
    Image.new("RGB", (1600, 200), "white").save(folder / "kop.png")
    (folder / "institusi.yaml").write_text(yaml.safe_dump(office), encoding="utf-8")
    values = yaml.load((SAMPLES / "kak" / "ok-lengkap.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    (folder / "kak.json").write_text(json.dumps(values), encoding="utf-8")
    given = read(folder / "kak.json", Catalogue(Home(folder)), shown="kak.json")
    assert not isinstance(given, Finding)
    examined = examine(given)
    output = next(output for output in given.type.outputs if output.medium == "docx")
    data = render(examined.document, examined.scope, output, draft_notes=notes).data
    WordDocument(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(parts: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(parts["word/document.xml"])


@pytest.mark.parametrize("extra", [{}, {"logo_kanan": "logo.png"}])
def test_letterhead__leaves_room_between_a_logo_and_the_rule(tmp_path: Path, extra: dict[str, str]) -> None:
    """A logo is as high as the lines beside it, so the 6 pt above the rule stand in its cell too."""
    for drawing in body(made(tmp_path, {**OFFICE, **extra})).iter(f"{WP}inline"):
        cell = next(drawing.iterancestors(f"{W}tc"))
        spacing = cell[-1].find(f"{W}pPr/{W}spacing")
        assert next(cell[-1].iter(f"{WP}inline"), None) is None
        assert spacing is not None
        assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("120", "exact")


@pytest.mark.parametrize(("extra", "logos"), [({}, 1), ({"logo_kanan": "logo.png"}, 2), ({"logo": ""}, 0)])
def test_letterhead__has_the_logos_with_words_and_no_margin(tmp_path: Path, extra: dict[str, str], logos: int) -> None:
    root = body(made(tmp_path, {name: value for name, value in {**OFFICE, **extra}.items() if value}))
    drawn = list(root.iter(f"{WP}inline"))
    assert len(drawn) == logos
    for one in drawn:
        assert {one.get(f"dist{side}") for side in "TBLR"} == {"0"}
        assert one.find(f"{WP}docPr").get("descr") == "Logo Balai Contoh"


def test_letterhead__a_picture_takes_its_place_over_the_width_of_the_text(tmp_path: Path) -> None:
    root = body(made(tmp_path, {**OFFICE, "kop_gambar": "kop.png"}))
    [one] = root.iter(f"{WP}inline")
    assert round(int(one.find(f"{WP}extent").get("cx")) / 36000) == 160
    assert one.find(f"{WP}docPr").get("descr") == "Kementerian Contoh, Balai Contoh"
    assert "BALAI CONTOH" not in "".join(root.itertext())


def test_paper__tables_are_as_wide_as_the_text_again(tmp_path: Path) -> None:
    """215 mm of F4 less 40 and 30 mm of margins: 145 mm or 8220 twips, give or take the rounding of columns."""
    root = body(made(tmp_path, {**OFFICE, "kertas": "F4", "margin": {"kiri": 4, "kanan": 3}}))
    widths = [int(width.get(f"{W}w")) for width in root.iter(f"{W}tblW")]
    assert widths
    assert {abs(width - 8220) <= 8 for width in widths} == {True}


def test_draft__is_said_at_the_head_of_every_page(tmp_path: Path) -> None:
    parts = made(tmp_path, OFFICE, notes=("Tujuan: kosong.",))
    heads = [name for name in parts if name.startswith("word/header")]
    assert "DRAF" in "".join(etree.fromstring(parts[heads[0]]).itertext())
    assert all(section.find(f"{W}headerReference") is not None for section in body(parts).iter(f"{W}sectPr"))


def test_properties__title_names_kind_and_subject_and_the_date_is_the_documents_own(tmp_path: Path) -> None:
    core = made(tmp_path, OFFICE)["docProps/core.xml"].decode()
    assert "<dc:title>KAK – Peningkatan Kompetensi Guru Sekolah Dasar dalam Pembelajaran Literasi dan Numerasi</dc:title>" in core
    assert "<dc:creator>Balai Contoh</dc:creator>" in core
    assert "2024-01-15T00:00:00Z</dcterms:created>" in core


def test_caption__counts_the_pictures_in_word_and_on_the_page() -> None:
    sample = next(one for one in samples("ok-lengkap") if one.type == "laporan-penyelenggaraan")
    root = etree.fromstring(parts(sample_outputs(sample)["docx"])["word/document.xml"])
    fields = [node.text for node in root.iter(f"{W}instrText") if "SEQ Gambar" in (node.text or "")]
    texts = ["".join(node.text or "" for node in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]
    captions = [text for text in texts if re.match(r"Gambar \d", text)]
    assert len(fields) == len(captions) == 6
    assert captions[:2] == [
        "Gambar 1 Target Jumlah Model Pelatihan per Kabupaten/Kota",
        "Gambar 2 Target Jumlah Peserta per Kabupaten/Kota",
    ]


def test_paper__wide_lines_are_those_of_running_text_and_lists_alone(tmp_path: Path) -> None:
    """1.5 times 240; labels, headings and what stands in cells keep their own."""
    office = {**OFFICE, "spasi": "1,5", "perataan": "rata kiri-kanan"}
    root = body(made(tmp_path, office))
    running: list[str] = []
    in_cells: list[str] = []
    for paragraph in root.iter(f"{W}p"):
        spacing = paragraph.find(f"{W}pPr/{W}spacing")
        if spacing is not None and spacing.get(f"{W}line") == "360":
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            inside = next(paragraph.iterancestors(f"{W}tc"), None)
            (running if inside is None else in_cells).append("" if style is None else style.get(f"{W}val"))
    assert {"", "ListNumber"} <= set(running) <= {"", "ListNumber", "ListBullet", "ListBullet2"}
    assert in_cells == []
