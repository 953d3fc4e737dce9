"""Reads a table whose columns are questions: each row is a filled form of one type. Bytes with a name do as well as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from generator.errors import IntakeFault
from generator.fields.kind import Format
from generator.fields.scalars import look_of
from generator.fields.shapes import Scalar
from generator.form.answers import ExportHabits, is_no_answer, is_tick, telling_day
from generator.form.asked import asked_index, words_of
from generator.form.bare import folded
from generator.form.mapping import ColumnSample, MappedQuestion, QuestionMapping, Standing, proposed, question_names
from generator.form.matching import Matcher
from generator.form.passed import has_kobo_columns, has_microsoft_head
from generator.form.target import AnswerTarget
from generator.intake.export.mapping_file import SUFFIX, mapping_beside, mapping_command, read_mapping, refuse_strangers
from generator.intake.export.rows import ExportColumn, answered
from generator.intake.form import Incoming, RawForm
from generator.intake.tables.foot import only_total
from generator.intake.tables.grid import RawGrid
from generator.intake.tables.head import MOST_TITLE_ROWS, Head, cell_at, head_of, is_column_count
from generator.intake.tables.read import MOST_COLUMNS, content_of, grid_of, nameless_found, shape_found, too_long_found
from generator.intake.yaml_data import TYPE_KEY
from validators.absence import KOSONG
from validators.findings import Finding, Findings, Place, Severity
from validators.messages import finding
from validators.values import shown

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue
    from generator.spec.compile import CompiledSpec

_SAMPLE: Final = 300
_MOST_LISTED: Final = 30


@dataclass(frozen=True, slots=True)
class ExportTable:
    """An export as it stands in its file: which columns are questions, which rows answers. notes: of rows that are none, by their number."""

    grid: RawGrid
    head: Head
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    notes: Findings = Findings()

    @property
    def headings(self) -> tuple[str, ...]:
        """The questions."""
        return tuple(self.head.texts[column] for column in self.columns)

    def cells(self, at: int) -> Iterator[Any]:
        """Yield what stands in a column, by its number among the questions."""
        column = self.columns[at]
        return (cell_at(self.grid.rows[row], column) for row in self.rows)

    def place_of_heading(self, at: int) -> Place:
        """Return where a question stands."""
        column = self.columns[at]
        return self.grid.place(self.head.rows[column], column)

    def sample(self, at: int) -> ColumnSample:
        """Return what kind of answers a column has, as its first ones tell."""
        filled: list[Any] = []
        for cell in self.cells(at):
            if cell is not KOSONG:
                filled.append(cell)
                if len(filled) >= _SAMPLE:
                    break
        return ColumnSample(not filled, bool(filled) and all(is_tick(cell) for cell in filled))


def read_export(incoming: Incoming, catalogue: Catalogue, type_name: str = "") -> Iterator[RawForm]:
    """Yield a raw form for each row of an export; one that is refused where a question has no sure place.

    Raises IntakeFault when the file or its mapping cannot be read.
    """
    rows = export_rows(incoming, catalogue, type_name)
    if isinstance(rows, RawForm):
        yield rows
    else:
        yield from rows.forms()


def export_rows(incoming: Incoming, catalogue: Catalogue, type_name: str = "") -> ExportRows | RawForm:
    """Return the rows of an export, each of which is a form; the form that says why, where none can be read. Raises what `read_export` raises."""
    mapping = mapping_of(incoming, catalogue, type_name)
    name = mapping.type if mapping is not None else type_name
    if name not in catalogue or (type_name and name != type_name):
        place = Place(incoming.name) if mapping is None else Place(mapping.file, 1)
        problem = _untyped(incoming) if not name else None
        return RawForm(name, {}, {(): place, (TYPE_KEY,): place}, refused=Findings([problem] if problem else []))
    compiled = catalogue.compiled(name)
    table = export_table(incoming, compiled, mapping)
    questions = questions_of(table, compiled, mapping)
    command = mapping_command(name, incoming.file, incoming.name)
    refused = [*_unsettled(questions, table, mapping, command), *_shape_errors(table)]
    rows = None if refused else ExportRows(table, questions, compiled, mapping)
    if rows is not None and not rows.answered:
        refused = [replace(finding("tabel-tanpa-baris", kolom=", ".join(rows.names[:_MOST_LISTED])), place=_top(table))]
    return RawForm(name, {}, {(): Place(incoming.name)}, refused=Findings(refused)) if rows is None or refused else rows


def mapping_of(incoming: Incoming, catalogue: Catalogue, type_name: str) -> QuestionMapping | None:
    """Return the mapping that was handed in, or that is remembered beside the file; None where there is none. Raises IntakeFault."""
    if incoming.mapping is not None or incoming.folder is None:
        return incoming.mapping
    beside = mapping_beside(incoming.file, type_name)
    return read_mapping(beside, catalogue) if beside is not None else None


def export_table(incoming: Incoming, compiled: CompiledSpec, mapping: QuestionMapping | None = None) -> ExportTable:
    """Return the table in what was handed in. Raises IntakeFault when it cannot be read."""
    data = content_of(incoming.file) if incoming.data is None else incoming.data
    known = [place.heading[-1] for place in asked_index(compiled).places]
    mapped = [] if mapping is None else [*mapping.targets, *mapping.open]
    sheet = mapping.sheet if mapping is not None else ""
    known += mapped
    grid = grid_of(data, str(incoming.file), known, sheet=sheet, shown=incoming.name)
    head = head_of(grid.rows, _asked_in(grid, compiled, mapped) or known, grid.after_blank)
    columns = tuple(head.named)
    if len(columns) > MOST_COLUMNS:
        told = f"Tabel mempunyai {len(columns)} kolom, paling banyak {MOST_COLUMNS}."
        raise IntakeFault(told, file=incoming.name, hint="Sisakan kolom yang diperlukan saja.", code="kolom-terlalu-banyak")
    rows, notes = _rows_of(grid, head, columns)
    return ExportTable(grid, head, columns, rows, Findings((*grid.found, *notes)))


def _asked_in(grid: RawGrid, compiled: CompiledSpec, mapped: Sequence[str]) -> list[str]:
    """Return what stands in the row of questions, the one of the first rows with most of the type's own or of a mapping; nothing where none has any."""
    matcher = Matcher(compiled, asked_index(compiled))
    settled = {folded(" ".join(name.split())) for name in mapped}
    best, asked = 0, list[str]()
    for row in grid.rows[:MOST_TITLE_ROWS]:
        texts = [cell for cell in row[: MOST_COLUMNS + 1] if isinstance(cell, str)]
        count = sum(folded(" ".join(text.split())) in settled or matcher.knows(text) for text in texts)
        if count > best:
            best, asked = count, texts
    return asked


