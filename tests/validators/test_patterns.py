"""Patterns of a spec: no pattern hangs, what cannot be used is told when the spec loads."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.errors import SpecFault
from tests.homes import examined, home, told
from validators.patterns import is_matched, problem_of


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "(.*)*$", "(a*)*b", ".*.*.*.*=.*", "(\\w+\\s?)*$"])
def test_pattern__that_hangs_other_engines_answers_at_once(pattern: str) -> None:
    begun = time.process_time()
    is_matched(pattern, "a" * 32_000 + "!")
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("pattern", ["(", "[a", "a{5000}", "(?=a)b", "(a)\\1", "*a", ")", "((a{100}){100}){100}", "a" * 1_001])
def test_pattern__that_cannot_be_used_is_a_fault_of_the_spec(pattern: str, tmp_path: Path) -> None:
    assert problem_of(pattern)
    with pytest.raises(SpecFault) as caught:
        home(tmp_path, f"fields:\n  - {{name: a, label: A, type: text, pattern: '{pattern}'}}\n").compiled("uji")
    assert caught.value.place == "baris 7"


@pytest.mark.parametrize("schema", ["{pattern: '(?=a)'}", "{patternProperties: {a: {type: string}}}", "{allOf: [{pattern: '('}]}"])
def test_schema__its_patterns_are_held_to_the_same(schema: str, tmp_path: Path) -> None:
    with pytest.raises(SpecFault):
        home(tmp_path, f"fields:\n  - {{name: a, label: A, type: text, schema: {schema}}}\n").compiled("uji")


def test_pattern__is_looked_for_in_the_value(tmp_path: Path) -> None:
    spec = "fields:\n  - {name: a, label: A, type: text, pattern: '^[A-Z]{2}-\\d+$', pattern_message: 'Dua huruf, garis, angka.'}\n"
    types = home(tmp_path, spec)
    assert told(examined(types, "a: AB-12\n").findings) == []
    assert told(examined(types, "a: AB12\n").findings) == ["pola-tidak-cocok@a"]
