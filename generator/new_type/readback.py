"""The form that a type was made of, read back through the type: what it holds is the first sample, what it does not read is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from generator.document import Document
from generator.errors import BorangError
from generator.examine import examine
from generator.fields.shapes import Group, Table, walk
from generator.home import Home
from generator.intake.form import Incoming, RawForm
from generator.intake.read import document_of, raw_forms
from generator.intake.yaml_data import TYPE_KEY
from generator.report import finding_lines
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from validators.absence import KOSONG, is_absent

_MOST_TOLD: Final = 10
_EMPTY: Final = frozenset({"wajib-diisi", "baris-kurang", "tabel-tanpa-baris"})
"""What is said of a form that nobody filled in yet."""


def sound_values(form: Path, compiled: CompiledSpec, catalogue: Catalogue) -> dict[str, Any]:
    """Return what is filled in a form, as a data file holds it; of an export the first row. Nothing where it is empty or has a fault."""
    for raw in _read(form, compiled, catalogue):
        document = document_of(raw, compiled.spec.id, catalogue, incoming=Incoming(form), institution={})
        if raw.values and not any(one.is_error for one in examine(document).findings):
            return {key: _plain(value) for key, value in raw.values.items() if key != TYPE_KEY and not is_absent(value)}
    return {}


def told_of_form(name: str, folder: Path, form: Path) -> Iterator[str]:
    """Yield what a form gave its type, in words, and what to do next."""
    catalogue = Catalogue(Home(folder))
    compiled = catalogue.compiled(name)
    fields = [one for _, one in walk(compiled.spec.fields)]
    asked = [one for one in fields if not isinstance(one, Group | Table)]
    tables, counted = sum(isinstance(one, Table) for one in fields), sum(not one.is_given for one in asked)
    within = f", {tables} tabel" if tables else ""
    yield ""
    yield f"Dari {form.name}: {len(asked)} isian{within}{f', {counted} kolom dihitung' if counted else ''}."
    forms = list(_read(form, compiled, catalogue))
    found = [one for raw in forms for one in _findings(raw, compiled, catalogue, form) if one.is_error]
    if any(one.code not in _EMPTY for one in found):
        yield f"{form.name} dibaca balik lewat jenis ini; {len(found)} yang perlu dilihat:"
        yield from (line for one in found[:_MOST_TOLD] for line in finding_lines(one))
    elif any(raw.values for raw in forms) and not found:
        yield f"{form.name} dibaca balik lewat jenis ini: {f'{len(forms)} isian, ' if len(forms) > 1 else ''}semua terbaca."
    at = f"borang --home {folder}" if str(folder) != "." else "borang"
    yield f"Periksa tebakannya di {(folder / 'specs' / f'{name}.yaml').as_posix()}, lalu: {at} try {name}"


def _findings(raw: RawForm, compiled: CompiledSpec, catalogue: Catalogue, form: Path) -> list[Any]:
    if raw.refused:
        return list(raw.refused)
    document: Document = document_of(raw, compiled.spec.id, catalogue, incoming=Incoming(form), institution={})
    return list(examine(document).findings)


def _read(form: Path, compiled: CompiledSpec, catalogue: Catalogue) -> Iterator[RawForm]:
    try:
        yield from raw_forms(Incoming(form), catalogue, type_name=compiled.spec.id)
    except BorangError:  # an empty form is none to read
        return


def _plain(value: Any) -> Any:
    """Return a raw value without what is empty in it."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not KOSONG}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
