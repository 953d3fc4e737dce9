"""A template against its spec, before any data comes: names that nothing will fill, required fields that are not printed.

`sources` turns a template of any medium into Jinja texts whose lines are known by their place (paragraph, page line, cell).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, nodes

from generator import formatting
from generator.errors import BorangError, TemplateFault
from generator.fields.shapes import Field, FixedTable, Table, members, walk
from generator.guard import PAGE_TEMPLATE, TYPST_TEMPLATE, admit
from generator.render.engines import ENDING
from generator.render.html import SHARED_PAGE, shared_page
from generator.render.rendering import Source
from generator.render.sheet_filters import SHEET_FILTERS
from generator.render.tag_faults import sentence
from generator.spec.model import Output
from generator.spec.shapes import LookupTables
from validators.expressions import ExactEnvironment, exact_environment
from validators.findings import Finding, Place, Severity
from validators.names import ANY, Reader, Rows, Single, read_names

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%[-+]?\s*(\w+).*?%\}", re.DOTALL)
_ENDS: Final = {word: f"{{% end{word} %}}" for word in ("for", "if", "macro", "call", "filter", "block", "with")}
GIVEN_TO_TEMPLATES: Final = (
    *("daftar_isi", "daftar_tabel", "daftar_gambar", "lampiran_perhitungan", "kop", "sampul", "tanda_tangan", "penanda", "nomor_naskah"),
    *("judul_tabel", "judul_gambar", "judul_lampiran", "latar", "letak", "muat"),
)
"""What the program hands to templates besides the data."""


def contract(compiled: CompiledSpec, output: Output) -> Iterator[Finding]:
    """Yield what is wrong between the template of an output and its spec.

    Codes: templat-rusak, nama-tidak-dikenal, isian-wajib-tidak-tercetak (a warning), rumus-tanpa-nilai (a warning).
    """
    shown = template_name(output)
    try:
        wrong = list(_unfillable(compiled, output))
        read = list(output_sources(compiled, output))
    except BorangError as fault:
        yield Finding("templat-rusak", fault.message, hint=fault.hint or "", place=Place(f"{fault.file or shown}{_comma(fault.place)}"))
        return
    yield from wrong
    environment = _environment(output)
    reached: set[str] = set()
    told = {finding.place for finding in wrong}
    found = [finding for source in read for finding in _read(source, compiled, environment, shown, reached=reached)]
    yield from (finding for finding in found if finding.place not in told)
    is_whole = output.name in ("", output.medium)  # an output with a name of its own, such as the sheet of a test, prints a part
    is_broken = any(finding.code == "templat-rusak" for finding in (*wrong, *found))  # a broken text prints nothing that could be told
    if is_whole and not is_broken:
        yield from _not_printed(compiled, shown, reached)
    if output.medium == "xlsx":
        yield from _without_value(compiled.home.template(output.template), shown)
        yield from _circular(compiled.home.template(output.template), shown)
        yield from _dangling(compiled.home.template(output.template), shown)


def _environment(output: Output) -> ExactEnvironment:
    """Return an environment that knows the filters of an output's templates."""
    own = SHEET_FILTERS if output.medium == "xlsx" else {}
    if output.template.endswith(ENDING):
        from generator.render.typst.own import FILTERS

        own = FILTERS
    return exact_environment({**formatting.FILTERS, **own}, autoescape=output.medium != "xlsx")


def _unfillable(compiled: CompiledSpec, output: Output) -> Iterator[Finding]:
    """Yield all for which a template cannot be filled, whatever the data: of Word what cannot be read, of typst what it may not bring in."""
    if output.template.endswith(ENDING):
        yield from _foreign(compiled, output)
    if output.medium != "docx" or not output.template:
        return
    from generator.render.docx.sources import docx_problems

    shown = template_name(output)
    for problem in docx_problems(_template(compiled, output), shown):
        yield Finding("templat-rusak", problem.message, hint=problem.hint, place=replace(problem.spot.place(), file=shown))


def _foreign(compiled: CompiledSpec, output: Output) -> Iterator[Finding]:
    from generator.render.typst.imports import refusals
    from generator.render.typst.own import own_texts

    for shown, text in own_texts(compiled.home, output.template):
        for fault in refusals(text, shown):
            place = Place(shown, line=int(str(fault.place).removeprefix("baris ")))
            yield Finding("templat-rusak", fault.message, hint=fault.hint or "", place=place)


def template_name(output: Output) -> str:
    """Return how the template of an output is called in findings."""
    return f"templates/{output.template}" if output.template else SHARED_PAGE


