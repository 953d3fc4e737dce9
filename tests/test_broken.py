"""Every field that can be wrong is wrong in a sample: each required, choice, range, reference, identifier, key and order of dates. IN-02, IN-03."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

import pytest

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.home import Home
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES, samples

TYPES = sorted(Catalogue(Home(SAMPLES)).names())
"""Every type that is shipped: a new one is held at once."""

Wanted = tuple[tuple[str, ...], str]
"""A place without its rows, and the beginning of a code that must be announced there."""
_CALLED = {"wajib-diisi": ("wajib-diisi", "butir-kurang"), "pilihan-tidak-dikenal": ("pilihan-tidak-dikenal", "di-luar-katalog")}
"""A list that asks for a number of entries says so; a catalogue may be left."""


@pytest.mark.parametrize("type_name", TYPES)
def test_samples__break_every_field_that_can_be_wrong(type_name: str, catalogue: Catalogue) -> None:
    told = [_place(code) for sample in samples("bad-") if sample.type == type_name for code in sample.expected]
    wanted = [one for field in catalogue.compiled(type_name).spec.fields for one in _faults(field, (), asked=True)]
    assert [
        one for one in wanted if not any(place == one[0] and code.startswith(_CALLED.get(one[1], one[1])) for place, code in told)
    ] == []


@pytest.mark.parametrize("type_name", TYPES)
def test_samples__break_every_rule_alone(type_name: str, catalogue: Catalogue) -> None:
    """The only rule that fires, be it in several places."""
    told = [{code.split("@")[0] for code in sample.expected} for sample in samples("bad-") if sample.type == type_name]
    assert {rule.id for rule in catalogue.compiled(type_name).spec.rules} - {
        code for codes in told if len(codes) == 1 for code in codes
    } == set()


def _place(expected: str) -> tuple[tuple[str, ...], str]:
    code, _, path = expected.partition("@")
    return tuple(step for step in path.split(".") if not step.isdigit()), code


def _faults(field: Field, above: tuple[str, ...], *, asked: bool) -> Iterator[Wanted]:
    """Yield what can be wrong with a field and what stands in it."""
    path = (*above, field.name) if field.name else above
    match field:
        case Scalar():
            yield from _of_scalar(field, path, asked=asked)
        case Group():
            yield from (one for child in field.fields for one in _faults(child, path, asked=asked))
        case Table():
            if field.required:
                yield path, "wajib-diisi" if field.when else "baris-kurang" if field.at_least != 0 else ""
            if field.key:
                yield (*path, field.key), "kunci-kembar"
            if field.each_once:
                yield path, "baris-belum-ada"
            yield from (one for child in field.fields for one in _faults(child, path, asked=True))
        case ListOf():
            if field.required:
                yield path, "wajib-diisi"
            yield from _of_scalar(field.of, path, asked=False)
        case FixedTable() | Matrix():
            pass  # their rows are written by key: test_wrong_data breaks them in all types
        case _:
            assert_never(field)


def _of_scalar(field: Scalar, path: tuple[str, ...], *, asked: bool) -> Iterator[Wanted]:
    if not field.is_given:
        return
    if field.is_asked and asked and not field.when:
        yield path, "wajib-diisi"
    if field.choices or field.table:
        yield path, "pilihan-tidak-dikenal"
    if field.minimum is not None and field.maximum is None:
        yield path, "terlalu-kecil"
    if field.maximum is not None:
        yield path, "terlalu-"
    if field.identifier:
        yield path, "nomor-"
    if field.not_before:
        yield path, "mendahului"
