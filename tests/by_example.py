"""Templates made by example, filled again, and how many words of a document they give. Shared by the tests and the campaign."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from generator.document import Document
from generator.examine import examine
from generator.example.checking import filled, output_for, with_template
from generator.example.sheet_story import words_of
from generator.example.values import KnownValues, values_of
from generator.example.word import MadeTemplate, WordExample, template_of_all
from generator.example.workbook import WorkbookExample, workbook_template
from generator.intake.form import Incoming
from generator.intake.institution import read_institution
from generator.intake.read import read_all
from generator.office.package.parts import read_parts, write_parts
from generator.render.context import context_of
from generator.render.rendering import Rendering
from tests.cases import SAMPLES
from tests.documents import CATALOGUE, docx_words
from validators.findings import Finding


def given(type_name: str, sample: str) -> Document:
    """Return a sample as a given document of the samples' own office: a template made by example is one office's, with its letterhead."""
    incoming = Incoming(SAMPLES / type_name / f"{sample}.yaml", shown=f"{sample}.yaml")
    document = next(read_all(incoming, CATALOGUE, institution=read_institution(CATALOGUE.home)))
    assert not isinstance(document, Finding)
    return document


@cache
def finished(type_name: str, sample: str, medium: str = "docx") -> bytes:
    """Return the Word document, or the workbook, that the shipped template makes of a sample."""
    return _filled(given(type_name, sample), medium)


def _filled(document: Document, medium: str) -> bytes:
    examined = examine(document)
    context = context_of(document.compiled, examined.scope)
    output = output_for(document.compiled, medium)
    return filled(Rendering(examined.document, {**context, "institusi": document.given.institution}, output))


def book_by(type_name: str, samples: Sequence[str], book: bytes | None = None) -> MadeTemplate:
    """Return the template that the workbooks of samples give; book: another workbook of the first sample's data in its place."""
    examples = [WorkbookExample(finished(type_name, one, "xlsx"), values_of(given(type_name, one)), f"{one}.xlsx") for one in samples]
    if book is not None:
        examples[0] = WorkbookExample(book, examples[0].known, examples[0].file)
    return workbook_template(examples, given(type_name, samples[0]).compiled)


def template_of(document: bytes, known: KnownValues) -> MadeTemplate:
    """Return the template that a finished document and its data give."""
    return template_of_all([WordExample(document, known)], None)


def template_by(type_name: str, sample: str, document: bytes | None = None) -> MadeTemplate:
    """Return the template that a sample's document gives, or another document of the same data."""
    return template_of(document or finished(type_name, sample), values_of(given(type_name, sample)))


def template_by_two(type_name: str, first: str, second: str, document: bytes | None = None) -> MadeTemplate:
    """Return the template that the documents of two samples give, or another document of the first's data and that of the second."""
    examples = [WordExample(finished(type_name, sample), values_of(given(type_name, sample))) for sample in (first, second)]
    if document is not None:
        examples[0] = WordExample(document, examples[0].known)
    return template_of_all(examples, given(type_name, first).compiled)


def filled_with(template: bytes, type_name: str, sample: str, folder: Path, medium: str = "docx") -> bytes:
    """Return the document that a template makes of a sample."""
    document = given(type_name, sample)
    output = output_for(document.compiled, medium)
    file = folder / f"{hashlib.sha256(template).hexdigest()[:16]}.{medium}"
    file.write_bytes(template)
    own = with_template(document.compiled, output, file)
    return _filled(Document(own, document.given), medium)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two documents' words agree: those of the first that the second has in their order, how many there are, and what it has beside."""

    same: int
    words: int
    more: int

    @property
    def share_off(self) -> float:
        """The words missing or beside, in percent of the words that there should be; the larger of the two."""
        return 100 * max(self.words - self.same, self.more) / max(self.words, 1)


def _words(data: bytes) -> list[str]:
    """Return a document's words; LibreOffice calls the styles of a contents list otherwise, and writes a hard hyphen as an element."""
    parts = read_parts(data)
    if "xl/workbook.xml" in parts:
        return words_of(data, "buku.xlsx")
    text = parts["word/document.xml"].replace(b'w:val="Contents', b'w:val="TOC').replace(b"<w:noBreakHyphen/>", b"<w:t>-</w:t>")
    return docx_words(write_parts({**parts, "word/document.xml": text}))


def _without(words: Sequence[str], added: Sequence[str]) -> list[str]:
    text = " ".join(words)
    for one in added:
        text = text.replace(one, "")
    return text.split()


def likeness(wanted: bytes, got: bytes, added: Sequence[str] = ()) -> Likeness:
    """Return how the words of two documents agree; contents lists with their page numbers are left out.

    added: sentences of an editor's own, which a template keeps where its example had them and no other document has: left out of both.
    """
    first, second = (_without(_words(data), added) for data in (wanted, got))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return Likeness(same, len(first), len(second) - same)
