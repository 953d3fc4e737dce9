"""What a spec says, as frozen values. `generator.spec.load` makes them, everything else reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from generator.fields.origin import Citation, Computation
from generator.fields.shapes import Field, at, label_at, walk
from validators.findings import Path, Severity


@dataclass(frozen=True, slots=True)
class Constant:
    """A named number or text of the regulation."""

    name: str
    value: Any
    unit: str = ""
    source: Citation = Citation()
    line: int = 0


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a score's result that prints: the dotted path of a value, a record, or a table with the columns of it that print (none: all)."""

    path: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePage:
    """How a computed table stands on the page: as the keys of that name on a table of the form say it."""

    caption: str = ""
    orientation: str = ""
    widths: Mapping[str, int | Decimal] = field(default_factory=dict[str, int | Decimal])
    group_by: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that the program computes from the whole document. after: the field or value it prints behind; within: the group it closes.

    decimals: how many its numbers print with; decimals_of: those of single parts, by name or path. show: which parts of a score's result print, in order; none: all of them. labels: words for parts of it, by name or path.
    """

    name: str
    label: str
    computation: Computation
    type: str = ""
    unit: str = ""
    plain: bool = False
    decimals: int | None = None
    decimals_of: Mapping[str, int] = field(default_factory=dict[str, int])
    source: Citation = Citation()
    element: str = ""
    after: str = ""
    within: str = ""
    print: str = ""
    show: tuple[ShownPart, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    page: TablePage = TablePage()
    line: int = 0


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as the spec writes it; `generator.spec.compile` compiles it.

    withholds: why a row has no document where this is not so, which is a decision and no fault of the data; "" where it is a fault.
    """

    id: str
    check: str
    message: str
    at: str
    each: str = ""
    when: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR
    withholds: str = ""
    source: Citation = Citation()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Output:
    """A file that the type can be made into. template: path below a templates folder, "" for the shared page.

    name: how `--to` calls it where there are several of a medium; otherwise its medium. engine: which prints a PDF, "" for the usual one.
    """

    medium: str
    template: str
    filename: str
    is_default: bool = False
    name: str = ""
    line: int = 0
    filename_line: int = 0
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Each:
    """One document a row. table: "program.peserta"; row: how `from:` names the row; key: the column that tells rows apart."""

    table: str
    row: str
    key: str = "nama"
    line: int = 0

    @property
    def feeder(self) -> str:
        """The type whose files have the table: "program"."""
        return self.table.split(".")[0]

    @property
    def steps(self) -> tuple[str, ...]:
        """The names that lead to the table within such a file: ("peserta",)."""
        return tuple(self.table.split(".")[1:])


@dataclass(frozen=True, slots=True)
class Gathering:
    """How filled files of another type become rows of a table, or columns or rows of a matrix. key: the expression that names a file.

    values: the table's columns by expressions over the file; for a matrix its `rows` (a table of the file), `row` and `cell` (columns of
    it), or `columns`, `column` and `cell` where a file is a row; `whole` alone for a list, keyed table or matrix that files share. same: fields that must be equal in all files, each with the path of the
    field that it fills here.
    """

    type: str
    into: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    same: Mapping[str, str] = field(default_factory=dict[str, str])
    line: int = 0


@dataclass(frozen=True, slots=True)
class ChartText:
    """A chart as the spec writes it. after: the field or computed value it prints behind; "" for the one it draws.

    caption: what stands below it, numbered; "" for its title.
    """

    name: str
    type: str
    of: str
    category: str = ""
    series: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    title: str = ""
    alt: str = ""
    start: str = ""
    finish: str = ""
    unit: str = ""
    element: str = ""
    after: str = ""
    caption: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RegisterText:
    """How documents of a type are numbered. number, date: the paths of the number and of the day whose year counts; key: of what tells one from the others, whom it is about first.

    without: what is made of a document that has no number yet: a "draft", or nothing ("refuse").
    """

    number: tuple[str, ...]
    date: tuple[str, ...]
    key: tuple[tuple[str, ...], ...]
    without: str = "draft"
    line: int = 0


@dataclass(frozen=True, slots=True)
class SealText:
    """What of a document is signed with the office's key, each the path of a field."""

    number: tuple[str, ...]
    name: tuple[str, ...]
    program: tuple[str, ...]
    date: tuple[str, ...]
    line: int = 0


TYPST: Final = "typst"
WEASYPRINT: Final = "weasyprint"
REPORT: Final = "laporan"
LETTER: Final = "surat"
CERTIFICATE: Final = "sertifikat"
LAYOUTS: Final = (REPORT, "formulir", LETTER, CERTIFICATE)
"""How the pages of a document may be laid out."""
COUNTING: Final = frozenset({"no", "nomor", "kode", "urutan"})
"""Names of a table's first column that tell its rows apart: no column of numbers stands before it."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A document type. layout: how its pages are laid out, "laporan", "surat", "sertifikat"; "" or "formulir" for a form."""

    id: str
    title: str
    revision: int
    source: Citation
    fields: tuple[Field, ...]
    constants: tuple[Constant, ...] = ()
    computed: tuple[Computed, ...] = ()
    rules: tuple[RuleText, ...] = ()
    charts: tuple[ChartText, ...] = ()
    outputs: tuple[Output, ...] = ()
    elements: str = ""
    each: Each | None = None
    gathers: tuple[Gathering, ...] = ()
    register: RegisterText | None = None
    seal: SealText | None = None
    language: int = 1
    description: str = ""
    subtitle: str = ""
    workings: bool = False
    layout: str = ""
    file: str = ""

    def sentences(self) -> list[tuple[str, int]]:
        """Return what prints as it is written here, with its line: under the title, under the headings of fields."""
        said = [(self.subtitle, 1), *((field_.intro, field_.line) for _, field_ in walk(self.fields))]
        return [(text, line) for text, line in said if text]

    def field_at(self, path: Path) -> Field | None:
        """Return the field that a data path leads to (row numbers and matrix keys are passed over)."""
        return at(self.fields, path)

    def label_at(self, path: Path) -> str:
        """Return the labels along a data path as the form prints them: "B. Aktivitas Belajar, baris 2, Alokasi Waktu"."""
        computed = next((c for c in self.computed if c.name == path[0]), None) if len(path) == 1 else None
        return computed.label if computed is not None else label_at(self.fields, path)
