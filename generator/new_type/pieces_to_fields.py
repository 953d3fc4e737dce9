"""Fields guessed of the pieces of a form: lines and headings become fields in groups, tables tables, formulas what is computed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, Final

from generator.intake.foreign.pieces import FormHeading, LabelledValue, Piece, RecordTable, folded, is_blank, is_numbered, label_of
from generator.new_type.formulas import row_expression, summed_column
from generator.new_type.guesses import GuessedField, guess_of
from generator.new_type.names import field_name
from generator.new_type.workbook_marks import SheetMarks
from generator.office.sheet.addresses import letters
from validators.absence import is_absent
from validators.values import Unreadable, parse_money

_NUMERIC: Final = ("integer", "number", "money")
_TAKEN: Final = frozenset({"jenis", "revisi", "institusi", "dokumen", "row", "parent", "lookup", "tiap", "kop", "tanda_tangan"})
_LONGEST_NOTE: Final = 70
_SIGNING: Final = "Pengesahan"
_OPERANDS: Final = re.compile(r"[()\s]*[-+*][()\s]*")
_PREPARED: Final = 30
"""So many empty rows below its heads are looked at for what they would hold."""
_FULL: Final = 5


@dataclass(slots=True)
class GuessedType:
    """A type to be: its title, its fields in their order, what is computed (name, label, type_, expression, why)."""

    title: str = ""
    fields: list[GuessedField] = field(default_factory=list[GuessedField])
    computed: list[tuple[str, str, str, str, str]] = field(default_factory=list[tuple[str, str, str, str, str]])


def guessed_type(pieces: Sequence[Piece], marks: Mapping[str, SheetMarks]) -> GuessedType:
    """Return the type that the pieces of a form make. marks: what the cells of its sheets tell beside their values."""
    walk = _Guessing(marks)
    for piece in pieces:
        walk.take(piece)
    return walk.made


class _Guessing:
    """The state while the pieces are gone through: the group that the last heading opened."""

    def __init__(self, marks: Mapping[str, SheetMarks]) -> None:
        self.marks = marks
        self.made = GuessedType()
        self.groups: dict[str, GuessedField] = {}
        self.taken: set[str] = set(_TAKEN)
        self.within: dict[str, set[str]] = {}
        self.has_begun = False
        self.titles: set[str] = set()

    def take(self, piece: Piece) -> None:
        if isinstance(piece, FormHeading):
            if not self.has_begun and not is_numbered(piece.text) and (not self.made.title or _goes_on(piece.text)):
                self.made.title = self.made.title or label_of(piece.text)
                self.titles.add(folded(piece.text))
            return
        self.has_begun = True
        if isinstance(piece, LabelledValue):
            self._line(piece)
        else:
            self._table(piece)

    def _line(self, piece: LabelledValue) -> None:
        marks = self.marks.get(piece.grid.name, SheetMarks()) if piece.grid is not None else SheetMarks()
        guess = guess_of(
            piece.label,
            [piece.value],
            options=marks.options.get(piece.at) or piece.options,
            look=marks.looks.get(piece.at, ""),
            is_long=piece.is_long,
        )
        why = "; ".join(filter(None, [_place(piece), guess.why, _formula_note(marks.formulas.get(piece.at, ""))]))
        section = piece.section if folded(piece.section) not in self.titles else ""
        if section and folded(section) == folded(piece.label):
            section = ""
        held, taken = self._group(section, is_signature=piece.is_signature)
        held.append(GuessedField(field_name(piece.label, taken), piece.label, guess.type, guess.facts, why))

    def _group(self, section: str, *, is_signature: bool = False) -> tuple[list[GuessedField], set[str]]:
        if not section:
            return self.made.fields, self.taken
        key = folded(section)
        if key not in self.groups:
            why = "penanda tangan" if is_signature else "judul bagian dalam formulir"
            group = GuessedField(field_name(section, self.taken), section, "group", {"print": "signature"} if is_signature else {}, why)
            held = self._group(_SIGNING)[0] if is_signature else self.made.fields
            self.groups[key] = group
            self.within[key] = set()
            held.append(group)
        return self.groups[key].inner, self.within[key]

    def _table(self, piece: RecordTable) -> None:
        label = piece.title if folded(piece.title) not in self.titles else ""
        label = label or (piece.grid.name if not piece.grid.name.casefold().startswith(("sheet", "lembar")) else "") or "Rincian"
        name = field_name(label, self.taken)
        marks = self.marks.get(piece.grid.name, SheetMarks())
        piece = replace(piece, rows=tuple(_filled(piece, marks)))
        filled = f"{len(piece.rows)} baris terisi" if piece.rows else "belum ada baris terisi"
        guessed = GuessedField(name, label, "table", why=f"tabel ({piece.grid.name}, baris {piece.top}); {filled}")
        columns = _columns(piece, marks)
        guessed.inner = _grouped(columns, piece)
        self.made.fields.append(guessed)
        self.made.computed += self._sums(piece, guessed, columns)

    def _sums(
        self, piece: RecordTable, table: GuessedField, columns: Mapping[int, GuessedField]
    ) -> Iterator[tuple[str, str, str, str, str]]:
        marks = self.marks.get(piece.grid.name, SheetMarks())
        for row in piece.foot:
            for head in piece.columns:
                text = marks.formulas.get((row, head.column), "")
                guessed = columns[head.column]
                spot = (row, head.column)
                is_summed = summed_column(text, piece.rows or (piece.bottom + 2,), spot) or _adds_up(piece, *spot)
                if is_summed and guessed.type in _NUMERIC and len(head.heading) == 1:
                    label = f"Jumlah {head.text}" if not folded(head.text).startswith(("jumlah", "total")) else head.text
                    type_ = "money" if guessed.type == "money" else "number"
                    expression = f"{table.name} | sum(attribute='{guessed.name}')"
                    why = f"={text} di baris {row}" if text else f"baris jumlah di bawah {head.text}"
                    yield field_name(f"total {head.text}", self.taken), label, type_, expression, why


def _goes_on(text: str) -> bool:
    """Whether a heading below the title belongs to it: in capitals, in brackets, or with a year."""
    return text.isupper() or text.startswith("(") or re.search(r"\b20\d\d\b", text) is not None


def _adds_up(piece: RecordTable, foot: int, column: int) -> bool:
    """Whether what is written below a column is the sum of its rows."""
    amounts = _numbers(piece, column)
    total = parse_money(piece.grid.at(foot, column))
    return len(amounts) > 1 and None not in amounts and total == sum(amounts)


def _place(piece: LabelledValue) -> str:
    return f"sel {letters(piece.at[1])}{piece.at[0]}" if piece.place.cell else ""


def _formula_note(text: str) -> str:
    return f"di formulir dihitung dengan ={text[:_LONGEST_NOTE]}; belum dapat diterjemahkan" if text else ""


def _filled(piece: RecordTable, marks: SheetMarks) -> Iterator[int]:
    """Yield the rows of a table in which somebody wrote, as opposed to what only formulas fill."""
    for row in piece.rows:
        if any(not is_blank(piece.grid.at(row, one.column)) and (row, one.column) not in marks.formulas for one in piece.columns):
            yield row


def _columns(piece: RecordTable, marks: SheetMarks) -> dict[int, GuessedField]:
    """Return the fields of a table's columns by where they stand, those with a formula computed where it can be said."""
    taken: dict[tuple[str, ...], set[str]] = {}
    made: dict[int, GuessedField] = {}
    last = min([*piece.foot, piece.bottom + _PREPARED])
    below = piece.rows or tuple(range(piece.bottom + 1, last))
    for head in piece.columns:
        values = [piece.grid.at(row, head.column) for row in piece.rows]
        spots = [(row, head.column) for row in below]
        options = next((found for spot in spots if (found := marks.options.get(spot))), ())
        look = next((found for spot in spots if (found := marks.looks.get(spot))), "")
        guess = guess_of(" ".join(head.heading), values, options=options, look=look)
        name = field_name(head.heading[-1], taken.setdefault(head.heading[:-1], set()))
        is_full = len(piece.rows) >= _FULL and all(not is_blank(value) for value in values)
        why = "; ".join(filter(None, [guess.why, "wajib: terisi di semua baris" if is_full else ""]))
        made[head.column] = GuessedField(name, head.heading[-1], guess.type, dict(guess.facts), why, is_optional=not is_full)
    _price_sums(piece, made)
    paths = {head.column: ".".join((*_group_names(piece, head.heading), made[head.column].name)) for head in piece.columns}
    for head in piece.columns:
        formulas = {row: text for row in below if (text := marks.formulas.get((row, head.column)))}
        if formulas:
            _compute(made[head.column], formulas, paths, rows=len(piece.rows) or len(formulas))
            _type_of_operands(made[head.column], {f"row.{paths[column]}": other.type for column, other in made.items()})
    if not marks.formulas:
        _multiply(piece, made, paths)
    return made


