"""Lampiran Perhitungan: how every score of a document came about, as neutral data that any template can loop over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Any, Final, overload

from validators.absence import emptied

if TYPE_CHECKING:
    from generator.reference import Library
    from generator.scoring.working import Working
    from generator.spec.compile import CompiledComputation, CompiledSpec


_CHAPTER: Final = re.compile(r"^(?:[A-Z]|[a-z]|\d+)\.\s+")
"""The number of a chapter in a label: an annex has its own."""
_FIGURE: Final = re.compile(r"\d")
"""A formula without one is said in words already: how many rows there are, which days have sessions."""
_AS_ABOVE: Final = "seperti di atas"
_BELOW: Final = "di bawah tabel"
_MANY: Final = 24
"""So many steps of one formula that lead to another one are told in a paragraph below the table: a row each would be a page and more of
"seperti di atas". Those that a working ends with are its results, looked up by their names."""
_LONG: Final = 240
"""A formula of more letters is told there too, over the whole page instead of in a column of it."""


@dataclass(frozen=True)
class Workings(Sequence[dict[str, Any]]):
    """The workings of a document's scores in the order of its spec, made when a template first asks: most never do.

    Each is {judul, masukan: [{nama, nilai}], langkah: [{hasil, kata, rumus, nilai, tercetak}], rincian: [sentence], pita, dasar,
    keputusan: [{id, pilihan, kalimat}], baris: the same as lines of text}. rincian: the numbers of steps whose row points below the table; kata: the formula in words, said once for steps of the same
    that follow each other; rumus: with the numbers put in.
    keputusan: the readings of the regulation by which this result would have been another.
    """

    compiled: CompiledSpec
    scope: Mapping[str, Any]

    @cached_property
    def _made(self) -> tuple[dict[str, Any], ...]:
        library = self.compiled.home.library
        return tuple(_said_once(working_data(title, working, library)) for title, working in _workings(self.compiled, self.scope))

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        return self._made[index]

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._made)


def _said_once(data: dict[str, Any]) -> dict[str, Any]:
    """Return a working as it prints: a formula in words stands once for steps of the same that follow each other.

    langkah_dan_bacaan: for a sheet, in which a reading is a row below the steps and every step has its own.
    """
    steps = data["langkah"]
    before = ["", *(one["kata"] for one in steps)]
    said = [{**one, "kata": _AS_ABOVE} if one["kata"] and one["kata"] == last else one for one, last in zip(steps, before, strict=False)]
    readings = [{"hasil": "Bacaan", "kata": one["kalimat"], "rumus": "", "nilai": "", "tercetak": ""} for one in data["keputusan"]]
    rows, details = _shortened(steps)
    return {**data, "langkah": rows, "rincian": details, "langkah_dan_bacaan": [*said, *readings]}


def _shortened(steps: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows of a table of steps, and in sentences what would make it long: many steps of one formula, and long formulas."""
    rows: list[dict[str, Any]] = []
    details: list[str] = []
    before = ""
    for words, group in groupby(steps, key=lambda one: one["kata"]):
        same = list(group)
        if words and len(same) >= _MANY and same[-1] is not steps[-1]:
            name = _shared_name([one["hasil"] for one in same])
            rows.append({"hasil": name, "kata": words, "rumus": f"{len(same)} kali, {_BELOW}", "nilai": "", "tercetak": ""})
            told = "; ".join(f"{one['hasil'].removeprefix(name).strip()}: {one['rumus']} = {one['tercetak']}" for one in same)
            details.append(f"{name}: {told}.".removeprefix(": "))
            before = words
            continue
        for one in same:
            is_long = len(one["rumus"]) > _LONG
            if is_long:
                details.append(f"{one['hasil']} = {one['rumus']} = {one['tercetak']}.")
            kata = _AS_ABOVE if words and words == before else words
            rows.append({**one, "kata": kata, "rumus": _BELOW if is_long else one["rumus"]})
            before = words
    return rows, details


