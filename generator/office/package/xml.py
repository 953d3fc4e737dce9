"""XML of a part: parsed without entities, written as Office writes it, or cut into fragments of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import lxml.etree

from generator.office.sheet.cells import quoted

Element: TypeAlias = "lxml.etree._Element"
SyntaxFault = lxml.etree.XMLSyntaxError
SHEET_NS: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/"
# The usual prefix of what an element made here may bring along. openpyxl tells lxml the same once it is loaded: without this the bytes
# of a workbook would depend on what the process had done before.
_PREFIXES: Final = {
    "dcterms": "http://purl.org/dc/terms/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "cp": f"{_OFFICE}package/2006/metadata/core-properties",
    "c": f"{_OFFICE}drawingml/2006/chart",
    "a": f"{_OFFICE}drawingml/2006/main",
    "s": SHEET_NS,
    "r": f"{_OFFICE}officeDocument/2006/relationships",
    "vt": f"{_OFFICE}officeDocument/2006/docPropsVTypes",
    "xdr": f"{_OFFICE}drawingml/2006/spreadsheetDrawing",
    "cdr": f"{_OFFICE}drawingml/2006/chartDrawing",
    "cust": f"{_OFFICE}officeDocument/2006/custom-properties",
}
for _prefix, _address in _PREFIXES.items():
    lxml.etree.register_namespace(_prefix, _address)
DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parsed(data: bytes, *, forgiving: bool = False) -> Element:
    """Return the root of a part's XML; entities stay unresolved and nothing is fetched.

    forgiving: read on behind faults (old VML drawings are not always well-formed). Raises SyntaxFault.
    """
    return lxml.etree.fromstring(data, lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=forgiving))


def serialised(root: Element) -> bytes:
    """Return the part's bytes: UTF-8 with a declaration."""
    return DECLARATION + lxml.etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def new(tag: str, namespace: str) -> Element:
    """Return a new root element in `namespace`, which is its default one."""
    return lxml.etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})


def child(parent: Element, tag: str, **attributes: str) -> Element:
    """Append and return a new child in the parent's own namespace."""
    return lxml.etree.SubElement(parent, f"{{{namespace_of(parent)}}}{tag}", **attributes)


def instruction(target: str, text: str) -> Element:
    """Return a processing instruction: a mark that no document has by itself."""
    return lxml.etree.ProcessingInstruction(target, text)


def namespace_of(element: Element) -> str:
    """Return the address of the element's namespace."""
    return element.tag[1:].partition("}")[0] if element.tag[:1] == "{" else ""


def local(element: Element) -> str:
    """Return the element's name without its namespace, "" for a comment or processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def elements(root: Element, *names: str) -> Iterator[Element]:
    """Yield the elements at or below root whose name, in any namespace, is one of `names`."""
    return root.iter(*(f"{{*}}{name}" for name in names))


def with_default_namespace(root: Element) -> Element:
    """Return the tree with the root's namespace as the default one, where a program wrote it with a prefix."""
    if root.prefix is None:
        return root
    nsmap = {prefix: address for prefix, address in root.nsmap.items() if prefix != root.prefix} | {None: namespace_of(root)}
    fresh = lxml.etree.Element(root.tag, nsmap=nsmap)
    fresh.attrib.update(root.attrib)
    fresh.text = root.text
    fresh.extend(list(root))
    lxml.etree.cleanup_namespaces(fresh, keep_ns_prefixes=[prefix for prefix in nsmap if prefix])
    return fresh


class Fragments:
    """Cuts the tree of one part into text that stands below the root's own namespace declarations."""

    def __init__(self, root: Element) -> None:
        self._declared = [
            f' xmlns:{prefix}="{quoted(address)}"' if prefix else f' xmlns="{quoted(address)}"' for prefix, address in root.nsmap.items()
        ]
        self._prefixes = {address: prefix for prefix, address in root.nsmap.items() if prefix}
        self._prefixes["http://www.w3.org/XML/1998/namespace"] = "xml"

    def text(self, element: Element) -> str:
        """Return an element as text."""
        text = lxml.etree.tostring(element, encoding="unicode", with_tail=False)
        for declaration in self._declared:
            text = text.replace(declaration, "", 1)
        return text

    def inner(self, element: Element) -> str:
        """Return an element's children as text."""
        return "".join(self.text(found) for found in element)

    def attributes(self, element: Element, *left_out: str) -> str:
        """Return an element's attributes as text, each with a blank before it, some left out."""
        return "".join(f' {self._name(name)}="{quoted(value)}"' for name, value in element.attrib.items() if name not in left_out)

    def _name(self, name: str) -> str:
        if not name.startswith("{"):
            return name
        address, _, base = name[1:].partition("}")
        return f"{self._prefixes[address]}:{base}"