def output_sources(compiled: CompiledSpec, output: Output) -> Iterator[Source]:
    """Yield the pieces of an output's template as Jinja text; of a PDF without a page of its own, those of the shared one.

    Raises TemplateFault when there is no template, or it cannot be read.
    """
    if not output.template and output.medium == "pdf":
        yield _page_source(shared_page(compiled))
        return
    yield from sources(_template(compiled, output), output.medium, template_name(output))


def _template(compiled: CompiledSpec, output: Output) -> Path:
    """Return the file of an output's template; a missing one is told with how to begin one."""
    try:
        return compiled.home.template(output.template)
    except TemplateFault as fault:
        command = f"borang template new {compiled.spec.id} --to {'html' if output.medium == 'pdf' else output.medium}"
        hint = f"Periksa `template:` pada spesifikasi, atau buat templatnya dengan: {command}"
        raise TemplateFault(fault.message, file=fault.file, place=fault.place, hint=hint, code=fault.code) from fault


def _page_source(text: str) -> Source:
    return Source(text, [Place(line=number) for number in range(1, text.count("\n") + 2)])


def _comma(place: str | None) -> str:
    return f", {place}" if place else ""


def _read(source: Source, compiled: CompiledSpec, environment: ExactEnvironment, shown: str, *, reached: set[str]) -> Iterator[Finding]:
    try:
        tree = environment.parse(source.text)
    except TemplateSyntaxError as error:
        for line, problem in list(_broken_tags(source.text, environment)) or [(error.lineno, error)]:
            message = f"Tanda templat keliru: {sentence(problem)}."
            yield Finding("templat-rusak", message, hint="Periksa {{ }} dan {% %} di sana.", place=source.at(line, shown))
        return
    read = _read_in_scope(tree, compiled, environment)
    reached |= _all_reached(read, tree)
    for unknown in dict.fromkeys(read.unknown):
        near = f", maksud Anda “{unknown.nearest}”?" if unknown.nearest else "."
        yield Finding(
            "nama-tidak-dikenal",
            f"“{unknown.name}” tidak ada dalam spesifikasi{near}",
            hint="Perbaiki namanya di templat.",
            place=source.at(unknown.line, shown),
        )


def _broken_tags(text: str, environment: ExactEnvironment) -> Iterator[tuple[int, TemplateSyntaxError]]:
    """Yield each tag that is wrong by itself, with its line: the engine tells the first only."""
    line, position = 1, 0
    for found in _TAG.finditer(text):
        line += text.count("\n", position, found.start())
        position = found.start()
        word = found.group(1) or ""
        if word == "else" or word.startswith("end"):
            continue
        before, after = ("{% if 1 %}", "{% endif %}") if word == "elif" else ("", _ENDS.get(word, ""))
        try:
            environment.parse(f"{before}{found.group()}{after}")
        except TemplateSyntaxError as error:
            yield line, error


def _read_in_scope(tree: nodes.Template, compiled: CompiledSpec, environment: ExactEnvironment) -> Reader:
    scope = {**compiled.scope_shapes, "draf": Rows(Single()), **dict.fromkeys(GIVEN_TO_TEMPLATES, ANY)}
    return read_names(tree, scope, LookupTables(compiled.home.library), frozenset(environment.filters))


def _all_reached(read: Reader, tree: nodes.Template) -> set[str]:
    """Return the paths that a template reaches; `a.b.*` stands for all that is in a group handed whole to a macro or filter."""
    return read.reached | _embedded(tree) | {f"{path}.*" for path in read.handed}


def _embedded(tree: nodes.Template) -> set[str]:
    """Return the names handed whole to a macro or loop over a group: they count as reached."""
    return {node.name for call in tree.find_all(nodes.Call) for node in call.find_all(nodes.Name)}


def printed_names(compiled: CompiledSpec, output: Output) -> set[str]:
    """Return the fields, by their dotted names, and the other names of the scope, that the template of an output reaches."""
    environment = _environment(output)
    reached: set[str] = set()
    for source in output_sources(compiled, output):
        tree = environment.parse(source.text)
        reached |= _all_reached(_read_in_scope(tree, compiled, environment), tree)
        reached |= {name.name for name in tree.find_all(nodes.Name)}
    return reached


def unprinted(compiled: CompiledSpec, reached: set[str]) -> Iterator[tuple[tuple[str, ...], Field]]:
    """Yield the fields that a person fills, that are not hidden, and that are not among what templates reach."""
    for path, field_ in walk(compiled.spec.fields):
        if members(field_) or not field_.is_given or _is_hidden(path, compiled):
            continue
        above = [".".join(path[:end]) for end in range(1, len(path) + 1)]
        if any(f"{one}.*" in reached for one in above):
            continue
        if not (reached.intersection(above) and (".".join(path) in reached or _is_handed_whole(path, reached))):
            yield path, field_


