"""Findings as values: joined, placed, ordered, told as JSON. IN-02: where each thing is wrong."""

from __future__ import annotations

import json

import pytest

from validators.findings import NOWHERE, Finding, Findings, Place, Severity, nearest_place
from validators.messages import CATALOGUE, finding, nearest, suggestion

PLACES = {(): Place("x.yaml", 1), ("a",): Place("x.yaml", 2), ("a", 0): Place("x.yaml", 3)}


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("x.yaml", 3), "x.yaml, baris 3"),
        (Place("x.xlsx", sheet="Isian", cell="B4"), "x.xlsx, lembar “Isian”, sel B4"),
        (Place(line=2), "baris 2"),
        (NOWHERE, ""),
    ],
)
def test_place__reads_as_a_person_says_it(place: Place, text: str) -> None:
    assert str(place) == text


@pytest.mark.parametrize(
    ("path", "line"),
    [(("a",), 2), (("a", 0), 3), (("a", 0, "b"), 3), (("a", 1, "b"), 2), (("z",), 1), ((), 1)],
)
def test_nearest_place__is_the_values_or_that_of_what_encloses_it(path: tuple[str | int, ...], line: int) -> None:
    assert nearest_place(PLACES, path).line == line


def test_nearest_place__nothing_known_is_nowhere() -> None:
    assert nearest_place({}, ("a",)) is NOWHERE


def test_placed__does_not_move_what_has_a_place() -> None:
    own = Finding("x", "", path=("a",), place=Place("y.yaml", 9))
    assert Findings([own, Finding("x", "", path=("a",))]).placed(PLACES)[0].place.line == 9


def test_findings__errors_and_their_paths() -> None:
    found = Findings([Finding("a", "", path=("x",)), Finding("b", "", Severity.WARNING, ("y",)), Finding("c", "", Severity.NOTE, ("z",))])
    assert found.has_errors
    assert [one.code for one in found.errors] == ["a"]
    assert found.paths == {("x",)}
    assert not Findings(found[1:]).has_errors


def test_findings__joining_gives_findings_and_leaves_both_alone() -> None:
    first, second = Findings([Finding("a", "")]), Findings([Finding("b", "")])
    joined = first + second
    assert isinstance(joined, Findings)
    assert [one.code for one in joined] == ["a", "b"]
    assert len(first) == 1


def test_in_order__follows_the_file_row_ten_after_row_two() -> None:
    found = Findings([Finding("a", "", path=("t", row, "x"), place=Place("f", line)) for row, line in ((10, 5), (2, 5), (0, 9), (1, 1))])
    assert [one.path[1] for one in found.in_order()] == [1, 2, 10, 0]


def test_in_order__mixed_paths_can_be_compared() -> None:
    paths: list[tuple[str | int, ...]] = [("a", "b"), ("a", 0), (), ("a",)]
    assert len(Findings(Finding("x", "", path=path) for path in paths).in_order()) == 4


def test_as_json__is_plain_data() -> None:
    told = finding("wajib-diisi", ("a", 1, "b"), source="Bab II").as_json()
    assert json.loads(json.dumps(told)) == told
    assert told["path"] == ["a", 1, "b"]
    assert (told["code"], told["severity"], told["source"]) == ("wajib-diisi", "error", "Bab II")


def test_finding__what_a_user_wrote_is_not_read_as_a_pattern() -> None:
    """A value with braces comes out as written."""
    assert "“{batas} {0}”" in finding("kunci-ganda", nilai="{batas} {0}", pertama=1).message


def test_finding__an_unknown_code_or_fact_is_a_defect() -> None:
    with pytest.raises(KeyError):
        finding("tidak-ada")
    with pytest.raises(KeyError):
        finding("kunci-ganda")


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_catalogue__every_code_says_what_is_wrong_and_what_to_do(code: str) -> None:
    message, hint = CATALOGUE[code]
    assert message.strip().endswith((".", "{usul}", "{petunjuk}", "{sebab}", "{cara}")), message
    assert hint.strip().endswith((".", "{cara}")), hint


@pytest.mark.parametrize(("word", "found"), [("jumlh", "jumlah"), ("JUMLAH ", "jumlah"), ("zzz", None), ("", None), ("Merh", "Merah")])
def test_nearest__the_known_word_most_like_it(word: str, found: str | None) -> None:
    assert nearest(word, ["jumlah", "Merah"]) == found


def test_suggestion__ends_the_sentence_either_way() -> None:
    assert suggestion("jumlh", ["jumlah"]) == ", maksud Anda “jumlah”?"
    assert suggestion(12, ["jumlah"]) == "."
