"""Absence prints nothing, is false, empty, and stays itself when copied or sent elsewhere. DESIGN: absence is a value."""

from __future__ import annotations

import copy
import pickle

from validators.absence import CACAT, KOSONG, Absence, is_absent, labelled, worst


def test_absence__prints_nothing_and_is_empty() -> None:
    for absent in (KOSONG, CACAT):
        assert (str(absent), bool(absent), list(absent), len(absent), absent.label) == ("", False, [], 0, "")
    assert (repr(KOSONG), repr(CACAT)) == ("KOSONG", "CACAT")
    assert (KOSONG.name, CACAT.name) == ("kosong", "cacat")


def test_absence__has_no_label_unless_it_is_given_one() -> None:
    assert (Absence("kosong").label, Absence("cacat", "Tujuan").label) == ("", "Tujuan")


def test_absence__stays_itself() -> None:
    for absent in (KOSONG, CACAT):
        assert copy.copy(absent) is absent
        assert copy.deepcopy(absent) is absent
        assert pickle.loads(pickle.dumps(absent)) is absent


def test_labelled__is_cacat_with_a_name_also_after_a_journey() -> None:
    one = pickle.loads(pickle.dumps(labelled("Tujuan")))
    assert isinstance(one, Absence)
    assert (one.name, one.label) == ("cacat", "Tujuan")
    assert worst(KOSONG, one) is one


def test_worst__cacat_before_kosong_before_nothing() -> None:
    assert worst(1, "x") is None
    assert worst(1, KOSONG, 2) is KOSONG
    assert worst(KOSONG, CACAT) is CACAT
    assert worst(CACAT, KOSONG) is CACAT


def test_is_absent__only_the_two() -> None:
    assert [is_absent(value) for value in (KOSONG, CACAT, None, "", 0, [])] == [True, True, False, False, False, False]
