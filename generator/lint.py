"""Checks specs and their templates against each other, before any data comes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from generator.errors import BorangError, SpecFault, TemplateFault
from generator.examine import examine
from generator.fields.scalars import is_whole_column
from generator.fields.shapes import walk
from generator.home import Home
from generator.intake.feeding import each_table, feeders_of, path_faults
from generator.invention import FULL, invented
from generator.lines import file_of
from generator.render.context import context_of
from generator.render.contract import contract, printed_names, template_name, unprinted
from generator.render.rendering import Rendering
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.spec.gathering import faults as gathering_faults
from generator.spec.load import load_spec
from generator.spec.model import Output
from generator.spec.shapes import row_of
from generator.trial import trial
from generator.yamlio import read_spec
from validators.findings import Finding, Place, Severity
from validators.messages import suggestion
from validators.names import ANY, free_names, read_names
from validators.tree import as_group, as_rows

_TEMPLATE: Final = re.compile(r"templates/(.+?\.(?:docx|xlsx))(?=,|$)")
_TOLD_BY_NAME: Final = frozenset({"keluaran-kembar"})
"""Faults of a spec that lint tells by their own code; it calls the others by what is broken."""


def lint_type(name: str, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield everything that is wrong with a type: its spec first, then each of its templates."""
    try:
        compiled = _with_row(catalogue.compiled(name), catalogue)
    except BorangError as fault:
        yield from (of_fault(one) for one in (fault, *fault.also))
        return
    yield from lint_compiled(compiled)
    yield from (of_fault(fault) for fault in shared_faults(compiled, catalogue))


def _with_row(compiled: CompiledSpec, catalogue: Catalogue) -> CompiledSpec:
    """Return a type that is made for each row of another's table with what it says of that row held against the table's columns."""
    each = compiled.spec.each
    if each is None or each.feeder not in catalogue:
        return compiled
    theirs = catalogue.compiled(each.feeder)
    known = CompiledSpec(compiled.spec, compiled.home, row_shape=row_of(each_table(compiled, catalogue), theirs.spec, theirs.home.library))
    known.prepare()
    return known


def shared_faults(compiled: CompiledSpec, catalogue: Catalogue) -> Iterator[SpecFault]:
    """Yield what is wrong with a spec's sharing: `from:`, `each:` and `gathers:` against the types that they name."""
    for feeder in feeders_of(compiled):
        try:
            yield from path_faults(compiled, feeder, catalogue)
        except SpecFault as fault:
            yield fault
    yield from gathering_faults(compiled, catalogue)
    each = compiled.spec.each
    if each is not None:
        of_row = {each.row} | {path[0] for path, field_ in walk(compiled.spec.fields) if field_.taken_from.split(".")[0] == each.row}
        for output in compiled.spec.outputs:
            if not of_row & free_names(compiled.environment.parse(output.filename)):
                yield compiled.fault(
                    "filename: harus memuat isian barisnya; satu dokumen dibuat tiap baris (each).",
                    output.filename_line or output.line,
                    code="nama-berkas-tanpa-baris",
                )


def lint_spec_file(file: Path, home: Home) -> Iterator[Finding]:
    """Yield everything that is wrong with a spec given by its file."""
    try:
        compiled = CompiledSpec(load_spec(file, home), home)
        compiled.prepare()
    except BorangError as fault:
        yield from (of_fault(one) for one in (fault, *fault.also))
        return
    yield from lint_compiled(compiled)
    yield from (of_fault(fault) for fault in shared_faults(compiled, Catalogue(home)))


