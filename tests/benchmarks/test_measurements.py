"""The measurements of PERF-01, 03, 04, 06, 08 and 10 in a small dose: they run, and give a ratio where there is something beside."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from benchmarks.curves import Curve, picture
from benchmarks.samples import given, shipped, with_rows


def test_measure__word_documents_beside_docxtpl() -> None:
    from benchmarks.perf_01 import measure

    lines = measure(rounds=1, samples={"coaching-rhk/ok-minimal": 45.0})
    assert [(one.goal, one.ratio is not None, one.wanted) for one in lines] == [("PERF-01", False, ""), ("PERF-01", True, ">= 45")]


def test_measure__the_whole_way_beside_openpyxl() -> None:
    from benchmarks.perf_03 import measure

    assert [one.ratio is not None for one in measure(rounds=1, files=2)] == [False, True]


def test_measure__forms_read_beside_openpyxl() -> None:
    from benchmarks.perf_08 import measure

    assert [one.ratio is not None for one in measure(rounds=1, samples=("coaching-rhk/ok-minimal",))] == [False, True]


def test_measure__pages_beside_weasyprint() -> None:
    pytest.importorskip("weasyprint")
    from benchmarks.perf_06 import measure

    assert [one.ratio is not None for one in measure(rounds=1, samples=("coaching-rhk/ok-minimal",), by_typst=())] == [False, True]


def test_measure__typst_beside_weasyprint() -> None:
    from benchmarks.perf_05 import measure

    assert [one.ratio is not None for one in measure(rounds=1, name="sertifikat/ok-minimal", batch=2)] == [False, True, True]


def test_measure__the_curve() -> None:
    from benchmarks.perf_10 import measure

    lines = measure(rows=(2, 4), documents=(1, 2), rounds=1)
    assert [one.ratio is not None for one in lines] == [False, True] * 6
    assert [(one.curve, one.size) for one in lines[-2:]] == [("dokumen xlsx coaching-rhk", 1), ("dokumen xlsx coaching-rhk", 2)]


def test_measure__two_workers_beside_one() -> None:
    from benchmarks.perf_04 import measure

    assert [one.ratio is not None for one in measure(rounds=1, files=2)] in ([False, True], [])


def test_picture__of_curves_has_a_line_each_and_says_where_they_go() -> None:
    drawn = picture("detik", [Curve("lurus", [(10, 0.1), (100, 1.0)]), Curve("lain & lagi", [(10, 0.2)])], is_logarithmic=True)
    assert ElementTree.fromstring(drawn) is not None
    assert re.findall(r'points="([^"]*)"', drawn)[0] == "64.0,324.0 490.0,40.0"  # from corner to corner: linear growth
    assert "lain &amp; lagi" in drawn
    assert ">0,1<" in drawn


def test_with_rows__as_many_as_asked_with_keys_of_their_own() -> None:
    grown = with_rows(given("kak/ok-lengkap", shipped()), "anggaran", 7)
    assert len(grown.given.values["anggaran"]) == 7


def test_measure__without_npm_peers_are_passed_over_and_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks import peers

    monkeypatch.setattr(peers.shutil, "which", lambda _: None)
    assert peers.measure() == []
    assert "npm tidak ada" in capsys.readouterr().err


@pytest.mark.parametrize("medium", ["docx", "xlsx"])
def test_measure__the_form_of_the_peers_is_filled_by_ours(medium: str, tmp_path) -> None:
    from benchmarks.peers import BATCH, borang_way, values

    made = borang_way(medium, tmp_path, values("abcde", 12), 0)()
    assert len(made) == BATCH
    with zipfile.ZipFile(io.BytesIO(made[-1])) as package:
        text = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(("document.xml", "sheet1.xml")))
    assert text.count("Isi e") == 12