def questions_of(table: ExportTable, compiled: CompiledSpec, mapping: QuestionMapping | None = None) -> tuple[MappedQuestion, ...]:
    """Return where each question of an export goes. Raises IntakeFault where the mapping names one that is not asked."""
    headings = table.headings
    if mapping is not None:
        refuse_strangers(mapping, question_names(headings))
    return proposed(headings, [table.sample(at) for at in range(len(headings))], compiled, mapping)


def _rows_of(grid: RawGrid, head: Head, columns: Sequence[int]) -> tuple[tuple[int, ...], list[Finding]]:
    """Return the rows of answers, and what is said of those that are none."""
    rows: list[int] = []
    notes: list[Finding] = []
    below = range(head.bottom + 1, len(grid.rows))
    counted = bool(below) and is_column_count(grid.rows[below[0]], columns, grid.rows[below[0] + 1 : below[0] + 20])
    for at in below:
        row = grid.rows[at]
        filled = [(column, cell) for column in columns if (cell := cell_at(row, column)) is not KOSONG]
        code = "baris-nomor-kolom" if counted and at == below[0] else _code_of(head, filled)
        if code:
            text = shown(filled[0][1])
            notes.append(replace(finding(code, severity=Severity.NOTE, nilai=text), place=grid.place(at, filled[0][0])))
        elif filled:
            rows.append(at)
    return tuple(rows), notes


