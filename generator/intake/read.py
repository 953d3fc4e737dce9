"""From a file to a given `Document`: the reader by suffix, the type by name, the values typed and placed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from typing import Final

from generator.document import Document
from generator.errors import IntakeFault
from generator.intake.institution import read_institution
from generator.intake.typing import typed
from generator.intake.yaml_data import RawForm, read_yaml
from generator.spec.catalogue import Catalogue
from validators.findings import Finding, Findings, Path, Place, nearest_place
from validators.messages import finding, suggestion

READERS: Final[Mapping[str, Callable[[FilePath, str], RawForm]]] = {".yaml": read_yaml, ".yml": read_yaml, ".json": read_yaml}


def read(file: FilePath, catalogue: Catalogue, *, type_name: str = "", shown: str = "") -> Document | Finding:
    """Return the given document in `file`, or the finding that its type cannot be told.

    type_name: the type asked for; must agree with what the file says. shown: the file's name in findings.
    Raises IntakeFault when the file cannot be read, SpecFault when its type's spec is broken.
    """
    shown = shown or str(file)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise IntakeFault(f'Jenis berkas "{file.suffix}" belum dapat dibaca.', file=file, hint=f"Yang dapat: {', '.join(READERS)}.")
    form = reader(file, shown)
    if not isinstance(form.values, dict):
        raise IntakeFault("Isi berkas bukan kunci dan nilai.", file=file, hint="Mulai dengan: jenis: <jenis dokumen>.")
    name = form.type or type_name
    problem = _type_problem(form, name, type_name, catalogue, shown)
    if problem is not None:
        return problem
    return document_of(form, name, catalogue, file=file, shown=shown)


def document_of(form: RawForm, name: str, catalogue: Catalogue, *, file: FilePath, shown: str) -> Document:
    """Return a raw form as a given document of type `name`."""
    compiled = catalogue.compiled(name)
    values, found, renamed = typed(compiled, form.values, form.written)
    places = _with_renamed(form.places, renamed)
    return Document(
        spec=compiled,
        values=values,
        places=places,
        found=(form.found + found).placed(places),
        source=shown,
        institution=read_institution(catalogue.home, near=file),
    )


def _type_problem(form: RawForm, name: str, wanted: str, catalogue: Catalogue, shown: str) -> Finding | None:
    place = form.places.get(("jenis",), Place(file=shown, line=1))
    problem: Finding | None = None
    if not name:
        problem = finding("jenis-dokumen-tidak-ada")
    elif name not in catalogue.names():
        problem = finding("jenis-dokumen-tidak-dikenal", ("jenis",), nilai=name, usul=suggestion(name, catalogue.names()))
    elif wanted and wanted != name:
        problem = finding("jenis-dokumen-berbeda", ("jenis",), nilai=name, diminta=wanted)
    return None if problem is None else Findings([problem]).placed({(): place})[0]


def _with_renamed(places: Mapping[Path, Place], renamed: Mapping[Path, Path]) -> dict[Path, Place]:
    """Return the places with those of renamed values under their new names too."""
    known = dict(places)
    for new, old in renamed.items():  # outer ones first: an inner one's old path begins with its outer's new name
        known[new] = nearest_place(known, old)
        for path, place in list(known.items()):
            if path[: len(old)] == old:
                known[(*new, *path[len(old) :])] = place
    return known