def _price_sums(piece: RecordTable, made: Mapping[int, GuessedField]) -> None:
    """Let a column "Jumlah" behind one of prices be money too."""
    is_priced = False
    for head in piece.columns:
        one = made[head.column]
        if (
            is_priced
            and folded(one.label).startswith(("jumlah", "total"))
            and one.type in ("integer", "number", "text")
            and not _has_words(piece, head.column)
        ):
            one.type, one.why = "money", "jumlah di belakang kolom harga"
        is_priced = is_priced or one.type == "money"


def _has_words(piece: RecordTable, column: int) -> bool:
    values = [value for row in piece.rows if not is_blank(value := piece.grid.at(row, column))]
    return any(isinstance(parse_money(value), Unreadable) for value in values)


def _multiply(piece: RecordTable, made: Mapping[int, GuessedField], paths: Mapping[int, str]) -> None:
    """Let the last column of amounts be computed where it is the product of two others in every row."""
    numbers = {head.column: _numbers(piece, head.column) for head in piece.columns if made[head.column].type in _NUMERIC}
    for column in reversed(numbers):
        others = [one for one in numbers if one < column]
        for left, right in combinations(others, 2):
            rows = list(zip(numbers[column], numbers[left], numbers[right], strict=True))
            told = [row for row in rows if None not in row]
            if (
                len(told) > 1
                and len(told) == len(rows)
                and all(total == one * other for total, one, other in told)
                and {row[2] for row in told} != {1}
            ):
                made[column].facts = {"expr": f'"row.{paths[left]} * row.{paths[right]}"'}
                made[column].why = f"di semua baris sama dengan {made[left].label} × {made[right].label}"
                return


