"""An output of a type made ready: what is the same for every document is read and built once, then filled for each.

`prepare(type, output, office)` gives a `Prepared`, kept for the process; `Prepared.fill(scored)` gives the bytes. A lane (Word,
workbook, page) is chosen when the output is prepared; it keeps what is costly of its template beside its own code.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from generator.document import Document, Scored
from generator.render.context import context_of
from generator.render.long_tables import long_tables
from generator.render.rendering import OutputFile, Rendering
from generator.spec.model import TYPST
from generator.workers import document_begins, document_ends
from validators.expressions import ExpressionFault
from validators.findings import Finding, Severity
from validators.messages import finding

if TYPE_CHECKING:
    from generator.render.rendering import ContentsEntry
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import Output

Lane: TypeAlias = Callable[[Rendering], bytes]
_MOST_PREPARED: Final = 64


@dataclass(frozen=True, slots=True)
class Prepared:
    """One output of a type for one office. lane: writes a rendering; fallback: what writes it where the lane cannot, and notes why.

    is_word: the lane writes a Word document, of which LibreOffice is still to make the PDF.
    """

    compiled: CompiledSpec
    output: Output
    office: Mapping[str, Any]
    lane: Callable[[Rendering], bytes | None]
    fallback: Lane | None = None
    is_word: bool = False

    def fill(self, scored: Scored, *, draft_notes: tuple[str, ...] = ()) -> bytes:
        """Return the output of a scored document, made whole in memory. Raises TemplateFault when the template fails."""
        return converted([self.made(scored, context_of(self.compiled, scored.scope), draft_notes=draft_notes)])[0].data

    def made(
        self, scored: Scored, context: Mapping[str, Any], *, draft_notes: tuple[str, ...] = (), laid_out: dict[Output, Any] | None = None
    ) -> OutputFile:
        """Return the output of a scored document with its file name and what is worth knowing about how it was made.

        It may still have to be `converted`. context: what templates see. draft_notes: what is wrong, printed in a draft. laid_out: pages of this document that are laid out
        already, kept by who makes several outputs of it. Raises TemplateFault when the template
        fails, SpecFault when the file's name cannot be had.
        """
        rendering = self._rendering(scored, context, draft_notes, {} if laid_out is None else laid_out)
        data = self.lane(rendering)
        if data is None and self.fallback is not None:
            data = self.fallback(rendering)
        assert data is not None
        try:
            filename = self.compiled.filenames[self.output.name](context)
        except ExpressionFault as problem:
            raise self.compiled.fault(problem.message, self.output.line, code="nama-berkas-gagal") from problem
        filename = f"DRAF-{filename}" if draft_notes else filename
        otherwise = partial(_without_office, self.fallback, rendering) if self.is_word and self.fallback is not None else None
        seal = scored.given.seal
        return _sealed(OutputFile(filename, data, self.output.medium, tuple(rendering.noted), self.output.name, otherwise, seal))

    def _rendering(
        self, scored: Scored, context: Mapping[str, Any], draft_notes: tuple[str, ...], laid_out: dict[Output, Any]
    ) -> Rendering:
        noted: list[Finding] = []
        given = scored.given if scored.given.institution is self.office else replace(scored.given, institution=self.office)
        rendering = Rendering(
            Document(self.compiled, given),
            {**context, "institusi": self.office},
            self.output,
            draft_notes,
            contents=lambda: _twin_headings(rendering, noted),
            laid_out=laid_out,
            noted=noted,
        )
        return rendering


def converted(files: Sequence[OutputFile]) -> list[OutputFile]:
    """Return the files, those made into PDF that were still Word documents: all of them in one run of LibreOffice."""
    waiting = [file for file in files if file.otherwise is not None]
    if not waiting:
        return list(files)
    from generator.render.office import pdfs_of_docx

    pdfs = iter(pdfs_of_docx([file.data for file in waiting]))
    return [file if file.otherwise is None else _converted(file, next(pdfs)) for file in files]


def _converted(file: OutputFile, pdf: bytes | None) -> OutputFile:
    assert file.otherwise is not None
    data, noted = (pdf, file.findings) if pdf is not None else file.otherwise()
    return _sealed(replace(file, data=data, findings=noted, otherwise=None))


def _sealed(file: OutputFile) -> OutputFile:
    """Return the file with its document's seal in its properties; of a PDF that is still to be made, later."""
    if not file.seal or file.otherwise is not None or file.medium not in ("pdf", "docx"):
        return file
    from generator.render.sealing import with_seal_property

    return replace(file, data=with_seal_property(file.data, file.seal))


