"""Content types and relationships of a package: what its parts are and how they point at each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.xml import Element, child, new, parsed, serialised

PACKAGE_NS: Final = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS: Final = f"{PACKAGE_NS}/relationships"
TYPES: Final = f"{PACKAGE_NS}/content-types"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: its id, the last word of its type, its target (a part's name unless external). written: the target as it stands."""

    id: str
    type: str
    target: str
    external: bool
    written: str = ""


def relations_name(part: str) -> str:
    """Return the name of the part that holds the relationships of `part` ("" is the package itself)."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


def relations(parts: Mapping[str, bytes], part: str) -> list[Relation]:
    """Return the relationships of `part` in their order; none when it has no relationships part."""
    data = parts.get(relations_name(part))
    return [] if data is None else relations_in(parsed(data), part)


def relations_in(root: Element, part: str) -> list[Relation]:
    """Return the relationships of `part` that a parsed relationships part tells."""
    return [_relation(element, part) for element in root if isinstance(element.tag, str)]


def _relation(element: Element, part: str) -> Relation:
    written = target = element.get("Target", "")
    external = element.get("TargetMode", "Internal") != "Internal"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    return Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external, written)


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the content type of every part named in an override, by part name."""
    root = parsed(parts[CONTENT_TYPES])
    return {element.get("PartName", "").lstrip("/"): element.get("ContentType", "") for element in root.iter(f"{{{TYPES}}}Override")}


def with_type(data: bytes, part: str, content_type: str) -> bytes:
    """Return [Content_Types].xml with an override for `part`, put in place of the one there was."""
    root = parsed(data)
    _drop(root, "PartName", {f"/{part}"})
    child(root, "Override", PartName=f"/{part}", ContentType=content_type)
    return serialised(root)


def without_parts(data: bytes, names: Iterable[str]) -> bytes:
    """Return [Content_Types].xml without the overrides of the named parts."""
    root = parsed(data)
    _drop(root, "PartName", {f"/{name}" for name in names})
    return serialised(root)


def without_relations(data: bytes, ids: Iterable[str]) -> bytes:
    """Return a relationships part without the relationships of the given ids."""
    root = parsed(data)
    _drop(root, "Id", set(ids))
    return serialised(root)


def with_relation(data: bytes | None, address: str, target: str) -> tuple[bytes, str]:
    """Return a relationships part with one more internal relationship, and the new relationship's id.

    data: the part so far, None for a new one. address: the whole type address. target: as written in the part.
    """
    root = parsed(data) if data is not None else new("Relationships", RELATIONSHIPS)
    taken = {element.get("Id") for element in root}
    number = next(count for count in range(1, len(taken) + 2) if f"rId{count}" not in taken)
    child(root, "Relationship", Id=f"rId{number}", Type=address, Target=target)
    return serialised(root), f"rId{number}"


def _drop(root: Element, attribute: str, values: set[str]) -> None:
    for element in list(root):
        if element.get(attribute) in values:
            root.remove(element)
