"""No value is dropped or changed on the way in: IN-04, IN-12.

Invented forms of every shipped type are written as people write them, in every style of YAML and as JSON, with all that is a
trap in YAML inside their texts. Each written value stands in the document, or its line is named by a finding or a fault.
A fixed dose runs in `make test`; `BORANG_DOSE=2000` tries that many forms of each type.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.document import Document
from generator.errors import IntakeFault
from generator.fields.shapes import Field, Group, ListOf, Scalar, Table
from generator.intake.read import read
from generator.pipeline import examine
from tests.documents import CATALOGUE
from tests.homes import write
from validators import values as parse

DOSE = int(os.environ.get("BORANG_DOSE", "24"))
TRAPS = (
    "Angkatan #7", "# 7 guru", "#7", "Ratna, S.Pd., M.Pd.", "Jum'at", "'Ain", '"Projek" guru', "Modul: Ajar", "waktu:pagi", "- satu",
    "-", "--- judul", "[Draf] Modul", "{Draf} Modul", "[Draf]", "{Draf}", "*Penting*", "R & D", "&lain", "!penting", "! penting", "%50",
    "50%", "@ani", "`kode`", "| pipa", "> 5 orang", "? ya", "no", "0123", "12:30", "1_000", "~ 5", "null dan nol", "C:\\baru",
    "a\\tb", "kata  ganda", "“lengkung”", "café 😀", "a\u00a0b", "]", "}", "x]", "x}", ", awal", "akhir, lalu", "akhir:", "=1+1", "<b>", "<<", "...",
)  # fmt: skip
NUMBERS = ("5", "2,5", "2.5", "1.250", "110.000,50", "Rp1.000", "1e5", "0x1F", "-3", "1_0", "9" * 30, "12 orang")
WORDS = ("Guru", "modul ajar", "Kabupaten Melati", "satu", "2024", "RHK")
STYLES = ("plain", "flow", "single", "double", "literal", "folded", "comment", "json")


@dataclass
class WrittenForm:
    """A form as text, and of each of its values the path, what was meant and the lines it takes."""

    lines: list[str] = field(default_factory=list)
    leaves: list[tuple[tuple[Any, ...], str, range]] = field(default_factory=list)


def invented(field_: Field, chance: random.Random) -> Any:
    match field_:
        case Group():
            return {child.name: invented(child, chance) for child in field_.fields if child.is_given}
        case Table():
            return [{c.name: invented(c, chance) for c in field_.fields if c.is_given} for _ in range(chance.randint(1, 2))]
        case ListOf():
            return [invented(field_.of, chance) for _ in range(chance.randint(1, 3))]
        case Scalar():
            return scalar(chance)
        case _:
            return {}


def scalar(chance: random.Random) -> str:
    if chance.random() < 0.93:
        return chance.choice(WORDS)
    if chance.random() < 0.3:
        return chance.choice(NUMBERS)
    trap = chance.choice(TRAPS)
    return chance.choice((trap, f"Guru {trap}", f"{trap} kelas"))


def write_yaml(values: dict[str, Any], style: str, type_name: str) -> WrittenForm:
    form = WrittenForm([f"jenis: {type_name}"])
    for key, value in values.items():
        _member(form, key, value, (key,), 0, style)
    return form


def _member(form: WrittenForm, key: str, value: Any, path: tuple[Any, ...], indent: int, style: str) -> None:
    pad = " " * indent
    if isinstance(value, str):
        _leaf(form, f"{pad}{key}:", value, path, indent, style)
    elif style == "flow" and indent and value and _is_flat(value):
        start = len(form.lines) + 1
        form.lines.append(f"{pad}{key}: {_flow(value)}")
        form.leaves += [((*path, *inner), text, range(start, start + 1)) for inner, text in leaves(value)]
    elif isinstance(value, dict):
        form.lines.append(f"{pad}{key}:" if value else f"{pad}{key}: {{}}")
        for name, child in value.items():
            _member(form, name, child, (*path, name), indent + 2, style)
    else:
        form.lines.append(f"{pad}{key}:")
        for index, item in enumerate(value):
            _item(form, item, (*path, index), indent + 2, style)


def _item(form: WrittenForm, item: Any, path: tuple[Any, ...], indent: int, style: str) -> None:
    pad = " " * indent
    if isinstance(item, str):
        _leaf(form, f"{pad}-", item, path, indent, style)
        return
    if style == "flow" and _is_flat(item):
        start = len(form.lines) + 1
        form.lines.append(f"{pad}- {_flow(item)}")
        form.leaves += [((*path, *inner), text, range(start, start + 1)) for inner, text in leaves(item)]
        return
    first = len(form.lines)
    for name, child in item.items():
        _member(form, name, child, (*path, name), indent + 2, style)
    form.lines[first] = f"{pad}- {form.lines[first][indent + 2 :]}"


def _leaf(form: WrittenForm, head: str, text: str, path: tuple[Any, ...], indent: int, style: str) -> None:
    start = len(form.lines) + 1
    if style in ("literal", "folded"):
        form.lines += [f"{head} {'|' if style == 'literal' else '>'}", f"{' ' * (indent + 2)}{text}"]
    elif style == "single":
        form.lines.append(f"{head} '{text.replace(chr(39), chr(39) * 2)}'")
    elif style == "double":
        form.lines.append(f"{head} {json.dumps(text, ensure_ascii=False)}")
    elif style == "comment":
        form.lines.append(f"{head} {text}  # petunjuk")
    else:
        form.lines.append(f"{head} {text}")
    form.leaves.append((path, text, range(start, len(form.lines) + 1)))


def _is_flat(value: Any) -> bool:
    members = value.values() if isinstance(value, dict) else value
    return all(isinstance(member, str) for member in members)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text}" for key, text in value.items()) + "}"
    return "[" + ", ".join(value) + "]"


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, str):
        yield path, value
        return
    for key, child in value.items() if isinstance(value, dict) else enumerate(value):
        yield from leaves(child, (*path, key))


def write_json(values: dict[str, Any], type_name: str) -> WrittenForm:
    text = json.dumps({"jenis": type_name, **values}, ensure_ascii=False, indent=1)
    every = range(1, text.count("\n") + 2)
    return WrittenForm(text.split("\n"), [(path, written, every) for path, written in leaves(values)])


def stands(value: Any, written: str) -> bool:
    """Whether a typed value is what was written, as text, as a number or as whatever its field made of the whole of it."""
    if isinstance(value, bool):
        return parse.parse_boolean(written) is value
    if isinstance(value, int | Decimal):
        readings = [reader(written) for reader in (parse.parse_number, parse.parse_money, parse.parse_integer)]
        return any(isinstance(reading, int | Decimal) and reading == value for reading in readings)
    if isinstance(value, time):
        return parse.parse_time(written) == value
    if isinstance(value, str):
        return value == written.strip() or (value.casefold() == " ".join(written.split()).casefold())
    return False


def at(values: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def told_lines(document: Document) -> set[int]:
    return {finding.place.line for finding in examine(document).findings if finding.place.line is not None}


def lost(form: WrittenForm, file: Path) -> list[str]:
    """Return what was written and neither stands in the document nor is told of."""
    try:
        document = read(file, CATALOGUE)
    except IntakeFault as fault:
        number = re.fullmatch(r"baris ([0-9]+)", fault.place or "")
        return [] if number and 1 <= int(number[1]) <= len(form.lines) + 1 else [f"fault without a line: {fault}"]
    assert isinstance(document, Document)
    told = told_lines(document)
    return [
        f"{'.'.join(map(str, path))} line {lines.start}: {written!r} became {at(document.given.values, path)!r}"
        for path, written, lines in form.leaves
        if not stands(at(document.given.values, path), written)
        and not told & set(lines)
        and not is_split(at(document.given.values, path[:-1]), written)
    ]


def is_split(values: Any, written: str) -> bool:
    """Whether a text with a comma stands in a list as several items, as `[a, b]` says: no letter of it is lost."""
    return isinstance(values, list) and written.strip() in ", ".join(value for value in values if isinstance(value, str))


@pytest.mark.parametrize("type_name", CATALOGUE.names())
def test_written__stands_in_the_document_or_is_told_with_its_line(type_name: str, tmp_path: Path) -> None:
    fields = CATALOGUE.compiled(type_name).spec.fields
    for seed in range(DOSE):
        chance = random.Random(f"{type_name} {seed}")
        values = {field_.name: invented(field_, chance) for field_ in fields if field_.is_given}
        style = STYLES[seed % len(STYLES)]
        form = write_json(values, type_name) if style == "json" else write_yaml(values, style, type_name)
        file = write(tmp_path / f"a.{'json' if style == 'json' else 'yaml'}", "\n".join(form.lines) + "\n")
        missing = lost(form, file)
        assert not missing, "\n".join([f"{style} {seed}", *missing, *form.lines])
