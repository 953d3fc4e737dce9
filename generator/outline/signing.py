"""Who signs: the groups that look like an official, and the place and date before them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from generator.fields.official import NAMES, OPTIONAL, signs
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, Group, Scalar, members
from generator.outline.blocks import Signature, Signer
from generator.outline.values import condition_of, is_sure

_BEFORE: Final = ("tempat", "tanggal")


def is_signer(field_: Field) -> bool:
    """Whether a field is one who signs: an official, or a group with a name and a position or NIP that the spec calls so."""
    names = {child.name for child in members(field_)}
    return isinstance(field_, Group) and signs(names) and (field_.print == "signature" or names <= NAMES | OPTIONAL)


def is_signing(field_: Field) -> bool:
    """Whether a field belongs to the signatures: an official, or a group with one."""
    return is_signer(field_) or (isinstance(field_, Group) and any(map(is_signer, field_.fields)))


def with_place_and_date(fields: Sequence[Field], first: int) -> list[Field]:
    """Return the fields of place and date that stand just before the signer at index `first`."""
    start = first
    while start and _stands_before(fields[start - 1]):
        start -= 1
    return list(fields[start:first])


def _stands_before(field_: Field) -> bool:
    """Whether a field is the place or the date of signing: by its name, and by standing on a line."""
    return field_.name in _BEFORE and isinstance(field_, Scalar) and kind_of(field_).look.form == "line"


def signature(fields: Sequence[Field], expr: Callable[[str], str]) -> Signature:
    """Return the block of some signers, with the place and date that stand among `fields`; expr: gives a field's expression."""
    signers = [_signer(child, expr(child.name)) for child in fields if is_signer(child)]
    chief = next((index for index, child in enumerate(c for c in fields if is_signer(c)) if is_sure(child)), 0)
    ordered = (signers[chief], *signers[:chief], *signers[chief + 1 :])
    names = {child.name for child in fields if not is_signer(child)}
    return Signature(ordered, *(expr(name) if name in names else "" for name in _BEFORE))


def _signer(field_: Field, expr: str) -> Signer:
    """Return one who signs; what the group holds besides stands below the name."""
    names = [child.name for child in members(field_)]
    return Signer(
        field_.label,
        expr,
        "" if is_sure(field_) else condition_of(field_, expr),
        "jabatan" in names,
        "nip" in names,
        field_.intro,
        tuple(f"{expr}.{name}" for name in names if name not in NAMES | OPTIONAL),
    )
