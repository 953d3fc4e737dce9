"""The trace that a delivered file carries: a digest of what was delivered, by which a file that a person worked on is known.

Word and Excel files carry it as a custom property, a PDF as a comment before its last line, a text as a comment at its end. The digest leaves itself out, and how the
package was packed; anything else that changed, a mere re-save in an office program too, makes the file a person's own.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Final

from generator.office.package.parts import CONTENT_TYPES, Member, made_members, packed, read_members, replaced, written
from generator.office.package.relations import relations, relations_name, with_relation, with_type
from generator.office.package.xml import SyntaxFault, child, new, parsed, serialised

_NAME: Final = "borang-jejak"
_SOME: Final = "\ue000jejak\ue000"
"""Stands for a digest, in letters that no font has: the rest of the properties is the same for many documents."""
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES: Final = f"{_OFFICE}/custom-properties"
_VALUES: Final = f"{_OFFICE}/docPropsVTypes"
_PART: Final = "docProps/custom.xml"
_PART_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PART_RELATION: Final = f"{_OFFICE}/relationships/custom-properties"
_FORM: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PDF_TRACE: Final = re.compile(rb"%borang-jejak ([0-9a-f]{64})\n(?=startxref\s+\d+\s+%%EOF\s*\Z)")
_COMMENTS: Final = {"yaml": b"# borang-jejak %s\n", "html": b"{# borang-jejak %s #}\n"}
_COMMENT: Final = re.compile(rb"(?:\{# |# )borang-jejak ([0-9a-f]{64})(?: #\})?\n\Z")
_PDF_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")


def stamped(data: bytes, medium: str = "") -> bytes:
    """Return a finished file with its trace. medium: of a text: "yaml", "html"; a text of another one stays as it is."""
    if medium in _COMMENTS:
        return data + _COMMENTS[medium] % _digest(data).encode()
    if data.startswith(b"%PDF"):
        end = _PDF_END.search(data)
        return data if end is None else b"%s%%borang-jejak %s\n%s" % (data[: end.start()], _digest(data).encode(), data[end.start() :])
    if not data.startswith(b"PK") or medium == "zip":  # an archive of finished files has no properties of its own
        return data
    members = made_members(data)
    properties = _properties_of(members)
    digest = _package_digest(members, properties)
    return written(_with_properties(members, _traced(properties, digest)))


def is_untouched(data: bytes) -> bool:
    """Whether a file carries a trace and is still what was delivered."""
    if data.startswith(b"%PDF"):
        trace = _PDF_TRACE.search(data)
        return trace is not None and trace[1].decode() == _digest(data[: trace.start()] + data[trace.end() :])
    if not data.startswith(b"PK"):
        comment = _COMMENT.search(data)
        return comment is not None and comment[1].decode() == _digest(data[: comment.start()])
    try:
        members = read_members(data)
        properties = _properties_of(members)
        return properties is not None and _trace_in(properties) == _package_digest(members, properties)
    except (zipfile.BadZipFile, zlib.error, SyntaxFault, ValueError):
        return False


def has_trace(data: bytes) -> bool:
    """Whether a file was once delivered by borang, touched since or not."""
    if data.startswith(b"%PDF"):
        return b"\n%borang-jejak " in data
    if not data.startswith(b"PK"):
        return b"# borang-jejak " in data
    try:
        properties = _properties_of(read_members(data))
        return properties is not None and bool(_trace_in(properties))
    except (zipfile.BadZipFile, zlib.error, SyntaxFault, ValueError):
        return False


def with_property(data: bytes, name: str, text: str) -> bytes:
    """Return a package that this program has made with a custom property more."""
    members = made_members(data)
    return written(_with_properties(members, _with_custom(_properties_of(members), name, text)))


def property_in(data: bytes, name: str) -> str:
    """Return a custom property of a package, "" where it has none or is none."""
    try:
        properties = _properties_of(read_members(data))
        return "" if properties is None else _custom_in(properties, name)
    except (zipfile.BadZipFile, zlib.error, SyntaxFault, ValueError):
        return ""


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _package_digest(members: Sequence[Member], properties: bytes | None) -> str:
    """Return the digest of a package: its parts by name, size and checksum, its custom properties without the trace.

    The property part and what announces it are told by their content, so that a package that had none gives the same digest afterwards.
    """
    kept = sorted((m.name, m.size, m.crc) for m in members if m.name not in (_PART, CONTENT_TYPES, relations_name("")))
    announced = [_without_own_announcement(m.name, m.data) for m in members if m.name in (CONTENT_TYPES, relations_name(""))]
    return _digest(repr((kept, sorted(announced), _listed(properties))).encode())


@lru_cache(maxsize=64)
def _without_own_announcement(name: str, data: bytes) -> tuple[str, list[str]]:
    """Return what a part of types or relationships says, sorted, without the custom properties; documents of a type share it."""
    said = (sorted(f"{name}={value}" for name, value in element.attrib.items() if name != "Id") for element in parsed(data))
    return name, sorted(str(one) for one in said if "custom-properties" not in str(one))


@lru_cache(maxsize=64)
def _listed(properties: bytes | None) -> list[tuple[str, str]]:
    if properties is None:
        return []
    root = parsed(properties)
    found = [(node.get("name", ""), "".join(str(text) for text in node.itertext())) for node in root]
    return [one for one in found if one[0] != _NAME]


def _trace_in(properties: bytes) -> str:
    return _custom_in(properties, _NAME)


def _custom_in(properties: bytes, name: str) -> str:
    return next(("".join(str(text) for text in node.itertext()) for node in parsed(properties) if node.get("name") == name), "")


def _properties_of(members: Sequence[Member]) -> bytes | None:
    return next((member.data for member in members if member.name == _PART), None)


def _traced(properties: bytes | None, digest: str) -> bytes:
    """Return the custom properties with the trace as the last of them."""
    return _with_trace(properties, _SOME).replace(_SOME.encode(), digest.encode())


@lru_cache(maxsize=64)
def _with_trace(properties: bytes | None, digest: str) -> bytes:
    return _with_custom(properties, _NAME, digest)


def _with_custom(properties: bytes | None, name: str, text: str) -> bytes:
    root = parsed(properties) if properties is not None else new("Properties", _PROPERTIES)
    for node in [node for node in root if node.get("name") == name]:
        root.remove(node)
    number = max((int(node.get("pid", "1")) for node in root), default=1) + 1
    node = child(root, "property", fmtid=_FORM, pid=str(number), name=name)
    value = node.makeelement(f"{{{_VALUES}}}lpwstr", nsmap={"vt": _VALUES})
    value.text = text
    node.append(value)
    return serialised(root)


def _with_properties(members: Sequence[Member], properties: bytes) -> list[Member]:
    changes: dict[str, Member | None] = {_PART: packed(_PART, properties)}
    if all(member.name != _PART for member in members):
        by_name = {member.name: member for member in members}
        types, owner = by_name[CONTENT_TYPES].data, relations_name("")
        changes[CONTENT_TYPES] = packed(CONTENT_TYPES, with_type(types, _PART, _PART_TYPE))
        announced = by_name[owner].data if owner in by_name else None
        if not any(one.type == "custom-properties" for one in relations({owner: announced or b""}, "") if announced):
            changes[owner] = packed(owner, with_relation(announced, _PART_RELATION, _PART)[0])
    return replaced(members, changes)
