"""What a type takes whole from a file that feeds it, and what of it a form leaves out: it says where that comes from instead of asking.

`Plan.fed` lists them for whatever medium a form has. What the spec says is never asked (`asked: false`) no form has; what a medium cannot
hold is said there (`form/cards.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, has_given

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

_Path: TypeAlias = tuple[str, ...]
NOT_ASKED: Final = ("tidak perlu diisi", "tidak diisi di sini")
"""How a sentence ends that says of a place why nobody fills it."""


@dataclass(frozen=True, slots=True)
class FedField:
    """A field that a file gives whole. path: of its names. file: the type of the file that feeds it. is_required: whether it must be had.

    is_asked: whether a form asks for it where it can.
    """

    path: _Path
    label: str
    file: str
    is_required: bool
    is_asked: bool


def fed_fields(compiled: CompiledSpec) -> tuple[FedField, ...]:
    """Return the lists, tables and matrices that files give, and all that is never asked, in the order of the type's fields."""
    each = compiled.spec.each
    files = {each.row: each.feeder} if each is not None else {}
    return tuple(
        FedField(path, field_.label or field_.name, files.get(file, file), field_.required, field_.asked)
        for path, field_, file in _walk(compiled.spec.fields, (), "")
    )


def _walk(fields: tuple[Field, ...], above: _Path, around: str) -> Iterator[tuple[_Path, Field, str]]:
    """Yield what is given and fed, with the first name of where from. around: that of the group around; its members are taken one by one."""
    for field_ in fields:
        path, file = (*above, field_.name), field_.taken_from.partition(".")[0] or around
        if not has_given(field_):
            continue
        match field_:
            case Group() if field_.asked:
                yield from _walk(field_.fields, path, file)
            case Scalar() if field_.asked:
                pass
            case Scalar() | Group() | Table() | FixedTable() | Matrix() | ListOf():
                if file:
                    yield path, field_, file


def told_of(left_out: Sequence[FedField], elsewhere: Mapping[_Path, str]) -> tuple[str, ...]:
    """Return the sentences that say where what a form leaves out comes from, one for each source. elsewhere: in words, by path, what is known of it."""
    told: dict[str, list[str]] = {}
    for one in left_out:
        told.setdefault(elsewhere.get(one.path) or f"dari berkas {one.file}, {NOT_ASKED[1]}", []).append(one.label)
    return tuple(f"{', '.join(labels)}: {words}" for words, labels in told.items())
