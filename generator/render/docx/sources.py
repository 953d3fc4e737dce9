"""A Word template as Jinja text, for lint: what docxtpl makes of each part, a line per paragraph."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docxtpl import DocxTemplate

from generator.errors import TemplateFault
from generator.ooxml.package import read_parts
from generator.render.docx.fill import UNREADABLE
from generator.render.rendering import Source

_TAGS: Final = re.compile(r"<[^>]+>")
_DANGEROUS: Final = ("vbaProject", "externalLink")


def docx_sources(file: Path, shown: str) -> Iterator[Source]:
    """Yield the parts of a Word template as Jinja text, a line per paragraph. Raises TemplateFault when it is broken or dangerous."""
    try:
        parts = read_parts(file.read_bytes())
        template = DocxTemplate(io.BytesIO(file.read_bytes()))
        template.render_init()
    except UNREADABLE as error:
        raise TemplateFault("Templat ini bukan berkas Word (.docx) yang utuh.", file=shown) from error
    _refuse_dangerous(parts, shown)
    for name, label in _docx_parts(parts):
        xml = template.patch_xml(re.sub(r"<\?xml[^>]*\?>\s*", "", parts[name].decode("utf-8")))
        text = re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)
        lines = text.split("\n")
        yield Source(text, [f"{label}, paragraf {max(number, 1)}{_quoted(line)}" for number, line in enumerate(lines)])


def _docx_parts(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    yield "word/document.xml", "isi"
    for name in sorted(parts):
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            yield name, "kepala halaman" if "header" in name else "kaki halaman"


def _quoted(line: str) -> str:
    text = _TAGS.sub("", line).strip()
    return f" “{text[:60]}”" if text else ""


def _refuse_dangerous(parts: dict[str, bytes], shown: str) -> None:
    for name, data in parts.items():
        if any(word in name for word in _DANGEROUS):
            raise TemplateFault(
                "Templat memuat makro atau tautan ke berkas lain.", file=shown, hint="Simpan ulang tanpa makro dan tautan luar."
            )
        if name.endswith(".rels") and b'TargetMode="External"' in data and b"relationships/hyperlink" not in data:
            raise TemplateFault(
                "Templat memuat tautan ke berkas luar.", file=shown, place=name, hint="Sematkan gambarnya, jangan ditautkan."
            )
