"""From a file to a given `Document`: the reader by suffix, the type by name, the values typed and placed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, Final, TypeAlias

from generator.defaults import with_defaults
from generator.document import Document, Given
from generator.errors import IntakeFault
from generator.intake.feeding import NO_ROWS, fed
from generator.intake.folder import resolved
from generator.intake.form import Incoming, RawForm
from generator.intake.institution import read_institution, with_sound_logo
from generator.intake.letterhead import named_by, with_named_institution
from generator.intake.merging import merged
from generator.intake.missing import refuse_missing
from generator.intake.typing import typed
from generator.intake.yaml_data import REVISION_KEY, TYPE_KEY, read_yaml
from generator.spec.catalogue import Catalogue
from generator.spec.model import Spec
from validators.absence import is_absent
from validators.findings import Finding, Findings, Path, Place, Severity, nearest_place
from validators.messages import finding, suggestion
from validators.spelling import nearest
from validators.values import Unreadable, parse_integer

_OFFICE: Final = (".xlsx", ".docx", ".pdf")
_SAY_TYPE: Final = (
    "Sebut jenisnya: --type JENIS di belakang perintah; daftarnya: borang list. "
    "Formulir sendiri yang belum ada jenisnya dibuatkan oleh: borang new-type NAMA --from-form {berkas}."
)
"""What the owner of a form can do, in which no line says its type."""
TABLES: Final = (".csv", ".tsv", ".xlsx")
"""The endings of what may be an export: of its rows each is a form."""
Reader: TypeAlias = Callable[[Incoming, Catalogue, str], Iterator[RawForm]]


def _read_workbook(incoming: Incoming, catalogue: Catalogue, type_name: str) -> Iterator[RawForm]:
    from generator.intake.workbook.read import read_workbook  # a YAML file is read without all that reads workbooks

    yield from read_workbook(incoming, catalogue, type_name)


def _read_export(incoming: Incoming, catalogue: Catalogue, type_name: str) -> Iterator[RawForm]:
    from generator.intake.export.read import read_export

    yield from read_export(incoming, catalogue, type_name)


def _read_cards(incoming: Incoming, catalogue: Catalogue, type_name: str) -> Iterator[RawForm]:
    from generator.intake.cards.read import read_cards

    yield from read_cards(incoming, catalogue, type_name)


READERS: Final[Mapping[str, Reader]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_yaml,
    ".xlsx": _read_workbook,
    ".csv": _read_export,
    ".tsv": _read_export,
    ".docx": _read_cards,
}


def read(file: FilePath, catalogue: Catalogue, *, type_name: str = "", shown: str = "") -> Document | Finding:
    """Return the one given document in `file`, or the finding that its type cannot be told. Raises what `read_all` raises."""
    return next(read_all(Incoming(file, shown=shown), catalogue, type_name=type_name))


def read_all(
    incoming: Incoming, catalogue: Catalogue, *, type_name: str = "", institution: Mapping[str, Any] | None = None
) -> Iterator[Document | Finding]:
    """Yield the given documents of what was handed in, each as a document or as the finding that its type cannot be told.

    type_name: the type asked for; must agree with what the file says. institution: the office's settings, where the caller has
    them; else those that the file names, or what feeds it, else the nearest `institusi.yaml`. Raises IntakeFault when the file cannot be read, SpecFault when its type's spec is broken.
    """
    for form in raw_forms(incoming, catalogue, type_name=type_name):
        if form.refused:
            yield from form.refused
        else:
            yield given_of(form, incoming, catalogue, type_name=type_name, institution=institution)


def raw_forms(incoming: Incoming, catalogue: Catalogue, *, type_name: str = "") -> Iterator[RawForm]:
    """Yield the raw forms of what was handed in, with what feeds them. Raises IntakeFault when it cannot be read."""
    if incoming.data is None:
        refuse_missing(incoming.file)
    reader = READERS.get(incoming.suffix)
    if reader is None:
        known = ", ".join(READERS)
        raise IntakeFault(
            f'Jenis berkas "{incoming.file.suffix}" belum dapat dibaca.',
            file=incoming.file,
            hint=f"Yang dapat: {known}.",
            code="jenis-berkas-tidak-dibaca",
        )
    for form in reader(incoming, catalogue, type_name):
        if form.refused:
            yield form
            continue
        if not isinstance(form.values, dict):
            raise IntakeFault(
                "Isi berkas bukan kunci dan nilai.",
                code="bukan-kunci-dan-nilai",
                file=incoming.file,
                hint="Mulai dengan: jenis: <jenis dokumen>.",
            )
        yield from fed_forms(form, incoming, catalogue, type_name=type_name)


def fed_forms(form: RawForm, incoming: Incoming, catalogue: Catalogue, *, type_name: str = "") -> Iterator[RawForm]:
    """Yield a raw form with what feeds it, once for each row where its type is made for each."""
    name = form.type or type_name
    if name not in catalogue or (type_name and name != type_name):  # what is told of it is that it is of another type
        yield form
        return

    def read_feeder(file: FilePath, feeder: str) -> Document | Finding:
        known, real = incoming.shelf.documents, resolved(file)
        if real not in known:
            inside = incoming.folder is not None and file.is_relative_to(incoming.folder)
            shown = FilePath(incoming.name).parent / (file.relative_to(incoming.folder or "") if inside else file)
            source = Incoming(file, shown=str(shown), shelf=incoming.shelf, above=(*incoming.above, incoming.file))
            found = next(read_all(source, catalogue, type_name=feeder))
            known[real] = with_defaults(found) if isinstance(found, Document) else found
        return known[real]

    yield from fed(with_named_institution(form, incoming), name, catalogue, read_feeder, incoming=incoming)


def given_of(
    form: RawForm, incoming: Incoming, catalogue: Catalogue, *, type_name: str = "", institution: Mapping[str, Any] | None = None
) -> Document | Finding:
    """Return a raw form as a given document, or the finding that its type cannot be told or that there is no row to make it for."""
    nothing = next((one for one in form.found if one.code == NO_ROWS), None)
    if nothing is not None:
        return Findings([nothing]).placed(form.places)[0]
    name = form.type or type_name
    problem = _type_problem(form, name, type_name, catalogue, shown=incoming.name)
    if problem is not None:
        return problem
    if institution is None:
        near = incoming.file if incoming.folder is not None else None
        institution = read_institution(catalogue.home, near=near, named=named_by(form))
    return document_of(form, name, catalogue, incoming=incoming, institution=institution)


def document_of(form: RawForm, name: str, catalogue: Catalogue, *, incoming: Incoming, institution: Mapping[str, Any]) -> Document:
    """Return a raw form as a given document of type `name`."""
    compiled = catalogue.compiled(name)
    raw, of_revision = without_revision(form.values, compiled.spec)
    values, found, renamed = typed(compiled, raw, form.written, folder=incoming.folder)
    places = _with_renamed(form.places, renamed)
    found = (form.found + of_revision + found).placed(places)
    if form.feeders:
        whole = merged(compiled.spec.fields, values, places, found, feeders=form.feeders)
        values, places, found = whole.values, whole.places, whole.found.placed(whole.places)
    institution, about_office = with_sound_logo(institution)
    given = Given(
        type_name=name,
        values=values,
        places=places,
        found=found + about_office,
        source=f"{incoming.name}, {form.mark}" if form.mark else incoming.name,
        mark=form.mark,
        folder="" if incoming.folder is None else str(incoming.folder),
        institution=institution,
        institution_file=str(named_by(form) or ""),
        row=form.row,
        row_place=form.row_place,
    )
    return Document(compiled, given)


def without_revision(raw: Mapping[str, Any], spec: Spec) -> tuple[Mapping[str, Any], list[Finding]]:
    """Return the raw values without the revision of the form that they were written in, and what is said where that is not the type's."""
    if REVISION_KEY not in raw or spec.field_at((REVISION_KEY,)) is not None:
        return raw, []
    others = {key: value for key, value in raw.items() if key != REVISION_KEY}
    written = parse_integer(raw[REVISION_KEY])
    if isinstance(written, Unreadable):
        return others, [finding(written.code, (REVISION_KEY,), **dict[str, Any](written.facts))]
    if is_absent(written) or written == spec.revision:
        return others, []
    facts = {"nilai": written, "kini": spec.revision, "jenis": spec.id}
    return others, [finding("revisi-lain", (REVISION_KEY,), severity=Severity.WARNING, **facts)]


