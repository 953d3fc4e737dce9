"""The register of numbers as a child process sees to it: looked into, numbers given and made void, by the modules of the commands."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from generator.errors import DeliveryFault, UsageFault
from generator.register.book import NumberState, RegisterEntry, entries_in, opened
from generator.register.ledger import as_workbook
from generator.register.patterns import SETTING, pattern_of
from generator.web.register_tasks import GivenRow, GiveTask, NumberReport, RegisterReport, RegisterTask, VoidTask
from generator.web.telling import told
from validators.absence import is_absent
from validators.findings import Finding
from validators.spelling import folded

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue

_PATIENCE: Final = 10
"""So many seconds somebody who writes the register is waited for; then it is told who it is."""
_BUSY: Final = "register-sedang-dipakai"
_Made = TypeVar("_Made")


def register_report(office: Mapping[str, Any], task: RegisterTask) -> RegisterReport:
    """Return the rows that are looked for, the newest first, and what the office numbers. Raises DeliveryFault."""
    folder = folder_of_office(office)
    entries = [] if folder is None else entries_in(folder)
    found = [one for one in reversed(entries) if _is_meant(one, task)]
    years = tuple(sorted({one.year for one in entries}, reverse=True))
    types = tuple(sorted({one.type for one in entries} | set(numbered_types(office))))
    return RegisterReport(tuple(found[task.after : task.after + task.most]), len(found), years, types, tuple(numbered_types(office)))


def register_book(office: Mapping[str, Any]) -> bytes:
    """Return the whole register as a workbook."""
    folder = folder_of_office(office)
    return as_workbook([] if folder is None else entries_in(folder))


def voided(office: Mapping[str, Any], task: VoidTask) -> RegisterEntry:
    """Return the row of a number that is void now. Raises UsageFault where it is not valid, DeliveryFault."""
    folder = folder_of_office(office)
    if folder is None:
        raise _no_number()

    def write() -> RegisterEntry:
        with opened(folder) as book, book.at_once():
            entry = next(iter(book.entries("id = ?", task.id)), None)
            if entry is None or entry.state is not NumberState.VALID:
                raise _no_number()
            book.mark(entry, NumberState.VOID, task.why)
            return entry

    return _patiently(write)


def number_report(files: Sequence[Path], catalogue: Catalogue, office: Mapping[str, Any], task: GiveTask) -> NumberReport:
    """Return what became of each document of a file: the numbers that were given, or would be. Raises UsageFault, DeliveryFault."""
    from generator.numbering import documents_to_number, numbered, refuse_unnumbered

    refuse_unnumbered(task.type, catalogue)
    documents, refused = documents_to_number(task.type, files[:1], catalogue, office)
    given = _patiently(lambda: numbered(documents, task.type, replacing=task.replacing, is_trial=task.is_trial))
    rows = tuple(GivenRow(one.subject, one.outcome, one.number, told(one.findings, str(files[0]))) for one in given)
    return NumberReport(rows, tuple(_sentences(refused, files[0])))


def folder_of_office(office: Mapping[str, Any]) -> Path | None:
    """Return where the office's settings stand and its register beside them; None where it has none."""
    folder = office.get("folder")
    return Path(str(folder)) if folder and not is_absent(folder) else None


def numbered_types(office: Mapping[str, Any]) -> list[str]:
    """Return the types that the office has a pattern for."""
    rows = office.get(SETTING)
    names = [str(row.get("jenis", "")) for row in rows] if isinstance(rows, list | tuple) else []
    return [name for name in dict.fromkeys(names) if name and pattern_of(office, name) is not None]


def _is_meant(entry: RegisterEntry, task: RegisterTask) -> bool:
    text = folded(f"{entry.number} {entry.subject}")
    is_of = task.type in ("", entry.type) and task.year in (0, entry.year) and task.state in ("", str(entry.state))
    return is_of and task.id in (0, entry.id) and all(word in text for word in folded(task.words).split())


def _sentences(refused: Iterable[Any], file: Path) -> Iterable[str]:
    for one in refused:
        if isinstance(one, Finding):
            finding = told([one], str(file))[0]
            yield f"{finding.where}{': ' if finding.where else ''}{finding.message} {finding.hint}".rstrip()
        else:
            yield str(one).replace(f"{file.parent}/", "")


def _patiently(write: Callable[[], _Made]) -> _Made:
    """Return what writing gives, tried again while somebody else writes."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return write()
        except DeliveryFault as fault:
            if fault.code != _BUSY or time.monotonic() > until:
                raise
            time.sleep(0.1)


def _no_number() -> UsageFault:
    return UsageFault("Nomor ini tidak ada dalam register sebagai nomor yang berlaku.", code="nomor-tidak-ada")
