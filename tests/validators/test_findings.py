"""Findings as values: joined, placed, ordered, told as JSON. IN-02: where each thing is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from validators import checks, rules
from validators.absence import CACAT, KOSONG
from validators.checks import Check, CheckFault
from validators.expressions import ExpressionFault, compile_expression, compile_text, exact_environment
from validators.findings import NOWHERE, Finding, Findings, Place, Severity, nearest_place
from validators.messages import CATALOGUE, finding, nearest, suggestion
from validators.rules import Rule, RuleFault, rows_at

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


def test_in_order__of_a_sheet_by_rows_and_within_one_from_the_left() -> None:
    cells = ["B23", "AA3", "B9", "C9", "B3", "B9:C10"]
    found = Findings(Finding("a", "", path=("t",), place=Place("f", sheet="Isian", cell=cell)) for cell in cells)
    assert [one.place.cell for one in found.in_order()] == ["B3", "AA3", "B9", "B9:C10", "C9", "B23"]


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


# Findings, rules and checks in full: keys of the JSON, order in the file, facts of each sentence, places of faults. IN-02, IN-03, IN-09.

ENVIRONMENT = exact_environment()


def test_as_json__every_key() -> None:
    one = Finding("kode", "Salah.", Severity.NOTE, ("t", 2), "Label", "Perbaiki.", "Bab II", Place("x.yaml", 3))
    assert one.as_json() == {
        "code": "kode",
        "severity": "note",
        "path": ["t", 2],
        "where": "x.yaml, baris 3",
        "file": "x.yaml",
        "line": 3,
        "sheet": None,
        "cell": None,
        "key": "t.2",
        "label": "Label",
        "message": "Salah.",
        "hint": "Perbaiki.",
        "source": "Bab II",
    }


def test_placed__gives_a_place_to_what_has_none() -> None:
    places = {("a",): Place("x.yaml", 2)}
    (placed,) = Findings([Finding("x", "", path=("a", 0))]).placed(places)
    assert placed.place == Place("x.yaml", 2)
    assert Findings([Finding("x", "", path=("b",))]).placed(places)[0].place is NOWHERE


def test_nearest_place__does_not_look_beyond_the_document() -> None:
    assert nearest_place({("a",): Place("x", 1)}, ("b", 1, "c")) is NOWHERE


@pytest.mark.parametrize(
    "ordered",
    [
        # rows before names, whatever the name; names by the alphabet
        [
            Finding("1", "", path=("t", 7)),
            Finding("2", "", path=("t", 9)),
            Finding("3", "", path=("t", "a")),
            Finding("4", "", path=("t", "b")),
        ],
        # no line comes before the first line
        [Finding("1", "", place=Place("f")), Finding("2", "", place=Place("f", 1))],
        [Finding("1", "", path=("z",), place=Place("f")), Finding("2", "", path=("a",), place=Place("f", 1))],
        # no sheet comes before any sheet; sheets by name
        [
            Finding("1", "", path=("z",), place=Place("f")),
            Finding("2", "", path=("y",), place=Place("f", sheet="A")),
            Finding("3", "", path=("x",), place=Place("f", sheet="Isian")),
        ],
        [Finding("1", "", path=("z",), place=Place("f")), Finding("2", "", path=("a",), place=Place("f", sheet="X"))],
        # files by name, before lines
        [Finding("1", "", place=Place("a", 9)), Finding("2", "", place=Place("b", 1))],
        # a row that has a name under it comes after the row itself
        [Finding("1", "", path=("t", 0)), Finding("2", "", path=("t", 0, "a")), Finding("3", "", path=("t", 1))],
    ],
)
def test_in_order__whatever_the_order_of_finding(ordered: list[Finding]) -> None:
    assert list(Findings(reversed(ordered)).in_order()) == ordered


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("abcd", ["abcz", "abzz"], "abcz"),
        ("abcde", ["abcxy"], None),
        ("abcdefgh", ["abcdefxy"], "abcdefxy"),
        ("abcdefg", ["abcdexy"], None),
    ],
)
def test_nearest__three_quarters_alike_or_one_slip(word: str, known: list[str], found: str | None) -> None:
    """Ratio of matching characters: 2 x 6/(8 + 8) = .75 is alike, 2 x 5/(7 + 7) = .71 is not; one letter of four is a slip."""
    assert nearest(word, known) == found


def rule(check: str, **facts: Any) -> Rule:
    facts = {"message": compile_text(ENVIRONMENT, "Salah."), "hint": compile_text(ENVIRONMENT, "Perbaiki."), **facts}
    return Rule("A001", compile_expression(ENVIRONMENT, check), **facts)


def test_rule__finding_carries_source_and_severity() -> None:
    assert rules.check([rule("x", source="Bab II", severity=Severity.WARNING, at=("x",))], {"x": False}) == (
        Finding("A001", "Salah.", Severity.WARNING, ("x",), hint="Perbaiki.", source="Bab II"),
    )


def test_rule__a_row_it_does_not_apply_to_does_not_end_the_table() -> None:
    found = rules.check(
        [rule("row.x", each=("t",), when=compile_expression(ENVIRONMENT, "row.w"))], {"t": [{"w": False}, {"w": True, "x": False}]}
    )
    assert [one.path for one in found] == [("t", 1)]


def test_rule__a_sound_row_does_not_end_the_table() -> None:
    found = rules.check([rule("row.x", each=("t",))], {"t": [{"x": True}, {"x": KOSONG}, {"x": False}]})
    assert [one.path for one in found] == [("t", 2)]


def test_rule__fault_tells_what_is_wrong_with_it() -> None:
    with pytest.raises(RuleFault) as caught:
        rules.check([rule("tak_ada")], {})
    words = "Ungkapan `tak_ada` tidak dapat dijalankan: nama 'tak_ada' tidak dikenal."
    assert (str(caught.value), caught.value.message) == (words, words)


def test_rows_at__the_parent_is_known_through_a_group_inside_a_row() -> None:
    outer = {"g": {"u": [{"n": 1}]}}
    assert list(rows_at(("t", "g", "u"), {"t": [outer]})) == [(("t", 0, "g", "u", 0), {"n": 1}, outer)]


def condition(source: str, path: tuple[str, ...], table: tuple[str, ...] = (), *, required: bool = False) -> Check:
    return Check("berlaku", path, table, {"when": compile_expression(ENVIRONMENT, source), "required": required, "words": "moda luring"})


def test_when__says_on_what_it_depends() -> None:
    assert checks.check([condition("w", ("f",))], {"w": False, "f": 1}) == (finding("harus-kosong", ("f",), syarat="moda luring"),)


def test_when__an_unsettled_row_does_not_end_the_table() -> None:
    scope = {"t": [{"w": KOSONG, "f": 1}, {"w": False, "f": CACAT}, {"w": False, "f": 1}]}
    assert [one.path for one in checks.check([condition("row.w", ("t", "f"), ("t",))], scope)] == [("t", 2, "f")]


def test_when__a_table_in_a_table_knows_its_parent() -> None:
    scope = {"t": [{"w": False, "u": [{"f": 1}]}, {"w": True, "u": [{"f": 1}]}]}
    assert [one.path for one in checks.check([condition("parent.w", ("t", "u", "f"), ("t", "u"))], scope)] == [("t", 0, "u", 0, "f")]


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        ({"w": True, "g": CACAT}, []),
        ({"w": True, "g": KOSONG}, ["wajib-diisi"]),
        ({"w": True, "g": {}}, ["wajib-diisi"]),
        ({"w": True}, ["wajib-diisi"]),
        ({"w": False, "g": {}}, []),
        ({"w": False, "g": "teks"}, []),
        ({"w": False, "g": {"f": 0}}, ["harus-kosong"]),
    ],
)
def test_when__what_a_field_in_a_group_is(scope: dict[str, Any], codes: list[str]) -> None:
    assert [one.code for one in checks.check([condition("w", ("g", "f"), required=True)], scope)] == codes


def test_when__fault_tells_what_is_wrong_with_it() -> None:
    with pytest.raises(CheckFault) as caught:
        checks.check([condition("tak_ada", ("f",))], {"f": 1})
    words = "Ungkapan `tak_ada` tidak dapat dijalankan: nama 'tak_ada' tidak dikenal."
    assert (str(caught.value), caught.value.message) == (words, words)


def keys(*values: Any) -> Findings:
    return checks.check([Check("kunci-unik", ("t", "k"), ("t",), {"label": "Kode"})], {"t": [{"k": value} for value in values]})


def test_key__finding_whole() -> None:
    assert keys("x", KOSONG, "a b", " A  B") == (finding("kunci-kembar", ("t", 3, "k"), nilai=" A  B", pertama=3, kolom="Kode"),)


def test_key__words_together_are_another_key() -> None:
    assert keys("ab", "a b") == ()


def test_key__tables_in_different_documents_of_one_name() -> None:
    check = Check("kunci-unik", ("t", "u", "k"), ("t", "u"), {"label": "Kode"})
    assert checks.check([check], {"t": [{"u": [{"k": "a"}]}, {"u": [{"k": "a"}]}]}) == ()


def matrix(cells: Any, *, required: bool = False) -> Findings:
    facts = {"row_label": "Butir", "column_label": "Penilai", "required": required}
    sides = {"rows": lambda scope: scope["butir"], "columns": lambda scope: scope["penilai"]}
    scope = {"m": cells, "butir": ["satu", "dua"], "penilai": ["Rudi", "Sari"]}
    return checks.check([Check("kunci-matriks", ("m",), (), {**facts, **sides})], scope)


def test_matrix__findings_whole_and_all_of_them() -> None:
    assert matrix({"dus": {"Rudi": 1}, "satu": {"Sar": 1, "Rudi": 2, "Tono": 3}}) == (
        finding("baris-matriks-tidak-dikenal", ("m", "dus"), nilai="dus", daftar="Butir", usul=", maksud Anda “dua”?"),
        finding("baris-matriks-tidak-dikenal", ("m", "satu", "Sar"), nilai="Sar", daftar="Penilai", usul=", maksud Anda “Sari”?"),
        finding("baris-matriks-tidak-dikenal", ("m", "satu", "Tono"), nilai="Tono", daftar="Penilai", usul="."),
    )


def told(cells: Any) -> list[tuple[str, Any]]:
    return [(one.code, one.path[1:]) for one in matrix(cells, required=True)]


def test_matrix__one_misspelt_person_is_one_finding() -> None:
    """Rudy stands for Rudi in every row: told once, and Rudi is not called missing."""
    assert told({"satu": {"Rudy": 1, "Sari": 2}, "dua": {"Rudy": 1, "Sari": 2}}) == [("baris-matriks-tidak-dikenal", ("satu", "Rudy"))]
    assert told({"Sattu": {"Rudi": 1, "Sari": 2}, "dua": {"Rudi": 1, "Sari": 2}}) == [("baris-matriks-tidak-dikenal", ("Sattu",))]


def test_matrix__a_person_under_quite_another_name_is_one_finding() -> None:
    assert told({"satu": {"Ibu Kepala": 1, "Sari": 2}, "dua": {"Sari": 2}}) == [("baris-matriks-tidak-dikenal", ("satu", "Ibu Kepala"))]


def test_matrix__what_is_empty_is_told_once() -> None:
    assert told({}) == [("wajib-diisi", ())]
    assert told({"satu": {"Rudi": 1, "Sari": 2}}) == [("wajib-diisi", ("dua",))]
    assert told({"satu": {"Rudi": 1}, "dua": {"Rudi": 1}}) == [("matriks-kolom-kosong", ())]
    assert told({"satu": {"Rudi": 1, "Sari": 2}, "dua": {"Rudi": 1}}) == [("wajib-diisi", ("dua", "Sari"))]


def test_matrix__a_row_that_is_not_there_is_blank_and_one_that_is_unsound_is_not() -> None:
    assert [one.path for one in matrix({"satu": CACAT}, required=True)] == [("m", "dua")]


@pytest.mark.parametrize(("source", "value"), [("3 < 2 < 5", False), ("1 < 2 < 5", True), ("1 < 5 < 2", False), ("5 < 1 < 2 < 3", False)])
def test_expression__every_link_of_a_chain_counts(source: str, value: bool) -> None:
    assert compile_expression(ENVIRONMENT, source).evaluate({}) is value


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x.y", "nama 'y' tidak dikenal"),
        ("d.y", "nama 'y' tidak dikenal"),
        ("d[0]", "nama '0' tidak dikenal"),
        ("rows.y", "nama 'y' tidak dikenal"),
        ("x[1.5]", "nama '3/2' tidak dikenal"),
    ],
)
def test_expression__a_missing_member_is_named_with_what_it_is_missed_in(source: str, words: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_expression(ENVIRONMENT, source).evaluate({"x": {"k": 1}, "d": "teks", "rows": [1]})
    assert words in caught.value.message
