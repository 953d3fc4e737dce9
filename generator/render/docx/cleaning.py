"""What a Word template carries for those who edit it, and a delivery leaves out: its own template, a mail merge, comments, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.office.package.gate import DROPPED
from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.relations import Relation, relations, relations_name, without_parts, without_relations
from generator.office.package.xml import local, parsed, serialised
from generator.office.word.wml import W

_REMARKS: Final = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_SIGNATURES: Final = ("origin", "signature")  # of the template; filled, it is no longer what was signed
_REMARK_SIGNS: Final = tuple(W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_SETTINGS: Final = ("attachedTemplate", "mailMerge")


def cleaned(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts without the path of the template they began from, without a mail merge's source, and without comments."""
    result = dict(parts)
    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, base = name.rpartition("_rels/")
        owner = folder + base.removesuffix(".rels")
        gone = [item for item in relations(parts, owner) if item.type in (*DROPPED, *_REMARKS, *_SIGNATURES) or _is_lost(item, parts)]
        if not gone:
            continue
        result[relations_name(owner)] = without_relations(result[name], [item.id for item in gone])
        names = {item.target for item in gone if not item.external}
        result = {name: data for name, data in result.items() if name not in names}
        result[CONTENT_TYPES] = without_parts(result[CONTENT_TYPES], names)
    return {name: _without_signs(data) if name.endswith(".xml") else data for name, data in result.items()}


def with_main_named(parts: Mapping[str, bytes], main: str, name: str) -> dict[str, bytes]:
    """Return the parts with the document part under the name that most programs give it; some write document2.xml."""
    if main == name:
        return dict(parts)
    links, renamed_links = relations_name(main), relations_name(name)
    result = {name if key == main else renamed_links if key == links else key: data for key, data in parts.items() if key != name}
    package = parsed(result[relations_name("")])
    for element in package:
        if element.get("Type", "").endswith("/officeDocument"):
            element.set("Target", name)
    types = parsed(result[CONTENT_TYPES])
    for element in types:
        if element.get("PartName", "").lstrip("/") == main:
            element.set("PartName", f"/{name}")
    return {**result, relations_name(""): serialised(package), CONTENT_TYPES: serialised(types)}


def _is_lost(item: Relation, parts: Mapping[str, bytes]) -> bool:
    """Whether a picture is not there: Word itself writes such relationships for pictures that it could not load."""
    return item.type == "image" and not item.external and item.target not in parts


def _without_signs(data: bytes) -> bytes:
    """Return a part without what points at comments, or at another file in its settings."""
    if b"comment" not in data and not any(name.encode() in data for name in _SETTINGS):
        return data
    root = parsed(data)
    signs = list(root.iter(*_REMARK_SIGNS, *(W + name for name in _SETTINGS)))
    if not signs:
        return data
    for node in signs:
        parent = node.getparent()
        parent.remove(node)
        if parent.tag == f"{W}r" and all(local(child) in ("", "rPr") for child in parent):
            parent.getparent().remove(parent)
    return serialised(root)
