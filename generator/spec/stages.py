"""When the computed columns and matrices of a spec are computed: after what they rest on.

Stage 0 needs only what is given. A matrix stands a stage above the computed columns that it uses, a column a stage above a matrix. What
rests on the document's own computed values comes behind those, from `LATE` on.
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
    matrices = {path for path in own if isinstance(compiled.spec.field_at(path), Matrix)}
    found = {path: LATE if how.taken & names else 0 for path, how in own.items()}
    rests = {path: _rests_on(compiled, path, own, matrices) for path in own}
    for _ in range(_MOST):
        raised = {path: max([stage, *(_above(path, other, found, matrices) for other in rests[path])]) for path, stage in found.items()}
        if raised == found:
            return found
        found = raised
    path = max(found, key=lambda one: found[one] % LATE)
    raise compiled.fault(f'Hitungan "{".".join(path)}" memakai dirinya sendiri lewat hitungan lain.', own[path].computation.line)


def _rests_on(compiled: CompiledSpec, path: Path, own: Iterable[Path], matrices: set[Path]) -> list[Path]:
    used, others = compiled.computations[path].used, {*own} - {path}
    named = [tuple(name.replace("[]", "").split(".")) for name in used]
    columns = [other for other in others - matrices if any(_is_column(compiled, path, steps, other) for steps in named)]
    return [*columns, *(other for other in others & matrices if ".".join(other) in used)]


def _is_column(compiled: CompiledSpec, path: Path, steps: Path, column: Path) -> bool:
    """Whether a dotted name may mean a column: surely where it leads to a field, by its last name where nobody can say."""
    if steps[-1] != column[-1]:
        return False
    whole = (*compiled.table_around(path), *steps[1:]) if steps[0] == "row" else steps
    return len(steps) == 1 or compiled.spec.field_at(whole) is None or whole == column


def _above(path: Path, other: Path, found: Mapping[Path, int], matrices: set[Path]) -> int:
    """Return the least stage of what rests on another: columns of a row are computed in their order, all else one after another."""
    return found[other] + (path in matrices or other in matrices)
