"""What is placed on an office's own picture, and long names that shrink alone: one line, then two, never more. DOC-22."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.charts.typeface import text_width
from generator.document import Document
from generator.errors import IntakeFault
from generator.examine import examine
from generator.home import Home
from generator.intake.read import read
from generator.render.lettering import Lettering
from generator.render.output import render
from generator.render.paper import font_file
from generator.render.placing import fitted_size, placing
from generator.spec.catalogue import Catalogue
from tests.pages import ROOT

FONT = font_file({})
LONG = "Prof. Dr. Ir. Raden Mas Haryo Kusumaningrat Wiradiningrat Suryokusumo Hadipranoto, S.Pd., S.T., M.Pd., M.Si., Ph.D."
ROW = {"isi": "nama", "x": 2, "y": 3.5, "lebar": 10, "ukuran": 20, "rata": "kiri", "tebal": True}


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("Bima", 300.0, 1), ("Bima Saputra Wijaya Kusuma, S.Pd.", 300.0, 1), (LONG, 300.0, 2)],
)
def test_size__is_the_largest_that_fits(text: str, width: float, lines: int) -> None:
    size = fitted_size(text, 22, width, FONT)
    assert Lettering(FONT, 1.0).lines(text, width, size) == lines
    if lines == 1:
        assert text_width(text, size, FONT) <= width
        assert size == 22 or text_width(text, size + 0.5, FONT) > width
    else:
        assert Lettering(FONT, 1.0).lines(text, width, size + 0.5) > lines or text_width(text, 22 * 0.6, FONT) > width


def test_size__of_a_short_text_is_the_one_asked_for() -> None:
    assert fitted_size("Bima", 22, 300, FONT) == 22


def office(folder: Path, *rows: dict[str, Any]) -> dict[str, Any]:
    (folder / "latar.png").write_bytes((ROOT / "samples" / "logo.png").read_bytes())
    return {"folder": str(folder), "sertifikat": {"latar": "latar.png", "letak": list(rows)}}


def test_placed__stands_where_the_office_says_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    calls = placing(
        office(tmp_path, ROW, {**ROW, "isi": "nip"}, {**ROW, "isi": "unit kerja", "tebal": False, "rata": ""}), "sertifikat", str
    )
    first, second = calls["letak"](nama="Bima", nip="", unit_kerja="SD 1")
    assert {name: str(first[name]) for name in ("isi", "x", "y", "lebar", "rata", "tebal", "ukuran")} == {
        "isi": "Bima", "x": "2cm", "y": "3.5cm", "lebar": "10cm", "rata": "left", "tebal": "bold", "ukuran": "20pt",
    }  # fmt: skip
    assert (second["isi"], second["rata"], second["tebal"]) == ("SD 1", "center", "normal")
    assert calls["latar"]("depan") == str(tmp_path / "latar.png")


def test_background__that_is_not_there_is_told(tmp_path: Path) -> None:
    said = {"folder": str(tmp_path), "sertifikat": {"latar": "tidak-ada.png"}}
    latar = placing(said, "sertifikat", str)["latar"]
    with pytest.raises(IntakeFault) as fault:
        latar("depan")
    assert fault.value.code == "latar-tidak-ada"


@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
def test_certificate__on_the_offices_picture_prints_what_is_placed_alone(tmp_path: Path, engine: str) -> None:
    import subprocess

    found = read(ROOT / "samples" / "sertifikat" / "ok-lengkap.yaml", Catalogue(Home()))
    assert isinstance(found, Document)
    given = replace(found.given, institution={**found.given.institution, **office(tmp_path, ROW)})
    examined = examine(replace(found, given=given))
    from generator.render.engines import asked

    output = asked(next(one for one in found.type.outputs if one.medium == "pdf"), engine, found.compiled.home)
    (tmp_path / "a.pdf").write_bytes(render(examined.document, examined.scope, output).data)
    told = subprocess.run(["pdftotext", "-layout", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    front, back, *rest = told.split("\f")
    assert " ".join(front.split()) == "Anisa Rahmawati Puspaningtyas, S.Pd., M.Pd."
    assert "STRUKTUR PROGRAM" in back
    assert rest == [""]  # two pages
