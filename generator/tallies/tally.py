"""A bare table through its score: columns read, numbers computed, everything that is wrong told at its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from generator.scoring.bands import BandTable
from generator.scoring.refusal import ScoreRefused
from generator.scoring.registry import SCORES, Score, references_of, run, working
from generator.tallies.model import Done, Kind, Options, Run, Tally
from validators.findings import Finding, Findings

if TYPE_CHECKING:
    from generator.intake.tables import BareTable
    from generator.reference import Library

_OF_WHOLE_TABLE: Final = frozenset({"tabel-kosong", "populasi-tidak-cocok", "rerata-nol", "populasi-nol"})
"""Refusals that mean nothing while rows are missing from the table."""


def tally(kind: Kind, table: BareTable, library: Library, options: Options | None = None) -> Tally:
    """Return a table scored, or what is wrong with it: all findings of its cells and of the score in one round."""
    options = options or Options()
    reading = kind.read(table, options)
    found = reading.found
    if found.has_errors:
        sound = reading.only_sound()
        runs = kind.runs(sound, options) if sound.rows and sound.indexes else ()
        refused = [one for one in _scored(kind, runs, library)[1] if one.code not in _OF_WHOLE_TABLE]
        return Tally(kind, table.source, _told(found, refused))
    done, refused = _scored(kind, kind.runs(reading, options), library)
    if refused:
        return Tally(kind, table.source, _told(found, refused))
    notes = [replace(note, place=note.place) for one in done for note in Findings(kind.notes(one)).placed(one.places)]
    return Tally(kind, table.source, _told(found, notes), tuple(done))


def _told(found: Findings, more: Sequence[Finding]) -> Findings:
    return Findings(dict.fromkeys((*found, *more))).in_order()


def _scored(kind: Kind, runs: Sequence[Run], library: Library) -> tuple[list[Done], list[Finding]]:
    score = SCORES[kind.score]
    done: list[Done] = []
    refused: list[Finding] = []
    for one in runs:
        given = {**one.given, **references(score, one.given, library)}
        try:
            result = run(score, given)
            done.append(Done(one.title, given, one.places, result, working(score, given)))
        except ScoreRefused as refusal:
            refused += Findings(_finding(each, score) for each in refusal.all).placed(one.places)
    return done, refused


def references(score: Score, given: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """Return the tables and bands that a score needs and `given` does not hold, by argument."""
    hints = get_type_hints(score.arguments)
    found: dict[str, Any] = {}
    for argument, name in references_of(score, given).items():
        is_band = BandTable in (hints[argument], *get_args(hints[argument]))
        found[argument] = library.band(name) if is_band else list(library.table(name).rows.values())
    return found


def _finding(refusal: ScoreRefused, score: Score) -> Finding:
    return Finding(refusal.code, refusal.message, path=refusal.place, hint=refusal.hint, source=score.source)
