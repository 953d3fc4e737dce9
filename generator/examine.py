"""Checks and scores one given document: all its findings, and the scope that templates are filled from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.compute import compute
from generator.defaults import with_defaults
from generator.document import Document, Scored, labelled
from generator.errors import SpecFault
from generator.fields.electronic import waived
from generator.fields.results import RESULTS
from generator.links import untied
from generator.scope import scope_of, with_given_matrices, without_callables
from generator.scoring.parts import Part, parts_of
from validators import checks, rules, shape
from validators.findings import Findings, Path


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
    findings = labelled(Findings(dict.fromkeys(found)).by_cause(), compiled).placed(document.given.places).in_order()
    return Examination(document, Scored(document.given, without_callables(scope)), findings, given.paths)


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
