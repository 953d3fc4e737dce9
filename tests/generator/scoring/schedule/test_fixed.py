"""What is said of fixed sessions that cannot be meant, and the edges up to which they are taken.

DOC-10: a fixed session keeps its date and time; one that cannot be meant is refused with its row, column and values.
SCO-14: a JP is 45 minutes; the dates of a moda without a daily limit are given by the user.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from generator.scoring.refusal import ScoreRefused
from generator.scoring.schedule.plan import Arguments, AturanModa, JamKerja, MataAjar, SesiTetap, susun_jadwal

KAMIS, JUMAT, SENIN, RABU = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 11)
COURSE = Arguments(
    mata_ajar=(MataAjar("Inti", 4), MataAjar("Aksi", 6, moda="mandiri")),
    mulai=KAMIS,
    sampai=RABU,
    libur=(SENIN,),
    jam_kerja=(JamKerja(time(7, 30), time(17)),),
    aturan=(AturanModa("luring", 45, 10), AturanModa("mandiri", 45)),
    moda="luring",
)
WRONG = (
    (SesiTetap("Pembukaan", KAMIS), "sesi-tetap-tanpa-jam", "mulai", {"nama": "Pembukaan"}),
    (SesiTetap("Inti", KAMIS), "sesi-tetap-tanpa-jam", "mulai", {"nama": "Inti"}),
    (SesiTetap("Pembukaan", KAMIS, mulai=time(8)), "acara-tanpa-selesai", "selesai", {"nama": "Pembukaan"}),
    (
        SesiTetap("Pembukaan", KAMIS, mulai=time(9, 5), selesai=time(8)),
        "jam-terbalik",
        "selesai",
        {"nama": "tetap, baris 4, selesai", "mulai": "09.05", "selesai": "08.00"},
    ),
    (  # 8.00 + 2 x 45 minutes is 9.30
        SesiTetap("Inti", KAMIS, mulai=time(8), selesai=time(9), jp=2),
        "sesi-tetap-tidak-muat",
        "jp",
        {"nama": "Inti", "jp": "2", "mulai": "08.00", "selesai": "09.00"},
    ),
    (  # without an end, the day's last minute is the end
        SesiTetap("Inti", KAMIS, mulai=time(23), jp=2),
        "sesi-tetap-tidak-muat",
        "jp",
        {"nama": "Inti", "jp": "2", "mulai": "23.00", "selesai": "23.59"},
    ),
    (  # no JP fits, but a session is one at least
        SesiTetap("Inti", KAMIS, mulai=time(8), selesai=time(8, 30)),
        "sesi-tetap-tidak-muat",
        "jp",
        {"nama": "Inti", "jp": "1", "mulai": "08.00", "selesai": "08.30"},
    ),
    (  # 240 minutes hold 5 JP (225), 4 are to be taught
        SesiTetap("Inti", KAMIS, mulai=time(8), selesai=time(12)),
        "sesi-tetap-melebihi-jp",
        "selesai",
        {"nama": "Inti", "jp": "5", "sisa": "4"},
    ),
    (SesiTetap("Inti", KAMIS, mulai=time(8), jp=5), "sesi-tetap-melebihi-jp", "jp", {"nama": "Inti", "jp": "5", "sisa": "4"}),
    (SesiTetap("Aksi", KAMIS, jp=7), "sesi-tetap-melebihi-jp", "jp", {"nama": "Aksi", "jp": "7", "sisa": "6"}),
    (
        SesiTetap("Aksi", JUMAT, sampai=KAMIS),
        "masa-terbalik",
        "sampai",
        {"nama": "tetap, baris 11, sampai", "mulai": "6 Maret 2026", "sampai": "5 Maret 2026"},
    ),
    (
        SesiTetap("Inti", date(2026, 3, 4), mulai=time(8)),
        "sesi-tetap-di-luar-masa",
        "tanggal",
        {"nama": "Inti", "tanggal": "4 Maret 2026"},
    ),
    (SesiTetap("Inti", SENIN, mulai=time(8)), "sesi-tetap-hari-libur", "tanggal", {"nama": "Inti", "tanggal": "9 Maret 2026"}),
    (SesiTetap("Inti", KAMIS, mulai=time(8), kelas="Z"), "kelas-tidak-dikenal", "kelas", {"nama": "Z"}),
)


def refusals(**changes):
    """Return what a course with these changes is refused for: code, place and facts of each."""
    with pytest.raises(ScoreRefused) as caught:
        susun_jadwal(replace(COURSE, **changes))
    return [(one.code, one.place, one.facts) for one in caught.value.all]


def test_susun_jadwal__every_wrong_fixed_session_is_told_with_its_values():
    """DOC-10: all rows in one pass, each with row, column and the values that its sentence names."""
    told = [(code, ("tetap", index, column), facts) for index, (_, code, column, facts) in enumerate(WRONG)]
    assert refusals(tetap=tuple(row for row, *_ in WRONG)) == told


def test_susun_jadwal__a_fixed_session_when_nothing_is_left():
    """DOC-10: the first two rows take all JP of both mata ajar: 0 left for one JP more, and 0 for "all that is left"."""
    fixed = (SesiTetap("Inti", KAMIS, mulai=time(8)), SesiTetap("Aksi", JUMAT), SesiTetap("Inti", JUMAT, mulai=time(8), jp=1))
    assert refusals(tetap=(*fixed, SesiTetap("Aksi", RABU, jp=1), SesiTetap("Aksi", RABU))) == [
        ("sesi-tetap-melebihi-jp", ("tetap", 2, "jp"), {"nama": "Inti", "jp": "1", "sisa": "0"}),
        ("sesi-tetap-melebihi-jp", ("tetap", 3, "jp"), {"nama": "Aksi", "jp": "1", "sisa": "0"}),
        ("sesi-tetap-melebihi-jp", ("tetap", 4, "jp"), {"nama": "Aksi", "jp": "0", "sisa": "0"}),
    ]


def test_susun_jadwal__jp_without_dates_are_told_with_the_most_that_a_class_lacks():
    """SCO-14: mandiri has no daily limit. Class A has dates for 2 of 6 JP, class B for none: 4 and 6 lack one."""
    assert refusals(kelas=("A", "B"), tetap=(SesiTetap("Aksi", KAMIS, jp=2, kelas="A"),)) == [
        ("moda-tanpa-batas", ("mata_ajar", 1, "moda"), {"nama": "Aksi", "moda": "mandiri", "jp": "6"})
    ]


def test_susun_jadwal__fixed_sessions_at_the_edges_are_taken_as_given():
    """DOC-10: on the last day, up to the last day, and until exactly the end of one JP (8.00 + 45 minutes).

    Both classes share each session; it carries the struktur's spelling, not the row's.
    """
    fixed = (SesiTetap("aksi", JUMAT, sampai=RABU), SesiTetap("inti", RABU, mulai=time(8), selesai=time(8, 45)))
    result = susun_jadwal(replace(COURSE, mata_ajar=(MataAjar("Inti", 1), COURSE.mata_ajar[1]), kelas=("A", "B"), tetap=fixed))
    assert [(row.kelas, row.tanggal, row.sampai, row.mulai, row.selesai, row.mata_ajar, row.jp, row.gabungan) for row in result.sesi] == [
        ("A", JUMAT, RABU, None, None, "Aksi", 6, True),
        ("B", JUMAT, RABU, None, None, "Aksi", 6, True),
        ("A", RABU, RABU, time(8), time(8, 45), "Inti", 1, True),
        ("B", RABU, RABU, time(8), time(8, 45), "Inti", 1, True),
    ]
