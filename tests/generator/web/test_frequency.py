"""How often something may come from one place."""

from __future__ import annotations

from generator.web.frequency import CallPace


def test_pace__answers_one_place_so_often_a_minute_and_no_other_is_touched() -> None:
    clock = [0.0]
    pace = CallPace(3, clock=lambda: clock[0])
    assert [pace.may("192.0.2.1") for _ in range(4)] == [True, True, True, False]
    assert pace.may("192.0.2.2")
    clock[0] = 59.9
    assert not pace.may("192.0.2.1")
    clock[0] = 60.0
    assert pace.may("192.0.2.1")


def test_pace__counts_each_call_from_its_own_time() -> None:
    clock = [0.0]
    pace = CallPace(2, 60, lambda: clock[0])
    assert pace.may("a")
    clock[0] = 30.0
    assert pace.may("a")
    clock[0] = 61.0
    assert [pace.may("a"), pace.may("a")] == [True, False]
    pace.forget("a")
    assert not pace.is_over("a")