def _code_of(head: Head, filled: Sequence[tuple[int, Any]]) -> str:
    """Return the code of what a row is that holds no answers: the headings once more, a sum."""
    if len(filled) > 1 and all(isinstance(cell, str) and folded(cell) == folded(head.texts[column]) for column, cell in filled):
        return "baris-judul"
    texts = [cell for _, cell in filled if isinstance(cell, str) and not cell.replace(".", "").replace(",", "").isdigit()]
    return "baris-jumlah" if len(texts) == 1 and only_total(texts[0]) else ""


def _untyped(incoming: Incoming) -> Finding:
    hint = f"Pakai --type JENIS, atau simpan pemetaannya di sebelahnya sebagai “{incoming.file.stem}{SUFFIX}”."
    return replace(finding("jenis-dokumen-tidak-ada", usul="."), hint=hint, place=Place(incoming.name))


def _top(table: ExportTable) -> Place:
    return table.place_of_heading(0) if table.columns else Place(table.grid.place(0, 0).file)


def _shape_errors(table: ExportTable) -> Iterator[Finding]:
    """Yield what a sheet hides or merges in its headings; of rows it is said with them."""
    yield from (one for one in shape_found(table.grid, table.head, table.columns, ()) if one.is_error)


def _unsettled(questions: Sequence[MappedQuestion], table: ExportTable, mapping: QuestionMapping | None, command: str) -> Iterator[Finding]:
    """Yield an error for each question that somebody must settle first."""
    if not any(one.is_used for one in questions) and (mapping is None or not any(one.standing is Standing.MARKED for one in questions)):
        yield replace(finding("ekspor-tanpa-isian", cara=command), place=_top(table))
        return
    how = f"Buat pemetaannya, lalu periksa: {command}" if mapping is None else f"Tulis tempatnya dalam {mapping.file}."
    for at, one in enumerate(questions):
        if not one.is_settled:
            yield replace(_unsettled_finding(one, how, mapping), place=table.place_of_heading(at))
            how = "Tentukan dalam pemetaan itu juga." if mapping is None else how


def _unsettled_finding(question: MappedQuestion, how: str, mapping: QuestionMapping | None) -> Finding:
    name = shown(question.name)
    if question.standing is Standing.MARKED and mapping is not None:
        return finding("pertanyaan-belum-ditentukan", nilai=name, berkas=mapping.file, baris=mapping.lines.get(question.name, 1))
    if question.standing is Standing.DOUBLED:
        return finding("pertanyaan-ganda", nilai=name, tempat=question.note, cara=how)
    if question.target is not None or question.standing is Standing.OPEN:
        near = question.target.address if question.target is not None else question.note
        return finding("pertanyaan-mirip", nilai=name, tempat=near, cara=how)
    return finding("pertanyaan-tidak-dikenal", nilai=name, cara=how)


