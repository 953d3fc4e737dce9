"""What a report names among its lampiran joined to it: one PDF and one ZIP. `borang make --with-lampiran`.

A row of the table `lampiran` names in its column `berkas` what stands behind the report: a PDF beside the data file, a data file that is made into
one, or a type that is made from the file which feeds the report. What is missing, damaged or not yet complete is a finding; there is no joined file
then, the report itself is delivered all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from generator.deliver import Folder, safe_name
from generator.document import Document, Outcome
from generator.errors import BorangError
from generator.fields.shapes import FixedTable, at
from generator.guard import ATTACHED, admit, read_given
from generator.intake.form import Incoming, RawForm
from generator.intake.read import READERS, fed_forms, given_of, raw_forms
from generator.office.package.parts import write_parts
from generator.pipeline import Rendition, Target, converted_together, rendered_form
from generator.render.joining import Attachment, fault_of, joined
from generator.render.rendering import OutputFile
from generator.spec.catalogue import Catalogue
from validators.findings import Finding, Severity
from validators.messages import finding

TABLE: Final = "lampiran"
COLUMN: Final = "berkas"
_PDF: Final = ".pdf"
_BETWEEN: Final = ";"
_LARGEST: Final = 200_000_000
"""Bytes of all attachments together: what a reader opens and a mail box takes is far below."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """What a row names: the title it stands under, its number for file names, the name as it was written."""

    title: str
    number: str
    name: str


class AnnexFault(Exception):
    """Why what a row names cannot be joined; its finding is in `found`."""

    def __init__(self, code: str, named: NamedFile, why: str = "") -> None:
        super().__init__(code)
        facts = {"nama": named.title, "berkas": named.name, "sebab": why}
        self.found = finding(code, (TABLE,), severity=Severity.WARNING, **facts)


def with_annexes(
    step: Outcome | Rendition, form: RawForm, incoming: Incoming, catalogue: Catalogue, *, institution: Mapping[str, Any] | None = None
) -> Outcome | Rendition:
    """Return what was made of a report with the joined files behind it, or with what keeps them from being made.

    institution: whose letterhead all of it bears; None for that of the files. A document whose type has no table of lampiran is given back as it is.
    """
    if isinstance(step, Outcome):
        return step
    document = given_of(form, incoming, catalogue, institution=institution)
    rows = list(_rows(document)) if isinstance(document, Document) else []
    if not isinstance(document, Document) or _table(document) is None:
        return step
    ready = converted_together([step])[0]
    if isinstance(ready, Outcome):
        return ready
    report = next((file for file in ready.made if file.medium == "pdf"), None)
    if report is None:
        return ready
    problems: list[Finding] = [] if rows else [finding("lampiran-kosong", (TABLE,), severity=Severity.WARNING)]
    gathered: dict[str, list[tuple[str, bytes]]] = {}
    for named in rows:
        try:
            files = list(_made(named, form, incoming, catalogue, institution=institution))
            gathered.setdefault(named.title, []).extend((f"{named.number} {safe_name(name)}", data) for name, data in files)
        except AnnexFault as fault:
            problems.append(fault.found)
    if sum(len(data) for files in gathered.values() for _, data in files) > _LARGEST:
        problems.append(finding("lampiran-terlalu-besar", (TABLE,), severity=Severity.WARNING, batas=_LARGEST // 1_000_000))
    if problems:
        told = replace(ready.outcome, findings=ready.outcome.findings + problems)
        return replace(ready, outcome=told, is_short=True)
    return replace(ready, made=(*ready.made, *_together(report, gathered)))


def _table(document: Document) -> FixedTable | None:
    """Return the table of a type whose rows name what is attached."""
    table = at(document.type.fields, (TABLE,))
    return table if isinstance(table, FixedTable) and table.child(COLUMN) is not None else None


def _rows(document: Document) -> Iterator[NamedFile]:
    """Yield what the rows of a document name, in the order of their reference table."""
    table = _table(document)
    written = document.given.values.get(TABLE)
    if table is None or not isinstance(written, Mapping):
        return
    library = document.compiled.home.library.table(table.rows)
    for key in library.rows:
        row = written.get(key)
        names = row.get(COLUMN) if isinstance(row, Mapping) else None
        for name in names.split(_BETWEEN) if isinstance(names, str) else ():
            if name.strip():
                yield NamedFile(f"Lampiran {key} {library.name_of(key)}", f"{key:>02}", name.strip())


def _made(
    named: NamedFile, form: RawForm, incoming: Incoming, catalogue: Catalogue, *, institution: Mapping[str, Any] | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of the PDFs that a row names. Raises AnnexFault."""
    if named.name in catalogue.names():
        fresh = RawForm(named.name, {}, {}, feeders=form.feeders)
        if not form.feeders:
            raise AnnexFault("lampiran-tidak-dibuat", named, "berkas isian ini tidak menyebut berkas asal, misalnya program: program.yaml")
        yield from _of_forms(list(fed_forms(fresh, incoming, catalogue)), named, incoming, catalogue, institution=institution)
        return
    file = _beside(named, incoming)
    if file.suffix.lower() == _PDF:
        data = _admitted(file, named)
        if why := fault_of(data):
            raise AnnexFault("lampiran-rusak", named, why)
        yield file.name, data
    elif file.suffix.lower() in READERS:
        source = Incoming(file, shelf=incoming.shelf)
        try:
            forms = list(raw_forms(source, catalogue))
        except BorangError as fault:
            raise AnnexFault("lampiran-rusak", named, fault.message) from fault
        yield from _of_forms(forms, named, source, catalogue, institution=institution)
    else:
        raise AnnexFault("lampiran-rusak", named, "bukan PDF, berkas isian, atau nama jenis; foto ditaruh dalam jenis dokumentasi")


