"""Sound filled forms and exports that are damaged afterwards: written by the program from the samples, as it gives them to people.

Beside each stands what was written where, as its writer knows it; nothing here reads a form.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.torture.observe import run

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_FED = re.compile(r"(?m)^(program|sekolah):")


@dataclass(frozen=True, slots=True)
class WrittenSlot:
    """A place as a form was written with it. path: names, a column's behind those of its table. choices: of a closed list."""

    path: tuple[str, ...]
    label: str
    kind: str
    is_list: bool = False
    is_long: bool = False
    choices: tuple[str, ...] = ()
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """What stands under one heading. table: the path of its table, () for single fields."""

    heading: str
    table: tuple[str, ...]
    slots: tuple[WrittenSlot, ...]


@dataclass(frozen=True, slots=True)
class WordForm:
    """A filled form in Word. name: of its sample, "kak/ok-minimal"."""

    name: str
    data: bytes
    parts: tuple[WrittenPart, ...]

    @property
    def type(self) -> str:
        return self.name.partition("/")[0]


def sample_names() -> list[str]:
    """Return the sound samples that no other file feeds."""
    files = [file for file in SAMPLES.glob("*/ok-*.yaml") if not _FED.search(file.read_text(encoding="utf-8"))]
    return sorted(f"{file.parent.name}/{file.stem}" for file in files)


def compiled(type_name: str) -> Any:
    """Return a shipped type, as the program knows it."""
    from generator.home import Home
    from generator.spec.catalogue import Catalogue

    return Catalogue(Home(SAMPLES)).compiled(type_name)


@cache
def word_forms(names: tuple[str, ...] = ()) -> tuple[WordForm, ...]:
    """Return filled forms in Word. names: of samples; all of every type that has such a form where none is named."""
    return tuple(_written(names or tuple(sample_names())))


def _written(names: tuple[str, ...]) -> Iterator[WordForm]:
    with tempfile.TemporaryDirectory(prefix="siksa-") as folder:
        for number, name in enumerate(names):
            file = Path(folder) / f"{number}.docx"
            code, said, trace = run(["blank", name.partition("/")[0], "--from", str(SAMPLES / f"{name}.yaml"), "-o", str(file)])
            assert not trace, trace
            assert code == 0 or "Formulir Word tidak dapat memuat" in said, said
            if code == 0:
                yield WordForm(name, file.read_bytes(), tuple(_parts(name.partition("/")[0])))


def _parts(type_name: str) -> Iterator[WrittenPart]:
    from generator.form.parts import own_cards
    from generator.form.plan import TableSheet
    from generator.form.planning import plan_of

    for part in own_cards(plan_of(compiled(type_name))):
        table = part.sheet.path if isinstance(part.sheet, TableSheet) else ()
        yield WrittenPart(part.heading, table, tuple(_slot(slot, part.label(slot)) for slot in part.slots))


def _slot(slot: Any, label: str) -> WrittenSlot:
    from generator.fields.shapes import ListOf

    return WrittenSlot(
        slot.path, label, slot.kind, isinstance(slot.field, ListOf), slot.entry.is_long, slot.offer.texts, slot.offer.is_open
    )


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question of an export. steps: names, keys, and the numbers of rows from 1. title: as a form service would write it. most: its maximum."""

    address: str
    steps: tuple[str | int, ...]
    title: str
    kind: str
    is_list: bool = False
    choices: tuple[str, ...] = ()
    is_open: bool = True
    most: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """An export of a type: its questions, and the answers of each document by address."""

    type: str
    questions: tuple[WrittenQuestion, ...]
    rows: tuple[Mapping[str, str], ...]


WIDEST = 320
_STEP = re.compile(r"\[((?:[^\]]|\]\])*)\]|([^.\[\]]+)")


@cache
def exports(types: tuple[str, ...] = ()) -> tuple[Export, ...]:
    """Return an export of each type: its samples, one a row, as far as they are no wider than a form service makes them."""
    names = [name for name in sample_names() if not types or name.partition("/")[0] in types]
    made = (_export(type_name, [name for name in names if name.startswith(f"{type_name}/")]) for type_name in _types(names))
    return tuple(one for one in made if one.rows)


def _types(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name.partition("/")[0] for name in names))


def _export(type_name: str, names: Sequence[str]) -> Export:
    from generator.intake.typing import typed
    from generator.yamlio import read_data
    from tests.exports import AskedAnswer, answers

    spec = compiled(type_name)
    asked: dict[str, AskedAnswer] = {}
    rows: list[dict[str, str]] = []
    for name in names:
        held = read_data(SAMPLES / f"{name}.yaml").values
        given = answers(spec, typed(spec, {key: value for key, value in held.items() if spec.spec.field_at((key,)) is not None})[0])
        given = [
            one for one in given if one.text.strip() and one.text.strip() not in ("-", "–") and getattr(one.field, "kind", "") != "image"
        ]
        if len({*asked, *(one.address for one in given)}) <= WIDEST:
            asked |= {one.address: one for one in given if one.address not in asked}
            rows.append({one.address: one.text for one in given})
    counts = Counter(one.title.casefold() for one in asked.values())
    return Export(type_name, tuple(_question(one, spec, counts[one.title.casefold()] > 1) for one in asked.values()), tuple(rows))


def _question(one: Any, spec: Any, is_by_address: bool) -> WrittenQuestion:
    from generator.fields.scalars import offer_of
    from generator.fields.shapes import ListOf

    field = one.field.of if isinstance(one.field, ListOf) else one.field
    steps = tuple(
        key.replace("]]", "]") if key or not name else int(name) if name.isdigit() else name for key, name in _STEP.findall(one.address)
    )
    offer = offer_of(field, spec.home.library)
    most = "" if getattr(field, "maximum", None) is None else str(field.maximum)
    title = one.address if is_by_address else one.title
    return WrittenQuestion(one.address, steps, title, field.kind, isinstance(one.field, ListOf), offer.texts, offer.is_open, most)
