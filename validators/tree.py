"""Values of a form as a tree: groups are mappings, tables and lists are sequences, everything else is a leaf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast


def as_group(value: Any) -> Mapping[str, Any] | None:
    """Return the value if it is a group (named members), else None."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else None


def as_rows(value: Any) -> Sequence[Any] | None:
    """Return the value if it is a list of rows or items, else None."""
    return cast("Sequence[Any]", value) if isinstance(value, list | tuple) else None
