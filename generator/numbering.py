"""The documents of files on their way to their numbers: read, joined with what feeds them, handed to the register all together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.bundle import forms_of_type
from generator.document import Document
from generator.errors import BorangError, UsageFault
from generator.feeders import with_unsound_sources
from generator.intake.form import Incoming, Shelf
from generator.intake.read import given_of
from generator.register.book import opened
from generator.register.giving import NumberGiven, give, tried
from generator.register.lookup import folder_of, with_number
from generator.register.patterns import pattern_of
from generator.spec.catalogue import Catalogue
from validators.findings import Finding


def refuse_unnumbered(type_name: str, catalogue: Catalogue) -> None:
    """Raise UsageFault for a type whose documents have no numbers of the register."""
    if catalogue.compiled(type_name).spec.register is None:
        hint = "Jenis sendiri dinomori dengan register: pada spesifikasinya."
        raise UsageFault(f"Jenis {type_name} tidak dinomori dengan register.", hint=hint, code="jenis-tanpa-nomor")


def documents_to_number(
    type_name: str, files: Iterable[Path], catalogue: Catalogue, institution: Mapping[str, Any] | None = None
) -> tuple[list[Document], list[Finding | BorangError]]:
    """Return the documents of a type in files, in order, and why others could not be read.

    institution: the office's settings; None for those beside each file.
    """
    shelf, found, refused = Shelf(), list[Document](), list[Finding | BorangError]()
    for file in files:
        incoming = Incoming(file, shelf=shelf)
        try:
            for form in forms_of_type(type_name, incoming, catalogue):
                document = None if form.refused else given_of(form, incoming, catalogue, type_name=type_name, institution=institution)
                refused += form.refused or ([document] if isinstance(document, Finding) else [])
                if document is not None and not isinstance(document, Finding):
                    found.append(with_number(with_unsound_sources(document, form, incoming)))
        except BorangError as fault:
            refused.append(fault)
    return found, refused


def numbered(documents: Sequence[Document], type_name: str, *, replacing: str = "", is_trial: bool = False) -> list[NumberGiven]:
    """Return what became of each document: its number, written to the register of its office unless this is a trial.

    replacing: as in `give`. Raises UsageFault where the office has no pattern for the type, DeliveryFault where the register cannot be had.
    """
    if not documents:
        return []
    folders = {folder_of(document) for document in documents}
    if len(folders) > 1:
        raise UsageFault("Berkas-berkas itu milik beberapa institusi.yaml; beri nomor satu per satu.", code="tanpa-pola-nomor")
    if pattern_of(documents[0].given.institution, type_name) is None:
        hint = f"Tulis di institusi.yaml: nomor: [{{jenis: {type_name}, pola: ...}}]; lihat borang docs nomor."
        raise UsageFault(f"institusi.yaml tidak memuat pola nomor {type_name}.", hint=hint, code="tanpa-pola-nomor")
    with opened(next(iter(folders))) as book:
        return (tried if is_trial else give)(book, documents, replacing=replacing)
