"""Every score of the command line with what it reads and gives, by its name there."""

from __future__ import annotations

from typing import Final

from generator.scoring.registry import COMMANDS, SCORES
from generator.tallies import coverage, cvi, disparity, gap, grades, lessons, points, reaction, significance, targets
from generator.tallies.model import TallyKind

KINDS: Final[dict[str, TallyKind]] = {
    kind.command: kind
    for kind in (
        cvi.KIND,
        grades.KIND,
        targets.GRADUATES,
        targets.REDUCTION,
        disparity.KIND,
        gap.KIND,
        reaction.KIND,
        significance.KIND,
        points.KIND,
        lessons.KIND,
        coverage.KIND,
    )
}


def kind_named(name: str) -> TallyKind | None:
    """Return a score by its name on the command line or in the registry, None for no such name."""
    if name in KINDS:
        return KINDS[name]
    score = SCORES.get(name)
    return None if score is None else KINDS.get(score.command) or next((kind for kind in KINDS.values() if kind.score == name), None)


def label(kind: TallyKind) -> str:
    """Return what a score is called in print."""
    return COMMANDS[kind.command].label


def decision_scores(kind: TallyKind) -> frozenset[str]:
    """Return the registry's names under which a score's decisions are recorded."""
    return frozenset({kind.score, COMMANDS[kind.command].name})
