"""A simple long text is told as the Markdown parser would tell it; whatever it might read otherwise is left to it. PERF-02."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.richtext.output import to_plain
from generator.richtext.parse import parse_marked
from generator.richtext.simple import is_words, simple_blocks, simple_plain

WORDS = st.sampled_from(
    [
        "ab",
        "Kata",
        "dan",
        "2",
        "-",
        "–",
        "1.",
        "2.",
        "10.",
        "a.",
        "b.",
        "“x”",
        "R&D",
        "&amp;",
        "<b>",
        "[a](b)",
        "#",
        "---",
        "+",
        "é",
        "漢字",
        "5",
        "12 orang",
        "%",
        "!",
        "~~",
        ">k",
        "e.g.",
        "1)",
        "...",
        "*c*",
        "d_e",
        "|",
        "\\",
        "`",
        "Kata:",
        "_f_",
        "**tebal**",
        "*miring*,",
        "**dua kata**;",
        "(**x**)",
        "**a*",
        "***t***",
        "a**b**",
        "**",
        "**ya",
        "sudah**.",
    ]
)
LINES = st.tuples(st.sampled_from(["", "", "3 ", "- ", "1. ", "2. ", "3. ", "12. "]), st.lists(WORDS, min_size=1, max_size=4)).map(
    lambda line: line[0] + " ".join(line[1])
)
CELLS = st.one_of(WORDS, st.sampled_from(["", "95%", "1.", "ab cd", "-", "*m*", ":--", "--:"]))
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=3).map(lambda cells: f"| {' | '.join(cells)} |"), min_size=1, max_size=3)
DELIMITERS = st.lists(st.sampled_from(["---", "--:", ":-:", " :-- ", "-", ""]), min_size=1, max_size=3).map(
    lambda cells: f"|{'|'.join(cells)}|"
)
TABLES = st.tuples(ROWS, DELIMITERS).map(lambda table: "\n".join([table[0][0], table[1], *table[0][1:]]))
STRETCHES = st.one_of(st.lists(LINES, min_size=1, max_size=4).map("\n".join), TABLES)
TEXTS = st.lists(STRETCHES, min_size=1, max_size=4).map("\n\n".join)


@given(TEXTS)
@example("Kata dan\n1. ab\n2. ab")
@example("Kata dan\n2. ab\n3. ab")
@example("Kata\n\n2. ab\n3. ab")
@example("1. ab\n1. ab")
@example("- ab\n\n- ab")
@example("- ab\n\nKata\n\n3. ab\n4. ab\n\nKata")
@example("1. **ab** dan\n2. *ab*, dan\n\nKata **dua kata**.\n*Kata* akhir **ab**")
@example("Kata:\n\n| Ab | Ab | Ab |\n|---|:-:|--:|\n| ab cd | 95% | |\n|  | 1. | x |\n\nKata\n- ab")
@example("- ab\n\n| Ab |\n|---|\n| ab |")
@example("| Ab | Ab |\n|---|---|\n| ab |")
def test_simple__as_the_parser_tells_it(text: str) -> None:
    told, plain = simple_blocks(text), simple_plain(text)
    assert not told or told == parse_marked(text)
    assert plain == (to_plain(told) if told else None)


@pytest.mark.parametrize(
    "text",
    [
        "Guru menyusun rencana – “tindak lanjut” – di kelas.",
        "Baris satu\nBaris dua",
        "12 orang guru dan 1 kepala sekolah",
        "Paragraf satu.\n\nParagraf dua.",
        "1. Pembukaan\n2. Penutup",
        "4. Sesi kesepakatan\n5. Berbagi",
        "- satu\n- dua",
        "Guru mampu:\n\n1. memetik pembelajaran;\n2. menyusun rencana.",
        "Guru mampu:\n\n1. memetik;\n2. menyusun.\n\nSesudah itu:\n\n- **berbagi**, dan\n- *mencatat*.\n\nSelesai.",
        "Capaian:\n\n| Sasaran | Capaian |\n|---|--:|\n| Guru dilatih | 95% |\n\nLihat tabel.",
    ],
)
def test_simple__what_most_people_type_is_told(text: str) -> None:
    assert simple_blocks(text)


@pytest.mark.parametrize(
    "text",
    ["", "**tebal*", "**tebal *miring* **", "a. satu\nb. dua", "- satu\n  - dua", "1. satu\n3. tiga", "Kata  dua", "x | y\n--|--\n1 | 2"],
)
def test_simple__anything_else_is_not(text: str) -> None:
    assert simple_blocks(text) == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [("ab", True), ("Kata é (dua)", True), ("12 orang", True), ("kata – “x”", True), ("a", False), ("1. satu", False), ("- satu", False)]
    + [(f"kata {mark}x", False) for mark in "*_|`\\~^"]
    + [("kata  dua", False), ("kata ", False), (" kata", False), ("kata\ndua", False), ("kata\x01", False), ("", False)],
)
def test_is_words__a_line_of_words_alone(line: str, told: bool) -> None:
    assert is_words(line) is told
