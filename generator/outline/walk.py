"""A spec's field tree as blocks, in the order of its fields: what stands around a table, under a heading, beside a signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final, assert_never

from generator.fields.kind import Format
from generator.fields.results import RESULTS
from generator.fields.scalars import kind_of, look_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table
from generator.fields.shapes import walk as all_fields
from generator.outline.blocks import DEEPEST, Block, Fact, Facts, ForEach, Heading, Items, Picture, Sentence, Text, Value, When
from generator.outline.names import item_name, loop_name
from generator.outline.report import annexed, front, on_new_page, parted, workings
from generator.outline.results import Printing, band_edges, score_blocks, score_edges, score_result, summary, totals, value_fact
from generator.outline.signing import is_signer, is_signing, signature, with_place_and_date
from generator.outline.tables import Frame, grid, matrix_grid, result_grid
from generator.outline.values import condition_of, field_value, is_sure
from generator.spec.model import REPORT
from validators.messages import suggestion

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import Computed

SPAN: Final = "Waktu"
SPAN_NAMES: Final = ("mulai", "selesai")
TEXT_OF_ITS_GROUP: Final = "uraian"
"""A long text of this name, the first of its group, needs no label: it says what the group is about."""
_CHAPTER: Final = 2
_FIRST_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def outline(compiled: CompiledSpec, layout: str = "") -> tuple[Block, ...]:
    """Return the blocks of a document type: title, fields, what is computed and has no other place, signatures, annexes.

    layout: one of `LAYOUTS`, "" for what the spec says. Raises SpecFault where `after:` names no field or computed value.
    """
    spec, layout = compiled.spec, layout or compiled.spec.layout
    taken = frozenset(compiled.scope_shapes) | {"draf", "daftar_isi", "loop", "row", "parent"}
    frame = Frame(spec, compiled.home.library, taken, band_edges(spec, compiled.home.library), totals(spec))
    walk = _SpecWalk(compiled, frame)
    fields, preface, annexes = parted(spec.fields, layout)
    body, tail = _cut(fields)
    top = _WalkSpot()
    chapters, signed = [*walk.blocks(body, top), *walk.left_over()], walk.blocks(tail, top)
    behind = [block for child in annexes for block in annexed(child.label, walk.blocks([child], top))]
    behind += workings() if spec.workings else []
    if layout == REPORT:
        return joined([*front(spec, preface, signed), *on_new_page(chapters), *behind])
    said = [Sentence(spec.subtitle, is_subtitle=True)] if spec.subtitle else []
    return joined([Heading(1, spec.title.upper()), *said, *chapters, *signed, *behind])


def joined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with labels and values that follow each other as one."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Facts) and isinstance(last, Facts):
            found[-1] = Facts((*last.rows, *block.rows))
        else:
            found.append(block)
    return tuple(found)


def _cut(fields: Sequence[Field]) -> tuple[Sequence[Field], Sequence[Field]]:
    """Return the fields before the closing signatures, and those."""
    start = len(fields)
    while start and is_signing(fields[start - 1]):
        start -= 1
    if start < len(fields):
        start -= len(with_place_and_date(fields, start))
    return fields[:start], fields[start:]


@dataclass(frozen=True, slots=True)
class _WalkSpot:
    """Where the walk stands: what is written before a field's name, its path, the level of headings, the loops around."""

    holder: str = ""
    path: tuple[str, ...] = ()
    level: int = _CHAPTER
    loops: int = 0

    def expr(self, name: str) -> str:
        return f"{self.holder}.{name}" if self.holder else name

    def below(self, name: str) -> _WalkSpot:
        return replace(self, holder=self.expr(name), path=(*self.path, name), level=min(self.level + 1, DEEPEST))


