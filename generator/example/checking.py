"""A template that stands nowhere yet, held against its type as lint would hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from generator.document import Document
from generator.errors import BorangError
from generator.examine import examine
from generator.example.passage import words_in
from generator.example.sheet_story import words_of
from generator.example.word import stories_of
from generator.home import Home
from generator.lint import of_fault
from generator.render.context import context_of
from generator.render.contract import contract
from generator.render.rendering import Rendering
from generator.spec.compile import CompiledSpec
from generator.spec.model import Output
from generator.trial import trial
from validators.findings import Finding


@dataclass(frozen=True)
class HomeWithTemplate(Home):
    """A home in which one template is another file. name: of the template, below `templates/`."""

    name: str = ""
    file: Path = Path()

    def template(self, name: str) -> Path:
        """Return the file of a template: of the one in question its own."""
        return self.file if name == self.name else super().template(name)


def output_for(compiled: CompiledSpec, medium: str) -> Output:
    """Return the type's output of a medium, with a template of its own; one is made up where the type has none."""
    found = next((output for output in compiled.spec.outputs if output.medium == medium), None)
    name = f"{compiled.spec.id}/{compiled.spec.id}.{medium}"
    if found is None:
        return Output(medium, name, compiled.spec.outputs[0].filename if compiled.spec.outputs else compiled.spec.id)
    return found if found.template else replace(found, template=name)


def with_template(compiled: CompiledSpec, output: Output, file: Path) -> CompiledSpec:
    """Return a type that makes one thing: this output, of a template in this file."""
    home = HomeWithTemplate(compiled.home.folder, output.template, file)
    spec = replace(compiled.spec, outputs=(output,))
    return CompiledSpec(spec, home, row_shape=compiled.row_shape)


def faults_of_template(compiled: CompiledSpec, output: Output, file: Path) -> Iterator[Finding]:
    """Yield what lint would say of a template: against the spec, then filled with invented documents."""
    own = with_template(compiled, output, file)
    found = list(contract(own, output))
    yield from found
    if not any(finding.is_error for finding in found):
        yield from (of_fault(fault) for fault, _ in trial(own, [output]))


def words_again(document: Document, output: Output, file: Path, example: bytes) -> tuple[int, int] | None:
    """Return how many words of an example its template makes again of the same data, and how many there are; None where it cannot be filled."""
    try:
        examined = examine(Document(with_template(document.compiled, output, file), document.given))
        context = {**context_of(document.compiled, examined.scope), "institusi": document.given.institution}
        made = filled(Rendering(examined.document, context, output))
    except BorangError:  # told by lint
        return None
    words = partial(words_of, file=file.name) if output.medium == "xlsx" else _words
    wanted, got = (words(data) for data in (example, made))
    blocks = SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks), len(wanted)


def filled(rendering: Rendering) -> bytes:
    """Return the Word document or the workbook that a template makes. Raises TemplateFault where it cannot be filled."""
    if rendering.output.medium == "xlsx":
        from generator.render.workbook import render_workbook

        return render_workbook(rendering)
    from generator.render.docx import render_docx

    return render_docx(rendering)


def _words(data: bytes) -> list[str]:
    return [word for name, root in stories_of(data).items() if name.startswith("word/document") for word in words_in(root).split()]