def _type_problem(form: RawForm, name: str, wanted: str, catalogue: Catalogue, *, shown: str) -> Finding | None:
    place = form.places.get(("jenis",), Place(file=shown, line=1))
    problem: Finding | None = None
    if not name:
        problem = finding("jenis-dokumen-tidak-ada", usul=_type_key(form))
        if FilePath(shown).suffix.lower() in _OFFICE:
            problem = replace(problem, hint=_SAY_TYPE.format(berkas=FilePath(shown).name))
    elif name not in catalogue:
        problem = finding("jenis-dokumen-tidak-dikenal", ("jenis",), nilai=name, usul=suggestion(name, catalogue.names()))
    elif wanted and wanted != name:
        problem = finding("jenis-dokumen-berbeda", ("jenis",), nilai=name, diminta=wanted)
    return None if problem is None else Findings([problem]).placed({(): place})[0]


def _type_key(form: RawForm) -> str:
    """Return how the sentence about a missing type ends: the key that was meant for `jenis`, or a full stop."""
    known = ("jenis", "type", "tipe", "jenis dokumen")
    written = next((str(key) for key in form.values if key != TYPE_KEY and nearest(str(key), known) is not None), "")
    return f"; “{written}:” ditulis “{TYPE_KEY}:”." if written else "."


def _with_renamed(places: Mapping[Path, Place], renamed: Mapping[Path, Path]) -> dict[Path, Place]:
    """Return the places with those of renamed values under their new names too."""
    known = dict(places)
    for new, old in renamed.items():  # outer ones first: an inner one's old path begins with its outer's new name
        known[new] = nearest_place(known, old)
    present = {old: new for new, old in renamed.items()}
    for path, place in places.items() if renamed else ():
        here: Path = ()
        for step in path:
            here = (*here, step)
            here = present.get(here, here)
        known[here] = place
    return known
