"""Fills a Word template with docxtpl: own sandboxed environment, autoescape, unknown names are faults with their paragraph."""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Generator
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Final

import jinja2
import lxml.etree
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate

from generator import formatting
from generator.charts.model import Chart
from generator.errors import BorangError, TemplateFault
from generator.fields.image import Gambar
from generator.office.package.xml import Element, SyntaxFault, parsed
from generator.office.word.wml import W
from generator.render.cover import covering
from generator.render.docx.captions import LIST_MARKS, title_mark
from generator.render.docx.finish import CONTENTS_MARK, LongTextStore
from generator.render.docx.masters import LetterheadImages, MasterStore, cover_writer
from generator.render.docx.picture import ChartImage, FieldImage, logo_image
from generator.render.docx.reading import StoryText, WordTemplate, read_template
from generator.render.letterhead import letterhead
from generator.render.paper import width_mm
from generator.render.placing import placing
from generator.render.rendering import Rendering
from generator.render.signatures import signing
from generator.render.tag_faults import sentence
from generator.render.titles import titles
from generator.richtext import ListItem, LongText, is_marked, marked_items
from validators.expressions import ExactEnvironment, exact_environment

_FAILURES = (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError)
_TEMPLATE_FRAME = "<template>"
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
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


class _FilledTemplate(DocxTemplate):
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
        plain = _environment(autoescape=False)
        for name, story in self.template.properties.items():
            text = self._rendered(story, context, plain)
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
        return self.resolve_listing(self._rendered(story, context, environment))

    def _rendered(self, story: StoryText, context: Any, environment: Any) -> str:
        try:
            return _compiled(story.text, autoescape=environment.autoescape).render(context)
        except BorangError:
            raise
        except _FAILURES as error:
            spot = story.spot(_line(error))
            raise TemplateFault(
                f"Templat gagal diisi: {sentence(error)}.", file=self.file, place=str(spot), code="templat-gagal-diisi"
            ) from error


def _line(error: Exception) -> int:
    """Return the line of the template's text that an error comes from."""
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _TEMPLATE_FRAME]
    line = error.lineno if isinstance(error, jinja2.TemplateSyntaxError) else (frames[-1] if frames else 1)
    return line or 1


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
    from generator.render.docx.complete import complete

    name = rendering.output.template
    file = f"templates/{name}"
    template = read_template(rendering.document.compiled.home.template(name).read_bytes(), file)
    if template.problems:
        raise template.problems[0].fault(file)
    store, masters = LongTextStore(), MasterStore()
    filling = _FilledTemplate(template, file)
    filling.render_init()
    within = _printing.set((store, filling))
    try:
        filling.render(_context(rendering, filling, masters), _environment(autoescape=True), autoescape=True)
    finally:
        _printing.reset(within)
    return complete(filling.parts(), rendering, store, masters)


_printing: ContextVar[tuple[LongTextStore, DocxTemplate]] = ContextVar("printing")
"""The document that is being filled: its long texts and pictures. Environments and compiled templates are the process's."""


@lru_cache(maxsize=2)
def _environment(*, autoescape: bool) -> ExactEnvironment:
    environment = exact_environment(formatting.FILTERS, finalize=_print, autoescape=autoescape)
    environment.filters["safe"] = _as_it_is
    return environment


@lru_cache(maxsize=256)
def _compiled(text: str, *, autoescape: bool) -> jinja2.Template:
    """Return a story compiled; kept, for it is filled once for each document."""
    return _environment(autoescape=autoescape).from_string(text)


def _print(value: Any) -> Any:
    return _show(value, *_printing.get())


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


def _as_it_is(value: Any) -> Any:
    """Return a value: in Word a text is a text, whoever calls it safe."""
    return value


def _show(value: Any, store: LongTextStore, filling: DocxTemplate) -> Any:
    """Return how a value prints in Word: a long text as its mark, a picture as itself, everything else as text without letters that XML cannot hold."""
    if isinstance(value, LongText):
        return store.mark(value) if not isinstance(value, ListItem) or is_marked(value) else str(value)
    if items := marked_items(value):
        return "; ".join(str(_show(item, store, filling)) for item in items)
    if isinstance(value, Gambar):
        return FieldImage(filling, value)
    shown = formatting.printed(value)
    return _UNPRINTABLE.sub("", shown) if type(shown) is str and _UNPRINTABLE.search(shown) else shown


def _context(rendering: Rendering, filling: DocxTemplate, masters: MasterStore) -> dict[str, Any]:
    charts = {name: value for name, value in rendering.context.items() if isinstance(value, Chart)}
    pictures = {name: ChartImage(filling, chart, number) for number, (name, chart) in enumerate(charts.items(), start=1)}
    institution = rendering.document.given.institution
    return {
        **rendering.context,
        **pictures,
        "institusi": {**institution, "logo": logo_image(filling, institution)},
        "kop": LetterheadImages(filling, letterhead(institution), width_mm(institution)),
        **signing(institution, rendering.document.type.id, masters.mark),
        **placing(institution, rendering.document.type.id, str),
        "draf": list(rendering.draft_notes),
        **titles(title_mark),
        **covering(institution, rendering.created, cover_writer(filling, masters)),
        "daftar_isi": CONTENTS_MARK,
        **{f"daftar_{titled}": mark for titled, mark in LIST_MARKS.items()},
    }
