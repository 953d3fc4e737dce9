"""What a child process does for the server: everything that touches a type, a form or a document. The server itself opens none of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, assert_never

from generator.defect import record
from generator.errors import BorangError, IntakeFault
from generator.fingerprint import stamped
from generator.formatting import show
from generator.home import SHIPPED, Home
from generator.intake.as_text import as_text
from generator.intake.form import Incoming, named_files_within
from generator.intake.institution import read_institution
from generator.intake.letterhead import INSTITUTION_KEY
from generator.intake.read import raw_forms, without_revision
from generator.intake.typing import typed
from generator.spec.catalogue import Catalogue
from generator.web.checking import check_report
from generator.web.columns import column_report
from generator.web.making import form_reports
from generator.web.office_form import office_findings, office_plan
from generator.web.outcomes import told_outcomes
from generator.web.register_desk import files_of_task, register_answer
from generator.web.register_tasks import GiveTask, RegisterBookTask, RegisterTask, VerifyTask, VoidTask
from generator.web.tasks import (
    BegunValues,
    BlankTask,
    CheckTask,
    ColumnsTask,
    DeskFault,
    DeskFile,
    DeskTask,
    FinishedFile,
    MakeTask,
    MarkTask,
    OfficeCheckTask,
    OfficePlanTask,
    OfficeTask,
    OutcomesTask,
    PageTask,
    PlanTask,
    ReadTask,
    SampleTask,
    SchemasTask,
)
from generator.web.traits import sheet_plan
from generator.workers import document_begins, document_ends
from validators.absence import CACAT

_SAMPLES: Final = ("ok-lengkap.yaml", "ok-minimal.yaml")
_PICTURES: Final = (".png", ".jpg", ".jpeg")
_DOTS_PER_INCH: Final = 110


@dataclass(frozen=True, slots=True)
class DeskStart:
    """What a child needs to begin. home: the user's own folder. near: a file beside which the office's settings are looked for."""

    home: Path | None
    near: Path


class Desk:
    """The types of a home, as one child process has them; read anew when somebody changed them."""

    def __init__(self, start: DeskStart) -> None:
        self.start = start
        self.stamp = Home(start.home).own_stamp()
        self.catalogue = Catalogue(Home(start.home))
        self.own: Path | None = None

    def refreshed(self) -> None:
        """Read the types anew if somebody changed them."""
        if self.stamp != (stamp := Home(self.start.home).own_stamp()):
            self.stamp, self.catalogue = stamp, Catalogue(Home(self.start.home))

    @property
    def office(self) -> Mapping[str, Any]:
        """The office's settings."""
        return read_institution(self.catalogue.home, near=self.start.near, named=self.own)

    def answer(self, task: DeskTask) -> Any:
        """Return what is asked for. Raises BorangError."""
        match task:
            case OfficeTask():
                self.own = task.file
                try:
                    return self.answer(task.task)
                finally:
                    self.own = None
            case PlanTask() | SchemasTask() | BlankTask() | SampleTask() | OfficePlanTask() | OfficeCheckTask():
                return self._of_type(task)
            case CheckTask() | MakeTask() | OutcomesTask() | ReadTask() | MarkTask() | ColumnsTask():
                files = (task.file,) if isinstance(task, ReadTask | ColumnsTask) else task.files
                with _folder(files) as folder, named_files_within(folder):
                    return self._of_file(task, folder / files[0].name)
            case PageTask():
                return _page_picture(task)
            case RegisterTask() | RegisterBookTask() | VoidTask() | GiveTask() | VerifyTask():
                with _folder(files_of_task(task)) as folder, named_files_within(folder):
                    return register_answer(folder, self.catalogue, self.office, task)
            case _:
                assert_never(task)

    def _of_type(self, task: PlanTask | SchemasTask | BlankTask | SampleTask | OfficePlanTask | OfficeCheckTask) -> Any:
        match task:
            case PlanTask():
                return sheet_plan(self.catalogue.compiled(task.type), has_sample=self._sample(task.type) is not None)
            case SchemasTask():
                return dict(self._schemas(task))
            case BlankTask():
                return self._blank(task)
            case SampleTask():
                return self._of_sample(task)
            case OfficePlanTask():
                return office_plan(self.catalogue.home)
            case OfficeCheckTask():
                return office_findings(task.file, self.catalogue.home)

    def _of_file(self, task: CheckTask | MakeTask | OutcomesTask | ReadTask | MarkTask | ColumnsTask, file: Path) -> Any:
        match task:
            case CheckTask():
                return check_report(file, task.type, self.catalogue, self.office)
            case MakeTask():
                return form_reports(file, self.catalogue, self.office, task)
            case OutcomesTask():
                return told_outcomes(file, self.catalogue, self.office, task)
            case ReadTask():
                return BegunValues(self._begun(file, task.type))
            case MarkTask():
                return self._marked(file)
            case ColumnsTask():
                return column_report(file, task.type, self.catalogue, task.mapping)

    def _schemas(self, task: SchemasTask) -> Iterator[tuple[str, Mapping[str, Any]]]:
        from generator.editor_schema import editor_schema

        for name in task.types:
            with suppress(BorangError):  # a type of one's own that is broken: whoever asks for it is told
                yield name, editor_schema(self.catalogue.compiled(name))

    def _blank(self, task: BlankTask) -> bytes:
        from generator.blank.known import KnownFields
        from generator.blank.maker import FormMaker

        data, _ = FormMaker(self.catalogue.compiled(task.type), task.medium, self.office).made(KnownFields())
        return stamped(data, task.medium)

    def _sample(self, type_name: str) -> Path | None:
        folders = [root / "samples" / type_name for root in self.catalogue.home.roots]
        return next((file for folder in folders for name in _SAMPLES if (file := folder / name).is_file()), None)

    def _of_sample(self, task: SampleTask) -> Any:
        file = self._sample(task.type)
        if file is None:
            raise IntakeFault("Jenis ini belum mempunyai contoh.", code="contoh-tidak-ada")
        if task.medium == "yaml":
            values = self._begun(file, task.type)
            return BegunValues(values, tuple(_pictures(values, file.parent)))
        office = self.office if task.is_own else read_institution(Home(SHIPPED / "samples"))
        return form_reports(file, self.catalogue, office, MakeTask((), task.type, (task.medium,), is_draft=task.is_own))[-1:]

    def _begun(self, file: Path, type_name: str) -> Mapping[str, Any]:
        """Return the raw values of a filled form; of a form of another type those that both have. Raises IntakeFault."""
        compiled = self.catalogue.compiled(type_name)
        form = next(raw_forms(Incoming(file), self.catalogue, type_name=type_name if file.suffix.lower() in (".xlsx", ".docx") else ""))
        if form.refused:
            raise IntakeFault(form.refused[0].message, hint=form.refused[0].hint, code=form.refused[0].code)
        if form.type in ("", type_name):
            raw = without_revision(form.values if form.shared is None else form.shared, compiled.spec)[0]
            raw = {name: value for name, value in raw.items() if name != INSTITUTION_KEY}
            return as_text(_settled(typed(compiled, raw, form.written, folder=file.parent)[0], raw))
        from generator.blank.known import begun_from

        return begun_from(file, compiled, self.catalogue).values

    def _marked(self, file: Path) -> bytes | None:
        from generator.marked_copy import marked_copy
        from generator.pipeline import Target, run_all

        found = [one for outcome in run_all(Incoming(file), self.catalogue, Target()) for one in outcome.findings]
        return marked_copy(file, found)


