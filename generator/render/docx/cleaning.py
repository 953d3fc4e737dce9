"""What a Word template carries for those who edit it, and a delivery leaves out: its own template, a mail merge, comments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.ooxml.gate import DROPPED
from generator.ooxml.package import CONTENT_TYPES
from generator.ooxml.relations import Relation, relations, relations_name, without_parts, without_relations
from generator.ooxml.xml import local, parsed, serialised
from generator.render.docx.wml import W

_REMARKS: Final = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_REMARK_SIGNS: Final = tuple(W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_SETTINGS: Final = ("attachedTemplate", "mailMerge")


def cleaned(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts without the path of the template they began from, without a mail merge's source, and without comments."""
    result = dict(parts)
    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, base = name.rpartition("_rels/")
        owner = folder + base.removesuffix(".rels")
        gone = [item for item in relations(parts, owner) if item.kind in DROPPED or item.kind in _REMARKS or _is_lost(item, parts)]
        if not gone:
            continue
        result[relations_name(owner)] = without_relations(result[name], [item.id for item in gone])
        names = {item.target for item in gone if not item.external}
        result = {name: data for name, data in result.items() if name not in names}
        result[CONTENT_TYPES] = without_parts(result[CONTENT_TYPES], names)
    return {name: _without_signs(data) if name.endswith(".xml") else data for name, data in result.items()}


def _is_lost(item: Relation, parts: Mapping[str, bytes]) -> bool:
    """Whether a picture is not there: Word itself writes such relationships for pictures that it could not load."""
    return item.kind == "image" and not item.external and item.target not in parts


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
