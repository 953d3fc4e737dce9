"""A sheet's tags compiled into one Jinja template that yields values, not text, in the order of the cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, NamedTuple

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator

from generator.errors import BorangError
from generator.render.xlsx.cellreading import address
from generator.render.xlsx.faults import fault, sentence
from generator.render.xlsx.model import Loop, TemplateSheet
from generator.render.xlsx.tags import (
    COPY,
    END_LOOP,
    END_TEXT,
    NEXT_LINE,
    RUN,
    START_PLAIN,
    START_TEXT,
    CellText,
    is_silent,
    plain_line,
    program_line,
)
from validators.absence import KOSONG, Absence
from validators.jinja_inside import keeping_types

_FILE: Final = "<lembar>"
_SHARED: Final = "__bersama"
_CAUGHT: Final = (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, BorangError)


class Mark(NamedTuple):
    """A place in the stream of values: a text's start, run or end, a copy of a block, a loop's end."""

    step: str
    number: int = 0


class TaggedText(NamedTuple):
    """The finished text of a cell in which tags stand among text: run by run, with the run's index."""

    runs: tuple[tuple[int, str], ...]


class BlankValue:
    """The value of a tag in the blank copy of a loop without data."""


BLANK: Final = BlankValue()


@dataclass(frozen=True, slots=True)
class TagValues:
    """What a sheet's tags gave.

    values: of all filled cells in their order. counts: rows of data of each loop, as often as it stands; wrong: those over a wrong table.
    nests: of each depth the rows of data of the loops that hold others.
    """

    values: list[Any]
    counts: tuple[int, ...]
    wrong: tuple[int, ...] = ()
    nests: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell with tags: its place in the template, its text, the loop it belongs to (None outside), whether it gives a value."""

    cell: str
    text: CellText
    loop: int | None = None

    @property
    def gives_value(self) -> bool:
        """Whether this is a cell that is filled, not a loop's own tag."""
        return self.text.holds in {"value", "text"}


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """One sheet's tags, compiled. lines: its cells in order. widths: how many values one copy of each loop has, with those of loops in it."""

    sheet: TemplateSheet
    lines: tuple[CellLine, ...]
    widths: tuple[int, ...]
    template: jinja2.Template
    marks: Mapping[str, Mark]
    file: str

    def run(self, context: Mapping[str, Any], *, draft: bool = False) -> TagValues:
        """Return the values of all filled cells; a loop without data has those of one blank copy.

        draft: a loop over a table that is wrong says so in its blank copy. Raises TemplateFault, with the cell, when a tag fails.
        """
        values: list[Any] = []
        counted = _LoopCounts(self.sheet)
        running: dict[int, int] = {}
        text_start, has_looks = 0, False
        try:
            for item in self.template.root_render_func(self.template.new_context({**context, **self.marks})):
                if type(item) is not Mark:
                    values.append(item)
                elif item.step in (START_TEXT, START_PLAIN):
                    text_start, has_looks = len(values), item.step == START_TEXT
                elif item.step == END_TEXT:
                    pieces = values[text_start:]
                    values[text_start:] = [_joined(pieces) if has_looks else "".join(pieces)]
                elif item.step == RUN:
                    values.append(item)
                elif item.step == COPY:
                    running[item.number] = running.get(item.number, 0) + 1
                elif count := running.pop(item.number, 0):
                    counted.end(item.number, count)
                else:
                    values += self.blank(item.number, context, draft=draft, counted=counted)
        except _CAUGHT as error:
            line = self.lines[_line_number(error.__traceback__, self.template) - 1]
            raise fault(sentence(error), file=self.file, sheet=self.sheet.name, cell=line.cell, code="templat-gagal-diisi") from error
        return counted.values(values)

    def blank(self, loop: int, context: Mapping[str, Any], *, draft: bool, counted: _LoopCounts) -> list[Any]:
        """Return the values of the blank copy of a loop without data; in a draft a wrong table says so there, and is noted."""
        values: list[Any] = [BLANK] * self.widths[loop]
        absence = self.absence(loop, context) if draft else None
        count, is_wrong = 0, False
        if absence is not None and values:
            if is_silent(self.sheet.loops[loop].text.statement):
                count = 1  # what is wrong is seen where nothing would be
            else:
                is_wrong = True
            values[1 if len(values) > 1 else 0] = absence  # the first is a narrow one, as a rule: the row's number
        counted.blank(loop, count, is_wrong=is_wrong)
        return values

    def absence(self, loop: int, context: Mapping[str, Any]) -> Absence | None:
        """Return what stands for the rows of a loop where they are wrong, None where there are just none."""
        environment = self.template.environment
        statement = environment.parse("{% " + self.sheet.loops[loop].text.statement + " %}{% endfor %}").body[0]
        assert isinstance(statement, nodes.For)
        found = nodes.Assign(nodes.Name("hasil", "store", lineno=1), statement.iter, lineno=1)
        template = environment.from_string(nodes.Template([found], lineno=1))
        rows = template.make_module(dict(context)).__dict__.get("hasil")
        return rows if isinstance(rows, Absence) and rows is not KOSONG else None


