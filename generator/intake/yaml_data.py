"""Reads a YAML or JSON data file: its first key `jenis` names the document type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from generator.intake.form import Incoming, RawForm, WrittenForm
from generator.spec.catalogue import Catalogue
from generator.yamlio import DataFile, read_data
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Place, Severity
from validators.messages import finding

TYPE_KEY = "jenis"
REVISION_KEY = "revisi"
"""In a data file: the revision of the type that its form was made for. A field of that name goes before it."""


def read_yaml(incoming: Incoming, _catalogue: Catalogue, _type_name: str = "") -> Iterator[RawForm]:
    """Yield the one raw form in a YAML or JSON file. Raises IntakeFault when unreadable."""
    shown = incoming.name
    data = read_data(incoming.file, content=incoming.data)
    values = data.values
    places = {path: Place(file=shown, line=line) for path, line in data.lines.items()}
    found = Findings(found_in(data, shown))
    written = WrittenForm(incoming.suffix != ".json", data.brackets, data.tight, data.folded)
    if not isinstance(values, dict):
        yield RawForm("", values, places, found, written)
        return
    named = values.pop(TYPE_KEY, KOSONG)
    yield RawForm(named.strip() if isinstance(named, str) else "", values, places, found, written)


def found_in(data: DataFile, shown: str) -> Iterator[Finding]:
    """Yield what reading alone finds: keys written twice, values cut off by a comma or a `#`."""
    for key in data.doubled:
        doubled = finding("kunci-ganda", key.path, nilai=key.path[-1], pertama=key.first_line)
        yield replace(doubled, place=Place(file=shown, line=key.line))
    for cut in data.cuts:
        facts: dict[str, Any] = {"nilai": cut.written, "terbaca": cut.read, "kurung": cut.brackets}
        yield replace(finding(_CUT_CODES[cut.cause, cut.brackets], cut.path, **facts), place=Place(file=shown, line=cut.line))
    for lost in data.unread:
        dropped = finding("tanda-pagar", lost.path, severity=Severity.WARNING, nilai=lost.text)
        yield replace(dropped, place=Place(file=shown, line=lost.line))


_CUT_CODES: Final = {
    ("koma", "{ }"): "koma-dalam-kurung",
    ("koma", "[ ]"): "koma-dalam-daftar",
    ("kurung", "{ }"): "nilai-berkurung",
    ("kunci", "{ }"): "kunci-tanpa-titik-dua",
}
