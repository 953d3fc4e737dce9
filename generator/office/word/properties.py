"""What a document says of itself: title, language, its type and revision; nothing of when and on whose machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from generator.office.package.relations import PACKAGE_NS, relations
from generator.office.package.xml import DECLARATION, parsed
from generator.office.word.parts import with_part, without_related

LANGUAGE: Final = "id-ID"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
CORE: Final = "docProps/core.xml"
_CUSTOM: Final = "docProps/custom.xml"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
# Any fixed time does; this is the one the package's members carry.
_TIME: Final = "1980-01-01T00:00:00Z"
_KEPT: Final = ("dc:subject", "dc:creator", "cp:keywords", "dc:description", "cp:category")
_SPACES: Final = (
    f'xmlns:cp="{PACKAGE_NS}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_TITLE: Final = re.compile(rb"<dc:title>.*?</dc:title>|<dc:title/>", re.DOTALL)
_TIMES: Final = re.compile(rb"(<dcterms:(created|modified) [^>]*>)[^<]*(</dcterms:\2>)")
_STALE: Final = re.compile(
    rb"<(Template|TotalTime|Pages|Words|Characters|Application|AppVersion|Lines|Paragraphs|CharactersWithSpaces|HeadingPairs|TitlesOfParts)>.*?</\1>",
    re.DOTALL,
)


def with_properties(parts: Mapping[str, bytes], *, properties: Mapping[str, str], author: str = "") -> dict[str, bytes]:
    """Return the parts with core properties (language, author), the custom properties, and no stale counts.

    properties: custom ones by name, such as borang-jenis. author: "" keeps the template's. Times are fixed, the last
    editor is left out, and so is the picture of the template's first page.
    """
    result = without_related(dict(parts), "", "thumbnail")
    old = next((relation.target for relation in relations(result, "") if relation.type == "core-properties"), CORE)
    result = with_part(
        result, old, _core(result.get(old), author), _CORE_TYPE, address=f"{PACKAGE_NS}/relationships/metadata/core-properties"
    )
    custom = next((relation.target for relation in relations(result, "") if relation.type == "custom-properties"), _CUSTOM)
    if properties:
        merged = {**_custom_of(result.get(custom)), **properties}
        result = with_part(result, custom, _custom(merged), _CUSTOM_TYPE, address=f"{_OFFICE}/relationships/custom-properties")
    if "docProps/app.xml" in result:
        result["docProps/app.xml"] = _STALE.sub(b"", result["docProps/app.xml"])
    return result


def with_title(parts: dict[str, bytes], title: str, created: date | None = None) -> dict[str, bytes]:
    """Return the parts, whose core properties `with_properties` wrote, with title and date; a template engine may have put its own."""
    name = next(relation.target for relation in relations(parts, "") if relation.type == "core-properties")
    return {**parts, name: titled(parts[name], title, created)}


def titled(core: bytes, title: str, created: date | None = None) -> bytes:
    """Return core properties with title and date."""
    written = f"<dc:title>{escape(title)}</dc:title>".encode()
    told = f"{created.isoformat()}T00:00:00Z".encode() if created else b""
    return _TIMES.sub(lambda found: found[1] + told + found[3] if told else b"", _TITLE.sub(lambda _: written, core, count=1))


def _core(old: bytes | None, author: str) -> bytes:
    """Return the core properties: what the template's say, with our author, language and times, and no title."""
    texts = _texts(old)
    texts |= {"dc:creator": author} if author else {}
    kept = "".join(f"<{name}>{escape(texts[name])}</{name}>" for name in _KEPT if texts.get(name))
    times = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_TIME}</dcterms:{name}>' for name in ("created", "modified"))
    body = f"<dc:title></dc:title>{kept}<dc:language>{LANGUAGE}</dc:language>{times}"
    return DECLARATION + f"<cp:coreProperties {_SPACES}>{body}</cp:coreProperties>".encode()


def _texts(old: bytes | None) -> dict[str, str]:
    if old is None:
        return {}
    names = {name.partition(":")[2]: name for name in _KEPT}
    found = {child.tag.rpartition("}")[2]: child.text or "" for child in parsed(old) if isinstance(child.tag, str)}
    return {names[local]: text for local, text in found.items() if local in names}


def _custom_of(old: bytes | None) -> dict[str, str]:
    """Return the template's own custom properties that are text."""
    if old is None:
        return {}
    return {node.get("name", ""): node[0].text or "" for node in parsed(old) if len(node) and node[0].tag.endswith("}lpwstr")}


def _custom(properties: Mapping[str, str]) -> bytes:
    """Return the custom properties part; Word counts its properties from 2."""
    head = f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
    form = '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name={}><vt:lpwstr>{}</vt:lpwstr></property>'
    listed = "".join(form.format(number, quoteattr(name), escape(text)) for number, (name, text) in enumerate(properties.items(), start=2))
    return DECLARATION + f"{head}{listed}</Properties>".encode()
