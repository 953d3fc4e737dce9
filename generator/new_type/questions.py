"""Fields guessed of the questions of an export: repeated questions become rows of a table, ticked answers lists, the rest single fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.form.answers import is_no_answer, is_tick
from generator.form.passed import has_kobo_columns, has_microsoft_head, is_added, is_of_quiz, preamble_of
from generator.intake.foreign.pieces import folded, label_of
from generator.intake.tables.grid import RawGrid
from generator.intake.tables.head import cell_at, head_of
from generator.intake.tables.read import content_of, grid_of
from generator.new_type.guesses import Guess, GuessedField, guess_of, quoted
from generator.new_type.names import field_name
from generator.new_type.pieces_to_fields import GuessedType
from validators.absence import KOSONG

_REPEATED: Final = re.compile(r"(.+?)\s*\(?([1-9][0-9]?)\)?\s*[–—:./|-]\s*(.+)")
_GRID: Final = re.compile(r"(.+?)\s*\[(.+)\]")
_AGAIN: Final = re.compile(r"(.+?)[. ]?([1-9][0-9]?)")
_MOST_TICKED: Final = 15
_LONGEST: Final = 80
_FULL: Final = 5


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of an export: its words, the answers that were given."""

    heading: str
    answers: tuple[Any, ...]
    rows: int

    @property
    def is_full(self) -> bool:
        """Whether everybody answered, of enough people to tell."""
        return self.rows >= _FULL and len(self.answers) == self.rows


def is_export(grid: RawGrid) -> bool:
    """Whether a sheet is the export of a form service, by the columns that it adds."""
    head = head_of(grid.rows, ())
    headings = [head.texts[column] for column in head.named]
    added = sum(is_added(heading, headings) and folded(heading) not in ("no", "nomor", "nama", "email") for heading in headings)
    return bool(headings) and (
        has_microsoft_head(headings) or has_kobo_columns(headings) or (bool(added) and is_added(headings[0], headings))
    )


def type_of_export(file: Path) -> GuessedType:
    """Return the type that an export's questions make. Raises IntakeFault when it cannot be read."""
    return _typed(grid_of(content_of(file), str(file)))


def type_of_grid(grid: RawGrid) -> GuessedType:
    """Return the type that the questions of a sheet make."""
    return _typed(grid)


def _typed(grid: RawGrid) -> GuessedType:
    questions = _questions(grid)
    separator = _separator([question.heading for question in questions], grid)
    walk = _QuestionGuessing(questions, separator)
    return GuessedType("", walk.fields())


def _questions(grid: RawGrid) -> list[AskedQuestion]:
    head = head_of(grid.rows, ())
    headings = [head.texts[column] for column in head.named]
    rows = [row for row in grid.rows[head.bottom + 1 :] if any(cell is not KOSONG for cell in row)]
    front = preamble_of(headings)
    found: list[AskedQuestion] = []
    for number, column in enumerate(head.named):
        heading = headings[number]
        if number < front or is_added(heading, headings) or is_of_quiz(heading, headings):
            continue
        cells = [cell_at(row, column) for row in rows]
        found.append(AskedQuestion(heading, tuple(cell for cell in cells if not is_no_answer(cell)), len(rows)))
    return found


def _separator(headings: Sequence[str], grid: RawGrid) -> str:
    head = head_of(grid.rows, ())
    named = [head.texts[column] for column in head.named]
    return ";" if has_microsoft_head(named) else " " if has_kobo_columns(named) else ","