def _shared_name(names: Sequence[str]) -> str:
    """Return the words that all names of steps begin with."""
    shared = takewhile(lambda words: len(set(words)) == 1, zip(*(name.split(" ") for name in names), strict=False))
    return " ".join(words[0] for words in shared)


def working_data(title: str, working: Working, library: Library) -> dict[str, Any]:
    """Return a working as neutral data, decisions with the reading that was chosen."""
    from generator.scoring.formulas import formula_in_words

    decisions = [library.decision(name) for name in (working.decisions if working.touching is None else working.touching)]
    lines = [line for line in working.lines() if not line.startswith("Keputusan: ")]
    return {
        "judul": title,
        "masukan": [{"nama": item.name, "nilai": item.value} for item in working.inputs],
        "langkah": [
            {
                "hasil": one.what,
                "kata": formula_in_words(working.score, one.what) if _FIGURE.search(one.formula) else one.formula,
                "rumus": one.formula if _FIGURE.search(one.formula) else "",
                "nilai": one.exact,
                "tercetak": one.printed,
            }
            for one in working.steps
        ],
        "pita": working.band,
        "dasar": working.citation,
        "keputusan": [
            {"id": one.id, "pilihan": one.choice, "kalimat": f"Bacaan yang dipakai atas {one.place}: {one.choice}."} for one in decisions
        ],
        "baris": [*lines, *(f"Bacaan yang dipakai: {decision.choice} ({decision.place})" for decision in decisions)],
    }


def _workings(compiled: CompiledSpec, scope: Mapping[str, Any]) -> Iterator[tuple[str, Working]]:
    for path, computation in compiled.computations.items():
        if computation.computation.method != "score" or _is_hidden(compiled, path):
            continue
        label = _CHAPTER.sub("", compiled.spec.label_at(path).rpartition(", ")[2])
        for name, inner in _scopes(scope, scope, path[:-1], ""):
            working = _working(computation, inner, compiled.home.library)
            if working is not None and working.steps:
                yield f"{label}: {name}" if name else label, working


def _is_hidden(compiled: CompiledSpec, path: tuple[str, ...]) -> bool:
    """Return whether a computed value prints nowhere by itself: a column that the score of the whole table shows the way to already."""
    found = compiled.spec.field_at(path) or next((one for one in compiled.spec.computed if one.name == path[0]), None)
    return found is not None and found.print == "hidden"


def _scopes(scope: Mapping[str, Any], held: Any, path: tuple[str, ...], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the scope of each row that a computed column stands in, with the row's name; of a document's own value the scope itself."""
    if isinstance(held, list):
        for at, row in enumerate(held, start=1):
            if isinstance(row, Mapping):
                inner = {**scope, "row": row, "parent": scope.get("row")}
                yield from _scopes(inner, row, path, _joined(name, _name_of(row, at)))
    elif path and isinstance(held, Mapping):
        yield from _scopes(scope, held.get(path[0]), path[1:], name)
    elif not path and held is not None:
        yield name, scope


def _name_of(row: Mapping[str, Any], at: int) -> str:
    return next((value for value in row.values() if isinstance(value, str) and value), f"baris {at}")


def _joined(outer: str, inner: str) -> str:
    return f"{outer}, {inner}" if outer else inner


def _working(computation: CompiledComputation, scope: Mapping[str, Any], library: Library) -> Working | None:
    """Return one working; None where the score gave no result, which its finding tells already."""
    from generator.reference.scores import score_references
    from generator.scoring.refusal import ScoreRefused
    from generator.scoring.registry import SCORES, working
    from validators.expressions import ExpressionFault

    score = SCORES[computation.computation.name]
    try:
        given = {name: emptied(expression.evaluate(scope)) for name, expression in computation.arguments.items()}
        return working(score, {**given, **score_references(score, given, library)})
    except (ScoreRefused, ExpressionFault, ValueError):
        return None
