"""A guess is made for a misspelling only: never from one step of a scale, class or number to another. IN-02, UX-02."""

from __future__ import annotations

import pytest

from validators.spelling import nearest

SESUAI = ["Tidak Sesuai", "Kurang Sesuai", "Cukup Sesuai", "Sesuai"]
SETUJU = ["Sangat Setuju", "Setuju", "Tidak Setuju", "Sangat Tidak Setuju"]
PEOPLE = ["Bagas Adinegoro, S.Pd., M.Ed.", "Dr. Hasanah Wirdaningrum, M.Pd."]


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("Sangat Sesuai", SESUAI),
        ("Agak Sesuai", SESUAI),
        ("Sangat Tidak Setuju", SETUJU[:3]),
        ("Kurang Setuju", SETUJU),
        ("Sangat Baik", ["Baik", "Cukup", "Kurang", "Sedang"]),
        ("Kelas 4", ["Kelas 5", "Kelas 14"]),
        ("2024", ["2025"]),
        ("Triwulan III", ["Triwulan I", "Triwulan II", "Triwulan IV"]),
        ("Luring", ["Daring"]),
        ("Kabupaten Bandung", ["Kota Bandung", "Kabupaten Bandung Barat"]),
        ("x" * 10_000, ["x" * 9_999]),
        ("", ["a"]),
    ],
)
def test_nearest__another_value_is_no_misspelling(word: str, known: list[str]) -> None:
    assert nearest(word, known) is None


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("Kurang Sesuia", SESUAI, "Kurang Sesuai"),
        ("kurang  sesuai", SESUAI, "Kurang Sesuai"),
        ("judul_matri", ["judul_materi", "jam_pelajaran"], "judul_materi"),
        ("judulmateri", ["judul_materi"], "judul_materi"),
        ("rkh", ["rhk", "cvi"], "rhk"),
        ("Bagas Adinegoro", PEOPLE, PEOPLE[0]),
        ("Bagas Adinegara, S.Pd., M.Ed.", PEOPLE, PEOPLE[0]),
        ("Kabupaten Bandng", ["Kota Bandung", "Kabupaten Bandung"], "Kabupaten Bandung"),
    ],
)
def test_nearest__a_misspelling_is_answered(word: str, known: list[str], found: str) -> None:
    assert nearest(word, known) == found
