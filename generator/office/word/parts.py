"""Parts put into a package and taken out, with their content types and relationships."""

from __future__ import annotations

from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.relations import (
    content_types,
    relations,
    relations_name,
    with_relation,
    with_type,
    without_parts,
    without_relations,
)


def with_part(parts: dict[str, bytes], name: str, data: bytes, content_type: str, *, address: str, owner: str = "") -> dict[str, bytes]:
    """Return the parts with `name` put in, and when it is new, its content type and its relationship from `owner`."""
    result = {**parts, name: data}
    if name not in content_types(parts):
        result[CONTENT_TYPES] = with_type(parts[CONTENT_TYPES], name, content_type)
    if all(relation.target != name for relation in relations(parts, owner)):
        folder = owner.rpartition("/")[0]
        target = name.removeprefix(folder + "/") if folder else name
        result[relations_name(owner)], _ = with_relation(parts.get(relations_name(owner)), address, target)
    return result


def without_related(parts: dict[str, bytes], owner: str, type_: str) -> dict[str, bytes]:
    """Return the parts without those that `owner` ("" is the package) names in one kind of relationship."""
    stale = [relation for relation in relations(parts, owner) if relation.type == type_ and not relation.external]
    if not stale:
        return parts
    names = {relation.target for relation in stale}
    kept = {name: data for name, data in parts.items() if name not in names}
    kept[CONTENT_TYPES] = without_parts(kept[CONTENT_TYPES], names)
    kept[relations_name(owner)] = without_relations(kept[relations_name(owner)], [relation.id for relation in stale])
    return kept
