"""Word templates of a test's own, written as WordprocessingML."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from docx import Document as WordDocument
from docx.document import Document as WordDocumentType

from generator.office.package.parts import read_parts, write_parts
from generator.render.context import context_of
from generator.render.docx import render_docx
from generator.render.rendering import Rendering
from tests.homes import examined, home

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OUTPUT = 'outputs: [{kind: docx, template: uji/uji.docx, filename: "uji.docx"}]\n'


@cache
def _base() -> dict[str, bytes]:
    written = io.BytesIO()
    WordDocument().save(written)
    return read_parts(written.getvalue())


def word(body: str, parts: Mapping[str, bytes] | None = None, change: Callable[[dict[str, bytes]], None] | None = None) -> bytes:
    """Return a Word document whose body is `body`; parts: others in place of its own, or added."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}"'
    document = f"<w:document {spaces}><w:body>{body}<w:sectPr/></w:body></w:document>".encode()
    made = {**_base(), "word/document.xml": document, **(parts or {})}
    if change is not None:
        change(made)
    return write_parts(made)


def with_story(parts: dict[str, bytes], kind: str, xml: str) -> None:
    """Put a header, footer, footnotes or endnotes part into a package."""
    name = f"word/{kind}1.xml"
    parts[name] = xml.encode()
    override = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/></Types>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    link = f'<Relationship Id="rIdUji{kind}" Type="{KIND}/{kind}" Target="{kind}1.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", link.encode())


def p(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def runs(*texts: str) -> str:
    """Return a paragraph of several runs, every second bold."""
    bold = "<w:rPr><w:b/></w:rPr>"
    cut = "".join(f'<w:r>{bold if at % 2 else ""}<w:t xml:space="preserve">{text}</w:t></w:r>' for at, text in enumerate(texts))
    return f"<w:p>{cut}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell is the text of its paragraph, or paragraphs when it begins with one."""
    lines = ""
    for row in rows:
        cells = "".join(f"<w:tc><w:tcPr/>{cell if cell.startswith('<w:') else p(cell)}</w:tc>" for cell in row)
        lines += f"<w:tr>{cells}</w:tr>"
    grid = "<w:gridCol w:w='2000'/>" * max(len(row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl><w:p/>"


def filled(folder: Path, fields: str, template: bytes, values: str) -> bytes:
    """Return the Word document that a template of the type `uji` gives."""
    catalogue = home(folder, fields + OUTPUT, {"templates/uji/uji.docx": template})
    result = examined(catalogue, values)
    compiled = catalogue.compiled("uji")
    return render_docx(Rendering(result.document, context_of(compiled, result.scope), compiled.spec.outputs[0]))


def opened(data: bytes) -> WordDocumentType:
    """Return a Word document, open."""
    return WordDocument(io.BytesIO(data))
