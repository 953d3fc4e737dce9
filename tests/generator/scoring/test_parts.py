"""What the parts of a score's result are called, and how they print, is written where the result is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import pytest

from generator.document import Outcome
from generator.fields.kind import Format
from generator.outline.blocks import Facts, Grid, When
from generator.outline.results import Printing, score_blocks
from generator.report import lines
from generator.scoring.parts import Part, part_at, parts_of, said, walk
from generator.scoring.registry import SCORES


class Pair(NamedTuple):
    butir: str
    jumlah_penilai: int


@dataclass(frozen=True, slots=True)
class Row:
    nama: str
    bagian: Fraction | None = field(metadata=said("Bagian dari semua", unit="%"))


@dataclass(frozen=True, slots=True)
class Result:
    p: Fraction = field(metadata=said("Peluang", decimals=3, probability=True))
    baris: tuple[Row, ...] = field(metadata=said("Menurut nama"))
    pasangan: tuple[Pair, ...]
    tabel: Mapping[str, Fraction]


def test_walk__gives_every_part_with_its_words_and_unit() -> None:
    assert [(path, part.label, part.unit) for path, part in walk(Result | None)] == [
        ("p", "Peluang", ""),
        ("baris", "Menurut nama", ""),
        ("baris.nama", "Nama", ""),
        ("baris.bagian", "Bagian dari semua", "%"),
        ("pasangan", "Pasangan", ""),
        ("pasangan.butir", "Butir", ""),
        ("pasangan.jumlah_penilai", "Jumlah penilai", ""),
        ("tabel", "Tabel", ""),
    ]


def test_part__says_what_shape_it_has() -> None:
    shapes = {name: (part.is_plain, part.row, part.is_pairs) for name, part in parts_of(Result).items()}
    expected = {"p": (True, None, False), "baris": (False, Row, False), "pasangan": (False, Pair, False), "tabel": (False, None, True)}
    assert shapes == expected
    assert part_at(tuple[Row, ...], "bagian") == Part("bagian", "Bagian dari semua", Fraction, "%")


def test_part__that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="tidak_ada"):
        part_at(Result, "baris.tidak_ada")


def test_document__prints_the_parts_by_their_words() -> None:
    """A document, the screen and the guide read the same metadata: change it, and all of them say it."""
    _, facts, table, *_ = score_blocks("hasil", "Hasil", Result, 2, how=Printing())
    assert isinstance(facts, Facts)
    assert isinstance(table, When)
    assert [(fact.label, fact.value.shown) for fact in facts.rows] == [
        ("Peluang", "'< 0,001' if hasil.p < 0.001 else (hasil.p | angka(3))"),
    ]
    grid = table.blocks[1]
    assert isinstance(grid, Grid)
    assert [column.label for column in grid.columns] == ["Nama", "Bagian dari semua"]
    assert grid.columns[1].value.format is Format.PERCENT


def test_screen__prints_the_parts_by_their_words() -> None:
    parts = {"h": Part("h", "Hasil", None)} | {f"h.{name}": part for name, part in parts_of(Result).items()}
    told = list(lines(Outcome("x.yaml", "uji", "checked", computed={"h": {"p": Fraction(1, 3)}, "k": Fraction(1, 2)}, parts=parts)))
    assert told[1:] == ["  Hasil, Peluang: 0,333", "  k: 0,5"]


@pytest.mark.parametrize("name", SCORES)
def test_score__calls_no_two_parts_of_a_record_the_same(name: str) -> None:
    labels = [f"{path.rpartition('.')[0]}/{part.label}" for path, part in walk(SCORES[name].result)]
    assert len(labels) == len(set(labels))
