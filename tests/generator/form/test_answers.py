"""What services make of answers is taken back to what was answered. FRM-06, IN-04 to IN-08."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from generator.fields.shapes import ListOf, Scalar
from generator.form.answers import ExportHabits, answer, telling_day, ticked
from generator.form.target import AnswerTarget
from generator.spec.catalogue import Catalogue
from validators.absence import CACAT, KOSONG

SCALE = ("1", "2", "3", "4")
WORDS = ("Tidak Relevan", "Sangat Relevan")
SUPPORT = ("Kepala Sekolah", "Rekan Sejawat", "Sarana, prasarana, dan dana", "Dana")


PLAIN = ExportHabits()


def read(catalogue: Catalogue, field_: Scalar | ListOf, raw: Any, habits: ExportHabits = PLAIN, **more: str) -> Any:
    return answer(AnswerTarget(("x",), field_, **more), raw, habits, catalogue.home.library)[0]


def one(kind: str, **more: Any) -> Scalar:
    return Scalar(name="x", kind=kind, **more)


@pytest.mark.parametrize(
    ("field_", "raw", "wanted"),
    [
        (one("number", maximum=Decimal(100)), "40 / 100", "40"),
        (one("number", maximum=Decimal(100)), "7,5 / 10", "7,5 / 10"),  # no hundred: for the field to refuse
        (one("number", maximum=Decimal(10)), "4 / 100", "4 / 100"),
        (one("number"), "40 / 100", "40 / 100"),
        (one("choice", choices=SCALE), "4 - Sangat Relevan", "4"),
        (one("choice", choices=WORDS), "4 - Sangat Relevan", "Sangat Relevan"),
        (one("choice", choices=WORDS), "Sangat Relevan (4)", "Sangat Relevan"),
        (one("choice", choices=WORDS), "3 - Cukup", "3 - Cukup"),
        (one("integer", minimum=1, maximum=4), "4 - Sangat Relevan", "4"),
        (one("integer"), "4", "4"),
        (one("text"), "4 - Sangat Relevan", "4 - Sangat Relevan"),
        (one("text"), "-", KOSONG),
        (one("paragraph"), " N/A ", KOSONG),
        (one("text"), "tidak ada", "tidak ada"),  # an answer in words
        (one("number"), "Tidak ada", KOSONG),
        (one("date"), "belum ada", KOSONG),
        (one("boolean"), "tidak ada", "tidak ada"),  # reads as no
        (one("choice", choices=("Ada", "Tidak ada")), "Tidak ada", "Tidak ada"),
        (one("date"), "2024-05-14T00:00:00.000+07:00", "2024-05-14"),
        (one("date"), "14/05/2024 0:00:00", "14/05/2024"),
        (one("date"), "14/05/2024 10:11:12", "14/05/2024 10:11:12"),  # an hour is no part of a day: for the field to refuse
        (one("date"), datetime(2024, 5, 14), date(2024, 5, 14)),
        (one("time"), "1:30:00 PM", "13.30"),
        (one("time"), "12:05 AM", "00.05"),
        (one("time"), "07:30:00.000+07:00", "07:30"),
        (one("image"), "https://drive.google.com/open?id=abc", KOSONG),
    ],
)
def test_answer__is_what_a_person_would_have_written(catalogue: Catalogue, field_: Scalar, raw: Any, wanted: Any) -> None:
    assert read(catalogue, field_, raw) == wanted


def test_answer__with_the_month_first_is_turned(catalogue: Catalogue) -> None:
    american = ExportHabits(month_first=True)
    assert read(catalogue, one("date"), "5/6/2024", american) == "6/5/2024"
    assert read(catalogue, one("date"), "5/14/2024 0:00:00", american) == "14/5/2024"
    assert [telling_day(text) for text in ("5/14/2024", "14/5/2024 10:11", "5/6/2024", "2024-05-14", 5)] == [1, -1, 0, 0, 0]


@pytest.mark.parametrize(
    ("raw", "habits", "wanted"),
    [
        ("Kepala Sekolah, Sarana, prasarana, dan dana, Dana", ExportHabits(), ["Kepala Sekolah", "Sarana, prasarana, dan dana", "Dana"]),
        ("Rekan Sejawat, komite, orang tua, Dana", ExportHabits(), ["Rekan Sejawat", "komite, orang tua", "Dana"]),
        ("Dana", ExportHabits(), ["Dana"]),
        ("Kepala Sekolah;Sarana, prasarana, dan dana;", ExportHabits(semicolons=True), ["Kepala Sekolah", "Sarana, prasarana, dan dana"]),
        ("-", ExportHabits(), KOSONG),
    ],
)
def test_answer__of_ticked_boxes_is_parted_by_the_known_choices(catalogue: Catalogue, raw: str, habits: ExportHabits, wanted: Any) -> None:
    assert read(catalogue, ListOf(name="x", of=one("choice", choices=SUPPORT)), raw, habits) == wanted


def test_answer__of_ticked_boxes_without_known_choices(catalogue: Catalogue) -> None:
    words = ListOf(name="x", of=one("text"))
    assert read(catalogue, words, "A, B") == ["A, B"]  # nobody knows whether the comma parts
    assert read(catalogue, words, "A, B", separator=",") == ["A", "B"]
    assert read(catalogue, words, "A;B;", ExportHabits(semicolons=True)) == ["A", "B"]
    assert read(catalogue, words, "A\nB") == ["A", "B"]
    names = ListOf(name="x", of=one("choice", choices=("seni", "tari")))
    assert read(catalogue, names, "tari seni", ExportHabits(blanks=True)) == ["tari", "seni"]


def test_answer__of_one_box_is_its_choice(catalogue: Catalogue) -> None:
    field_ = ListOf(name="x", of=one("text"))
    assert [read(catalogue, field_, raw, choice="Seni") for raw in ("1", "0", "ya", "FALSE", True)] == [
        ["Seni"],
        KOSONG,
        ["Seni"],
        KOSONG,
        ["Seni"],
    ]
    assert read(catalogue, field_, "mungkin", choice="Seni") is CACAT


def test_ticked__words_of_ones_own_keep_their_place() -> None:
    assert ticked("lain, hal, Dana, akhir", SUPPORT) == ["lain, hal", "Dana", "akhir"]
    assert ticked("Danau, Dana", SUPPORT) == ["Danau", "Dana"]
