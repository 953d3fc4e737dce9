"""The number of a document, looked up in the office's register: `make` prints it and never gives one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from generator.defaults import with_defaults
from generator.document import Document
from generator.formatting import show
from generator.register.book import FILE, NumberState, RegisterEntry, entries_in
from generator.register.patterns import pattern_of
from generator.spec.keys import value_at
from generator.spec.model import RegisterText
from validators.absence import is_absent
from validators.findings import Finding, Severity
from validators.messages import finding

UNNUMBERED: Final = "belum-bernomor"
"""The finding of a document that has no number yet: of a type that may be printed without one it makes a draft."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The rows of a register as they are looked up: the valid ones by document, those whose number nobody else may have by number."""

    valid: Mapping[tuple[str, str], RegisterEntry] = field(default_factory=dict[tuple[str, str], RegisterEntry])
    taken: Mapping[tuple[str, str], tuple[RegisterEntry, ...]] = field(default_factory=dict[tuple[str, str], tuple[RegisterEntry, ...]])


def with_number(document: Document) -> Document:
    """Return the document with its number from the register where it has none of its own, and what is to be said of it.

    Nothing is done where its type has no numbers, or the office has no pattern for them. Raises IntakeFault, DeliveryFault.
    """
    said = document.type.register
    pattern = None if said is None else pattern_of(document.given.institution, document.type.id)
    if said is None or pattern is None:
        return document
    document = with_defaults(document)
    key = key_of(document, said)
    if not key:
        return document
    pages = _pages_of(folder_of(document))
    entry = pages.valid.get((document.type.id, key))
    own = own_number(document, said)
    if own:
        found = own_number_found(document, own, pages.taken.get((pattern.register, own), ()), entry)
        return with_findings(document, found)
    if entry is None:
        severity = Severity.ERROR if said.without == "refuse" else Severity.WARNING
        return with_findings(document, [finding(UNNUMBERED, said.number, severity=severity, jenis=document.type.id)])
    found = (
        []
        if entry.digest == digest_of(document, said)
        else [finding("nomor-data-berubah", said.number, severity=Severity.WARNING, nomor=entry.number, jenis=document.type.id)]
    )
    return with_findings(_placed(document, said.number, entry.number), found)


def own_number_found(document: Document, own: str, taken: Iterable[RegisterEntry], entry: RegisterEntry | None) -> Iterator[Finding]:
    """Yield what is wrong with a number that the data say themselves. taken: the rows that have it; entry: that of the document."""
    said = document.type.register
    assert said is not None
    key, day = key_of(document, said), day_of(document, said)
    for other in taken:
        if (day is None or other.year == day.year) and (
            other.key != key or other.type != document.type.id or other.state is NumberState.VOID
        ):
            what = "sudah dibatalkan" if other.state is NumberState.VOID else "sudah dipakai"
            yield finding("nomor-sudah-dipakai", said.number, nomor=own, keadaan=what, milik=other.subject or other.key)
            return
    if entry is not None and entry.number != own:
        yield finding("nomor-lain-di-register", said.number, nomor=own, tercatat=entry.number)


def key_of(document: Document, said: RegisterText) -> str:
    """Return what tells a document from the others of its type in the register; "" where the data do not say it yet."""
    values = [value_at(document.given.values, path) for path in said.key]
    return "" if is_absent(values[0]) or document.given.found.paths & set(said.key) else " | ".join(map(_folded, values))


def day_of(document: Document, said: RegisterText) -> date | None:
    """Return the day whose year counts, None where the data do not say it yet."""
    value = value_at(document.given.values, said.date)
    return value if isinstance(value, date) else None


def own_number(document: Document, said: RegisterText) -> str:
    """Return the number that the data say themselves, "" where they say none."""
    value = value_at(document.given.values, said.number)
    return "" if is_absent(value) or value is None else str(value).strip()


def digest_of(document: Document, said: RegisterText) -> str:
    """Return the digest of a document's data, without its number: what was filled in, whatever the type may ask besides."""
    text = "".join(_told(_placed(document, said.number, None).given.values))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def subject_of(document: Document, said: RegisterText) -> str:
    """Return whom or what a document is about, as a person calls it."""
    value = value_at(document.given.values, said.key[0])
    return "" if is_absent(value) or value is None else " ".join(str(show(value)).split())


def folder_of(document: Document) -> Path:
    """Return the folder of the office's settings, where the register is."""
    return Path(str(document.given.institution.get("folder") or "."))


def with_findings(document: Document, found: Iterable[Finding]) -> Document:
    """Return the document with more to be said of it."""
    return replace(document, given=replace(document.given, found=document.given.found + found))


def _placed(document: Document, path: tuple[str, ...], value: Any) -> Document:
    return replace(document, given=replace(document.given, values=_with(document.given.values, path, value)))


def _with(values: Mapping[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    first, *rest = path
    held = values.get(first)
    inner = value if not rest else _with(held if isinstance(held, Mapping) else {}, tuple(rest), value)
    return {**{name: one for name, one in values.items() if name != first}, **({} if inner is None else {first: inner})}


def _told(value: Any) -> Iterator[str]:
    """Yield what tells a value from every other one; what is empty is as if it were not there."""
    if isinstance(value, Mapping):
        yield "{"
        for name in sorted(map(str, value)):
            held = "".join(_told(value[name])) if name in value else ""
            if held not in ("", "{}", "[]"):
                yield f"{name}={held};"
        yield "}"
    elif isinstance(value, list | tuple):
        yield "["
        for held in value:
            yield f"{''.join(_told(held))},"
        yield "]"
    elif not is_absent(value) and value is not None:
        yield repr(str(show(value)) if not isinstance(value, date) else value.isoformat())


def _folded(value: Any) -> str:
    return "" if is_absent(value) or value is None else " ".join(str(show(value)).split()).casefold()


def _pages_of(folder: Path) -> Pages:
    """Return an office's register as it is looked up, read once as long as it does not change."""
    try:
        stamp = (folder / FILE).stat()
    except OSError:
        return Pages()
    return _read(folder, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=8)
def _read(folder: Path, _changed: int, _size: int) -> Pages:
    valid: dict[tuple[str, str], RegisterEntry] = {}
    taken: dict[tuple[str, str], tuple[RegisterEntry, ...]] = {}
    for entry in entries_in(folder):
        if entry.state is NumberState.VALID:
            valid[entry.type, entry.key] = entry
        if entry.state is not NumberState.REPLACED:
            taken[entry.book, entry.number] = (*taken.get((entry.book, entry.number), ()), entry)
    return Pages(valid, taken)