@dataclass(slots=True)
class _SpecWalk:
    """One walk through a spec. placed: what stands behind a field or computed value; inside: what closes a group, with its charts; each is taken from there once."""

    compiled: CompiledSpec
    frame: Frame
    placed: dict[str, list[Block]] = field(default_factory=dict[str, list[Block]])
    inside: dict[str, list[tuple[Computed, list[Block]]]] = field(default_factory=dict[str, "list[tuple[Computed, list[Block]]]"])

    def __post_init__(self) -> None:
        for chart in self.compiled.spec.charts:
            found = _FIRST_NAME.match(chart.of)
            self._place(chart.after or (found[0] if found else ""), (Picture(chart.name),), chart.line)
        drawn = self.placed
        self.placed = {}
        anchors: dict[str, str] = {}
        for computed in self._shown():
            if computed.within:
                self.inside.setdefault(computed.within, []).append((computed, drawn.pop(computed.name, [])))
            elif computed.after:
                anchor = anchors[computed.name] = anchors.get(computed.after, computed.after)
                level = DEEPEST if "." in anchor else _CHAPTER
                self._place(anchor, (*self._computed_blocks(computed, level), *drawn.pop(computed.name, ())), computed.line)
        for anchor, blocks in drawn.items():
            self.placed.setdefault(anchor, []).extend(blocks)

    def _place(self, anchor: str, blocks: Sequence[Block], line: int) -> None:
        known = {computed.name for computed in self.compiled.spec.computed}
        if anchor not in known and self.compiled.spec.field_at(tuple(anchor.split("."))) is None:
            near = suggestion(anchor, [*known, *(".".join(path) for path, _ in all_fields(self.compiled.spec.fields))])
            raise self.compiled.fault(f'after: "{anchor}" bukan isian atau nilai terhitung{near}', line, code="letak-tidak-dikenal")
        self.placed.setdefault(anchor, []).extend(blocks)

    def _shown(self) -> Iterator[Computed]:
        """Yield the computed values that print somewhere else than in a table's last row."""
        summed = {value.expr for _, value in self.frame.totals.values()}
        yield from (c for c in self.compiled.spec.computed if c.print != "hidden" and c.name not in summed)

    def blocks(self, fields: Sequence[Field], spot: _WalkSpot) -> tuple[Block, ...]:
        """Return the blocks of some fields, each with what stands behind it."""
        return joined(self._each(fields, spot))

    def _each(self, fields: Sequence[Field], spot: _WalkSpot) -> Iterator[Block]:
        signed, ends_of = self._signed(fields), _spans(fields)
        passed_over = [*signed[:-1], *ends_of.values()]
        for child in fields:
            if child.print == "hidden" or child in passed_over:
                continue
            if signed and child is signed[-1]:
                yield signature(signed, spot.expr)
            elif child.name in ends_of:
                yield Facts((self._span(child, ends_of[child.name], spot),))
            elif _is_fact(child):
                yield Facts((self._fact(child, spot),))
            else:
                yield from self._of_field(_without_label(child, fields, spot), spot)
            yield from self.placed.pop(".".join((*spot.path, child.name)), [])

    def _signed(self, fields: Sequence[Field]) -> list[Field]:
        """Return the fields of the signatures among some fields: place and date just before the first signer, and the signers."""
        signers = [child for child in fields if is_signer(child) and child.print != "hidden"]
        if not signers:
            return []
        return [*with_place_and_date(fields, list(fields).index(signers[0])), *signers]

    def _fact(self, child: Field, spot: _WalkSpot) -> Fact:
        expr = spot.expr(child.name)
        value = field_value(child, expr, self.frame.edges.get((*spot.path, child.name), ()))
        return Fact(child.label, value, "" if is_sure(child) else condition_of(child, expr))

    def _span(self, start: Field, end: Field, spot: _WalkSpot) -> Fact:
        """Return the first and last day of something on a line."""
        first, last = spot.expr(start.name), spot.expr(end.name)
        return Fact(SPAN, Value(f"{first} | rentang({last})"), "" if is_sure(start) else condition_of(start, first))

    def _of_field(self, child: Field, spot: _WalkSpot) -> Iterator[Block]:
        expr = spot.expr(child.name)
        condition = self._condition_of(child, expr, spot)
        inner = tuple(self._headed(child, expr, spot))
        if is_sure(child) or not inner:
            yield from inner
        else:
            yield When(condition, inner)

    def _headed(self, child: Field, expr: str, spot: _WalkSpot) -> Iterator[Block]:
        """Yield a field that is no label and value: under a heading; within a chapter long text and lists that are no element of a form under a line."""
        if isinstance(child, (Scalar, ListOf)):
            is_chapter = spot.level == _CHAPTER or bool(child.element and child.label)
            label = "" if is_chapter else child.label
            if is_chapter:
                yield Heading(spot.level, child.label)
                yield from _introduced(child)
            yield Text(expr, label) if isinstance(child, Scalar) else Items(expr, item_name(self.frame.taken), label)
            return
        yield Heading(spot.level, child.label)
        yield from _introduced(child)
        match child:
            case Group():
                within = spot.below(child.name)
                yield from joined((*self.blocks(child.fields, within), *self._closing(within)))
            case Matrix():
                yield matrix_grid(child, expr, self.frame)
            case Table() | FixedTable():
                if _is_in_chapters(child):
                    yield self._chapters(child, expr, spot)
                else:
                    yield grid(child, expr, (*spot.path, child.name), self.frame, depth=spot.loops)
            case _:
                assert_never(child)

    def _closing(self, spot: _WalkSpot) -> Iterator[Block]:
        """Yield the computed values that close a group, at the level of its headings, each with its charts."""
        for computed, drawn in self.inside.pop(".".join(spot.path), []):
            yield from (*self._computed_blocks(computed, spot.level), *drawn)

    def _is_value(self, computed: Computed) -> bool:
        """Whether a computed value prints as a label and a value."""
        return score_result(computed) is None and not RESULTS[computed.type].is_table

    def _condition_of(self, child: Field, expr: str, spot: _WalkSpot) -> str:
        """Return whether anything of a field prints: something was filled in, or a computed value that closes it is there."""
        closing = self.inside.get(".".join((*spot.path, child.name)), []) if isinstance(child, Group) else []
        return " or ".join((condition_of(child, expr), *(f"{computed.name} is not kosong" for computed, _ in closing)))

    def _chapters(self, child: Table | FixedTable, expr: str, spot: _WalkSpot) -> ForEach:
        variable = loop_name(spot.loops, self.frame.taken)
        level = min(spot.level + 1, DEEPEST)
        within = _WalkSpot(variable, (*spot.path, child.name), min(level + 1, DEEPEST), spot.loops + 1)
        named = child.heading or (child.key if isinstance(child, Table) else "")
        heading = Heading(level, expr=f"{variable}.{named}") if named else Heading(level, f"{child.label} ", "loop.index")
        fields = [inner for inner in child.fields if inner.name != named]
        return ForEach(expr, variable, (heading, *self.blocks(fields, within)))

    def left_over(self) -> tuple[Block, ...]:
        """Return what is computed and has no place beside a field: scores in chapters of their own, values together, charts."""
        facts = [
            value_fact(c, self._edges(c))
            for c in self._shown()
            if not (c.after or c.within) and self._is_value(c) and c.name not in self.placed
        ]
        blocks: list[Block] = []
        for computed in self._shown():
            if computed.after or computed.within:
                continue
            if not self._is_value(computed) or computed.name in self.placed:
                blocks += [*self._computed_blocks(computed, _CHAPTER), *self.placed.pop(computed.name, [])]
        blocks = [*summary(facts), *blocks]
        for rest in list(self.placed):
            blocks += self.placed.pop(rest)
        return tuple(blocks)

    def _edges(self, computed: Computed) -> tuple[Fraction, ...]:
        return self.frame.edges.get((computed.name,), ())

    def _computed_blocks(self, computed: Computed, level: int) -> tuple[Block, ...]:
        result = score_result(computed)
        if result is None and RESULTS[computed.type].is_table:
            table = result_grid(computed, self.compiled.sources.get(computed.name, ()), self.frame)
            return (When(computed.name, (Heading(level, computed.label), table)),)
        if result is None:
            return (Facts((value_fact(computed, self._edges(computed)),)),)
        edges = score_edges(computed, self.frame.library)
        how = Printing(edges, self.frame.taken, computed.show, computed.labels, computed.decimals, computed.decimals_of)
        return score_blocks(computed.name, computed.label, result, level, how=how)


