"""A plan's finer points: who teaches next where classes take turns, the columns of a planned lesson, a plan without a day. DOC-10, IN-09."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from generator.scoring.schedule import Arguments, AturanModa, JamKerja, MataAjar, Result, Sesi, SesiTetap, Sisa, susun_jadwal

KAMIS = date(2026, 3, 5)


def schedule(*mata_ajar: MataAjar, **more: Any) -> Result:
    """Return the schedule of a luring course, 45 minutes a JP, from 7.30 on, without a break."""
    given = {"mulai": KAMIS, "jam_kerja": (JamKerja(time(7, 30), time(17)),), "aturan": (AturanModa("luring", 45, 10),), "moda": "luring"}
    return susun_jadwal(Arguments(mata_ajar, **(given | more)))


TURNS = {
    "free-twice-then-taken": (
        3,
        time(9),
        [("X", time(7, 30), time(9), 2), ("Y", time(9), time(9, 45), 1), ("X", time(11, 15), time(12), 1)],
    ),
    "free-once-then-taken": (
        2,
        time(8, 15),
        [("X", time(7, 30), time(8, 15), 1), ("Y", time(8, 15), time(9), 1), ("X", time(9, 45), time(10, 30), 1)],
    ),
}


@pytest.mark.parametrize(("jp", "taken_from", "expected"), TURNS.values(), ids=TURNS)
def test_susun_jadwal__a_class_that_can_finish_nothing_begins_what_is_free_now(
    jp: int, taken_from: time, expected: list[tuple[str, time, time, int]]
) -> None:
    """DOC-10. Class A is fixed: Budi (Y) at 7.30, Ani (X, all its JP) from `taken_from`. In B neither can be finished from 7.30.

    X has 3 JP, Ani is away from 9.00 to 11.15: X at 7.30 and 8.15, Y at 9.00, nobody at 9.45 and 10.30, X at 11.15.
    X has 2 JP, Ani is away from 8.15 to 9.45: X at 7.30, Y at 8.15, nobody at 9.00, X at 9.45.
    """
    fixed = (SesiTetap("Y", KAMIS, mulai=time(7, 30), kelas="A"), SesiTetap("X", KAMIS, mulai=taken_from, kelas="A"))
    parts = (MataAjar("X", jp, narasumber="Ani"), MataAjar("Y", 1, narasumber="Budi"))
    result = schedule(*parts, kelas=("A", "B"), urutan="bergilir", tetap=fixed)
    assert [(row.mata_ajar, row.mulai, row.selesai, row.jp) for row in result.sesi if row.kelas == "B"] == expected


def test_susun_jadwal__every_column_of_a_planned_lesson() -> None:
    """DOC-10: one JP on Thursday 5 March 2026 from 7.30; it is of one class, so not together."""
    assert schedule(MataAjar("Inti", 1, narasumber="Ani")).sesi == (
        Sesi(
            hari_ke=1,
            tanggal=KAMIS,
            hari="Kamis",
            kelas="",
            mulai=time(7, 30),
            selesai=time(8, 15),
            jenis="pelajaran",
            mata_ajar="Inti",
            jp=1,
            moda="luring",
            narasumber=("Ani",),
            lanjutan=False,
            gabungan=False,
            sampai=KAMIS,
        ),
    )


def test_susun_jadwal__a_weekend_holds_nothing() -> None:
    """IN-09: from Saturday 7 to Sunday 8 March 2026 there is no working day: no line, the dates are the given start, all JP are left."""
    saturday = date(2026, 3, 7)
    result = schedule(MataAjar("Inti", 2), mulai=saturday, sampai=date(2026, 3, 8))
    assert (result.sesi, result.jumlah_hari, result.hari_minimum) == ((), 0, 1)
    assert (result.mulai, result.selesai) == (saturday, saturday)
    assert result.tidak_tertampung == (Sisa("", "Inti", "luring", 2),)