class ExportRows:
    """The answers of an export, row by row: nothing of a row is held once it is read."""

    def __init__(
        self,
        table: ExportTable,
        questions: Sequence[MappedQuestion],
        compiled: CompiledSpec,
        mapping: QuestionMapping | None,
    ) -> None:
        self.table = table
        self.questions = questions
        self.compiled = compiled
        self.columns = [ExportColumn(at, one.target) for at, one in enumerate(questions) if one.is_used and one.target is not None]
        self.constants: list[tuple[AnswerTarget, Any, Place]] = []
        if mapping is not None:
            self.constants = [(target, value, Place(mapping.file)) for target, value in mapping.constants]
        self.names = [shown(heading) for heading in table.headings]
        self.answered = [row for row in table.rows if self._is_answered(row)]
        self._turned = self._month_first()
        self._habits = ExportHabits(
            self._turned is not None, has_microsoft_head(self.table.headings), has_kobo_columns(self.table.headings)
        )

    def forms(self) -> Iterator[RawForm]:
        """Yield a raw form for each row with an answer. What is said of the file is said with the first."""
        said = self.said()
        for number in range(len(self.answered)):
            yield self.form(number, said)
            said = Findings()

    def said(self) -> Findings:
        """Return what is said of the file as a whole."""
        month_first = [] if self._turned is None else [self._turned]
        return Findings((*self._said(), *month_first, *self._unanswered(set(self.answered))))

    def _is_answered(self, row: int) -> bool:
        cells = self.table.grid.rows[row]
        return any(not is_no_answer(cell_at(cells, self.table.columns[column.at])) for column in self.columns)

    def _unanswered(self, answered_rows: set[int]) -> Iterator[Finding]:
        """Yield a note for each row that has times and accounts alone."""
        for row in [row for row in self.table.rows if row not in answered_rows][:_MOST_LISTED]:
            note = finding("baris-tanpa-jawaban", severity=Severity.NOTE)
            yield replace(note, place=self.table.grid.place(row, self.table.columns[0]))

    def form(self, number: int, said: Sequence[Finding] = ()) -> RawForm:
        """Return an answered row, by its number among them, as a raw form. said: what else is said with it."""
        row = self.answered[number]
        table, cells = self.table, self.table.grid.rows[row]

        def place(at: int) -> Place:
            return replace(table.grid.place(row, table.columns[at]), column=self.names[at])

        made = answered(
            self.columns,
            cells=lambda at: cell_at(cells, table.columns[at]),
            place=place,
            constants=self.constants,
            reading=(self._habits, self.compiled.home.library),
        )
        first = replace(place(self.columns[0].at), column="")
        found = [*said, *made.found, *self._of_row(row)]
        return RawForm(self.compiled.spec.id, made.values, {(): first, **made.places}, Findings(found), mark=self.mark(number))

    def mark(self, number: int) -> str:
        """Return how an answered row is called: "baris 5"."""
        place = self.table.grid.place(self.answered[number], self.table.columns[self.columns[0].at])
        told = place.line if place.line is not None else (place.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return f"baris {told}"

    def _of_row(self, row: int) -> Iterator[Finding]:
        """Yield what is said of a row as it stands: more cells than questions, hidden, merged."""
        table = self.table
        yield from too_long_found(table.grid, table.head, (row,))
        if row in table.grid.hidden_rows or any(one.top <= row <= one.bottom for one in table.grid.merged):
            about = shape_found(replace(table.grid, hidden_columns=()), table.head, table.columns, (row,))
            yield from (one for one in about if one.place.cell != table.place_of_heading(0).cell)

    def _said(self) -> list[Finding]:
        """Return what is said of the file as a whole."""
        passed = [self.names[at] for at, one in enumerate(self.questions) if one.standing is Standing.PASSED]
        said = list(self.table.notes)
        if passed:
            listed = ", ".join(f"“{name}”" for name in passed[:_MOST_LISTED]) + (" ..." if len(passed) > _MOST_LISTED else "")
            note = finding("pertanyaan-dilewati", severity=Severity.NOTE, nilai=listed)
            said.append(replace(note, place=self.table.place_of_heading(0)))
        said += nameless_found(self.table.grid, self.table.columns, range(self.table.head.bottom + 1, len(self.table.grid.rows)))
        return said + [one for one in shape_found(self.table.grid, self.table.head, self.table.columns, ()) if not one.is_error]

    def _month_first(self) -> Finding | None:
        """Return the warning that days are written with the month first, where the days of the file say so without contradiction."""
        days = [at for at, one in enumerate(self.questions) if one.target is not None and _is_day(one.target)]
        telling = [*days, *(at for at, one in enumerate(self.questions) if one.standing is Standing.PASSED)] if days else []
        example = ""
        for at in telling:
            for cell in self.table.cells(at):
                told = telling_day(cell)
                if told < 0:
                    return None
                example = example or (str(cell) if told > 0 else "")
        return finding("tanggal-bulan-dahulu", severity=Severity.WARNING, nilai=shown(example)) if example else None


def _is_day(target: AnswerTarget) -> bool:
    return isinstance(target.field, Scalar) and look_of(target.field).format is Format.DATE


def headings_known(cells: Sequence[Any], compiled: CompiledSpec) -> int:
    """Return how many cells of a row are headings of single fields: side by side they stand in an export alone."""
    phrases = asked_index(compiled).phrases
    found = {
        phrase.place.title
        for cell in cells
        if isinstance(cell, str)
        for phrase in phrases.get(words_of(cell), ())
        if not phrase.place.turns and phrase.rank <= 2
    }
    return len(found)
