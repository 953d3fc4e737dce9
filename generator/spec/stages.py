"""When the computed columns and matrices of a spec are computed: after what they rest on.

Stage 0 needs only what is given. What rests on a computed column of another table, on one beside it that is written below it, or on a
computed matrix stands a stage above it.
What rests on one of the document's own computed values comes right behind it (`behind`), so that values further down may use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.fields.shapes import Matrix

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

Path: TypeAlias = tuple[str, ...]
_ROOM: Final = 1_000
"""How many stages there are before and behind each of the document's own values; a spec has fewer computations."""


def behind(position: int) -> range:
    """Return the stages of what is computed right behind the document's value at a position, -1 for what comes before all of them."""
    return range(_ROOM * (position + 1), _ROOM * (position + 2))


def stages_of(compiled: CompiledSpec) -> dict[Path, int]:
    """Return the stage of every computed column and matrix, by path. Raises SpecFault where some rest on each other."""
    places = {computed.name: place for place, computed in enumerate(compiled.spec.computed)}
    own = {path: how for path, how in compiled.computations.items() if not (len(path) == 1 and path[0] in places)}
    found = {path: behind(max((places[name] for name in how.taken if name in places), default=-1))[0] for path, how in own.items()}
    surely, perhaps = ({path: _rests_on(compiled, path, own, is_sure=is_sure) for path in own} for is_sure in (True, False))
    for path, how in own.items():
        if path in _below(path, surely):
            through = "" if path in surely[path] else " lewat hitungan lain"
            message = f'Hitungan "{".".join(path)}" memakai dirinya sendiri{through}.'
            raise compiled.fault(message, how.computation.line, code="hitungan-berputar")
    stages = _raised(compiled, found, perhaps)
    if stages is None:  # what only may be meant puts nothing into a circle
        stages = _raised(compiled, found, surely)
    assert stages is not None
    return stages


def _below(path: Path, rests: Mapping[Path, list[Path]]) -> set[Path]:
    """Return all that a computation rests on, at first hand or through others."""
    seen: set[Path] = set()
    ahead = list(rests[path])
    while ahead:
        other = ahead.pop()
        if other not in seen:
            seen.add(other)
            ahead += rests[other]
    return seen


def _raised(compiled: CompiledSpec, found: dict[Path, int], rests: Mapping[Path, list[Path]]) -> dict[Path, int] | None:
    """Return the stages, each above what it rests on; None where some rest on each other."""
    for _ in range(len(found) + 1):
        raised = {path: max([stage, *(_above(compiled, path, other, found) for other in rests[path])]) for path, stage in found.items()}
        if raised == found:
            return found
        found = raised
    return None


def _rests_on(compiled: CompiledSpec, path: Path, own: Iterable[Path], *, is_sure: bool) -> list[Path]:
    used = compiled.computations[path].used
    named = [tuple(name.replace("[]", "").split(".")) for name in used]
    return [
        other
        for other in own
        if (other != path or is_sure)
        and (
            ".".join(other) in used
            if isinstance(compiled.spec.field_at(other), Matrix)
            else any(_is_column(compiled, path, steps, other, is_sure=is_sure) for steps in named)
        )
    ]


def _is_column(compiled: CompiledSpec, path: Path, steps: Path, column: Path, *, is_sure: bool) -> bool:
    """Whether a dotted name means a column: surely where it leads to a field, perhaps by its last name where nobody can say."""
    if steps[-1] != column[-1]:
        return False
    whole = (*compiled.table_around(path), *steps[1:]) if steps[0] == "row" else steps
    leads = len(steps) > 1 and compiled.spec.field_at(whole) is not None
    return whole == column if leads else not is_sure


def _above(compiled: CompiledSpec, path: Path, other: Path, found: Mapping[Path, int]) -> int:
    """Return the least stage of what rests on another: columns of one row are computed in their order, all else one after another."""
    is_beside = compiled.table_around(path) and compiled.table_around(path) == compiled.table_around(other)
    in_order = list(found)
    return found[other] + (0 if is_beside and in_order.index(other) < in_order.index(path) else 1)
