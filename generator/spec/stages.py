"""When the computed columns and matrices of a spec are computed: after what they rest on.

Stage 0 needs only what is given. What rests on a computed column of another table, or on a computed matrix, stands a stage above it.
What rests on the document's own computed values comes behind those, from `LATE` on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.fields.shapes import Matrix

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

Path: TypeAlias = tuple[str, ...]
LATE: Final = 1_000
_MOST: Final = 50


def stages_of(compiled: CompiledSpec) -> dict[Path, int]:
    """Return the stage of every computed column and matrix, by path. Raises SpecFault where some rest on each other."""
    document = {(computed.name,) for computed in compiled.spec.computed}
    own = {path: how for path, how in compiled.computations.items() if path not in document}
    names = frozenset(name for (name,) in document)
    found = {path: LATE if how.taken & names else 0 for path, how in own.items()}
    for is_sure in (False, True):  # what only may be meant puts nothing into a circle
        rests = {path: _rests_on(compiled, path, own, is_sure=is_sure) for path in own}
        stages = _raised(compiled, found, rests)
        if stages is not None:
            return stages
    path = next(iter(rests))
    raise compiled.fault(
        f'Hitungan "{".".join(path)}" memakai dirinya sendiri lewat hitungan lain.', own[path].computation.line, code="hitungan-berputar"
    )


def _raised(compiled: CompiledSpec, found: dict[Path, int], rests: Mapping[Path, list[Path]]) -> dict[Path, int] | None:
    """Return the stages, each above what it rests on; None where some rest on each other."""
    for _ in range(_MOST):
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
        if other != path
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
    return found[other] + (0 if is_beside else 1)