def _numbers(piece: RecordTable, column: int) -> list[Any]:
    read = [parse_money(piece.grid.at(row, column)) for row in piece.rows]
    return [None if isinstance(value, Unreadable) or is_absent(value) else value for value in read]


def _type_of_operands(guessed: GuessedField, types: Mapping[str, str]) -> None:
    """Let a product or sum of amounts of money be money, and that of whole numbers whole: a form without results says no more of them."""
    said = guessed.facts.get("expr", "").strip('"')
    parts = _OPERANDS.split(said)
    if guessed.type != "number" or not all(part in types or part.isdigit() for part in parts):
        return
    used = {types[part] for part in parts if part in types}
    if "money" in used and used <= {"money", "integer", "number"}:
        guessed.type = "money"
    elif used == {"integer"}:
        guessed.type = "integer"


def _compute(guessed: GuessedField, formulas: Mapping[int, str], paths: Mapping[int, str], *, rows: int) -> None:
    first = formulas[min(formulas)]
    said = row_expression(formulas, paths, is_money=guessed.type == "money") if len(formulas) == rows else None
    if said is None:
        guessed.why = _formula_note(first)
        return
    is_text = guessed.type not in (*_NUMERIC, "date")
    guessed.type = "text" if is_text and "'" in said else "number" if is_text or guessed.type == "integer" else guessed.type
    guessed.facts = {}
    guessed.facts = (
        {"expr": '"' + said.removeprefix("(").removesuffix(")").replace('"', '\\"') + '"'} if _is_wrapped(said) else {"expr": f'"{said}"'}
    )
    guessed.why = f"rumus ={first[:_LONGEST_NOTE]}"
    guessed.is_optional = False


def _is_wrapped(text: str) -> bool:
    """Whether the first bracket closes at the end."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return at == len(text) - 1 and text.startswith("(")
    return False


def _group_names(piece: RecordTable, heading: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field_name(part, set()) for part in heading[:-1])


def _grouped(columns: Mapping[int, GuessedField], piece: RecordTable) -> list[GuessedField]:
    """Return the columns, those under a heading of several in a group."""
    top: list[GuessedField] = []
    groups: dict[tuple[str, ...], GuessedField] = {}
    for head in piece.columns:
        held = top
        for depth in range(1, len(head.heading)):
            path = head.heading[:depth]
            if path not in groups:
                groups[path] = GuessedField(field_name(path[-1], set()), path[-1], "group", why="kepala beberapa kolom")
                held.append(groups[path])
            held = groups[path].inner
        held.append(columns[head.column])
    counts = Counter(one.name for one in top)
    for name in (name for name, count in counts.items() if count > 1):
        for number, one in enumerate([one for one in top if one.name == name][1:], start=2):
            one.name = f"{name}_{number}"
    return top
