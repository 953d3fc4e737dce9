"""Every score of the command line with what it reads and gives, by its name there."""

from __future__ import annotations

from typing import Final

from generator.scoring.registry import COMMANDS, SCORES
from generator.tallies import coverage, cvi, disparity, gap, grades, item_analysis, lessons, points, reaction, significance, targets
from generator.tallies.model import TallyRecipe

RECIPES: Final[dict[str, TallyRecipe]] = {
    recipe.command: recipe
    for recipe in (
        cvi.RECIPE,
        grades.RECIPE,
        targets.GRADUATES,
        targets.REDUCTION,
        disparity.RECIPE,
        gap.RECIPE,
        reaction.RECIPE,
        significance.RECIPE,
        item_analysis.RECIPE,
        points.RECIPE,
        lessons.RECIPE,
        coverage.RECIPE,
    )
}


def recipe_named(name: str) -> TallyRecipe | None:
    """Return a score by its name on the command line or in the registry, None for no such name."""
    if name in RECIPES:
        return RECIPES[name]
    score = SCORES.get(name)
    return (
        None if score is None else RECIPES.get(score.command) or next((recipe for recipe in RECIPES.values() if recipe.score == name), None)
    )


def label(recipe: TallyRecipe) -> str:
    """Return what a score is called in print."""
    return COMMANDS[recipe.command].label


def decision_scores(recipe: TallyRecipe) -> frozenset[str]:
    """Return the registry's names under which a score's decisions are recorded."""
    return frozenset({recipe.score, COMMANDS[recipe.command].name})