class _LoopCounts:
    """How many rows of data the loops of a sheet have had so far, in the order in which they end."""

    def __init__(self, sheet: TemplateSheet) -> None:
        self._inner = {at: sheet.inner(at) for at in sheet.holders}
        self._depths = {at: sheet.depth(at) for at in self._inner}
        self._nests: list[list[int]] = [[] for _ in range(max(self._depths.values(), default=-1) + 1)]
        self._counts: list[int] = []
        self._wrong: list[int] = []

    def end(self, loop: int, count: int) -> None:
        """Note that a loop has ended."""
        (self._nests[self._depths[loop]] if loop in self._inner else self._counts).append(count)

    def blank(self, loop: int, count: int, *, is_wrong: bool) -> None:
        """Note that a loop stands for nothing, with all loops in it."""
        first = len(self._counts)
        for inner in self._inner.get(loop, ()):
            self.end(inner, 0)
        self.end(loop, count)
        self._wrong += range(first, len(self._counts)) if is_wrong else ()

    def values(self, values: list[Any]) -> TagValues:
        """Return what has been counted with the values."""
        return TagValues(values, tuple(self._counts), tuple(self._wrong), tuple(map(tuple, self._nests)))


def _joined(pieces: Sequence[Any]) -> TaggedText:
    """Return the pieces of one text as runs; neighbours of one run are joined."""
    runs: list[tuple[int, str]] = []
    current = 0
    for piece in pieces:
        if type(piece) is Mark:
            current = piece.number
        elif runs and runs[-1][0] == current:
            runs[-1] = (current, runs[-1][1] + piece)
        else:
            runs.append((current, piece))
    return TaggedText(tuple(runs))


def _line_number(trace: TracebackType | None, template: jinja2.Template) -> int:
    """Return the line of the template in which an error arose: the last frame of its own code says it."""
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _FILE:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def lines_of(sheet: TemplateSheet) -> Iterator[CellLine]:
    """Yield the cells of a sheet that have tags, from left to right and from top to bottom."""
    for row in sheet.rows:
        for cell in row.cells:
            if cell.tags is not None:
                yield CellLine(address(row.number, cell.column), cell.tags, sheet.loop_at(row.number))


def compiled(sheet: TemplateSheet, environment: jinja2.Environment, *, file: str) -> Program:
    """Return the program of a sheet with tags. Raises TemplateFault, with the cell, for a tag that Jinja refuses."""
    lines = tuple(lines_of(sheet))
    own = environment.overlay(
        block_start_string="{%",
        block_end_string="%}",
        variable_start_string="{{",
        variable_end_string="}}",
        comment_start_string="{#",
        comment_end_string="#}",
        line_statement_prefix=None,
        line_comment_prefix=None,
        trim_blocks=False,
        lstrip_blocks=False,
        keep_trailing_newline=True,
        autoescape=False,
    )
    for line in lines:
        _check(line, sheet, own, file=file)
    raw_lines = frozenset(number for number, line in enumerate(lines, 1) if line.text.holds != "text")
    own.code_generator_class = _generator(own.code_generator_class, raw_lines)
    source = NEXT_LINE.join(_program_lines(lines))
    try:
        code = own.compile(_with_shared_values(_with_absent_loops(own.parse(source, None, _FILE), own), own), None, _FILE)
    except jinja2.TemplateSyntaxError as error:
        line = lines[min(max(error.lineno, 1), len(lines)) - 1]
        raise fault(sentence(error), file=file, sheet=sheet.name, cell=line.cell, code="tanda-salah-tulis") from error
    template = jinja2.Template.from_code(own, code, own.make_globals(None))
    within = [{loop, *sheet.inner(loop)} for loop in range(len(sheet.loops))]
    widths = tuple(sum(line.loop in own and line.gives_value for line in lines) for own in within)
    return Program(sheet, lines, widths, template, _marks(lines, sheet.loops), file)


