"""The seal of a document: its signed values, where its type is sealed, the office has a key and all of them are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from generator.defaults import with_defaults
from generator.document import Document
from generator.errors import IntakeFault
from generator.formatting import show
from generator.home import INSTITUTION_FILES
from generator.seal.keys import signs_in
from generator.seal.text import as_day, sealed_text
from generator.spec.keys import value_at
from generator.spec.model import SealText
from validators.absence import is_absent

_SCHEME: Final = "https://"


def with_seal(document: Document) -> Document:
    """Return the document with its seal. Raises IntakeFault where the office's key or address cannot be used."""
    said, folder = document.type.seal, document.given.institution.get("folder")
    signs = signs_in(Path(str(folder))) if said is not None and folder else None
    if said is None or signs is None:
        return document
    document = with_defaults(document)
    values = _values(document, said)
    if values is None:
        return document
    mark, sign = signs
    return replace(document, given=replace(document.given, seal=sealed_text(values, mark, sign, address=_address(document))))


def without_seal(document: Document) -> Document:
    """Return the document as a draft is: without a seal, which would say that it is right."""
    return replace(document, given=replace(document.given, seal=""))


def _values(document: Document, said: SealText) -> dict[str, str] | None:
    """Return what is signed; None where something of it is not there or not right."""
    paths = {"nomor": said.number, "nama": said.name, "program": said.program, "tanggal": said.date}
    if document.given.found.paths & set(paths.values()):
        return None
    values = {name: value_at(document.given.values, path) for name, path in paths.items()}
    if any(is_absent(value) for value in values.values()) or not isinstance(values["tanggal"], date):
        return None
    return {name: as_day(value) if isinstance(value, date) else str(show(value)) for name, value in values.items()}


def is_address(text: str) -> bool:
    """Whether certificates can be verified at an address: values are put behind a # of it."""
    return text.startswith(_SCHEME) and "#" not in text and " " not in text


def _address(document: Document) -> str:
    """Return where the office lets certificates be verified, "" where it does not say."""
    value = document.given.institution.get("verifikasi", "")
    address = "" if is_absent(value) else str(value).strip()
    if address and not is_address(address):
        raise IntakeFault(
            f"verifikasi: “{address}” bukan alamat.",
            file=Path(str(document.given.institution.get("folder") or "")) / INSTITUTION_FILES[0],
            hint="Tulis alamat lengkap tanpa tanda pagar, misalnya https://contoh.example.id/verifikasi.",
            code="alamat-verifikasi-salah",
        )
    return address
