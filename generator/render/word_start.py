"""The start document: styles, lists, footer, fonts and settings of Word files that are written anew; an office can restyle it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from zipfile import BadZipFile

from generator.errors import TemplateFault
from generator.guard import WORD_TEMPLATE, admit
from generator.office.package.parts import read_parts
from generator.office.package.relations import relations

START: Final = "_shared/awal.docx"
MAIN: Final = "word/document.xml"
_BODY: Final = re.compile(r"<w:body(?:>.*</w:body>|/>)", re.DOTALL)
_ROOT: Final = re.compile(r"<w:document\b[^>]*>")
_COMPATIBLE: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def start_parts(start: bytes) -> dict[str, bytes]:
    """Return the parts of a start document. Raises TemplateFault for what is none."""
    admit(start, f"templates/{START}", WORD_TEMPLATE, fault=TemplateFault)
    try:
        parts = read_parts(start)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise start_fault("bukan berkas Word (.docx) yang utuh") from error
    if MAIN not in parts:
        raise start_fault("bukan dokumen Word yang utuh")
    return parts


def with_body(parts: Mapping[str, bytes], body: str, ignorable: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """Return the parts with a body (WordprocessingML) in place of theirs.

    ignorable: namespaces by prefix that the body uses and that programs which do not know them pass over.
    """
    text = parts[MAIN].decode("utf-8")
    if not _BODY.search(text) or any(space not in text for space in ("xmlns:w=", "xmlns:r=")):
        raise start_fault("bukan dokumen Word yang utuh")
    text = _BODY.sub(lambda _: f"<w:body>{body}</w:body>", text)
    if ignorable:
        text = _ROOT.sub(lambda found: _declaring(found.group(), ignorable), text, count=1)
    return {**parts, MAIN: text.encode("utf-8")}


def _declaring(root: str, spaces: Mapping[str, str]) -> str:
    """Return the first tag of a document with namespaces declared, and said to be passed over by who does not know them."""
    for prefix, address in (("mc", _COMPATIBLE), *spaces.items()):
        if f"xmlns:{prefix}=" not in root:
            root = root.replace("<w:document", f'<w:document xmlns:{prefix}="{address}"', 1)
    said = re.search(r'mc:Ignorable="([^"]*)"', root)
    known = said[1].split() if said else []
    wanted = " ".join([*known, *(prefix for prefix in spaces if prefix not in known)])
    if said:
        return root.replace(said.group(), f'mc:Ignorable="{wanted}"')
    return root.replace("<w:document", f'<w:document mc:Ignorable="{wanted}"', 1)


def running_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the ids under which a start document knows its header and its footer, by kind."""
    known = [(relation.type, relation.id) for relation in relations(parts, MAIN) if relation.type in ("header", "footer")]
    return dict(reversed(known))


def start_fault(problem: str) -> TemplateFault:
    """Return the fault of a start document that is of no use."""
    hint = "Ubah gayanya saja, jangan hapus; atau hapus berkas ini dari folder Anda agar yang bawaan dipakai."
    return TemplateFault(f"Dokumen awal ini {problem}.", file=f"templates/{START}", hint=hint, code="dokumen-awal-salah")
