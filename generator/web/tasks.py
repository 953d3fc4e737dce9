"""What the server asks of its child processes, and what they answer: plain values, for both sides of a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from generator.fields.kind import Format
from generator.form.plan import Plan
from generator.web.desk_values import DeskFile, ToldFinding
from generator.web.register_tasks import RegisterDeskTask
from validators.findings import Path

Names: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlotTraits:
    """How a place is filled in a browser. choices: value and label of each; is_open: other words may be written too.

    letters: how many it takes exactly, 0 where that is open. width_cm: what it needs in a column, 0 where it takes what is left.
    """

    format: Format = Format.TEXT
    width_cm: float = 0.0
    is_long: bool = False
    is_list: bool = False
    is_file: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    is_open: bool = False
    letters: int = 0


@dataclass(frozen=True, slots=True)
class FormSheetPlan:
    """A type as its page and its form in the browser need it. subject: the path of what a draft is called by. media: what it can be made into.

    mark: changes whenever the type, or what it shares with others, does. number: the path of the number that the register gives, () where it gives none.
    """

    plan: Plan
    description: str
    traits: Mapping[Names, SlotTraits]
    subject: Names
    media: tuple[str, ...]
    has_sample: bool
    mark: str = ""
    number: Names = ()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found in a draft. totals: lines of what is computed. cells: computed columns as text. taken: what comes from a file that feeds it, in words."""

    findings: tuple[ToldFinding, ...] = ()
    totals: tuple[str, ...] = ()
    cells: Mapping[Path, str] = field(default_factory=dict[Path, str])
    taken: Mapping[Names, str] = field(default_factory=dict[Names, str])
    fault: str = ""

    @property
    def errors(self) -> int:
        """How many findings keep the document from being made."""
        return sum(one.is_error for one in self.findings)


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A file that was made: its name, medium and bytes."""

    name: str
    medium: str
    data: bytes


@dataclass(frozen=True, slots=True)
class FormReport:
    """What became of one form: of a draft, or in an uploaded file. mark: which of several in the file. files: what was made of it."""

    type: str
    mark: str
    status: str
    findings: tuple[ToldFinding, ...] = ()
    totals: tuple[str, ...] = ()
    fault: str = ""
    files: tuple[FinishedFile, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings keep the document from being made."""
        return sum(one.is_error for one in self.findings)


@dataclass(frozen=True, slots=True)
class PlanTask:
    """Asks for a type's plan: a `FormSheetPlan`."""

    type: str


@dataclass(frozen=True, slots=True)
class CheckTask:
    """Asks what is found in a draft: a `CheckReport`. files: its data file first."""

    type: str
    files: tuple[DeskFile, ...]


@dataclass(frozen=True, slots=True)
class MakeTask:
    """Asks for the documents of a file: a tuple of `FormReport`. files: the data file first. media: none for those of the type. is_draft: made whatever is wrong. has_annexes: with what a report names as attached."""

    files: tuple[DeskFile, ...]
    type: str = ""
    media: tuple[str, ...] = ()
    is_draft: bool = False
    has_annexes: bool = False


@dataclass(frozen=True, slots=True)
class OutcomesTask:
    """Asks what becomes of a file, for another program: a `ToldOutcomes`. files: the data file first. media: None to check only."""

    files: tuple[DeskFile, ...]
    type: str
    media: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ToldOutcomes:
    """What `--json` says of a file. code, fault: of what could not be read at all. is_whole: whether everything that was asked for was made.

    title: what its documents are called in the archive.
    """

    json: str
    code: str
    fault: str
    is_whole: bool
    files: tuple[FinishedFile, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class SchemasTask:
    """Asks for the JSON Schemas of data files by type, of those types whose spec is sound: a mapping."""

    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlankTask:
    """Asks for a blank form: bytes."""

    type: str
    medium: str


@dataclass(frozen=True, slots=True)
class SampleTask:
    """Asks for the sample of a type made into a medium: a tuple of `FormReport`; for medium "yaml" a `BegunValues`.

    is_own: whether it bears the letterhead of who asks, and not that of the samples.
    """

    type: str
    medium: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class BegunValues:
    """What a draft begins with: raw values, and the pictures that they name."""

    values: Mapping[str, Any]
    pictures: tuple[FinishedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Asks for what a form begins with that takes over a filled file: a `BegunValues`."""

    type: str
    file: DeskFile


@dataclass(frozen=True, slots=True)
class MarkTask:
    """Asks for an uploaded workbook with what is wrong marked in it: bytes, None where nothing is. files: the workbook first."""

    files: tuple[DeskFile, ...]


@dataclass(frozen=True, slots=True)
class PageTask:
    """Asks for a page of a PDF as a picture, from 1, with the number of pages: bytes and int; None where there is no such page."""

    data: bytes
    page: int


@dataclass(frozen=True, slots=True)
class ColumnsTask:
    """Asks for the columns of an export: a `ColumnReport`. mapping: the text of what was settled, "" for nothing."""

    type: str
    file: DeskFile
    mapping: str = ""


@dataclass(frozen=True, slots=True)
class ExportColumnView:
    """A column. samples: its first answers. place: where it goes, or may go; "-": nowhere, "?": nobody knows. note: why somebody must look."""

    name: str
    samples: tuple[str, ...]
    place: str
    is_settled: bool
    note: str


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """The columns of an export. places: where they may go: group, address and title of each. digest: tells these columns from others.

    sheets: what the workbook has to choose from; sheet: which of them this is; is_chosen: whether somebody said so. constants: what is the same in every row, by address.
    lacking: addresses that must be filled and that no column fills. preview: the first rows as they would be read: a label, and what stands there in each.
    """

    columns: tuple[ExportColumnView, ...]
    places: tuple[tuple[str, str, str], ...]
    digest: str
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    is_chosen: bool = False
    constants: tuple[tuple[str, str], ...] = ()
    lacking: tuple[str, ...] = ()
    preview: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class OfficePlanTask:
    """Asks for the plan of the settings of an institution: a `FormSheetPlan`."""


@dataclass(frozen=True, slots=True)
class OfficeCheckTask:
    """Asks what is wrong with the settings of an institution in a file, with the pictures beside it: a tuple of `ToldFinding`."""

    file: FilePath


@dataclass(frozen=True, slots=True)
class OfficeTask:
    """A task whose documents bear the settings in a file of their own, not those found beside the program. mark: changes when the settings do."""

    task: DeskTask
    file: FilePath
    mark: str


DeskTask: TypeAlias = "PlanTask | CheckTask | MakeTask | OutcomesTask | SchemasTask | BlankTask | SampleTask | ReadTask | MarkTask | PageTask | ColumnsTask | OfficePlanTask | OfficeCheckTask | OfficeTask | RegisterDeskTask"


@dataclass(frozen=True, slots=True)
class DeskFault:
    """Why nothing came of a task. message: what a person is told. remedy: its end that says what to do. is_defect: a fault of the program; reference: of it, in the message too."""

    message: str
    code: str = ""
    remedy: str = ""
    is_defect: bool = False
    reference: str = ""
