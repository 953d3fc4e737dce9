"""`python -m tests.identity [N] [M] [SEED]`: N documents of each type through each of its forms and back, M of them through LibreOffice too. FRM-02.

Documents are the invented ones of a type with other values put in by chance: words that a cell, a table or a script could change, numbers
of fifteen digits, days from 1900 to 2100. What names a row stays, since other rows hang on it. What cannot be identical stands in docs/formulir-excel.md.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.form.cards import obstacles
from generator.form.planning import plan_of
from generator.home import Home
from generator.intake.typing import typed
from generator.invention import filled
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.yamlio import write_data
from tests.cases import SAMPLES
from tests.forms import as_typed_in, asked_of, content, read_back, written
from tests.sheet_pages import converted

HARD: Final = (
    "=1+1", "-5", "+62 812", "'abc", "0123", "1-2", "Mei 2024", "12/07/2023", "_x0041_", "_x005F_x0041_", "1.250", "235,560", "TRUE", "#N/A",
    "A, B", "“kutip” 'tunggal'", "<b>tebal</b> & lain", "{{ nama }}", "Doa بسم الله selesai", "中文", "👍🏽 baik", "kata\u00a0kata",
    "x" * 300, "a|b", "1e5", "٣", "*bintang*", "_garis_",
)  # fmt: skip
LONG: Final = ("satu\ndua", "- a\n- b", "1. a\n2. b", "a\n\nb", "# judul", "| a | b |\n|---|---|\n| 1 | 2 |")


@dataclass(frozen=True, slots=True)
class Returned:
    """A document that came back from a form: how it went, and what it was and is."""

    way: str
    meant: Any
    read: Any

    @property
    def is_same(self) -> bool:
        """Whether nothing changed on the way."""
        return self.meant == self.read


def documents(compiled: CompiledSpec, chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """Yield raw documents of a type, each of another size."""
    for _ in range(count):
        raw = filled(compiled, chance.randint(1, 6))
        yield _changed(compiled.spec.fields, raw, chance, _keys(compiled.spec.fields))


def _keys(fields: Sequence[Field]) -> frozenset[int]:
    """Return what names rows, or the columns of a matrix, by identity: other values hang on it."""
    found: set[int] = set()
    for field_ in fields:
        match field_:
            case Table():
                found |= {id(child) for child in field_.fields if child.name == field_.key or (isinstance(child, Scalar) and child.target)}
                found |= _keys(field_.fields)
            case Group() | FixedTable():
                found |= _keys(field_.fields)
            case _:
                pass
    return frozenset(found)


def _changed(fields: Sequence[Field], raw: dict[str, Any], chance: random.Random, kept: frozenset[int]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    sides = {side for field_ in fields if isinstance(field_, Matrix) for side in (field_.rows, field_.columns)}
    for field_ in fields:
        held = raw.get(field_.name)
        if held is None:
            continue
        made[field_.name] = (
            held if id(field_) in kept or (field_.name in sides and isinstance(field_, ListOf)) else _other(field_, held, chance, kept)
        )
    return {name: value for name, value in made.items() if value is not None}


def _other(field_: Field, held: Any, chance: random.Random, kept: frozenset[int]) -> Any:
    match field_:
        case Scalar():
            return None if chance.random() < 0.15 else _value(field_, held, chance)
        case ListOf():
            is_words = field_.of.kind in ("text", "paragraph")
            return [chance.choice(HARD) for _ in range(chance.randint(1, 4))] if is_words else held
        case Group():
            return _changed(field_.fields, held, chance, kept)
        case Table():
            return [made for row in held if (made := _changed(field_.fields, row, chance, kept))]  # a row without anything is none
        case FixedTable():
            return {key: _changed(field_.fields, row, chance, kept) for key, row in held.items()}
        case Matrix():
            return held


def _value(field_: Scalar, held: Any, chance: random.Random) -> Any:
    if field_.kind == "text":
        return chance.choice(HARD)
    if field_.kind == "paragraph":
        return chance.choice((*HARD, *LONG))
    if field_.kind in ("integer", "number", "money") and not field_.plain and field_.unit != "%":
        number = chance.choice((0, 7, -12, 10**15 - 1, chance.randint(0, 10**9)))
        return str(number) if field_.kind == "integer" or chance.random() < 0.5 else f"{number},{chance.randint(1, 99):02d}"
    if field_.kind == "date":
        return (date(1900, 3, 1) + timedelta(days=chance.randint(0, 73_000))).isoformat()
    return held


def returned(compiled: CompiledSpec, raws: Sequence[dict[str, Any]], folder: Path, *, through: int = 0) -> Iterator[Returned]:
    """Yield each document as it comes back from a workbook, from cards in Word where the type has them, and from YAML; so many through LibreOffice too."""
    catalogue = Catalogue(Home(SAMPLES))
    media = ["xlsx", *([] if obstacles(plan_of(compiled)) else ["docx"])]
    saved: dict[str, dict[str, tuple[Any, bytes]]] = {medium: {} for medium in media}
    for number, raw in enumerate(raws):
        values, _, _ = typed(compiled, raw)
        meant = content(dict(values))
        yield Returned("yaml", meant, _from_yaml(compiled, raw, folder / f"{number}.yaml", catalogue))
        for medium in media:
            file = folder / f"{number}.{medium}"
            asked = asked_of(compiled, raw, file)
            form = written(compiled, as_typed_in(compiled, asked), file)
            meant = content(dict(typed(compiled, asked)[0]))
            if form.left:
                yield Returned(medium, meant, form.left)
                continue
            yield Returned(medium, meant, content(dict(read_back(file, catalogue).given.values)))
            if number < through:
                saved[medium][str(number)] = (meant, file.read_bytes())
            file.unlink()
    for medium, files in saved.items():
        if files:
            yield from _through_libreoffice(files, medium, folder / f"lo-{medium}", catalogue)


def _from_yaml(compiled: CompiledSpec, raw: dict[str, Any], file: Path, catalogue: Catalogue) -> Any:
    file.write_text(f"jenis: {compiled.spec.id}\n{write_data(raw)}", encoding="utf-8")
    return content(dict(read_back(file, catalogue).given.values))


def _through_libreoffice(files: dict[str, tuple[Any, bytes]], medium: str, folder: Path, catalogue: Catalogue) -> Iterator[Returned]:
    for name, data in converted({name: data for name, (_, data) in files.items()}, folder, medium, medium).items():
        file = folder / f"{name}.{medium}"
        file.write_bytes(data)
        read = content(dict(read_back(file, catalogue).given.values))
        yield Returned(f"{medium} lewat LibreOffice", as_libreoffice_writes(files[name][0]), as_libreoffice_writes(read))


def as_libreoffice_writes(value: Any) -> Any:
    """Return values with the marks of escaped letters alike: LibreOffice 7.4 adds one to `_x0041_` in Word, and takes one away in Excel."""
    if isinstance(value, dict):
        return {key: as_libreoffice_writes(child) for key, child in value.items()}
    if isinstance(value, list):
        return [as_libreoffice_writes(child) for child in value]
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def differing(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Yield where two values differ, with both."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from differing(one.get(key), other.get(key), f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True), start=1):
            yield from differing(left, right, f"{path}[{number}]")
    elif one != other:
        yield f"{path}: {one!r} -> {other!r}"


def main() -> None:
    """Run the campaign and print, by type and way, how many came back and how many changed."""
    count, through, seed = (int(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((1, 200), (2, 40), (3, 4141)))
    catalogue = Catalogue(Home(SAMPLES))
    changed = 0
    print("| jenis | jalan | dokumen | berubah |\n|---|---|---|---|")
    for name in catalogue.names():
        compiled = catalogue.compiled(name)
        tally: dict[str, list[int]] = {}
        with tempfile.TemporaryDirectory(prefix="borang-") as folder:
            for one in returned(compiled, list(documents(compiled, random.Random(f"{seed} {name}"), count)), Path(folder), through=through):
                counts = tally.setdefault(one.way, [0, 0])
                counts[0] += 1
                if not one.is_same:
                    counts[1] += 1
                    print(
                        "\n".join(f"{name}, {one.way}: {fault[:300]}" for fault in list(differing(one.meant, one.read))[:3]),
                        file=sys.stderr,
                    )
        for way, (all_, wrong) in tally.items():
            print(f"| {name} | {way} | {all_} | {wrong} |", flush=True)
            changed += wrong
    sys.exit(bool(changed))


if __name__ == "__main__":
    main()
