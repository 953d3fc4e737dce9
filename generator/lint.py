"""Checks specs and their templates against each other, before any data comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.errors import BorangError, SpecFault
from generator.home import Home
from generator.render.contract import contract
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.spec.load import load_spec
from validators.findings import Finding, Place, Severity


def lint_type(name: str, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield everything that is wrong with a type: its spec first, then each of its templates."""
    try:
        compiled = catalogue.compiled(name)
    except BorangError as fault:
        yield of_fault(fault)
        return
    yield from lint_compiled(compiled)


def lint_spec_file(file: Path, home: Home) -> Iterator[Finding]:
    """Yield everything that is wrong with a spec given by its file."""
    try:
        compiled = CompiledSpec(load_spec(file, home), home)
        compiled.prepare()
    except BorangError as fault:
        yield of_fault(fault)
        return
    yield from lint_compiled(compiled)


def lint_template(file: Path, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what is wrong with one template of a type: the type whose spec names it. Raises SpecFault when none does."""
    for name in catalogue.names():
        compiled = catalogue.compiled(name)
        for output in compiled.spec.outputs:
            if output.template and compiled.home.template(output.template).resolve() == file.resolve():
                yield from contract(compiled, output)
                return
    raise SpecFault("Tidak ada spesifikasi yang memakai templat ini.", file=file)


def lint_compiled(compiled: CompiledSpec) -> Iterator[Finding]:
    """Yield what is wrong with the templates of a compiled spec, and what its rules lack."""
    spec = compiled.spec
    seen: set[str] = set()
    for rule in spec.rules:
        if rule.id in seen:
            yield Finding("aturan-kembar", f"Aturan {rule.id} ditulis dua kali.", place=Place(spec.file, rule.line))
        seen.add(rule.id)
        if not rule.source.basis:
            message = f"Aturan {rule.id} belum menyebut basis: stated atau derived."
            yield Finding("aturan-tanpa-dasar", message, Severity.WARNING, place=Place(spec.file, rule.line))
    kinds = [output.kind for output in spec.outputs]
    for kind in sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        yield Finding("keluaran-kembar", f"Keluaran {kind} ditulis dua kali.", place=Place(spec.file))
    for output in spec.outputs:
        yield from contract(compiled, output)


def remarked(findings: Iterable[Finding], home: Home) -> Iterator[tuple[str, bytes | BorangError]]:
    """Yield each Word template that findings are about, by its path below `templates/`, with them as comments; or why it cannot be."""
    from generator.render.docx.remarks import remark_of, with_remarks

    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        name = finding.place.file.removeprefix("templates/")
        if name != finding.place.file and name.endswith(".docx"):
            by_file.setdefault(name, []).append(finding)
    for name, found in by_file.items():
        remarks = [remark_of(one.place.story, one.place.paragraph, (one.message, one.hint), str(one.place)) for one in found]
        try:
            yield name, with_remarks(home.template(name).read_bytes(), remarks, f"templates/{name}")
        except BorangError as fault:
            yield name, fault


def of_fault(fault: BorangError) -> Finding:
    """Return a fault of a spec as a finding, to stand beside the others."""
    where = ", ".join(part for part in (fault.file, fault.place) if part)
    return Finding("spesifikasi-rusak", fault.message, hint=fault.hint or "", place=Place(where))