def _without_office(fallback: Lane, rendering: Rendering) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the PDF of a document made without LibreOffice, and what is said of it."""
    rendering.noted.append(finding("pdf-tanpa-halaman", severity=Severity.NOTE))
    document_begins()  # the clocks of the document stood while others were waited for
    try:
        data = fallback(rendering)
    finally:
        document_ends()
    return data, tuple(rendering.noted)


_prepared: OrderedDict[tuple[int, Output, int, bool], Prepared] = OrderedDict()


def prepare(compiled: CompiledSpec, output: Output, office: Mapping[str, Any]) -> Prepared:
    """Return an output of a type made ready for an office's settings; the same one as long as the process keeps them."""
    own_word = _own_word_output(compiled, output)
    key = (id(compiled), output, id(office), own_word is not None)
    found = _prepared.get(key)
    if found is None or found.compiled is not compiled or found.office is not office:
        found = _made_ready(compiled, output, office, own_word)
        _prepared[key] = found
        if len(_prepared) > _MOST_PREPARED:
            _prepared.popitem(last=False)
    _prepared.move_to_end(key)
    return found


def _made_ready(compiled: CompiledSpec, output: Output, office: Mapping[str, Any], own_word: Output | None) -> Prepared:
    if own_word is not None:
        return Prepared(compiled, output, office, partial(_as_word, _lane("docx"), own_word), _lane("pdf"), is_word=True)
    if output.medium == "pdf":
        from generator.render.engines import is_typst

        if is_typst(output):
            return Prepared(compiled, output, office, _typst_lane(), _by_weasyprint)
        return Prepared(compiled, output, office, _page_lane)
    return Prepared(compiled, output, office, _lane(output.medium))


def _typst_lane() -> Callable[[Rendering], bytes | None]:
    from generator.render.typst import render_typst

    return render_typst


def _by_weasyprint(rendering: Rendering) -> bytes:
    """Return what typst cannot print, printed by WeasyPrint."""
    from generator.render.engines import by_weasyprint

    return _lane("pdf")(replace(rendering, output=by_weasyprint(rendering.output, rendering.document.compiled.home)))


def _page_lane(rendering: Rendering) -> bytes:
    """Return a page printed by WeasyPrint; where that is not to be had, a type without a page of its own by typst, noted."""
    from generator.render.pdf import is_installed, render_pdf
    from generator.render.typst import is_installed as has_typst

    if rendering.output.engine == TYPST:
        rendering.noted.append(finding("pdf-halaman-html", severity=Severity.NOTE))
    if not rendering.output.template and not is_installed() and has_typst():
        data = _typst_lane()(rendering)
        if data is not None:
            rendering.noted.append(finding("pdf-oleh-typst", severity=Severity.NOTE))
            return data
    rendering.noted.extend(long_tables(rendering.document))
    return render_pdf(rendering)


def _lane(medium: str) -> Lane:
    if medium == "docx":
        from generator.render.docx import render_docx

        return render_docx
    if medium == "xlsx":
        from generator.render.workbook import render_workbook

        return render_workbook
    from generator.render.pdf import render_pdf

    return render_pdf


def _as_word(word: Lane, output: Output, rendering: Rendering) -> bytes:
    """Return what the user's own Word template gives, from which the PDF is made."""
    return word(replace(rendering, output=output))


def _own_word_output(compiled: CompiledSpec, output: Output) -> Output | None:
    """Return the DOCX output that a PDF follows: its template is the user's own, and no page is (TPL-05)."""
    if output.medium != "pdf" or compiled.home.is_own_template(output.template):
        return None
    outputs = (other for other in compiled.spec.outputs if other.medium == "docx")
    return next((other for other in outputs if compiled.home.is_own_template(other.template)), None)


def _twin_headings(rendering: Rendering, noted: list[Finding]) -> Sequence[ContentsEntry] | None:
    """Return the headings of the type's PDF, made from the same data, with their pages; None, noted, where no PDF can be made."""
    from generator.render.engines import by_weasyprint
    from generator.render.pdf import headings, is_installed
    from generator.render.rendering import ContentsEntry

    twin = next((output for output in rendering.document.type.outputs if output.medium == "pdf"), None)
    if twin is not None:
        twin = by_weasyprint(twin, rendering.document.compiled.home)
    if twin is None or not is_installed():
        noted.append(finding("daftar-isi-tanpa-halaman", severity=Severity.NOTE))
        return None
    return [ContentsEntry(level, text, page) for level, text, page in headings(replace(rendering, output=twin))]
