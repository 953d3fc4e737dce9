"""Formulas: cut at their references, moved, and evaluated exactly."""

from __future__ import annotations

from generator.office.sheet.formula.evaluate import Scope, Solver, solver
from generator.office.sheet.formula.parse import Node, UnsolvedError, names_in, tree
from generator.office.sheet.formula.tokens import Formula, formula, unshared
from generator.office.sheet.formula.values import UNKNOWN, CellGrid, FormulaError, Value, key, split_key

__all__ = [
    "UNKNOWN",
    "CellGrid",
    "Formula",
    "FormulaError",
    "Node",
    "Scope",
    "Solver",
    "UnsolvedError",
    "Value",
    "formula",
    "key",
    "names_in",
    "solver",
    "split_key",
    "tree",
    "unshared",
]