def lint_template(file: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what is wrong with one template of a type: the type whose spec names it. Raises SpecFault when none does."""
    for name in catalogue.names():
        compiled = catalogue.compiled(name)
        for output in compiled.spec.outputs:
            if output.template and compiled.home.template(output.template).resolve() == file.resolve():
                yield from contract(compiled, output)
                return
    raise SpecFault("Tidak ada spesifikasi yang memakai templat ini.", file=file, code="templat-tanpa-jenis")


def lint_compiled(compiled: CompiledSpec) -> Iterator[Finding]:
    """Yield what is wrong with the templates of a compiled spec, and what its rules lack."""
    spec = compiled.spec
    seen: set[str] = set()
    for rule in spec.rules:
        if rule.id in seen:
            message = f"Aturan {rule.id} ditulis dua kali."
            yield Finding("aturan-kembar", message, Severity.WARNING, hint="Bedakan id-nya.", place=Place(spec.file, rule.line))
        seen.add(rule.id)
        if not rule.source.basis:
            message = f"Aturan {rule.id} belum menyebut basis: stated atau derived."
            yield Finding("aturan-tanpa-dasar", message, Severity.WARNING, place=Place(spec.file, rule.line))
    yield from _unregistered(compiled)
    sound: list[Output] = []
    for output in spec.outputs:
        found = list(contract(compiled, output))
        yield from found
        if not any(finding.is_error for finding in found):
            sound.append(output)
    for fault, one in trial(compiled, sound):
        yield replace(of_fault(fault), message=f"{fault.message} Terjadi pada {one.words}.")
    yield from _broken_wholes(compiled)
    for output in sound:
        if output.medium == "xlsx":
            yield from _shown_wrong(compiled, output)
    if len(sound) == len(spec.outputs):
        yield from _printed_nowhere(compiled)


def _broken_wholes(compiled: CompiledSpec) -> Iterator[Finding]:
    """Yield a warning for each computed column of whole numbers that gives others: a workbook rounds in it what Word prints with decimals."""
    columns = [(path, field_) for path, field_ in walk(compiled.spec.fields) if is_whole_column(field_)]
    if not columns:
        return
    full = next(one for one in invented(compiled) if one.name == FULL)
    try:
        scope = examine(full.document).scope
    except BorangError:  # told by the trial
        return
    for path, field_ in columns:
        broken = next((value for value in _values_at(scope, path) if isinstance(value, Decimal | Fraction) and value % 1), None)
        if broken is not None:
            message = f"Kolom “{compiled.spec.label_at(path)}” berjenis bilangan bulat, tetapi hasilnya dapat pecahan."
            hint = "Tulis type: number; di Excel bilangan bulat tercetak tanpa koma."
            yield Finding(
                "hitungan-bukan-bulat",
                message,
                Severity.WARNING,
                hint=hint,
                place=Place(file_of(field_.line, compiled.spec.file), field_.line),
            )


def _shown_wrong(compiled: CompiledSpec, output: Output) -> Iterator[Finding]:
    """Yield a warning for each formula of a workbook that a full document makes an error, and each percentage cell of what is none."""
    from generator.render.workbook import failed_formula, notices_of
    from generator.render.xlsx import expressions

    full = next(one for one in invented(compiled) if one.name == FULL).document
    shown = template_name(output)
    try:
        context = {**context_of(compiled, examine(full).scope), "institusi": full.given.institution}
        notices = notices_of(Rendering(full, context, output))
    except BorangError:  # told by the trial
        return
    for one in notices.formulas.values():
        yield replace(failed_formula(one), place=Place(shown, sheet=one.sheet))
    shares = {(tag.sheet, tag.cell) for tag in expressions(compiled.home.template(output.template).read_bytes()) if "/" in tag.source}
    for one in notices.shares.values():
        if (one.sheet, one.cell) not in shares:  # what is divided is a share
            message = "Sel ini berformat persen, padahal isinya bukan persentase: 87,5 tampil sebagai 8.750%."
            hint = 'Tulis unit: "%" pada isian atau hitungannya, atau ganti format selnya.'
            place = Place(shown, sheet=one.sheet, cell=one.cell)
            yield Finding("persen-bukan-persentase", message, Severity.WARNING, hint=hint, place=place)


def _values_at(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield the values at a path of names, of every row on the way."""
    rows = as_rows(value)
    if rows is not None:
        yield from (found for row in rows for found in _values_at(row, path))
    elif not path:
        yield value
    elif (group := as_group(value)) is not None and path[0] in group:
        yield from _values_at(group[path[0]], path[1:])


def unused_pieces(home: Home) -> Iterator[Finding]:
    """Yield a warning for each own piece that no own type uses; one with the name of a shipped piece does not change the shipped types."""
    pieces = home.own_pieces()
    own = [file for file in home.spec_files().values() if home.folder is not None and file.is_relative_to(home.folder)]
    used = {name for file in (*own, *pieces) for name in _used(file)} if pieces else set[str]()
    for file in (file for file in pieces if file.stem not in used):
        yield Finding(
            "potongan-tidak-dipakai",
            "Potongan ini tidak dipakai jenis mana pun di folder Anda.",
            Severity.WARNING,
            hint="Potongan di folder sendiri hanya dipakai jenis di folder itu; jenis bawaan tetap memakai potongan bawaan.",
            place=Place(str(file), 1),
        )


def _used(file: Path) -> Iterator[str]:
    """Yield the names of the pieces that a spec or piece uses; none where it cannot be read, which is told elsewhere."""
    try:
        open_parts = [read_spec(file)]
    except BorangError:
        return
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, Mapping):
            yield str(part.get("use", ""))
        open_parts += part.values() if isinstance(part, Mapping) else part if isinstance(part, list) else ()


