"""Lines, days and clashes of a schedule that the other tests pass by: whole rows, equal starts, midnight, no hours. DOC-10, SCO-14."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from generator.scoring.schedule.plan import (
    Arguments,
    AturanModa,
    Bentrok,
    HariJadwal,
    Istirahat,
    JamKerja,
    MataAjar,
    Sesi,
    SesiTetap,
    susun_jadwal,
)

KAMIS, JUMAT = date(2026, 3, 5), date(2026, 3, 6)
BASE = Arguments(
    mata_ajar=(),
    mulai=KAMIS,
    jam_kerja=(JamKerja(time(7, 30), time(17)),),
    aturan=(AturanModa("luring", 45, 10), AturanModa("mandiri", 45)),
    moda="luring",
    istirahat=(Istirahat(time(12), time(13)),),
)


def test_susun_jadwal__a_break_and_an_event_as_whole_rows():
    """DOC-10: neither has a moda, a narasumber or JP. By hand: after the event to 8.00, 5 JP to 11.45; 6 x 45 would pass 12.00."""
    fixed = (SesiTetap("Pembukaan", KAMIS, mulai=time(7, 30), selesai=time(8)),)
    rows = susun_jadwal(replace(BASE, mata_ajar=(MataAjar("Inti", 6, narasumber="Ani"),), kelas=("A",), tetap=fixed)).sesi
    assert [row.jenis for row in rows] == ["acara", "pelajaran", "istirahat", "pelajaran"]
    empty = {"jp": 0, "moda": "", "narasumber": (), "lanjutan": False, "gabungan": False, "sampai": KAMIS}
    same = {"hari_ke": 1, "tanggal": KAMIS, "hari": "Kamis", "kelas": "A"} | empty
    assert rows[0] == Sesi(mulai=time(7, 30), selesai=time(8), jenis="acara", mata_ajar="Pembukaan", **same)
    assert rows[2] == Sesi(mulai=time(12), selesai=time(13), jenis="istirahat", mata_ajar="Istirahat", **same)


def test_susun_jadwal__days_as_whole_rows():
    """DOC-10, SCO-14: Thursday 7.30 + 6 x 45 = 12.00, break, 1 JP to 13.45; Friday has JP without hours, and no most JP a day."""
    subjects = (MataAjar("Inti", 7), MataAjar("Aksi", 2, moda="mandiri"))
    result = susun_jadwal(replace(BASE, mata_ajar=subjects, kelas=("A",), tetap=(SesiTetap("Aksi", JUMAT),)))
    assert result.hari == (
        HariJadwal(1, KAMIS, "Kamis", "A", ("luring",), time(7, 30), time(13, 45), jp=7, batas=10, melebihi=False),
        HariJadwal(2, JUMAT, "Jumat", "A", ("mandiri",), None, None, jp=2, batas=None, melebihi=False),
    )


def test_susun_jadwal__jp_without_hours_stand_before_midnights_lesson():
    """DOC-10: given in the wrong order, 0.00 and 0.45 are still one line of 2 JP, after the 2 JP without hours; none of them clash."""
    fixed = (
        SesiTetap("Aksi", KAMIS, mulai=time(0, 45), jp=1),
        SesiTetap("Aksi", KAMIS, mulai=time(0), jp=1),
        SesiTetap("Aksi", KAMIS, jp=2),
    )
    result = susun_jadwal(replace(BASE, mata_ajar=(MataAjar("Aksi", 4, moda="mandiri"),), tetap=fixed))
    assert [(row.mulai, row.selesai, row.jp, row.lanjutan) for row in result.sesi] == [
        (None, None, 2, False),
        (time(0), time(1, 30), 2, True),
    ]
    assert result.bentrok == ()


def test_susun_jadwal__a_narasumber_with_all_classes_is_missing_in_another_session_of_one():
    """DOC-10: Ani has both classes for X at 8.00 to 9.30 and class B alone for Y from the same minute: she and B are in two places."""
    subjects = (MataAjar("X", 2, narasumber="Ani"), MataAjar("Y", 2, narasumber="Ani"))
    fixed = (SesiTetap("X", KAMIS, mulai=time(8)), SesiTetap("Y", KAMIS, mulai=time(8), kelas="B"))
    result = susun_jadwal(replace(BASE, mata_ajar=subjects, kelas=("A", "B"), tetap=fixed))
    assert result.bentrok == (
        Bentrok("narasumber", "Ani", KAMIS, time(8), time(9, 30), ("A", "B"), ("X", "Y")),
        Bentrok("kelas", "B", KAMIS, time(8), time(9, 30), ("B", "B"), ("X", "Y")),
    )
