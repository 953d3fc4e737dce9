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
    ]
)
LINES = st.tuples(st.sampled_from(["", "", "3 ", "- ", "1. ", "2. ", "3. ", "12. "]), st.lists(WORDS, min_size=1, max_size=4)).map(
    lambda line: line[0] + " ".join(line[1])
)
TEXTS = st.lists(st.lists(LINES, min_size=1, max_size=4).map("\n".join), min_size=1, max_size=3).map("\n\n".join)


@given(TEXTS)
@example("Kata dan\n1. ab\n2. ab")
@example("Kata dan\n2. ab\n3. ab")
@example("Kata\n\n2. ab\n3. ab")
@example("1. ab\n1. ab")
@example("- ab\n\n- ab")
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
    ],
)
def test_simple__what_most_people_type_is_told(text: str) -> None:
    assert simple_blocks(text)


@pytest.mark.parametrize(
    "text", ["", "**tebal**", "a. satu\nb. dua", "- satu\n  - dua", "1. satu\n3. tiga", "Kata  dua", "x | y\n--|--\n1 | 2"]
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