def _settled(values: Any, raw: Any) -> Any:
    """Return typed values under their present names, days in words; what could not be read as it was written."""
    if values is CACAT:
        return raw
    if isinstance(values, Mapping):
        return {name: _settled(value, raw.get(name) if isinstance(raw, Mapping) else None) for name, value in values.items()}
    if isinstance(values, list):
        return [_settled(value, raw[at] if isinstance(raw, list) and at < len(raw) else None) for at, value in enumerate(values)]
    return str(show(values)) if isinstance(values, date) else values


def _pictures(values: Any, folder: Path) -> Iterator[FinishedFile]:
    """Yield the pictures beside a data file that its values name."""
    if isinstance(values, Mapping | list):
        for value in values.values() if isinstance(values, Mapping) else values:
            yield from _pictures(value, folder)
    elif isinstance(values, str) and values.endswith(_PICTURES) and (file := folder / Path(values).name).is_file():
        yield FinishedFile(file.name, file.suffix[1:], file.read_bytes())


@contextmanager
def _folder(files: Sequence[DeskFile]) -> Iterator[Path]:
    """Give a folder with the files in it, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="borang-") as name:
        folder = Path(name).resolve()
        for file in files:
            if file.source is None:
                (folder / file.name).write_bytes(file.data)
            else:
                shutil.copyfile(file.source, folder / file.name)
        yield folder


def _page_picture(task: PageTask) -> tuple[bytes, int] | None:
    from io import BytesIO

    import pypdfium2

    document: Any = pypdfium2.PdfDocument(task.data)
    try:
        pages = len(document)
        if not 1 <= task.page <= pages:
            return None
        target = BytesIO()
        document[task.page - 1].render(scale=_DOTS_PER_INCH / 72).to_pil().convert("RGB").quantize(64).save(target, "PNG", optimize=False)
        return target.getvalue(), pages
    finally:
        document.close()


# ---- in a child

_desk: Desk | None = None


def begin(start: DeskStart) -> None:
    """Make this process ready."""
    global _desk  # noqa: PLW0603 - one process, one desk
    _desk = Desk(start)


def answers(tasks: Sequence[DeskTask]) -> Iterator[Any]:
    """Yield the answer to each task, or why there is none."""
    assert _desk is not None
    for task in tasks:
        yield _bordered(partial(_answered, _desk, task))


def _answered(desk: Desk, task: DeskTask) -> Any:
    desk.refreshed()
    return desk.answer(task)


def _bordered(work: Callable[[], Any]) -> Any:
    document_begins()
    try:
        return work()
    except BorangError as fault:
        return DeskFault(fault_told(fault), fault.code, fault.hint or "")
    except MemoryError:
        return DeskFault("Berkas ini memerlukan memori lebih banyak daripada yang boleh dipakai satu dokumen.", "memori-tidak-cukup")
    except Exception as error:  # noqa: BLE001 - the border of one piece of work
        reference = record(error)[:8]
        return DeskFault(f"Terjadi kesalahan program (rujukan {reference}).", is_defect=True, reference=reference)
    finally:
        document_ends()


def fault_told(fault: BorangError) -> str:
    """Return what a fault says, its file by its name alone: the folder is this process's. It is not named in front where the sentence names it."""
    name = Path(fault.file).name if fault.file else None
    name = None if name and f"“{name}”" in fault.message else name
    return str(type(fault)(fault.message, file=name, place=fault.place, hint=fault.hint, code=fault.code))
