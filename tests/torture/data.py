"""Damage to data files: the samples, written in every style and hurt in every way people and disks hurt them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.torture.mutant import Mutant, either, flipped, in_turn, refused, told, told_at
from tests.torture.written import kind_at, leaves, reads_as, tree

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ODD = (
    "R&D < 5 hari",
    "Ma'rifatul, S.Pd.",
    "=1+1",
    "{{ 7*7 }}",
    "no",
    "0123",
    "12:30",
    "1_000",
    "null",
    "Angkatan 7",
    "“kutip”",
    "é̄",
    "a_x0041_b",
)
NUMBERS = (
    "7",
    "1.250",
    "1250",
    "3,5",
    "3.5",
    "1.250.000,50",
    "1e3",
    "0x1F",
    "1_000",
    "٣",
    "nan",
    "inf",
    "-4",
    "12 ",
    "Rp5.000",
    "5 orang",
    "½",
    "1,2,3",
)
DATES = ("12/07/2023", "31/02/2024", "2024-03-04", "4 Maret 2024", "45123", "4 March 2024", "2024-3-4", "04.03.2024", "12/13/2024")
DAMAGES: list[Callable[[Base, random.Random], Mutant | None]] = []


@dataclass(frozen=True, slots=True)
class Base:
    """A sound data file: its type, its text, and its scalars with where they stand (node, path)."""

    type: str
    name: str
    text: str
    scalars: tuple[tuple[tuple[str, ...], yaml.ScalarNode], ...]


def bases() -> list[Base]:
    """Return the good samples that are not stress samples."""
    files = [file for file in sorted(SAMPLES.glob("*/ok-*.yaml")) if "uji-isi" not in file.name]
    return [base(file.parent.name, file.stem, file.read_text(encoding="utf-8")) for file in files]


def base(type_name: str, name: str, text: str) -> Base:
    """Return a text as a base: its scalars found."""
    return Base(type_name, name, text, tuple(_scalars(yaml.compose(text, yaml.BaseLoader), ())))


def _scalars(node: yaml.Node | None, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from _scalars(child, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            yield from _scalars(child, (*path, str(number)))
    elif isinstance(node, yaml.ScalarNode) and path != ("jenis",):
        yield path, node


def damage(function: Callable[[Base, random.Random], Mutant | None]) -> Callable[[Base, random.Random], Mutant | None]:
    """Enter a damage in the list."""
    DAMAGES.append(function)
    return function


def mutant(kind: str, text: str | bytes, expected: Any, *, is_read: bool = True, name: str = "isian.yaml") -> Mutant:
    """Return a data file as a mutant that `borang check` is given."""
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return Mutant(f"data/{kind}", {name: data}, ("check", name), expected, is_read)


def _pick(base: Base, chance: random.Random, *kinds: str, plain_only: bool = False) -> tuple[tuple[str, ...], yaml.ScalarNode] | None:
    found = [
        (path, node)
        for path, node in base.scalars
        if (not kinds or kind_at(base.type, path) in kinds) and (not plain_only or (node.style is None and "\n" not in node.value))
    ]
    return chance.choice(found) if found else None


def _put(base: Base, node: yaml.ScalarNode, text: str) -> str:
    end = node.end_mark.index
    tail = "\n" if node.style in ("|", ">") else ""
    return base.text[: node.start_mark.index] + text + tail + base.text[end:]


def _line(node: yaml.ScalarNode) -> str:
    return f"baris {node.start_mark.line + 1}"


@damage
def quoted_text(base: Base, chance: random.Random) -> Mutant | None:
    """Another text in quotes: it must arrive letter by letter."""
    found = _pick(base, chance, "text", "paragraph")
    if not found:
        return None
    text = _put(
        base, found[1], json.dumps(chance.choice(ODD) + chance.choice(("", " ", "  x", "\n")) + chance.choice(ODD), ensure_ascii=False)
    )
    return mutant("teks-berkutip", text, reads_as(base.type, text))


@damage
def plain_text(base: Base, chance: random.Random) -> Mutant | None:
    """Another text without quotes, whatever YAML makes of it."""
    found = _pick(base, chance, plain_only=True)
    if not found:
        return None
    text = _put(
        base, found[1], chance.choice(ODD) + chance.choice(("", ": x", ", y", " - z", "!", "'", '"', "[", "*a", "&b", "%", "@c", "\u00a0d"))
    )
    return mutant("teks-polos", text, reads_as(base.type, text))


@damage
def number_forms(base: Base, chance: random.Random) -> Mutant | None:
    """A number in another form: the same everywhere, or said to be unclear."""
    found = _pick(base, chance, "integer", "number", "money")
    if not found:
        return None
    text = _put(base, found[1], json.dumps(chance.choice(NUMBERS), ensure_ascii=False))
    return mutant("bentuk-bilangan", text, reads_as(base.type, text))


@damage
def date_forms(base: Base, chance: random.Random) -> Mutant | None:
    """A date in another form."""
    found = _pick(base, chance, "date")
    if not found:
        return None
    text = _put(base, found[1], json.dumps(chance.choice(DATES)))
    return mutant("bentuk-tanggal", text, reads_as(base.type, text))


@damage
def cut_by_hash(base: Base, chance: random.Random) -> Mutant | None:
    """` #` in a text without quotes: what follows is no longer read."""
    found = _pick(base, chance, "text", plain_only=True)
    if not found or base.text[found[1].end_mark.index : found[1].end_mark.index + 1] not in ("\n", ""):
        return None
    return mutant("pagar", _put(base, found[1], found[1].value + " #7 Gelombang 2"), told_at(_line(found[1])))


@damage
def unknown_key(base: Base, chance: random.Random) -> Mutant:
    """A key that the type does not have, with or without a value."""
    value = chance.choice(("", " x", " null", " ~", ' ""', " []", " {}", " 5"))
    return mutant("kunci-asing", f"{base.text.rstrip()}\ntidak_ada_{chance.randint(0, 9)}:{value}\n", told_at("tidak_ada_"))


@damage
def misspelt_key(base: Base, chance: random.Random) -> Mutant | None:
    """Two letters of a key changed places."""
    lines = base.text.splitlines(keepends=True)
    at = [i for i, line in enumerate(lines) if line.lstrip(" -")[:1].isalpha() and ": " in line and not line.startswith(("jenis", "#"))]
    number = chance.choice(at)
    key = lines[number].lstrip(" -").split(":")[0]
    spot = chance.randrange(len(key) - 1) if len(key) > 1 else 0
    wrong = key[:spot] + key[spot : spot + 2][::-1] + key[spot + 2 :]
    if wrong == key or not key.replace("_", "").isalnum():
        return None
    lines[number] = lines[number].replace(key, wrong, 1)
    return mutant("salah-eja", "".join(lines), either(told_at(wrong, f"baris {number + 1}"), reads_as(base.type, "".join(lines))))


@damage
def doubled_line(base: Base, chance: random.Random) -> Mutant | None:
    """A line that stands twice: a key twice, or a row twice."""
    lines = base.text.splitlines(keepends=True)
    number = chance.randrange(len(lines))
    text = "".join([*lines[: number + 1], lines[number], *lines[number + 1 :]])
    return mutant("baris-ganda", text, reads_as(base.type, text), is_read=not lines[number].startswith("#"))


@damage
def lost_line(base: Base, chance: random.Random) -> Mutant:
    """A line that is gone."""
    lines = base.text.splitlines(keepends=True)
    number = chance.randrange(len(lines))
    text = "".join(lines[:number] + lines[number + 1 :])
    return mutant("baris-hilang", text, reads_as(base.type, text), is_read=not lines[number].startswith("#"))


@damage
def flow_row(base: Base, chance: random.Random) -> Mutant | None:
    """A comma in a text inside braces: what follows it becomes a key."""
    found = [(path, node) for path, node in base.scalars if _is_in_braces(base, node) and node.style is None]
    if not found:
        return None
    _, node = chance.choice(found)
    text = _put(base, node, node.value + chance.choice((", S.Pd.", ", M.Pd., Ph.D.", ",5", ", 5", ", dan kelas", ",")))
    return mutant("koma-dalam-kurung", text, either(told_at(_line(node)), reads_as(base.type, text)))


def _is_in_braces(base: Base, node: yaml.ScalarNode) -> bool:
    before = base.text[: node.start_mark.index].rsplit("\n", 1)[-1]
    return "{" in before


@damage
def byte_flip(base: Base, chance: random.Random) -> Mutant:
    """Some bits changed on the disk: read as it now stands, or refused."""
    data = flipped(base.text.encode("utf-8"), chance)
    try:
        return mutant("bit-terbalik", data, reads_as(base.type, data.decode("utf-8")))
    except UnicodeDecodeError:
        return mutant("bit-terbalik", data, told)


@damage
def cut_short(base: Base, chance: random.Random) -> Mutant:
    """The end of the file is missing."""
    text = base.text[: chance.randrange(len(base.text))]
    return mutant("terpotong", text, reads_as(base.type, text))


@damage
def other_style(base: Base, chance: random.Random) -> Mutant:
    """The same document in another style: the values are the same."""
    said: Any = tree(base.text)
    style, name = chance.choice(STYLES)
    data = style(said, base.text)
    whole = base.text if isinstance(said, dict) else ""
    return mutant(f"gaya-{name}", data, reads_as(base.type, whole), name="isian.json" if name == "json" else "isian.yaml")


STYLES: tuple[tuple[Callable[[Any, str], str | bytes], str], ...] = (
    (lambda said, _: json.dumps(said, ensure_ascii=False), "json"),
    (lambda said, _: json.dumps(said, ensure_ascii=True, indent=1), "json"),
    (lambda said, _: yaml.safe_dump(said, allow_unicode=True, default_style='"'), "berkutip"),
    (lambda said, _: yaml.safe_dump(said, allow_unicode=True, default_flow_style=True, default_style="'"), "alir"),
    (lambda said, _: yaml.safe_dump(said, allow_unicode=True, default_style='"', width=30, indent=6), "lipat"),
    (lambda _, text: text.replace("\n", "\r\n"), "crlf"),
    (lambda _, text: b"\xef\xbb\xbf" + text.encode("utf-8"), "bom"),
    (lambda _, text: "---\n" + text + "...\n", "tanda-dokumen"),
    (lambda _, text: "# catatan: ini\n\n" + text.replace("\n", "\n\n", 1) + "\n# akhir\n", "komentar"),
)


@damage
def too_much(base: Base, chance: random.Random) -> Mutant:
    """Far more than honest use: refused at once, never a hang."""
    name, text = chance.choice(_too_much())
    return mutant(f"berlebihan-{name}", f"{base.text.rstrip()}\n{text}\n", refused)


def _too_much() -> list[tuple[str, str]]:
    laughs = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
    return [
        ("alias", laughs),
        ("dalam", "x: " + "[" * 20_000 + "]" * 20_000),
        ("dalam-peta", "x: " + "{a: " * 3_000 + "}" * 3_000),
        ("kunci", "".join(f"k{i}: 1\n" for i in range(50_000))),
        ("tag", 'x: !!python/object/apply:os.system ["true"]'),
        ("angka", f"x: {'9' * 100_000}"),
    ]


def mutants(chance: random.Random, count: int) -> Iterator[Mutant]:
    """Yield `count` damaged data files, every damage in turn over the samples at random."""
    chosen = bases()
    return in_turn(DAMAGES, lambda: chance.choice(chosen), chance, count)


def written_values(text: str) -> dict[str, str]:
    """Return the scalars of a data file by path."""
    said = tree(text)
    return {".".join(path): value for path, value in leaves(said)} if said else {}
