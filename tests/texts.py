"""What the samples say in their long texts, where each text has its origin, and whose it is: to tell what two types say alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from generator.fields.shapes import ListOf, Scalar, at, members
from generator.home import Home
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES, SPECS, Sample, samples

WINDOW: Final = 10
"""Words that two types may not say alike."""

UNPROSE: Final = "ok-uji-isi"
"""The samples that try signs, lengths and shapes; they say nothing."""

Names = tuple[str, ...]
_WORD: Final = re.compile(r"\w+(?:[-‑'’.,/]\w+)*")
_SENTENCE: Final = re.compile(r"(?<=[.!?;:])\s+|\n\s*\n|\n(?=\s*(?:[-*|]|\d+\.))")
_NAME: Final = re.compile(r"[a-z_]+(\.[a-z_]+)*")
_CITED: Final = re.compile(r"\bnomor \d")  # a regulation by its number
_LONG: Final = 20
_FIGURE: Final = re.compile(r"\d|\b[IVX]{2,}\b|\b(ke)?(dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)\b", re.IGNORECASE)
_NAMING: Final = frozenset(("nama", "judul", "tempat", "kabupaten_kota", "instansi"))
_ROOTS: Final = (("program", ("judul",)), ("sekolah", ("nama",)))


@dataclass(frozen=True)
class Said:
    """A place where ten words stand: the sample, the field's path, the field that its text comes from, and whose it is."""

    sample: str
    path: str
    origin: tuple[str, Names]
    whose: str

    @property
    def type(self) -> str:
        return self.sample.partition("/")[0]

    def may_repeat(self, other: Said) -> bool:
        """Whether both may say the same: two samples of a type or two fields of one origin, of the same programme or school."""
        return self.whose == other.whose and (self.type == other.type or self.origin == other.origin)


def windows() -> dict[str, list[Said]]:
    """Return where each ten words of a sentence stand in the samples that are right; without what reference tables say, which are nobody's."""
    found: dict[str, list[Said]] = {}
    common = _words_of_reference()
    for sample in samples("ok-"):
        if sample.file.stem == UNPROSE:
            continue
        values, whose = _values(sample.file), _whose(sample)
        for path, text in strings(values):
            names = tuple(step for step in path if isinstance(step, str))
            place = Said(sample.id, ".".join(map(str, path)), origin(sample.type, names), whose)
            for window in within(text):
                if window not in common and not _CITED.search(window):
                    found.setdefault(window, []).append(place)
    return found


def within(text: str) -> Iterator[str]:
    """Yield each ten words in a row within a sentence of a text, in small letters."""
    for sentence in _SENTENCE.split(text):
        words = [word.lower() for word in _WORD.findall(sentence)]
        yield from (" ".join(words[at_ : at_ + WINDOW]) for at_ in range(len(words) - WINDOW + 1))


def strings(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text in values as YAML writes them, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from strings(inner, (*path, number))
    elif isinstance(value, str):
        yield path, value


@cache
def origin(type_: str, path: Names) -> tuple[str, Names]:
    """Return the type and field that a field's text comes from: through `from:`, and through what a type gathers, to the first; else itself."""
    source = _taken(type_, path) or _gathered(type_, path)
    return (type_, path) if source is None else origin(*source)


def _taken(type_: str, path: Names) -> tuple[str, Names] | None:
    spec = _catalogue().compiled(type_).spec
    fields, taken = spec.fields, ""
    for name in path:
        field = next((one for one in fields if one.name == name), None)
        if field is None:
            return None
        taken = field.taken_from or (f"{taken}.{name}" if taken else "")
        fields = members(field)
    first, _, rest = taken.partition(".")
    if spec.each is not None and first == spec.each.row:
        first, _, rest = f"{spec.each.table}.{rest}".partition(".")
    return _there(first, tuple(rest.split("."))) if rest else None


def _gathered(type_: str, path: Names) -> tuple[str, Names] | None:
    for gathering in _catalogue().compiled(type_).spec.gathers:
        into, rows = tuple(gathering.into.split(".")), gathering.values.get("rows", "")
        said = gathering.values.get(path[-1], "")
        if path[:-1] == into and _NAME.fullmatch(said):
            steps = tuple(said.split("."))
            return _there(gathering.type, (*rows.split("."), *steps[1:]) if steps[0] == "row" else steps)
    return None


def _there(type_: str, path: Names) -> tuple[str, Names] | None:
    """Return a field of a type, None where it has none: a column that its table adds to those of its source."""
    return (type_, path) if at(_catalogue().compiled(type_).spec.fields, path) is not None else None


@cache
def _whose(sample: Sample) -> str:
    """Return the programme or school of a sample: as its own file says, or the one that feeds it; "" where there is none."""
    file, type_ = sample.file, sample.type
    values = _values(file)
    fed = next((name for name in values if name in _catalogue() and _is_file(values[name])), None)
    if fed is not None:
        return _whose(Sample((file.parent / values[fed]).resolve(), fed, ()))
    named = (text for path, text in strings(values) if origin(type_, tuple(str(step) for step in path)) in _ROOTS)
    return next(named, "")


def _is_file(value: Any) -> bool:
    return isinstance(value, str) and value.endswith(".yaml")


@cache
def _catalogue() -> Catalogue:
    return Catalogue(Home(SAMPLES))


@cache
def _values(file: Path) -> Mapping[str, Any]:
    values: Mapping[str, Any] = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return values


@cache
def _words_of_reference() -> frozenset[str]:
    """Return the ten words in a row that reference tables say: names of regulations and of indicators are quoted by many."""
    files = sorted((SPECS / "reference").rglob("*.yaml"))
    return frozenset(window for file in files for _, text in strings(_values(file)) for window in within(text))


def unspecific() -> list[str]:
    """Return the long texts of the full samples that name no figure, and no person or place of their programme or school."""
    return [
        f"{sample.id}: {'.'.join(map(str, path))}"
        for sample in samples("ok-lengkap")
        if sample.file.stem == "ok-lengkap"
        for path, text in strings(_values(sample.file))
        if _is_long(sample.type, path, text) and not is_specific(text, _named(_whose(sample)))
    ]


def is_specific(text: str, names: frozenset[str]) -> bool:
    """Whether a text has a figure in digits, in words from two on or in Roman numerals, or a word of a name."""
    return _FIGURE.search(text) is not None or any(word in names for word in _WORD.findall(text))


def _is_long(type_: str, path: tuple[str | int, ...], text: str) -> bool:
    found = at(_catalogue().compiled(type_).spec.fields, path)
    kind = found.of if isinstance(found, ListOf) else found
    return isinstance(kind, Scalar) and kind.kind == "paragraph" and len(_WORD.findall(text)) >= _LONG


@cache
def _named(whose: str) -> frozenset[str]:
    """Return the words of names of people, places and programmes in all samples of a programme or school: no word that is written small too."""
    said = [one for sample in samples("ok-") if _whose(sample) == whose for one in strings(_values(sample.file))]
    own = {word for path, text in said if path[-1] in _NAMING for word in _WORD.findall(text) if word[0].isupper()}
    small = {word for _, text in said for word in _WORD.findall(text) if word.islower()}
    return frozenset(word for word in own if word.lower() not in small)
