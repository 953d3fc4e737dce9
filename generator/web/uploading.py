"""The work on uploaded files, in the background: a request only keeps a file and makes its row; threads here have each done by a child process."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from generator.defect import record
from generator.deliver import safe_name
from generator.store.cleanup import clean
from generator.store.documents import kept_file
from generator.store.engine import Store
from generator.store.trouble import StoreTrouble
from generator.store.uploads import UploadedFile, claimed, files_of_upload, finish, institution_of_upload, let_go
from generator.web.desks import BusyDesks, Desks
from generator.web.lasting import LastingThreads
from generator.web.office import of_institution
from generator.web.tasks import DeskFault, DeskFile, FormReport, MakeTask
from generator.web.telling import plain_finding

_IDLE: Final = 5
_HOURLY: Final = 3600
_MOST_BESIDE: Final = 200
_DATA: Final = (".yaml", ".yml", ".json", ".png", ".jpg", ".jpeg")
"""What other files of an upload may name: files that feed them, mappings, pictures."""


class UploadWork:
    """Threads that see to what waits, one desk left to those who fill in forms. It begins with what an earlier run had in hand."""

    def __init__(self, store: Store, desks: Desks) -> None:
        self.store = store
        self.desks = desks
        self._threads = LastingThreads([*[self._step] * max(1, desks.count - 1), self._swept], _IDLE)

    def begin(self) -> None:
        """Begin."""
        let_go(self.store)
        self._threads.begin()

    def wake(self) -> None:
        """Say that something waits."""
        self._threads.wake()

    def end(self) -> None:
        """End when what is in hand is done, or after a moment; what is not done waits for the next run."""
        self._threads.end(patience=1)

    def _step(self) -> None:
        file = claimed(self.store)
        if file is None:
            self._threads.sleep()
            return
        found: list[Sequence[Mapping[str, Any]]] = []

        def see_to() -> None:
            if not found:
                found.append(self._told(file))
            finish(self.store, file.id, found[0])

        self._threads.once(see_to)

    def _told(self, file: UploadedFile) -> Sequence[Mapping[str, Any]]:
        """Return what became of a file. Raises StoreTrouble, when it is not known yet."""
        try:
            return self._results(file)
        except StoreTrouble:
            raise
        except Exception as error:  # noqa: BLE001 - what one file does to us is told as its result
            return (plain_fault(f"Terjadi kesalahan program (rujukan {record(error)[:8]})."),)

    def _results(self, file: UploadedFile) -> Sequence[Mapping[str, Any]]:
        task = MakeTask(files_beside(self.store, file), file.type)
        whole = of_institution(self.store, institution_of_upload(self.store, file.upload), task)
        while True:
            try:
                answer = self.desks.ask(whole)
                break
            except BusyDesks:
                time.sleep(1)
        if isinstance(answer, DeskFault):
            return (plain_fault(answer.message),)
        reports: tuple[FormReport, ...] = answer
        return [_plain(self.store, report) for report in reports] or [plain_fault("Berkas ini tidak berisi satu isian pun.")]

    def _swept(self) -> None:
        clean(self.store)
        self._threads.rest(_HOURLY)


def files_beside(store: Store, file: UploadedFile) -> tuple[DeskFile, ...]:
    """Return an uploaded file with what it may name of those that came with it."""
    others = files_of_upload(store, file.upload)
    found = {safe_name(file.name): DeskFile(safe_name(file.name), source=store.path(file.sha))}
    for other in others:
        name = safe_name(other.name)
        if name.lower().endswith(_DATA) and len(found) < _MOST_BESIDE:
            found.setdefault(name, DeskFile(name, source=store.path(other.sha)))
    return tuple(found.values())


def plain_fault(sentence: str) -> dict[str, Any]:
    """Return what is kept of a file that cannot be read at all."""
    return {"jenis": "", "tanda": "", "keadaan": "unreadable", "galat": sentence, "temuan": [], "jumlah": [], "berkas": []}


def _plain(store: Store, report: FormReport) -> dict[str, Any]:
    files = [kept_file(store, file.name, file.medium, file.data) for file in report.files]
    return {
        "jenis": report.type,
        "tanda": report.mark,
        "keadaan": report.status,
        "galat": report.fault,
        "temuan": [plain_finding(one) for one in report.findings],
        "jumlah": list(report.totals),
        "berkas": [{"nama": one.name, "bentuk": one.medium, "sha": one.sha} for one in files],
    }
