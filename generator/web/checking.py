"""What is found in a draft: its findings, what is computed of it, and what comes from a file that feeds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from generator.examine import Examination
from generator.feeders import with_unsound_sources
from generator.fields.scalars import look_of
from generator.fields.shapes import Scalar
from generator.form.plan import Slot, TableSheet
from generator.form.planning import plan_of
from generator.formatting import show
from generator.intake.form import Incoming
from generator.intake.read import given_of, raw_forms
from generator.pipeline import checked, withheld
from generator.report import computed_lines
from generator.spec.feeders import feeders_of
from generator.web.tasks import CheckReport, Names, ToldFinding
from generator.web.telling import told
from validators.absence import is_absent
from validators.findings import Finding, Path

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue
    from generator.spec.compile import CompiledSpec


def check_report(file: FilePath, type_name: str, catalogue: Catalogue, office: Mapping[str, Any]) -> CheckReport:
    """Return what is found in a draft's data file, in all documents that are made of it. Raises BorangError when it cannot be read."""
    incoming, compiled = Incoming(file), catalogue.compiled(type_name)
    findings: list[ToldFinding] = []
    totals: list[str] = []
    cells: dict[Path, str] = {}
    for form in raw_forms(incoming, catalogue, type_name=type_name):
        document = given_of(form, incoming, catalogue, type_name=type_name, institution=office)
        if isinstance(document, Finding):
            findings += told([document], str(file))
            continue
        document = with_unsound_sources(document, form, incoming)
        examined, outcome = checked(document)
        findings += told((withheld(outcome, document) or outcome).findings, str(file))
        totals += [f"{form.mark}: {line}" if form.mark else line for line in computed_lines(outcome)]
        cells |= dict(_cells(compiled, examined))
    return CheckReport(tuple(dict.fromkeys(findings)), tuple(totals), cells, _taken(file, compiled, catalogue))


def _cells(compiled: CompiledSpec, examined: Examination) -> Iterator[tuple[Path, str]]:
    """Yield the computed columns that a form shows, as they print."""
    for sheet in plan_of(compiled).sheets:
        if isinstance(sheet, TableSheet):
            for slot in sheet.slots:
                if not slot.is_read:
                    yield from _at(examined.scope, slot, slot.path, ())


def _at(held: Any, slot: Slot, steps: Names, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(held, list):
        for index, row in enumerate(held):
            yield from _at(row, slot, steps, (*path, index))
    elif steps and isinstance(held, Mapping):
        yield from _at(held.get(steps[0]), slot, steps[1:], (*path, steps[0]))
    elif not steps and held is not None and not is_absent(held):
        yield path, _shown(slot, held)


def _shown(slot: Slot, value: Any) -> str:
    unit = slot.field.unit if isinstance(slot.field, Scalar) and look_of(slot.field).format.takes_unit else ""
    return f"{show(value)} {unit}".rstrip()


def _taken(file: FilePath, compiled: CompiledSpec, catalogue: Catalogue) -> Mapping[Names, str]:
    """Return in words what the draft takes from the files beside it that feed it."""
    from generator.blank.known import KnownFields, taking_from

    found: dict[Names, str] = {}
    for name in feeders_of(compiled):
        for beside in sorted(file.parent.glob(f"{name}-*.yaml")):
            if beside != file:
                found |= taking_from(beside, compiled, catalogue, KnownFields(), written=beside.name).taken
    return found
