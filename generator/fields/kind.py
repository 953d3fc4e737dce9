"""What an entry of a scalar kind says: how its values are read, checked, printed and laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal, Protocol, TypeAlias

from generator.fields.shapes import Scalar
from validators.identifiers import Issue

Align: TypeAlias = Literal["left", "center", "right"]


class Format(StrEnum):
    """How the figures or words of a value are written, on paper and in the cell of a workbook."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FRACTION = "fraction"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"

    @property
    def cell(self) -> str:
        """The number format of a workbook's cell."""
        return _CELLS.get(self, "General")

    @property
    def entry(self) -> str:
        """The number format of a cell that people fill in: words stay as they are typed, "1-2" is no date there."""
        return _CELLS.get(self, "@")

    @property
    def is_number(self) -> bool:
        """Whether a workbook can compute with it."""
        return self in (Format.INTEGER, Format.NUMBER, Format.FRACTION, Format.MONEY, Format.PERCENT)

    @property
    def takes_unit(self) -> bool:
        """Whether a unit may be written behind it."""
        return self in (Format.INTEGER, Format.NUMBER, Format.FRACTION)


_CELLS: Final[Mapping[Format, str]] = {
    Format.NUMBER: "[$-421]General",
    Format.INTEGER: "[$-421]#,##0",
    Format.FRACTION: "[$-421]General",
    Format.MONEY: '[$-421]"Rp"#,##0.00',
    Format.PERCENT: '[$-421]0.00"%"',
    Format.DATE: "[$-421]d mmmm yyyy",
    Format.TIME: r"[$-421]hh\.mm",
}


PORTRAIT_CM: Final = 16.0
LANDSCAPE_CM: Final = 24.7
"""How wide the text is on an upright page of A4 and on one turned."""


class Lines(Protocol):
    """A reference table, as far as a field needs it."""

    @property
    def rows(self) -> Mapping[str, Mapping[str, Any]]:
        """The rows by key."""
        ...

    @property
    def label(self) -> str:
        """The column that prints a row."""
        ...

    @property
    def open(self) -> bool:
        """Whether free text is allowed beside the rows."""
        ...

    def key_of(self, text: str) -> str | None:
        """Return the key of the row that `text` names."""
        ...

    def refusal_of(self, text: str) -> str:
        """Return why a word is refused, or "" for one that is not."""
        ...

    def name_of(self, key: str) -> str:
        """Return what the key of a row is called in print."""
        ...

    def rank_of(self, key: str) -> int:
        """Return the place of a row, from the first, which is 0."""
        ...


class Tables(Protocol):
    """Where reference tables are found by name."""

    def table(self, name: str) -> Lines:
        """Return a reference table."""
        ...


class Around(Tables, Protocol):
    """What stands around a form while it is read: reference tables, and the files beside it."""

    def picture(self, name: str) -> TypedValue:
        """Return the picture in a file beside the form, or what is wrong with it."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """How a value stands on paper. form: on a line, or as long text; width_cm: what it needs in a column, 0 takes what is left."""

    format: Format = Format.TEXT
    align: Align = "left"
    width_cm: float = 0.0
    form: Literal["line", "long"] = "line"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form offers to choose from; is_open: whether other words may be written too. column: that of the form whose cells it offers.

    has_other_names: whether what is offered is known by other words too, as a tick on an attendance list is.
    """

    texts: tuple[str, ...] = ()
    is_open: bool = False
    column: tuple[str, ...] = ()
    has_other_names: bool = False


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A typed value (`CACAT` where it could not be read, `KOSONG` where nothing is written), and what is to be said of it."""

    value: Any
    issues: tuple[Issue, ...] = ()


def as_typed(_field: Scalar, value: Any, _tables: Tables) -> Any:
    """Return a value that prints as it was read."""
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarKind:
    """One kind of scalar.

    word: what a person calls it. reads: a written value to a typed one. schema: the JSON Schema of typed values.
    beside: a read value completed from the fields beside it. prints: a typed value as templates see it; in_list: that as an item of a list. settles: a computed
    value as what rests on it and all documents see it. hint: what a blank form says beside the label. needs: the key of the
    spec that it cannot do without, with the attribute it fills. uses: further keys of the spec that some kinds have a use for. tables: the
    reference tables it rests on. choices: all that may be chosen. offer: what a drop-down of a form shows. enters: a typed value as it
    stands in the cell of a form that is a workbook. letters: how many letters it has exactly, 0 where that is open. parts: what expressions
    may name in it. is_key: whether it can name the
    rows of a matrix or table. is_tick: whether
    a checklist shows it as a tick. is_file: whether it names a file beside the form.
    """

    word: str
    reads: Callable[[Scalar, Any, Around], TypedValue]
    schema: Callable[[Scalar, Tables], Mapping[str, Any]]
    prints: Callable[[Scalar, Any, Tables], Any] = as_typed
    in_list: Callable[[Any], Any] = lambda value: value
    settles: Callable[[Any], Any] = lambda value: value
    beside: Callable[[Scalar, Any, Mapping[str, Any]], Any] | None = None
    look: Look = Look()
    hint: Callable[[Scalar, Tables], str] = lambda _field, _tables: ""
    needs: tuple[str, str] = ("", "")
    uses: frozenset[str] = frozenset()
    tables: Callable[[Scalar], tuple[str, ...]] = lambda _field: ()
    choices: Callable[[Scalar, Tables], tuple[str, ...]] = lambda _field, _tables: ()
    offer: Callable[[Scalar, Tables], Offer] = lambda _field, _tables: Offer()
    enters: Callable[[Scalar, Any, Tables], Any] = lambda _field, value, _tables: value
    letters: Callable[[Scalar], int] = lambda _field: 0
    parts: tuple[str, ...] = ()
    is_key: bool = False
    is_tick: bool = False
    is_file: bool = False