def _admitted(file: Path, named: NamedFile) -> bytes:
    """Return the bytes of a PDF that came through the gate. Raises AnnexFault."""
    try:
        data = read_given(file, ATTACHED)
        admit(data, file, ATTACHED)
    except BorangError as fault:
        raise AnnexFault("lampiran-rusak", named, fault.message) from fault
    return data


def _beside(named: NamedFile, incoming: Incoming) -> Path:
    """Return the file of a name in the folder of the data file. Raises AnnexFault where there is none, or it stands elsewhere."""
    folder = incoming.file.parent.resolve()
    try:
        file = (folder / named.name.replace("\\", "/")).resolve()
        is_there = file.is_relative_to(folder) and file.is_file()
    except (OSError, ValueError):
        raise AnnexFault("lampiran-tidak-ada", named) from None
    if not is_there:
        raise AnnexFault("lampiran-tidak-ada", named)
    return file


def _of_forms(
    forms: list[RawForm], named: NamedFile, incoming: Incoming, catalogue: Catalogue, *, institution: Mapping[str, Any] | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the PDF of each document in a file. Raises AnnexFault for the first that cannot be made."""
    target = Target(("pdf",), folder=Folder(incoming.file.parent))
    for made in converted_together([rendered_form(form, incoming, catalogue, target, institution=institution) for form in forms]):
        if isinstance(made, Outcome):
            first = next(iter(made.findings.errors), None)
            why = made.fault or (
                f"{first.label}: {first.message}" if first is not None and first.label else first.message if first else made.status
            )
            raise AnnexFault("lampiran-tidak-dibuat", named, why)
        yield from ((file.filename, file.data) for file in made.made if file.medium == "pdf")


def _together(report: OutputFile, gathered: Mapping[str, list[tuple[str, bytes]]]) -> Iterator[OutputFile]:
    """Yield the joined PDF, and the ZIP of the report and each file by itself."""
    stem = report.filename.rpartition(".")[0]
    attached = [Attachment(title, tuple(data for _, data in files)) for title, files in gathered.items()]
    yield OutputFile(f"dengan-lampiran-{stem}.pdf", joined(report.data, attached), "pdf", output="lampiran")
    parts: dict[str, Any] = {f"00 {safe_name(report.filename)}": report.data}
    for name, data in (one for files in gathered.values() for one in files):
        parts[_free(name, parts)] = data
    yield OutputFile(f"dengan-lampiran-{stem}.zip", write_parts(parts), "zip", output="lampiran")


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """Return a name that no other file of the ZIP has."""
    stem, _, suffix = name.rpartition(".")
    numbered = (f"{stem} ({number}).{suffix}" for number in range(2, len(taken) + 3))
    return next(one for one in (name, *numbered) if one not in taken)