def _check(line: CellLine, sheet: TemplateSheet, environment: jinja2.Environment, *, file: str) -> None:
    """Raise TemplateFault unless the cell's tags are whole by themselves."""
    closing = "{% endfor %}" if line.text.holds == "for" else ""
    opening = "{% for x in [] %}" if line.text.holds == "endfor" else ""
    try:
        tree = environment.parse(opening + plain_line(line.text) + closing)
    except jinja2.TemplateSyntaxError as error:
        raise fault(sentence(error), file=file, sheet=sheet.name, cell=line.cell, code="tanda-salah-tulis") from error
    if next(tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport, nodes.Block)), None) is not None:
        raise fault(
            "tag yang memuat templat lain tidak dapat dipakai di Excel.",
            file=file,
            sheet=sheet.name,
            cell=line.cell,
            code="tanda-memuat-templat",
        )


def _with_absent_loops(tree: nodes.Template, environment: jinja2.Environment) -> nodes.Template:
    """Return the tree with every loop over something absent (or otherwise empty) made a loop over nothing."""
    for loop in tree.find_all(nodes.For):
        nothing = nodes.Const((), lineno=loop.lineno)
        loop.iter = nodes.Or(loop.iter, nothing, lineno=loop.lineno)
        loop.iter.set_environment(environment)
    return tree


def _with_shared_values(tree: nodes.Template, environment: jinja2.Environment) -> nodes.Template:
    """Return the tree with what cells in a row print parts of, by filters marked `takes_a_part`, told once, where the first of them stands."""
    made: list[nodes.Node] = []
    shared: list[tuple[nodes.Expr, str]] = []
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            shared.clear()  # names may mean something else from here on
            made.append(node)
            continue
        printed: list[nodes.Expr] = []
        for part in node.nodes:
            if isinstance(part, nodes.Filter) and getattr(environment.filters.get(part.name), "takes_a_part", False):
                assert part.node is not None  # but in a filter block
                name = next((name for value, name in shared if value == part.node), "")
                if not name:
                    name = f"{_SHARED}{len(shared)}"
                    shared.append((part.node, name))
                    made += [
                        nodes.Output(printed, lineno=node.lineno),
                        nodes.Assign(nodes.Name(name, "store"), part.node, lineno=part.lineno),
                    ]
                    printed = []
                part.node = nodes.Name(name, "load", lineno=part.lineno)
            printed.append(part)
        made.append(nodes.Output(printed, lineno=node.lineno))
    tree.body = made
    tree.set_environment(environment)
    return tree


def _program_lines(lines: Sequence[CellLine]) -> Iterator[str]:
    loop, open_ = -1, list[int]()
    for line in lines:
        if line.text.holds == "for":
            loop += 1
            open_.append(loop)
            yield f"{plain_line(line.text)}{{{{ {COPY}{loop} }}}}"
        elif line.text.holds == "endfor":
            yield f"{plain_line(line.text)}{{{{ {END_LOOP}{open_.pop()} }}}}"
        else:
            yield program_line(line.text)


def _marks(lines: Sequence[CellLine], loops: Sequence[Loop]) -> dict[str, Mark]:
    most_runs = max((len(line.text.runs) for line in lines), default=0)
    marks = {START_TEXT: Mark(START_TEXT), START_PLAIN: Mark(START_PLAIN), END_TEXT: Mark(END_TEXT)}
    marks |= {f"{RUN}{number}": Mark(RUN, number) for number in range(most_runs)}
    for number in range(len(loops)):
        marks |= {f"{COPY}{number}": Mark(COPY, number), f"{END_LOOP}{number}": Mark(END_LOOP, number)}
    return marks


def _generator(base: type[CodeGenerator], raw_lines: frozenset[int]) -> type[CodeGenerator]:
    """Return a code generator whose output on `raw_lines`, and at marks, is the value itself."""

    def is_raw(node: nodes.Expr) -> bool:
        if isinstance(node, nodes.Name) and node.name.startswith("__"):
            return True
        return node.lineno in raw_lines and not isinstance(node, nodes.TemplateData)

    return keeping_types(base, is_raw)


def shown(environment: jinja2.Environment) -> Callable[[Any], str]:
    """Return how the environment turns a value into text: its finalize, then str."""
    finalize = environment.finalize
    if finalize is None:
        return str
    if getattr(finalize, "jinja_pass_arg", None) is not None:
        template = environment.from_string("{{ nilai }}")
        return lambda value: template.render(nilai=value)
    return lambda value: str(finalize(value))
