"""Checks and scores one given document: all its findings, and the scope that templates are filled from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.compute import compute
from generator.defaults import with_defaults
from generator.document import Document, Scored, labelled
from generator.errors import SpecFault
from generator.fields.electronic import waived
from generator.fields.results import RESULTS
from generator.fields.shapes import Field, FixedTable, members
from generator.links import untied
from generator.scope import scope_of, with_given_matrices, without_callables
from generator.scoring.parts import Part, parts_of
from validators import checks, rules, shape
from validators.findings import Findings, Path, Place

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec


@dataclass(frozen=True, slots=True)
class Examination:
    """A document that has been checked and scored: all its findings, and the scope that templates are filled from.

    unsound: the paths of values that are wrong by themselves; what rests on them is not computed.
    """

    document: Document
    scored: Scored
    findings: Findings
    unsound: frozenset[Path] = frozenset()

    @property
    def scope(self) -> Mapping[str, Any]:
        """What templates are filled from."""
        return self.scored.scope


def examine(document: Document) -> Examination:
    """Return the document checked and scored. Raises SpecFault when a rule or computation cannot run."""
    document, compiled = with_defaults(document), document.compiled
    given = document.given.found + _asked_for(shape.check(compiled.schema, document.given.values), document)
    if compiled.names_rows:
        given += untied(document, scope_of(document, given.paths))
    scope, refusals = compute(document, given.paths)
    try:
        found = given + checks.check(compiled.checks, with_given_matrices(document, scope)) + refusals + rules.check(compiled.rules, scope)
    except rules.RuleFault as fault:
        raise SpecFault(
            f"Aturan {fault.rule.id}: {fault.message}", file=compiled.spec.file, place=fault.rule.place, code="aturan-gagal"
        ) from fault
    except checks.CheckFault as fault:
        file, _, place = fault.check.place.rpartition(", ")
        raise SpecFault(fault.message, file=file or compiled.spec.file, place=place, code="syarat-gagal") from fault
    findings = labelled(Findings(dict.fromkeys(found)).by_cause(), compiled).placed(document.given.places)
    findings = findings.in_order(_form_order(compiled), tuple(_sheets(document.given.places, compiled))) if findings else findings
    return Examination(document, Scored(document.given, without_callables(scope)), findings, given.paths)


@lru_cache(maxsize=64)
def _form_order(compiled: CompiledSpec) -> dict[Path, int]:
    """Return where each field of a type stands in its form, in fixed rows once a row."""
    return {path: number for number, path in enumerate(_paths(compiled.spec.fields, (), compiled))}


def _paths(fields: Sequence[Field], above: tuple[str, ...], compiled: CompiledSpec) -> Iterator[tuple[str, ...]]:
    for field_ in fields:
        here = (*above, field_.name)
        keys = compiled.home.library.table(field_.rows).rows if isinstance(field_, FixedTable) else ()
        for row in (here, *((*here, key) for key in keys)):
            yield row
            yield from _paths(members(field_), row, compiled)


def _sheets(places: Mapping[Path, Place], compiled: CompiledSpec) -> list[str]:
    """Return the sheets of a given file in the order in which the form has them."""
    form, first = _form_order(compiled), dict[str, int]()
    for path, place in places.items():
        if place.sheet is not None:
            number = form.get(tuple(step for step in path if isinstance(step, str)), len(form))
            first[place.sheet] = min(first.get(place.sheet, number), number)
    return sorted(first, key=first.__getitem__)


def _asked_for(found: Findings, document: Document) -> Findings:
    """Return the findings without those about a number or date that the office's electronic office gives."""
    elsewhere = waived(document.type.fields, document.given.institution, document.type.id)
    return Findings(one for one in found if one.code != "wajib-diisi" or one.path not in elsewhere) if elsewhere else found


def computed_values(examined: Examination) -> dict[str, Any]:
    """Return the document's own computed values, by name."""
    return {computed.name: examined.scope[computed.name] for computed in examined.document.type.computed}


def computed_parts(document: Document) -> dict[str, Part]:
    """Return how each of the document's own computed values prints, by name; of a score's record its parts too, by dotted path."""
    found: dict[str, Part] = {}
    for computed in document.type.computed:
        found[computed.name] = Part(computed.name, computed.label, None, computed.unit or RESULTS[computed.type].unit)
        if computed.computation.method == "score":
            from generator.scoring.registry import SCORES

            parts = parts_of(SCORES[computed.computation.name].result).values()
            found |= {
                f"{computed.name}.{part.name}": replace(part, label=computed.labels.get(part.name, part.label))
                for part in parts
                if part.is_plain
            }
    return found
