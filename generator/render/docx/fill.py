"""Fills a Word template with docxtpl: own sandboxed environment, autoescape, unknown names are faults with their paragraph."""

from __future__ import annotations

import io
from collections.abc import Generator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import lxml.etree
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate

from generator.errors import TemplateFault
from generator.office.package.xml import Element, SyntaxFault, parsed
from generator.office.word.wml import W
from generator.render.docx.flat.ground import PackageMaking, ground_of
from generator.render.docx.flat.lane import render_flat
from generator.render.docx.long_texts import LongTextStore
from generator.render.docx.masters import MasterStore
from generator.render.docx.printing import context_for, environment, printing, rendered
from generator.render.docx.reading import WordTemplate, read_template
from generator.render.rendering import Rendering

MOST_COLUMNS: Final = 63
"""Columns of a table in Word."""
DEEPEST_TABLE: Final = 15
"""Tables in each other."""
_LONGEST_PROPERTY: Final = 255
_NOTES: Final = ("footnotes+xml", "endnotes+xml")


class _PartsWriter:
    """Takes the parts that python-docx writes, by name."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, name: PackURI, data: bytes) -> None:
        """Take a part."""
        self.parts[name.membername] = data


class FilledTemplate(DocxTemplate):
    """A Word template that is filled from the stories it was read into, and says in which paragraph it fails."""

    def __init__(self, template: WordTemplate, file: str) -> None:
        super().__init__(io.BytesIO(template.package))
        self.template = template
        self.file = file

    def build_xml(self, context: Any, jinja_env: Any = None) -> str:
        """Return the filled XML of the body."""
        return self._filled(self.docx._part, context, jinja_env)  # type: ignore[union-attr] - read by now

    def build_headers_footers_xml(self, context: Any, uri: str, jinja_env: Any = None) -> Generator[tuple[str, bytes], Any, None]:
        """Yield the filled XML of the headers or footers with their relationships."""
        for key, part in self.get_headers_footers(uri):
            yield key, self._filled(part, context, jinja_env).encode()

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Fill the footnotes and endnotes, each part once: what was filled in is never read as a template."""
        for part in self.docx._part.package.iter_parts():  # type: ignore[union-attr] - read by now
            if not str(part.content_type).endswith(_NOTES):
                continue
            xml = self._filled(part, context, jinja_env).encode()
            if isinstance(part, XmlPart):
                part._element = parse_xml(xml)
            else:
                part._blob = xml

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Fill the properties of the file (title, author ...); they are text, not XML."""
        for name, story in self.template.properties.items():
            text = rendered(story, context, file=self.file, autoescape=False)
            setattr(self.docx.core_properties, name, text[:_LONGEST_PROPERTY])  # type: ignore[union-attr] - read by now

    def parts(self) -> dict[str, bytes]:
        """Return the parts of the filled package, as python-docx would write them into a file."""
        package, writer = self.docx.part.package if self.docx is not None else None, _PartsWriter()
        assert package is not None
        for part in package.parts:
            part.before_marshal()
        PackageWriter._write_content_types_stream(writer, package.parts)  # type: ignore[attr-defined]  # its one public way deflates
        PackageWriter._write_pkg_rels(writer, package.rels)  # type: ignore[attr-defined]  # as above
        PackageWriter._write_parts(writer, package.parts)  # type: ignore[attr-defined]  # as above
        return writer.parts

    def fix_tables(self, xml: str) -> Element:
        """Return the tree of the filled body with sound tables; raises TemplateFault when what was filled in broke it."""
        try:
            _refuse_unbounded(parsed(xml.encode()), self.file)
            tree = super().fix_tables(xml)
        except SyntaxFault as error:
            message = "Hasil pengisian bukan dokumen yang utuh: ada tanda di tempat yang tidak dapat memuatnya."
            raise TemplateFault(
                message, file=self.file, hint="Taruh setiap tanda di dalam teks paragraf.", code="templat-xml-rusak"
            ) from error
        except (TypeError, ValueError, AttributeError) as error:
            message = "Tabel di templat tidak dapat disusun: lebar kolomnya bukan bilangan."
            raise TemplateFault(
                message, file=self.file, hint="Periksa {% colspan … %} dan lebar kolom tabel.", code="templat-kolom-gabung"
            ) from error
        _close_cells(tree)
        _keep_first_columns(tree)
        return tree

    def _filled(self, part: Any, context: Any, environment: Any) -> str:
        story = self.template.stories.get(str(part.partname).lstrip("/"))
        if story is None:
            return self.xml_to_string(parse_xml(part.blob))
        self.current_rendering_part = part
        return self.resolve_listing(rendered(story, context, file=self.file, autoescape=environment.autoescape))


def _close_cells(tree: Element) -> None:
    """Leave no table without rows, no row without cells, no cell without a paragraph at its end: Word calls such a file broken."""
    for row in [node for node in tree.iter(f"{W}tr") if next(node.iter(f"{W}tc"), None) is None]:
        row.getparent().remove(row)
    for table in [node for node in tree.iter(f"{W}tbl") if next(node.iter(f"{W}tr"), None) is None]:
        table.getparent().remove(table)
    for cell in tree.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag not in (f"{W}p", f"{W}sdt"):
            lxml.etree.SubElement(cell, f"{W}p")


def _keep_first_columns(tree: Element) -> None:
    """Give the first column of a table whose columns come with the document the width that its cells say, the others what is left."""
    for table in tree.iter(f"{W}tbl"):
        widths = [[cell.find(f"{W}tcPr/{W}tcW") for cell in row.iterchildren(f"{W}tc")] for row in table.iterchildren(f"{W}tr")]
        grid = table.findall(f"{W}tblGrid/{W}gridCol")
        if len(grid) < 2 or not widths or not all(_leads(row) for row in widths):
            continue
        whole = sum(int(column.get(f"{W}w", "0")) for column in grid)
        first = int(widths[0][0].get(f"{W}w", "0"))
        for column in grid:
            column.set(f"{W}w", str(first if column is grid[0] else (whole - first) // (len(grid) - 1)))


def _leads(row: list[Any]) -> bool:
    """Whether the first cell of a row says its width and no other does."""
    widths = [None if cell is None else cell.get(f"{W}type") for cell in row]
    return len(widths) > 1 and widths[0] == "dxa" and set(widths[1:]) == {"auto"}


def render_docx(rendering: Rendering) -> bytes:
    """Return the filled and finished Word document of a rendering.

    Raises TemplateFault when the template cannot be read, or fails, with its paragraph.
    """
    name = rendering.output.template
    file = f"templates/{name}"
    found = rendering.document.compiled.home.template(name)
    said = found.stat()
    template = _template(found, file, (said.st_dev, said.st_ino, said.st_size, said.st_mtime_ns))
    if template.problems:
        raise template.problems[0].fault(file)
    rendering = replace(rendering, contents=cache(rendering.contents))
    data = None if rendering.draft_notes else render_flat(rendering, template, file, ground_of(template, file, PackageMaking.of(rendering)))
    return render_as_tree(rendering, template, file) if data is None else data


@lru_cache(maxsize=64)
def _template(found: Path, file: str, _stamp: tuple[int, ...]) -> WordTemplate:
    """Return a template read; once as long as its file does not change."""
    return read_template(found.read_bytes(), file)


def render_as_tree(rendering: Rendering, template: WordTemplate, file: str) -> bytes:
    """Return the filled and finished Word document of a rendering by the lane that knows all of WordprocessingML."""
    from generator.render.docx.complete import complete

    store, masters = LongTextStore(), MasterStore()
    filling = FilledTemplate(template, file)
    filling.render_init()
    with printing(store, filling):
        filling.render(context_for(rendering, filling, masters), environment(autoescape=True), autoescape=True)
    return complete(filling.parts(), rendering, store, masters)


def _refuse_unbounded(root: Element, file: str) -> None:
    """Raise TemplateFault for a cell over more columns than Word knows, and for tables too deep in each other."""
    problem = ""
    for span in root.iter(f"{W}gridSpan"):
        written = span.get(f"{W}val") or ""
        if not (written.isascii() and written.isdigit() and len(written) < 9 and 1 <= int(written) <= MOST_COLUMNS):
            problem = f"colspan “{written[:40]}” bukan bilangan dari 1 sampai {MOST_COLUMNS}."
    if any(sum(1 for _ in table.iterancestors(f"{W}tbl")) >= DEEPEST_TABLE for table in root.iter(f"{W}tbl")):
        problem = f"Tabel di dalam tabel lebih dari {DEEPEST_TABLE} tingkat."
    if problem:
        raise TemplateFault(problem, file=file, hint="Kecilkan bilangannya, atau bagi tabelnya.", code="tabel-melewati-batas")
