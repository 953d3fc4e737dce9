"""One bare table through the sentence: read, check, score, render; and what is told of it, in lines and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.errors import BorangError, IntakeFault
from generator.report import finding_lines, plain

if TYPE_CHECKING:
    from generator.deliver import Delivery
    from generator.reference import Library
    from generator.tallies.model import Options, Tally, TallyRecipe

_MOST_FINDINGS: Final = 50
_MOST_DECIDED: Final = 10
"""Computations of a table whose decisions are gathered: one score has the same ones for every row."""


@dataclass(frozen=True, slots=True)
class ScoreQuestion:
    """What is asked about a table. sheet: the one that is read, "" for the first; shown: the file's name in what is told."""

    recipe: TallyRecipe
    library: Library
    options: Options
    sheet: str = ""
    shown: str = ""
    shows_working: bool = False
    shows_decisions: bool = False


def tally_of(question: ScoreQuestion, file: Path) -> Tally:
    """Return a table scored, or what is wrong with it; a large one is read in columns. Raises IntakeFault."""
    from generator.intake.missing import refuse_missing
    from generator.intake.tables.read import read_table
    from generator.tallies.census import census_tally
    from generator.tallies.tally import tally

    recipe, library, options, shown = question.recipe, question.library, question.options, question.shown or str(file)
    refuse_missing(file)
    large = census_tally(recipe, file, library, options, shown=shown) if not question.sheet else None
    return (
        large if large is not None else tally(recipe, read_table(file, recipe.known, sheet=question.sheet, shown=shown), library, options)
    )


def workbook_of(tally: Tally, library: Library) -> bytes:
    """Return the score's workbook: live sheets, and one with the steps and their source."""
    from generator.render.workings import working_data
    from generator.tallies.livebook import source_page
    from generator.tallies.livebook_xlsx import workbook

    lines = [line for one in tally.done for line in (one.title, *working_data(one.title, one.working, library)["baris"]) if line]
    notes = [f"Catatan: {one.place}: {one.message}" for one in tally.findings]
    return workbook([*tally.recipe.pages(tally.done), source_page([*lines, *notes])])


def fault_data(recipe: TallyRecipe, source: str, fault: BorangError) -> dict[str, Any]:
    """Return a fault as JSON data."""
    status = "unreadable" if isinstance(fault, IntakeFault) else "faulty"
    return {**_head(recipe, source, status), "fault": str(fault), "code": fault.code}


def _head(recipe: TallyRecipe, source: str, status: str) -> dict[str, Any]:
    return {"source": source, "score": recipe.command, "status": status, "findings": []}


def result_data(tally: Tally, question: ScoreQuestion, delivery: Delivery | None = None) -> dict[str, Any]:
    """Return the result as JSON data, with what became of its workbook; numbers of record are exact text."""
    from generator.render.workings import working_data

    files, told = (delivery.files, delivery.findings) if delivery is not None else ((), ())
    status = "refused" if tally.findings.has_errors else "delivered" if files else "checked"
    data = _head(tally.recipe, tally.source, status) | {"findings": [one.as_json() for one in (*tally.findings, *told)]}
    if not tally.done:
        return data
    data |= plain(tally.recipe.keys(tally.done)) | {"citation": tally.done[0].working.citation}
    if question.shows_working:
        data["working"] = [plain(working_data(one.title, one.working, question.library)) for one in tally.done]
    if question.shows_decisions:
        from generator.tallies.decisions import decision_data

        data["decisions"] = [decision_data(question.library.decision(name)) for name in _decision_names(tally)]
    return data | ({"files": [str(file) for file in files]} if files else {})


def _decision_names(tally: Tally) -> list[str]:
    return list(dict.fromkeys(name for one in tally.done[:_MOST_DECIDED] for name in one.working.decisions))


def result_lines(tally: Tally, question: ScoreQuestion) -> Iterator[str]:
    """Yield the report of a score: what is to be put right, the results, their source."""
    from generator.tallies.recipes import label

    yield f"{label(tally.recipe)}: {tally.source}"
    for one in tally.findings[:_MOST_FINDINGS]:
        yield from finding_lines(one, tally.source)
    if len(tally.findings) > _MOST_FINDINGS:
        yield f"  ... dan {len(tally.findings) - _MOST_FINDINGS} lagi yang perlu diperbaiki (lihat --json)"
    if not tally.done:
        return
    yield from (*tally.recipe.lines(tally.done), f"  Dasar: {tally.done[0].working.citation}")
    if not question.shows_working and not question.shows_decisions:
        yield f"  Keputusan: {', '.join(_decision_names(tally))} (lihat --working, --decisions)"
    yield from _more(tally, question)


def _more(tally: Tally, question: ScoreQuestion) -> Iterator[str]:
    if question.shows_working:
        from generator.render.workings import working_data

        yield "\nPerhitungan"
        for one in tally.done:
            yield from (f"  {line}" for line in ([one.title] if one.title else []))
            yield from (f"  {line}" for line in working_data(one.title, one.working, question.library)["baris"])
    if question.shows_decisions:
        from generator.tallies.decisions import decision_lines

        yield "\nKeputusan"
        yield from decision_lines([question.library.decision(name) for name in _decision_names(tally)])