def _without_label(child: Field, fields: Sequence[Field], spot: _WalkSpot) -> Field:
    """Return a field; without its label where it is the text that says, right under the heading, what its group is about."""
    is_its_text = isinstance(child, Scalar) and child is fields[0] and child.name == TEXT_OF_ITS_GROUP
    return replace(child, label="") if is_its_text and spot.level != _CHAPTER and len(fields) > 1 else child


def _introduced(child: Field) -> Iterator[Sentence]:
    if child.intro:
        yield Sentence(child.intro)


def _is_fact(child: Field) -> bool:
    return isinstance(child, Scalar) and kind_of(child).look.form == "line" and child.print != "sections"


def _spans(fields: Sequence[Field]) -> dict[str, Field]:
    """Return the last day of what begins with the field of each name: two dates that follow each other under the usual names."""
    named = ((first, last) for first, last in pairwise(fields) if (first.name, last.name) == SPAN_NAMES and is_sure(last))
    return {first.name: last for first, last in named if _is_date(first) and _is_date(last)}


def _is_date(child: Field) -> bool:
    return isinstance(child, Scalar) and look_of(child).format is Format.DATE and child.print != "hidden"


def _is_in_chapters(child: Table | FixedTable) -> bool:
    """Whether a table prints as a chapter for each row: where the spec says so, and where a table that prints stands in it."""
    return child.print == "sections" or any(isinstance(inner, (Table, FixedTable)) and inner.print != "hidden" for inner in child.fields)
