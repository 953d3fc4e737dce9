"""Fields whose values are names - of persons, schools, places - or numbers of identity: no line ends within one of their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from generator.fields.shapes import Field, ListOf, Scalar, computation_of

_NAMES: Final = frozenset(
    {
        "alamat", "atas_nama", "bank", "dokter", "fasilitas", "guru", "instansi", "kabupaten_kota", "kepada", "nama_pengajar", "narasumber",
        "nomor_induk", "npwp", "pendamping", "pengembang", "penilai", "peserta", "sekolah", "surel", "telepon", "tempat", "tempat_lahir",
        "unit_kerja", "wilayah",
    }
)  # fmt: skip
_NAMED: Final = "nama"
_WHO: Final = frozenset({"nama", "guru", "peserta", "narasumber", "sekolah", "wilayah", "kabupaten/kota", "pemilik"})
"""How the label of a field `nama` begins where it is a person's or a place's, and not that of an activity."""
_ROW: Final = re.compile(r"\brow\.([a-z][a-z0-9_]*)")


def is_proper(field_: Field, beside: Sequence[Field] = ()) -> bool:
    """Whether the values of a field are names or numbers of identity, or words with some among them.

    beside: the columns of its table, of which a computed text may be made.
    """
    if not isinstance(field_, Scalar | ListOf):
        return False
    of = field_.of if isinstance(field_, ListOf) else field_
    said = computation_of(field_)
    if said is not None:
        named = {child.name: child for child in beside if child is not field_}
        read = [named[name] for name in _ROW.findall(said.expr) if name in named]
        return of.kind == "text" and any(computation_of(one) is None and is_proper(one) for one in read)
    if of.identifier:
        return True
    if of.kind != "text" or of.choices or of.table:
        return False
    return field_.name in _NAMES or (field_.name == _NAMED and field_.label.casefold().split(" ")[0] in _WHO)