class _QuestionGuessing:
    """The questions while they become fields."""

    def __init__(self, questions: Sequence[AskedQuestion], separator: str) -> None:
        self.questions = questions
        self.separator = separator
        self.taken: set[str] = {"jenis", "revisi", "institusi", "dokumen", "row", "parent", "lookup", "tiap"}
        self.tables: dict[str, GuessedField] = {}
        self.columns: dict[str, dict[str, list[AskedQuestion]]] = {}
        self.groups: dict[str, GuessedField] = {}
        self.within: dict[str, set[str]] = {}

    def fields(self) -> list[GuessedField]:
        """Return the fields in the order of the questions."""
        repeated = self._repeated()
        ticked = self._ticked()
        made: list[GuessedField] = []
        for question in self.questions:
            if question.heading in ticked.get("", ()):
                continue
            if question.heading in repeated:
                self._column(question, *repeated[question.heading], made)
            else:
                self._single(question, ticked.get(question.heading, ()), made)
        for name, columns in self.columns.items():
            self.tables[name].inner = self._inner(columns)
        for group in self.groups.values():
            _share_choices(group)
        return made

    def _repeated(self) -> dict[str, tuple[str, str]]:
        """Return the table and column of the questions that are asked once for each row: "RHK 2 – Waktu", or "Waktu", "Waktu2"."""
        numbers: dict[str, set[str]] = {}
        for question in self.questions:
            if match := _REPEATED.fullmatch(question.heading.strip()):
                numbers.setdefault(folded(match[1]), set()).add(match[2])
        found: dict[str, tuple[str, str]] = {}
        for question in self.questions:
            match = _REPEATED.fullmatch(question.heading.strip())
            if match and len(numbers[folded(match[1])]) > 1:
                found[question.heading] = (label_of(match[1]), label_of(match[3]))
        return found or self._again()

    def _again(self) -> dict[str, tuple[str, str]]:
        headings = {folded(question.heading): question.heading for question in self.questions}
        again = {
            question.heading: match[1]
            for question in self.questions
            if (match := _AGAIN.fullmatch(question.heading.strip())) and folded(match[1]) in headings and match[2] != "1"
        }
        first = {headings[folded(one)] for one in again.values()}
        if not again:
            return {}
        found = {heading: ("Rincian", label_of(heading)) for heading in first}
        return found | {heading: ("Rincian", label_of(headings[folded(one)])) for heading, one in again.items()}

    def _ticked(self) -> dict[str, tuple[str, ...]]:
        """Return the choices of questions whose boxes have a column each ("asal/Kepala Sekolah"); under "" those columns."""
        known = {question.heading for question in self.questions}
        choices: dict[str, tuple[str, ...]] = {}
        for question in self.questions:
            front, mark, choice = question.heading.rpartition("/")
            if mark and front in known and all(is_tick(answer) for answer in question.answers):
                choices[front] = (*choices.get(front, ()), choice)
                choices[""] = (*choices.get("", ()), question.heading)
        return choices

    def _column(self, question: AskedQuestion, table: str, column: str, made: list[GuessedField]) -> None:
        key = folded(table)
        if key not in self.tables:
            self.tables[key] = GuessedField(field_name(table, self.taken), table, "table", why="pertanyaan yang diulang bernomor")
            self.columns[key] = {}
            made.append(self.tables[key])
        self.columns[key].setdefault(column, []).append(question)

    def _inner(self, columns: dict[str, list[AskedQuestion]]) -> list[GuessedField]:
        taken: set[str] = set()
        made: list[GuessedField] = []
        for label, questions in columns.items():
            answers = tuple(answer for question in questions for answer in question.answers)
            guess = self._guess(label, answers, ())
            made.append(GuessedField(field_name(label, taken), label, guess.type, guess.facts, guess.why))
        return made

    def _single(self, question: AskedQuestion, options: Sequence[str], made: list[GuessedField]) -> None:
        """Put the field of a question to those made; in the group that its service, or its grid, has it in."""
        held, taken = made, self.taken
        group, label = self._split(question.heading)
        if group:
            held, taken = self._group(group, made)
        guess = self._guess(label, question.answers, options)
        why = "; ".join(filter(None, [guess.why, "wajib: semua menjawab" if question.is_full else ""]))
        held.append(
            GuessedField(
                field_name(label, taken), label, guess.type, guess.facts, why, is_optional=not question.is_full, choices=guess.choices
            )
        )

    def _split(self, heading: str) -> tuple[str, str]:
        """Return the group of a question and its own words: of "guru/nama", and of a grid "Seberapa sesuai? [Materi]"."""
        front, _, last = heading.rpartition("/")
        if self.separator == " ":
            return _spoken(front.rpartition("/")[2]), _spoken(last)
        match = _GRID.fullmatch(heading.strip())
        return (label_of(match[1]), label_of(match[2])) if match else ("", label_of(heading))

    def _group(self, group: str, made: list[GuessedField]) -> tuple[list[GuessedField], set[str]]:
        key = folded(group)
        if key not in self.groups:
            self.groups[key] = GuessedField(field_name(group, self.taken), group, "group", why="kelompok pertanyaan")
            self.within[key] = set()
            made.append(self.groups[key])
        return self.groups[key].inner, self.within[key]

    def _guess(self, label: str, answers: Sequence[Any], options: Sequence[str]) -> Guess:
        if options:
            return _listed(list(options), "kotak yang dapat dicentang")
        texts = [answer for answer in answers if isinstance(answer, str)]
        parts = [_parts(text, self.separator) for text in texts]
        counts = Counter(part for found in parts for part in dict.fromkeys(found))
        several = sum(len(found) > 1 for found in parts)
        is_often = self.separator == ";" or (several > 1 and min(counts.values(), default=0) > 1 and not any(map(_is_degree, counts)))
        if several and is_often and 1 < len(counts) <= _MOST_TICKED and max(map(len, counts)) <= _LONGEST:
            return _listed(list(counts), "beberapa jawaban dalam satu sel")
        return guess_of(label, answers)


def _share_choices(group: GuessedField) -> None:
    """Let the rows of a grid offer the same, whatever was ticked in each."""
    chosen = [one for one in group.inner if one.type == "choice"]
    known = list(dict.fromkeys(choice for one in chosen for choice in one.choices))
    if len(chosen) > 1 and len(known) <= _MOST_TICKED:
        for one in chosen:
            one.facts["choices"] = f"[{', '.join(map(quoted, known))}]"


def _is_degree(text: str) -> bool:
    """Whether a part of an answer is a degree behind a name."""
    return re.fullmatch(r"(?:[A-Z][A-Za-z]{0,4}\.\s?)+[A-Za-z]{0,6}\.?", text) is not None


def _spoken(name: str) -> str:
    """Return the name of a question as people would write it."""
    words = " ".join(name.replace("_", " ").split())
    return words.upper() if words in ("nip", "nuptk", "npsn", "nik") else words[:1].upper() + words[1:]


def _parts(text: str, separator: str) -> list[str]:
    if separator == ";" and not text.rstrip().endswith(";"):
        return [text.strip()]
    if separator == "," and re.search(r"\d,\d", text):
        return [text.strip()]
    parts = [part.strip() for part in text.split(separator) if part.strip()]
    return parts if separator != " " else [text.strip()]


def _listed(choices: Sequence[str], why: str) -> Guess:
    return Guess("list", {"of": f"{{type: choice, choices: [{', '.join(map(quoted, choices))}]}}"}, why)
