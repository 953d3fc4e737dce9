"""Properties of the finished file: what made it, in docProps/custom.xml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import lxml.etree

from generator.office.package.parts import CONTENT_TYPES, Member, packed
from generator.office.package.relations import relations, relations_name, with_relation, with_type
from generator.office.package.xml import Element, local, new, parsed, serialised
from generator.office.sheet.cells import writable

_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_ADDRESS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PART: Final = "docProps/custom.xml"
_FIRST_ID: Final = 2
_DC: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_STALE: Final = frozenset({"title", "created", "modified", "lastModifiedBy", "lastPrinted", "revision"})


def property_parts(parts: Mapping[str, bytes], properties: Mapping[str, str]) -> dict[str, Member]:
    """Return the parts that carry the properties, with what points at them; those of the same name are replaced.

    parts: the package's, with the content types as they will be written. No properties change nothing.
    """
    if not properties:
        return {}
    existing = next((found.target for found in relations(parts, "") if found.type == "custom-properties"), None)
    name = existing or _PART
    root = parsed(parts[name]) if existing in parts else new("Properties", _CUSTOM)
    for key, value in properties.items():
        _set(root, key, value)
    changes = {name: packed(name, serialised(root))}
    if existing is None:
        related, _ = with_relation(parts.get(relations_name("")), _ADDRESS, name)
        changes[relations_name("")] = packed(relations_name(""), related)
        changes[CONTENT_TYPES] = packed(CONTENT_TYPES, with_type(parts[CONTENT_TYPES], name, _TYPE))
    return changes


@dataclass(frozen=True, slots=True)
class About:
    """What a finished file says of itself: its title, its office, its own date."""

    title: str = ""
    author: str = ""
    created: date | None = None


def about_part(parts: Mapping[str, bytes], about: About) -> dict[str, Member]:
    """Return the core properties with title, author and date; times without a date go, and so does who edited last."""
    name = next((found.target for found in relations(parts, "") if found.type == "core-properties"), "")
    if name not in parts:
        return {}
    root = parsed(parts[name])
    for found in [found for found in root if local(found) in _STALE]:
        root.remove(found)
    if about.title:
        lxml.etree.SubElement(root, f"{{{_DC}}}title").text = writable(about.title)
    if about.author:
        for found in [found for found in root if local(found) == "creator"]:
            root.remove(found)
        lxml.etree.SubElement(root, f"{{{_DC}}}creator").text = writable(about.author)
    for word in ("created", "modified") if about.created is not None else ():
        told = lxml.etree.SubElement(root, f"{{{_TERMS}}}{word}")
        told.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        told.text = f"{about.created}T00:00:00Z"
    return {name: packed(name, serialised(root))}


def _set(root: Element, name: str, value: str) -> None:
    for found in list(root):
        if found.get("name") == name:
            root.remove(found)
    number = max((int(found.get("pid", "1")) for found in root), default=_FIRST_ID - 1) + 1
    holder = lxml.etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT, pid=str(number), name=name)
    text = lxml.etree.SubElement(holder, f"{{{_VALUES}}}lpwstr", nsmap={"vt": _VALUES})
    text.text = value
