"""The measurements of PERF-02 and PERF-07 in a small dose: they run, and give a ratio and a time."""

from __future__ import annotations


def test_measure__workbooks_beside_openpyxl() -> None:
    from benchmarks.perf_02 import measure

    lines = measure(rounds=1, samples={"coaching-rhk/ok-minimal": 60.0})
    assert [(one.goal, one.ratio is not None, one.wanted) for one in lines] == [("PERF-02", False, ""), ("PERF-02", True, ">= 60")]


def test_measure__start_of_the_command_line() -> None:
    from benchmarks.perf_07 import COMMANDS, measure

    lines = measure(rounds=1)
    assert [one.what for one in lines] == ["bare Python", *(f"borang {name}" for name in COMMANDS)]
    assert all(one.seconds > 0 for one in lines)
