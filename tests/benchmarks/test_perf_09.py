"""The measurement of PERF-09 in a small dose: it runs, both methods agree, the table is one."""

from __future__ import annotations

import pytest

from benchmarks.rounds import Measured, ratio, table

pytest.importorskip("polars")


def test_measure__a_small_dose() -> None:
    """SCO-93, PERF-09: the same teachers as CSV and Parquet, borang beside bare polars."""
    from benchmarks.perf_09 import measure

    lines = measure(teachers=30_000, rounds=1)
    assert [(one.goal, one.ratio is not None) for one in lines] == [("PERF-09", False), ("PERF-09", True)] * 2
    assert lines[1].wanted == "<= 1.5"


def test_teachers__the_same_seed_gives_the_same_teachers() -> None:
    from benchmarks.perf_09 import KABUPATEN, teachers_frame

    frame = teachers_frame(20_000)
    assert frame.equals(teachers_frame(20_000))
    assert frame["kabupaten"].n_unique() == KABUPATEN


def test_ratio__median_of_the_rounds() -> None:
    """3/2, 2/1 and 1/1: the middle one."""
    assert ratio({"ours": [3.0, 2.0, 1.0], "theirs": [2.0, 1.0, 1.0]}, "ours", "theirs") == 1.5


def test_table__is_markdown() -> None:
    assert table([Measured("PERF-09", "CGI", 1.5, 1.25, "<= 1.5")]).splitlines()[-1] == "| PERF-09 | CGI | 1.5000 | 1.25 | <= 1.5 |"


def test_names__every_measurement_is_found() -> None:
    from benchmarks.__main__ import goal_of, names

    assert "perf_09" in names()
    assert goal_of("perf_09") == "PERF-09"
