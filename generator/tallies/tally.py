"""A bare table through its score: columns read, numbers computed, everything that is wrong told at its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from generator.errors import MissingLibrary
from generator.form.headings import Reading, doubled_rows
from generator.reference.scores import score_references
from generator.scoring.refusal import ScoreRefused, cited
from generator.scoring.registry import SCORES, run, working
from generator.tallies.model import Options, ScoreResult, ScoreRun, Tally, TallyRecipe
from validators.findings import Finding, Findings, Severity
from validators.messages import finding

if TYPE_CHECKING:
    from generator.form.bare import BareTable
    from generator.reference import Library

MEANINGLESS: Final = frozenset({"nilai-kosong", "tabel-kosong", "populasi-tidak-cocok", "rerata-nol", "populasi-nol"})
"""Refusals that mean nothing while rows or cells are missing that were not readable: these are reported already."""

MOST_COMPARED: Final = 10_000
"""Rows of a table that are compared with each other: in a larger one two namesakes with the same numbers are no surprise."""
MOST_ALIKE: Final = 100
"""Findings of one code that are told one by one."""


def tally(recipe: TallyRecipe, table: BareTable, library: Library, options: Options | None = None) -> Tally:
    """Return a table scored, or what is wrong with it: all findings of its cells and of the score in one round."""
    options = options or Options()
    reading = recipe.read(table, options)
    found, again = reading.found, repeated(recipe, reading)
    if found.has_errors:
        sound = reading.only_sound()
        runs = recipe.runs(sound, options) if sound.rows and sound.is_complete else ()
        refused = [one for one in scored(recipe, runs, library)[1] if one.code not in MEANINGLESS]
        return Tally(recipe, table.source, told(found, (*refused, *again)))
    done, refused = scored(recipe, recipe.runs(reading, options), library)
    if refused:
        return Tally(recipe, table.source, told(found, (*refused, *again)))
    notes = [replace(note, place=note.place) for one in done for note in Findings(recipe.notes(one)).placed(one.places)]
    return Tally(recipe, table.source, told(found, (*notes, *again)), tuple(done))


def repeated(recipe: TallyRecipe, reading: Reading) -> Findings:
    """Return a warning for each row that stands twice, where rows say whose they are and that is not told already."""
    name = next((one for one in recipe.named_by if reading.has(one)), "")
    is_told = any(one.code == "baris-kembar" for one in reading.found)
    return Findings() if is_told or not name or len(reading.rows) > MOST_COMPARED else doubled_rows(reading, name)


def told(found: Findings, more: Sequence[Finding]) -> Findings:
    """Return all findings in the order of the file, the same thing at the same place once.

    A cell says where it is; its number among the rows that were read says nothing to anybody.
    """
    placed = (replace(one, path=()) if one.place.line or one.place.cell else one for one in (*found, *more))
    once = {(one.code, one.place, one.label, one.message): one for one in placed}
    return Findings(_capped(Findings(once.values()).in_order()))


def _capped(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first findings of each code, and one note where there are more alike."""
    counts: Counter[str] = Counter()
    for one in found:
        counts[one.code] += 1
        if counts[one.code] <= MOST_ALIKE:
            yield one
        elif counts[one.code] == MOST_ALIKE + 1:
            yield replace(finding("temuan-lagi", severity=Severity.NOTE, kode=one.code), place=one.place)


def scored(recipe: TallyRecipe, runs: Iterable[ScoreRun], library: Library) -> tuple[list[ScoreResult], list[Finding]]:
    """Return the computations that gave a result, and what the score refused in the others, placed."""
    score = SCORES[recipe.score]
    done: list[ScoreResult] = []
    refused: list[Finding] = []
    shared = score_references(score, {}, library) if not score.variants else None
    work = partial(working, score)
    for one in runs:
        references = shared if shared is not None else score_references(score, one.given, library)
        try:
            result = run(score, {**references, **one.given})
            done.append(ScoreResult(one.title, one.given, one.places, result, references, work))
        except ImportError as error:
            raise MissingLibrary(score.label, error.name, "statistik") from error
        except ScoreRefused as refusal:
            refused += Findings(_finding(each, recipe) for each in refusal.all).placed(one.places)
    return done, refused


def _finding(refusal: ScoreRefused, recipe: TallyRecipe) -> Finding:
    return Finding(
        refusal.code,
        refusal.message,
        path=refusal.place,
        hint=recipe.hints.get(refusal.code, refusal.hint),
        source=cited(refusal.code, SCORES[recipe.score].source),
    )