def _not_printed(compiled: CompiledSpec, shown: str, reached: set[str]) -> Iterator[Finding]:
    for path, field_ in unprinted(compiled, reached):
        if field_.required:
            message = f"Isian wajib “{compiled.spec.label_at(path)}” tidak tercetak."
            hint = _where_to_print(path, compiled)
            yield Finding("isian-wajib-tidak-tercetak", message, Severity.WARNING, hint=hint, place=Place(shown))


def _where_to_print(path: tuple[str, ...], compiled: CompiledSpec) -> str:
    """Return how a field gets into the template: by its name, or by a column's name inside the loop over its table."""
    for end in range(len(path) - 1, 0, -1):
        field_ = compiled.spec.field_at(path[:end])
        if isinstance(field_, (Table, FixedTable)):
            table, column = ".".join(path[:end]), ".".join(path[end:])
            return f"Bila memang perlu, tambahkan {{{{ baris.{column} }}}} di antara {{% for baris in {table} %}} dan {{% endfor %}}."
    return f"Tambahkan {{{{ {'.'.join(path)} }}}} bila memang perlu."


def _without_value(file: Path, shown: str) -> Iterator[Finding]:
    """Yield a warning for each formula whose value only a spreadsheet program can compute."""
    from generator.render.xlsx import uncached

    for formula in uncached(file.read_bytes(), name=shown):
        message = f"Rumus {formula.formula} ditulis tanpa nilai; baru terhitung saat berkas dibuka."
        place = Place(shown, sheet=formula.sheet, cell=formula.cell)
        yield Finding(
            "rumus-tanpa-nilai", message, Severity.WARNING, hint="Pakai rumus yang lebih sederhana bila nilainya harus ada.", place=place
        )


def _circular(file: Path, shown: str) -> Iterator[Finding]:
    """Yield a warning for each formula that reads its own result."""
    from generator.render.xlsx import circular

    for formula in circular(file.read_bytes(), name=shown):
        message = f"Rumus {formula.formula} membaca hasilnya sendiri (melingkar)."
        place = Place(shown, sheet=formula.sheet, cell=formula.cell)
        yield Finding("rumus-melingkar", message, Severity.WARNING, hint="Keluarkan selnya sendiri dari rentang yang dibaca.", place=place)


def _dangling(file: Path, shown: str) -> Iterator[Finding]:
    """Yield a warning for each formula that names a sheet or a name that the workbook has not."""
    from generator.render.xlsx import dangling

    for formula, word in dangling(file.read_bytes(), name=shown):
        message = f"Rumus {formula.formula} menyebut “{word}”, lembar atau nama yang tidak ada di buku kerja ini."
        place = Place(shown, sheet=formula.sheet, cell=formula.cell)
        yield Finding("rumus-galat", message, Severity.WARNING, hint="Perbaiki rumusnya: Excel memberi #REF! atau #NAME?.", place=place)


def _is_hidden(path: Sequence[str], compiled: CompiledSpec) -> bool:
    """Whether the spec says that a field, or what holds it, is not printed (`print: hidden`)."""
    above = (compiled.spec.field_at(tuple(path[:end])) for end in range(1, len(path) + 1))
    return any(field_ is not None and field_.print == "hidden" for field_ in above)


def _is_handed_whole(path: Sequence[str], reached: set[str]) -> bool:
    """Whether a group above the field is used while none of its members is: it was given whole to a macro."""
    for end in range(len(path) - 1, 0, -1):
        above = ".".join(path[:end])
        if above in reached and not any(name.startswith(f"{above}.") for name in reached):
            return True
    return False


def sources(file: Path, medium: str, shown: str) -> Iterator[Source]:
    """Yield a template's pieces as Jinja text. Raises TemplateFault when it cannot be read, or holds macros or external links."""
    if medium == "docx":
        from generator.render.docx.sources import docx_sources

        yield from docx_sources(file, shown)
    elif medium == "xlsx":
        yield from _xlsx_sources(file, shown)
    else:
        entrance = TYPST_TEMPLATE if file.suffix == ENDING else PAGE_TEMPLATE
        try:
            admit(data := file.read_bytes(), shown, entrance, fault=TemplateFault)
            yield _page_source(data.decode("utf-8"))
        except ValueError as error:
            hint = 'Simpan ulang dengan pengodean "UTF-8".'
            raise TemplateFault("Tulisan templat bukan UTF-8.", file=shown, hint=hint, code="bukan-utf8") from error


def _xlsx_sources(file: Path, shown: str) -> Iterator[Source]:
    from generator.render.xlsx import sources as sheet_sources

    for sheet in sheet_sources(file.read_bytes(), name=shown):
        yield Source(sheet.text, [Place(sheet=sheet.sheet, cell=cell) for cell in sheet.cells])
