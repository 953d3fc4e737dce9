"""The measurements of PERF-01, 03, 06, 08 and 10 in a small dose: they run, and give a ratio where there is something beside."""

from __future__ import annotations

import pytest

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

    assert [one.ratio is not None for one in measure(rounds=1, name="sertifikat/ok-minimal")] == [False, True]


def test_measure__the_curve() -> None:
    from benchmarks.perf_10 import measure

    lines = measure(rows=(2, 4), documents=(1, 2), rounds=1)
    assert [one.ratio is not None for one in lines] == [False, True] * 5


def test_with_rows__as_many_as_asked_with_keys_of_their_own() -> None:
    grown = with_rows(given("kak/ok-lengkap", shipped()), "anggaran", 7)
    assert len(grown.given.values["anggaran"]) == 7
