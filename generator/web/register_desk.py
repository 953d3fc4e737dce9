"""The part of a child process that has to do with numbers and certificates: which module answers which task."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from generator.web.desk_values import DeskFile
from generator.web.register_tasks import GiveTask, RegisterBookTask, RegisterDeskTask, RegisterTask, VerifyTask, VoidTask
from generator.web.registering import number_report, register_book, register_report, voided
from generator.web.verifying import certificate_report

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue


def files_of_task(task: RegisterDeskTask) -> tuple[DeskFile, ...]:
    """Return the files that a task brings along."""
    match task:
        case GiveTask():
            return task.files
        case VerifyTask():
            return () if task.file is None else (task.file,)
        case _:
            return ()


def register_answer(folder: Path, catalogue: Catalogue, office: Mapping[str, Any], task: RegisterDeskTask) -> Any:
    """Return what is asked for. folder: where the files of the task stand. Raises BorangError."""
    match task:
        case RegisterTask():
            return register_report(office, task)
        case RegisterBookTask():
            return register_book(office)
        case VoidTask():
            return voided(office, task)
        case GiveTask():
            return number_report([folder / file.name for file in task.files], catalogue, office, task)
        case VerifyTask():
            return certificate_report(folder, office, task)
        case _:
            assert_never(task)
