"""An electronic office (`eoffice:` in institusi.yaml): it gives documents of some types their number, date and signature.

Its tags stand in their place in the document, and number and date are then not asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.fields.official import is_official
from generator.fields.shapes import Field, Group
from validators.absence import is_absent
from validators.tree import as_group, as_rows

_NUMBERS: Final = frozenset({"nomor", "nomor_surat", "nomor_naskah"})
_DATE: Final = "tanggal"


@dataclass(frozen=True, slots=True)
class ElectronicOffice:
    """The tags that an electronic office replaces in a document; all empty where none does."""

    number: str = ""
    date: str = ""
    signature: str = ""

    @classmethod
    def of(cls, office: Mapping[str, Any], type_id: str) -> ElectronicOffice:
        """Return the tags for documents of a type."""
        said = as_group(office.get("eoffice")) or {}
        if type_id not in (as_rows(said.get("jenis")) or ()):
            return cls()
        return cls(*(_text(said.get(name)) for name in ("nomor", "tanggal", "tanda_tangan")))


def waived(fields: Iterable[Field], office: Mapping[str, Any], type_id: str) -> frozenset[tuple[str, ...]]:
    """Return the paths of the fields that the electronic office fills: the date of signing, and the document's number."""
    electronic = ElectronicOffice.of(office, type_id)
    return frozenset(_filled(tuple(fields), electronic, ())) if electronic != ElectronicOffice() else frozenset()


def _filled(fields: tuple[Field, ...], electronic: ElectronicOffice, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    is_signed = any(isinstance(field_, Group) and is_official(inner.name for inner in field_.fields) for field_ in fields)
    for field_ in fields:
        if (field_.name == _DATE and is_signed and electronic.date) or (
            field_.name in _NUMBERS and (is_signed or not above) and electronic.number
        ):
            yield (*above, field_.name)
        elif isinstance(field_, Group):
            yield from _filled(field_.fields, electronic, (*above, field_.name))


def _text(value: Any) -> str:
    return "" if is_absent(value) or value is None else str(value)
