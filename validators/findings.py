"""Findings: what is wrong with a user's data, as values that are collected and returned all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands in the data: field names and zero-based row numbers, `("aktivitas", 1, "menit")`."""


class Severity(StrEnum):
    """How much a finding weighs: an error stops rendering, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the user's file: a line (YAML, CSV), a sheet and cell (XLSX), a paragraph (DOCX).

    column: of a line of an export, its heading. story: the part of a Word document, such as "isi"; text: what stands in that paragraph.
    """

    file: str = ""
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None
    story: str | None = None
    paragraph: int | None = None
    text: str = ""
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.line is not None:
            parts.append(f"baris {self.line}")
        if self.column and self.cell is None:
            parts.append(f"kolom “{self.column}”")
        if self.sheet is not None:
            parts.append(f"lembar “{self.sheet}”")
        if self.cell is not None:
            parts.append(f"sel {self.cell}")
        if self.story is not None:
            quoted = f" “{self.text}”" if self.text else ""
            parts.append((f"{self.story}, paragraf {self.paragraph}" if self.paragraph else self.story) + quoted)
        return ", ".join(parts)


NOWHERE: Final = Place()
MISSING: Final = "wajib-diisi"
NO_FORM: Final[Mapping[Path, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth knowing, about a user's data.

    code: stable, tests and programs rely on it. path: the value in the data. label: the field as the form names it.
    message: what is wrong, with the value. hint: what to do. source: the citation of the rule, if it has one. also: the other place,
    where two values do not agree. meant: of an unknown key, the value that it surely names.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    path: Path = ()
    label: str = ""
    hint: str = ""
    source: str = ""
    place: Place = NOWHERE
    also: Place = NOWHERE
    meant: Path = field(default=(), compare=False)

    @property
    def is_error(self) -> bool:
        """Whether the finding stops rendering."""
        return self.severity is Severity.ERROR

    def as_json(self) -> dict[str, Any]:
        """Return the finding as plain JSON data."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "path": list(self.path),
            "where": str(self.place),
            "file": self.place.file,
            "line": self.place.line,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "key": ".".join(map(str, self.path)),
            "label": self.label,
            "message": self.message,
            "hint": self.hint,
            "source": self.source,
            **({} if self.also is NOWHERE else {"also": _as_json(self.also)}),
        }


def _as_json(place: Place) -> dict[str, Any]:
    return {"where": str(place), "file": place.file, "line": place.line, "sheet": place.sheet, "cell": place.cell}


class Findings(tuple[Finding, ...]):
    """An immutable sequence of findings; `+` joins two."""

    __slots__ = ()

    def __new__(cls, findings: Iterable[Finding] = ()) -> Findings:
        """Return the findings as an immutable sequence."""
        return super().__new__(cls, tuple(findings))

    def __add__(self, other: Iterable[Finding]) -> Findings:  # type: ignore[override] - findings stay findings, whatever is added
        return Findings((*self, *other))

    @property
    def errors(self) -> Findings:
        """The findings that stop rendering."""
        return Findings(f for f in self if f.is_error)

    @property
    def has_errors(self) -> bool:
        """Whether any finding stops rendering."""
        return any(f.is_error for f in self)

    @property
    def paths(self) -> frozenset[Path]:
        """The paths of all errors: their values are not to be relied on."""
        return frozenset(f.path for f in self if f.is_error)

    def placed(self, places: Mapping[Path, Place]) -> Findings:
        """Return the findings with the place of their value, or of its nearest enclosing value, filled in."""
        return Findings(f if f.place is not NOWHERE else replace(f, place=nearest_place(places, f.path)) for f in self)

    def by_cause(self) -> Findings:
        """Return the findings without what is missing only because its key is misspelt: that is told at the key."""
        meant = {f.meant for f in self if f.meant}
        return self if not meant else Findings(f for f in self if f.code not in _MISSING or not _rests_on(f.path, meant))

    def in_order(self, form: Mapping[Path, int] = NO_FORM, sheets: Sequence[str] = ()) -> Findings:
        """Return the findings in the order of the user's file: by line or cell, then by path.

        form: where each path of names stands in the form. sheets: those of the file in their order. Without them: by name.
        What nobody wrote stands in no line of its own: among each other the missing are in the order of the form.
        """
        numbers = {sheet: number for number, sheet in enumerate(sheets)}
        ordered = sorted(self, key=lambda finding: _reading_order(finding, form, numbers))
        missing = iter(sorted((one for one in ordered if one.code == MISSING), key=lambda finding: _form_order(finding, form, numbers)))
        return Findings(next(missing) if one.code == MISSING else one for one in ordered)


_MISSING: Final = frozenset({MISSING, "baris-kurang", "butir-kurang"})


def _rests_on(path: Path, meant: Collection[Path]) -> bool:
    """Tell whether a value stands at or in one of those meant, or holds it: a row with a misspelt key alone is no row yet."""
    return any(path[: len(one)] == one or one[: len(path)] == path for one in meant)


def nearest_place(places: Mapping[Path, Place], path: Path) -> Place:
    """Return the place of `path`, or of the nearest enclosing value that has one."""
    for end in range(len(path), -1, -1):
        place = places.get(path[:end])
        if place is not None:
            return place
    return NOWHERE


def _reading_order(finding: Finding, form: Mapping[Path, int], sheets: Mapping[str, int]) -> tuple[Any, ...]:
    place = finding.place
    where = (place.file, place.line or 0, *_sheet_order(place.sheet or "", sheets), _cell_order(place.cell or ""))
    return (*where, tuple(_steps(finding.path, form)))


def _form_order(finding: Finding, form: Mapping[Path, int], sheets: Mapping[str, int]) -> tuple[Any, ...]:
    place = finding.place
    return (place.file, *_sheet_order(place.sheet or "", sheets), tuple(_steps(finding.path, form)))


def _sheet_order(sheet: str, sheets: Mapping[str, int]) -> tuple[int, str]:
    return sheets.get(sheet, len(sheets) if sheet else -1), sheet


def _steps(path: Path, form: Mapping[Path, int]) -> Iterator[tuple[int, int, str]]:
    """Yield what orders paths: rows by number, names by their place in the form, keys of rows and other names by themselves."""
    names: Path = ()
    for step in path:
        if isinstance(step, int):
            yield 0, step, ""
            continue
        number = form.get((*names, step))
        names = names if number is None else (*names, step)
        yield 1, len(form) if number is None else number, step


def _cell_order(cell: str) -> tuple[int, int, str]:
    """Return what orders cells by rows, and within one from the left: B9 before A10 before AA10."""
    first = cell.partition(":")[0]
    column = first.rstrip("0123456789")
    return int(first[len(column) :] or 0), len(column), column
