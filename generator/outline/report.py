"""A report around its chapters: cover, page of approval, preface and contents before them; and annexes behind any document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, Scalar
from generator.fields.subject import subject_path, year_field
from generator.outline.blocks import (
    Block,
    CentreLine,
    Column,
    Contents,
    Cover,
    Fact,
    Facts,
    ForEach,
    Grid,
    Heading,
    Sentence,
    Text,
    Value,
    When,
)
from generator.outline.fronts import annex_call
from generator.spec.model import REPORT

if TYPE_CHECKING:
    from generator.spec.model import Spec

_PREFACE: Final = "kata_pengantar"


def parted(fields: Sequence[Field], layout: str) -> tuple[list[Field], Field | None, list[Field]]:
    """Return the fields of a document's body, its preface where it is a report and has one, and its annexes."""
    annexes = [child for child in fields if child.print == "annex"]
    preface = next((child for child in fields if layout == REPORT and _is_preface(child)), None)
    return [child for child in fields if child is not preface and child.print != "annex"], preface, annexes


def _is_preface(child: Field) -> bool:
    return child.name == _PREFACE and isinstance(child, Scalar) and kind_of(child).look.form == "long"


def front(spec: Spec, preface: Field | None, approval: Sequence[Block]) -> list[Block]:
    """Return what stands before a report's chapters. approval: the blocks of the signatures, under their own heading."""
    subject, year = ".".join(subject_path(spec.fields)), year_field(spec.fields)
    said = f"'{year.label} ' ~ {year.name}" if year is not None else ""
    blocks: list[Block] = [Cover(spec.title.upper(), subject, said)]
    if approval:
        facts = [Fact("Judul", Value(subject), f"{subject} is not kosong")] if subject else []
        facts += [Fact(year.label, Value(year.name), f"{year.name} is not kosong")] if year is not None else []
        facts.append(Fact("Penyelenggara", Value("institusi.nama"), "institusi.nama is not kosong"))
        blocks += [_front_heading("Lembar Pengesahan"), CentreLine(spec.title), Facts(tuple(facts)), *_without_heading(approval)]
    if preface is not None:
        blocks.append(When(f"{preface.name} is not kosong", (_front_heading(preface.label), Text(preface.name))))
    return [*blocks, Contents()]


def _front_heading(words: str) -> Heading:
    return Heading(2, words.upper(), new_page=True, is_front=True)


def _without_heading(blocks: Sequence[Block]) -> Sequence[Block]:
    return blocks[1:] if blocks and isinstance(blocks[0], Heading) else blocks


def on_new_page(blocks: Sequence[Block]) -> list[Block]:
    """Return a report's chapters as beginning a page, under a heading."""
    if blocks and isinstance(blocks[0], Heading):
        return [replace(blocks[0], new_page=True), *blocks[1:]]
    return [Heading(2, "Identitas Laporan", new_page=True), *blocks]


def workings() -> list[Block]:
    """Return the annex that shows how each score came about: its steps with formula and result, its place in the regulation."""
    steps = Grid(
        "hitungan.langkah",
        "langkah",
        (
            Column("Langkah", Value("langkah.hasil"), said_cm=Decimal("3.2")),
            Column("Rumus", Value("langkah.kata")),
            Column("Angka", Value("langkah.rumus"), said_cm=Decimal(5)),
            Column("Hasil", Value("langkah.tercetak", align="right"), said_cm=Decimal(3)),
        ),
        sheet_rows="hitungan.langkah_dan_bacaan",
    )
    details = ForEach("hitungan.rincian", "satu", (Sentence("{{ satu }}"),))
    decisions = ForEach("hitungan.keputusan", "satu", (Sentence("{{ satu.kalimat }}"),))
    each = (Heading(3, expr="hitungan.judul"), steps, details, Sentence("Dasar: {{ hitungan.dasar }}."), decisions)
    shown = (
        Heading(2, expr=annex_call("Perhitungan"), new_page=True, name="Perhitungan"),
        ForEach("lampiran_perhitungan", "hitungan", each),
    )
    return [When("lampiran_perhitungan | length", shown)]


def annexed(label: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of an annex under its numbered heading, on a page of its own; those of a field that may be empty stay bound to it."""
    if len(blocks) == 1 and isinstance(blocks[0], When):
        return [replace(blocks[0], blocks=tuple(annexed(label, blocks[0].blocks)))]
    return [Heading(2, expr=annex_call(label), new_page=True, name=label), *_without_heading(blocks)]