def _unregistered(compiled: CompiledSpec) -> Iterator[Finding]:
    """Yield a warning for each cited document that is not among the registered ones: its id is printed in place of its name."""
    spec, library = compiled.spec, compiled.home.library
    cited = [(spec.source.document, 1), *((entry.source.document, entry.line) for entry in (*spec.constants, *spec.computed, *spec.rules))]
    cited += [(field_.source.document, field_.line) for _, field_ in walk(spec.fields)]
    lines: dict[str, int] = {}
    for document, line in cited:
        lines.setdefault(document, line)
    for document, line in lines.items():
        if document and not library.is_registered(document):
            near = suggestion(document, library.documents())
            yield Finding(
                "sumber-tidak-terdaftar",
                f"Sumber “{document}” tidak terdaftar{near}",
                Severity.WARNING,
                hint="Daftarkan di specs/reference/documents.yaml; sebelum itu yang tercetak adalah kodenya.",
                place=Place(file_of(line, spec.file), line),
            )


def _printed_nowhere(compiled: CompiledSpec) -> Iterator[Finding]:
    """Yield a warning for each chart, and a note for each optional field, that no template of the type prints."""
    reached = set[str]().union(*(printed_names(compiled, output) for output in compiled.spec.outputs))
    for chart in compiled.spec.charts:
        if chart.name not in reached:
            message = f"Grafik “{chart.title or chart.name}” tidak tercetak di templat mana pun."
            place = Place(compiled.spec.file, chart.line)
            yield Finding("grafik-tidak-tercetak", message, Severity.WARNING, hint=f"Tambahkan {{{{ {chart.name} }}}}.", place=place)
    if any(not output.template for output in compiled.spec.outputs):
        return  # the shared page prints every field in its own way
    counted = _counted(compiled)
    for path, field_ in unprinted(compiled, reached):
        if not field_.required and not counted.intersection(".".join(path[:end]) for end in range(1, len(path) + 1)):
            message = f"Isian “{compiled.spec.label_at(path)}” tidak tercetak di templat mana pun."
            outermost = compiled.spec.field_at(path[:1]) or field_
            place = Place(file_of(outermost.line, compiled.spec.file), outermost.line)
            yield Finding("isian-tidak-tercetak", message, Severity.NOTE, hint="Biarkan bila memang tidak perlu tercetak.", place=place)


def _counted(compiled: CompiledSpec) -> set[str]:
    """Return the paths of what computations use: tables and lists given whole to a score count with all they hold."""
    trees = [tree for computation in compiled.computations.values() for tree in computation.trees]
    shapes = {**compiled.scope_shapes, "row": ANY, "parent": ANY}
    reached = set[str]().union(*(read_names(tree, shapes).reached for tree in trees))
    return {path for path in reached if not any(other.startswith(f"{path}.") for other in reached)}


def remarked(findings: Iterable[Finding], home: Home) -> Iterator[tuple[str, bytes | BorangError]]:
    """Yield each Word and Excel template that findings are about, by its path below `templates/`, with them as remarks; or why it cannot be."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        found = _TEMPLATE.match(finding.place.file)
        if found is not None:
            by_file.setdefault(found.group(1), []).append(finding)
    for name, found_there in by_file.items():
        try:
            yield name, _with_remarks(name, home.template(name).read_bytes(), found_there)
        except BorangError as fault:
            yield name, fault


def _with_remarks(name: str, data: bytes, findings: list[Finding]) -> bytes:
    if name.endswith(".xlsx"):
        from generator.render.xlsx.remarks import noted

        return noted(data, [(str(one.place), (one.message, one.hint)) for one in findings], f"templates/{name}")
    from generator.render.docx.remarks import remark_of, with_remarks

    remarks = [remark_of(one.place.story, one.place.paragraph, (one.message, one.hint), str(one.place)) for one in findings]
    return with_remarks(data, remarks, f"templates/{name}")


def of_fault(fault: BorangError) -> Finding:
    """Return a fault of a spec or template as a finding, to stand beside the others."""
    where = ", ".join(part for part in (fault.file, fault.place) if part)
    code = "templat-rusak" if isinstance(fault, TemplateFault) else "spesifikasi-rusak"
    code = fault.code if fault.code in _TOLD_BY_NAME else code
    return Finding(code, fault.message, hint=fault.hint or "", place=Place(where))
