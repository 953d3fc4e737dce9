"""Each type says in words of its own what no other file says for it."""

from __future__ import annotations

from itertools import combinations

from tests.texts import is_specific, origin, unspecific, windows, within


def test_texts__no_ten_words_stand_in_two_types_or_two_programmes_unless_one_feeds_the_other() -> None:
    """Ten words in a row of a sentence; what `from:` or a gathering carries has one origin, and may be written again for the same programme."""
    alike = {
        frozenset({(one.sample, one.path), (other.sample, other.path)}): window
        for window, places in windows().items()
        for one, other in combinations(places, 2)
        if not one.may_repeat(other)
    }
    assert alike == {}


def test_texts__the_origin_of_a_text_is_found_through_files_rows_and_gatherings() -> None:
    """A goal of a teacher's RHK stands in the recap, in the form, and in the notes of the coaching: all from the teacher's row of the school."""
    goal = ("sekolah", ("guru", "rencana", "tujuan"))
    assert origin("coaching-rhk", ("rencana", "tujuan")) == goal
    assert origin("coaching-harmoni", ("matriks", "rencana", "tujuan")) == goal
    assert origin("rekap-rhk", ("kegiatan", "tujuan")) == goal
    assert origin("coaching-harmoni", ("hubungan", "uraian")) == ("coaching-harmoni", ("hubungan", "uraian"))


def test_texts__ten_words_are_counted_within_a_sentence() -> None:
    """Eleven words are two windows; two sentences of six words are none."""
    assert list(within("Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas.")) == [
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",
        "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    ]
    assert list(within("Satu dua tiga empat lima enam. Tujuh delapan sembilan sepuluh sebelas dua belas.")) == []


def test_texts__every_long_text_of_a_full_sample_names_a_figure_a_place_or_a_person() -> None:
    """Of its own programme or school: texts of twenty words and more."""
    assert unspecific() == []


def test_texts__that_could_stand_in_any_programme_are_told_from_those_that_could_not() -> None:
    names = frozenset({"Melati", "Azkiyah"})
    told = ["Guru di Kabupaten Melati belajar.", "Guru belajar tiga hari.", "Guru kelas VIII belajar.", "Sebanyak 30 guru belajar."]
    assert [is_specific(one, names) for one in told] == [True] * 4
    assert not is_specific("Guru belajar satu hari dalam suasana yang menyenangkan.", names)
