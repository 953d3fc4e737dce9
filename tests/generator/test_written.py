"""No value is dropped or changed on the way in: what a comma in brackets or a `#` cuts off from a value is found with its line.

IN-04 (no surprises of YAML in data), IN-12 (nothing wrong in silence).
"""

from __future__ import annotations

import pytest

from generator.yamlio import DataFile, parse_data
from validators.absence import CACAT, KOSONG


def data(text: str) -> DataFile:
    return parse_data(text, file="x.yaml")


def cuts(text: str) -> list[tuple[str, str, str]]:
    return [(cut.cause, cut.written, cut.read) for cut in data(text).cuts]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("{volume: 2,5, harga: 25.000}", [("koma", "2,5", "2")]),
        ("{volume: 2,5}", [("koma", "2,5", "2")]),
        ("{volume: 2,5, harga: 110.000,50}", [("koma", "2,5", "2"), ("koma", "110.000,50", "110.000")]),
        ("{nama: Ratna, S.Pd., M.Pd.}", [("koma", "Ratna, S.Pd., M.Pd.", "Ratna")]),
        ("{nama: Ratna, S.Pd., M.Pd., nip: 1}", [("koma", "Ratna, S.Pd., M.Pd.", "Ratna")]),
        ('{nama: "Ratna", S.Pd.}', [("koma", '"Ratna", S.Pd.', "Ratna")]),
        ("{nama: , S.Pd.}", [("koma", ", S.Pd.", "")]),
        ("{Ratna, nip: 1}", [("kunci", "Ratna", "")]),
        ("{nilai: [1, 2], 5}", [("kunci", "5", "")]),
        ("{Draf}", [("kurung", "{Draf}", "")]),
        ("{nama:Ratna}", [("kurung", "{nama:Ratna}", "")]),
        ("{nama: Ratna, nip: 1}", []),
        ("{nama: Ratna, nip: , plt: }", []),
        ('{nama: "Ratna, S.Pd.", volume: "2,5"}', []),
        ("{}", []),
    ],
)
def test_braces__a_comma_that_cuts_a_value_is_found(row: str, found: list[tuple[str, str, str]]) -> None:
    assert cuts(f"baris:\n  - {row}\n") == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("[Rancangan, 2,5 halaman, Laporan S.Pd., M.Pd.]", ["2,5 halaman", "Laporan S.Pd., M.Pd."]),
        ("[Ratna, S.Pd.]", ["Ratna, S.Pd."]),
        ("[Dr. Budi, M.Si, Ph.D.]", ["Dr. Budi, M.Si, Ph.D."]),
        ("[87,5, 90]", ["87,5"]),
        ("[a, b]", []),
        ("[S.Pd., M.Pd.]", []),
        ('["Ratna, S.Pd.", "2,5"]', []),
        ("[1,2,3]", []),
        ("[1, 2, 3]", []),
        ("[]", []),
    ],
)
def test_brackets__a_comma_that_cuts_an_item_is_found(written: str, found: list[str]) -> None:
    assert [cut.written for cut in data(f"butir: {written}\n").cuts] == found


def test_brackets__digits_and_commas_alone_are_told_apart_later() -> None:
    assert data("a: [87,5]\nb: [1, 2]\nc: [87,5, 90]\nd: [1]\n").tight == {("a",)}


def test_cut__its_value_is_unsound_and_the_rest_is_gone() -> None:
    read = data("a: {b: 2,5, c: 1}\nd: [Ratna, S.Pd., x]\ne: {Draf}\n")
    assert read.values == {"a": {"b": CACAT, "c": "1"}, "d": [CACAT, KOSONG, "x"], "e": CACAT}
    assert [(cut.path, cut.line) for cut in read.cuts] == [(("a", "b"), 1), (("d", 0), 2), (("e",), 3)]


def test_cut__in_json_no_comma_cuts() -> None:
    assert parse_data('{"a": {"b": 1, "c": [1,2]}}', file="x.json").cuts == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: Angkatan #7 Gelombang 2\n", [1]),
        ("a: Angkatan # 7\n", [1]),
        ("a: Angkatan  #7\n", [1]),
        ("a: Angkatan\t#7\n", [1]),
        ("a: #7\nb: 1\n", [1]),
        ("a: # 7 guru\nb:\n  - # 3 guru\n", [1, 3]),
        ("a:\n  - RHK #3\n  - #4 lain\n  - x\n", [2, 3]),
        ("a:\n  baris satu\n  baris dua #7\nb: 1\n", [3]),
        ("a:\n  #7 Gelombang\nb: 1\n", [2]),
        ("a: satu\n  #7 dua\nb: 1\n", [2]),
        ("a: {b: x,\n  c: y #7\n  }\n", [2]),
        ("a: [x, y #7\n  ]\n", [1]),
        ('a: "x" #7\n', [1]),
        ("a: | #7\n  x\n", [1]),
        ("a: 90 #orang\n", [1]),
        ("# kepala\na: x  # catatan\nb: 90 # orang\nc:  # petunjuk\nd: 'x' # catatan\n", []),
        ("#a: x\n# b: y\nc: z\n  #d: z\n", []),
        ("a: x#7\nb: 'x #7'\nc: \"x #7\"\n", []),
        ("a: |\n  x #7\n  #8 y\nb: >\n  x #7\n", []),
        ("##### kepala\na: x\n#!\n", []),
    ],
)
def test_hash__what_it_cuts_off_is_found_with_its_line(text: str, lines: list[int]) -> None:
    assert [lost.line for lost in data(text).unread] == lines


def test_hash__the_words_and_the_value_before_them_are_told() -> None:
    (lost,) = data("a:\n  b: Angkatan 😀 #7  Gelombang 2\n").unread
    assert (lost.path, lost.text) == (("a", "b"), "#7 Gelombang 2")


def test_hash__a_file_full_of_them_is_not_told_line_by_line() -> None:
    assert len(data("a: x\n" + "".join(f"b{n}: x #7\n" for n in range(1000))).unread) == 200
