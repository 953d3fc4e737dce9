"""The columns of an export as a page shows them: what stands in each, where it goes, where else it could go. In a child process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.errors import BorangError
from generator.fields.shapes import ListOf
from generator.form.asked import AskedPlace, asked_index
from generator.form.mapping import MappedQuestion, QuestionMapping, Standing, question_names
from generator.intake.export.mapping_file import OPEN, PASSED, lacking_places, read_mapping
from generator.intake.export.read import ExportRows, ExportTable, export_table, questions_of
from generator.intake.form import Incoming
from generator.intake.read import TABLES
from generator.intake.tables.sheets import sheet_names
from generator.intake.workbook.identity import is_form
from generator.web.tasks import ColumnReport, ExportColumnView
from validators.absence import is_absent
from validators.findings import Path as Path_
from validators.values import shown

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue

MAPPING_NAME: Final = "pemetaan.peta.yaml"
_SAMPLES: Final = 3
_MOST_ROWS: Final = 20
_MOST_PLACES: Final = 3000
_MOST_PREVIEWED: Final = 60
_SEPARATED: Final = " (pisah koma)"


def column_report(file: Path, type_name: str, catalogue: Catalogue, mapping: str) -> ColumnReport:
    """Return the columns of an export of a type. mapping: what was settled, as the text of its file, "" for nothing. Raises BorangError."""
    compiled = catalogue.compiled(type_name)
    settled = _mapping(mapping, catalogue)
    table = export_table(Incoming(file), compiled, settled)
    questions = questions_of(table, compiled, settled)
    columns = tuple(_column(table, at, one, settled) for at, one in enumerate(questions))
    rows = 1 + max((step for one in questions if one.target is not None for step in one.target.steps if isinstance(step, int)), default=0)
    offered = [place for asked in asked_index(compiled).places for place in _places(asked, min(rows, _MOST_ROWS))]
    known = {address for _, address, _ in offered}
    others = [("Tempat lain", one.place, one.place) for one in columns if one.place not in (*known, PASSED, OPEN)]
    return ColumnReport(
        columns,
        tuple([*others, *offered][:_MOST_PLACES]),
        columns_digest(file, type_name, catalogue) or _digest(table),  # of the sheet that is read unasked: the next export is known by it
        sheet_names(file.read_bytes(), file.name) if file.suffix.lower() == ".xlsx" else (),
        table.grid.name,
        settled is not None and bool(settled.sheet),
        _constants(settled),
        lacking_places(questions, compiled),
        tuple(_preview(ExportRows(table, questions, compiled, settled))),
    )


def _constants(settled: QuestionMapping | None) -> tuple[tuple[str, str], ...]:
    """Return what is the same in every row: address and text of each, items of a list on lines."""
    said = () if settled is None else settled.constants
    return tuple((target.address, "\n".join(map(str, value)) if isinstance(value, list) else str(value)) for target, value in said)


def _preview(rows: ExportRows) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what the first rows would be read as: the label of a place, and what stands there in each."""
    if not rows.columns:
        return
    forms = [dict(_leaves(rows.form(number).values, ())) for number in range(min(_SAMPLES, len(rows.answered)))]
    for path in islice(dict.fromkeys(path for form in forms for path in form), _MOST_PREVIEWED):
        yield rows.compiled.spec.label_at(path), tuple(form.get(path, "") for form in forms)


def _leaves(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Yield where each single value stands in raw values, and its text; a list of single values is one."""
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from _leaves(below, (*path, name))
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for at, below in enumerate(value):
            yield from _leaves(below, (*path, at))
    elif not is_absent(value):
        yield path, "; ".join(map(shown, value)) if isinstance(value, list) else shown(value)


def columns_digest(file: Path, type_name: str, catalogue: Catalogue) -> str:
    """Return what tells the columns of a table from those of another, "" for what is no table of questions."""
    try:
        if file.suffix.lower() not in TABLES or is_form(file):
            return ""
        return _digest(export_table(Incoming(file), catalogue.compiled(type_name)))
    except BorangError:  # reading it says what is wrong with it
        return ""


def _digest(table: ExportTable) -> str:
    return hashlib.sha256("\n".join(question_names(table.headings)).encode("utf-8", "replace")).hexdigest()


def _mapping(text: str, catalogue: Catalogue) -> QuestionMapping | None:
    return read_mapping(Path(MAPPING_NAME), catalogue, content=text.encode("utf-8")) if text else None


def _column(table: ExportTable, at: int, question: MappedQuestion, settled: QuestionMapping | None) -> ExportColumnView:
    """Return a column with its first answers, and the place that it has, may have, or has not."""
    filled = (shown(cell) for cell in table.cells(at) if not is_absent(cell))
    place = PASSED if question.standing is Standing.PASSED else OPEN
    if question.target is not None:
        place = question.target.address + (_SEPARATED if question.target.separator == "," else "")
    by_hand = settled is not None and question.name in settled.targets
    return ExportColumnView(question.name, tuple(islice(filled, _SAMPLES)), place, question.is_settled, "" if by_hand else _why(question))


def _why(question: MappedQuestion) -> str:
    if question.standing is Standing.NEAR:
        return "mirip; benarkah?"
    if question.standing is Standing.OPEN:
        return f"dapat berarti {question.note}"
    if question.standing is Standing.DOUBLED:
        return question.note
    return "" if question.is_settled else "belum dikenal"


def _places(asked: AskedPlace, rows: int) -> Iterator[tuple[str, str, str]]:
    """Yield the places that a column may go to, each with its group and what it is called; of a table for each of its first rows."""
    sides: list[Sequence[tuple[int | str, str]]] = [
        [(row, f"Baris {row}") for row in range(1, rows + 1)] if turn.is_row else list(turn.keys) for turn in asked.turns
    ]
    *above, title = asked.heading
    group = above[0] if above else "Isian tunggal"
    for chosen in islice(product(*sides), _MOST_PLACES):
        address = asked.target([key for key, _ in chosen]).address
        told = ": ".join([*(words for _, words in chosen), title])  # a row before the column: a list cuts the end of long words
        yield group, address, told
        if isinstance(asked.field, ListOf):
            yield group, f"{address}{_SEPARATED}", f"{told}, dipisah koma"
