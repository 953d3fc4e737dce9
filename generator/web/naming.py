"""The names of controls in a form's page: a dotted path, in which a row of a table has an id of its own that outlives its number.

`rencana.r7.pelaksanaan.waktu` is a column, `rencana.r7.` marks the row (and holds what it was called when the page was made),
`rencana.r7.~nilai.k1` a cell of a matrix beside the table, `nilai.kBudi.k1` one of a matrix by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias
from urllib.parse import quote, unquote

NameTree: TypeAlias = "dict[str, NameTree | list[str]]"
"""What was posted, nested by the steps of its names; a leaf holds every value of its name."""
ROW: Final = re.compile(r"r[0-9a-z]{1,20}")
MARK: Final = ""
BESIDE: Final = "~"
KEY: Final = "k"
_DEEPEST: Final = 20


def name_of(steps: Iterable[str]) -> str:
    """Return the name of a control by its steps."""
    return ".".join(quote(step, safe="~").replace(".", "%2E") for step in steps)


def tree_of(pairs: Iterable[tuple[str, str]]) -> NameTree:
    """Return what was posted, nested by names, in the order of the page."""
    tree: NameTree = {}
    for name, value in pairs:
        steps = [unquote(step) for step in name.split(".")]
        if len(steps) > _DEEPEST:
            continue
        held = tree
        for step in steps[:-1]:
            below = held.setdefault(step, {})
            if isinstance(below, list):  # a name that is a value and a group is none of ours
                break
            held = below
        else:
            leaf = held.setdefault(steps[-1], [])
            if isinstance(leaf, list):
                leaf.append(value)
    return tree


def leaf(tree: Mapping[str, NameTree | list[str]], steps: tuple[str, ...]) -> list[str]:
    """Return the values of a control, nothing where the page had none."""
    held = branch(tree, steps[:-1]).get(steps[-1], [])
    return held if isinstance(held, list) else []


def branch(tree: Mapping[str, NameTree | list[str]], steps: tuple[str, ...]) -> NameTree:
    """Return what stands below a path, empty where nothing does."""
    held: NameTree = dict(tree)
    for step in steps:
        below = held.get(step, {})
        if isinstance(below, list):
            return {}
        held = below
    return held
