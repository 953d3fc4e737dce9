"""Everything that a spec cannot be compiled for, at once: each part is tried by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.errors import SpecFault
from generator.fields.origin import Computation
from generator.fields.shapes import Scalar, computation_of, walk
from generator.spec.field_checks import PARTS

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import RuleText

Step: TypeAlias = Callable[[], Any]


def faults_of(compiled: CompiledSpec) -> list[SpecFault]:
    """Return every fault that the parts of a spec have, each once, in the order of its lines."""
    found: dict[str, SpecFault] = {}
    for step in _steps(compiled):
        try:
            step()
        except SpecFault as fault:
            for one in (fault, *fault.also):
                if isinstance(one, SpecFault):
                    found.setdefault(str(one), one)
    placed = {fault.message for fault in found.values() if fault.file is not None}
    return sorted((fault for fault in found.values() if fault.file is not None or not _is_told(fault.message, placed)), key=_line)


def _is_told(message: str, placed: Iterable[str]) -> bool:
    """Whether a fault without a place is told with one: in the same words, or of the same name."""
    named = message.split('"')[1:2]
    return any(message == other or any(f'"{name}"' in other for name in named) for other in placed)


def _line(fault: SpecFault) -> int:
    digits = (fault.place or "").removeprefix("baris ")
    return int(digits) if digits.isdigit() else 0


def _steps(compiled: CompiledSpec) -> Iterator[Step]:
    """Yield what compiling a spec consists of; a part that others rest on comes first."""
    spec = compiled.spec
    yield compiled.check_tables
    yield compiled.check_elements
    yield compiled.check_shown
    yield lambda: compiled.schema
    try:
        _ = compiled.scope_shapes
    except SpecFault as fault:
        first = fault

        def again() -> None:
            raise first

        yield again
        return
    for text, line in spec.sentences():
        yield partial(compiled.text, text, compiled.scope_shapes, line)
    for path, field_ in walk(spec.fields):
        yield from (partial(_all, part, compiled, path, field_) for part in PARTS)
        if isinstance(field_, Scalar) and field_.default:
            yield partial(compiled.default, path, field_)
        how = computation_of(field_)
        if how is not None:
            yield from _of_computation(compiled, path, how)
    for computed in spec.computed:
        yield from _of_computation(compiled, (computed.name,), computed.computation)
    for rule in spec.rules:
        yield from (partial(_expression, compiled, rule, source) for source in (rule.check, rule.when) if source)
        yield partial(compiled.rule_place, rule)
        yield from (partial(_text, compiled, rule, text) for text in (rule.message, rule.hint))
        yield partial(compiled.rule, rule)
    yield from (partial(compiled.rows_of, chart) for chart in spec.charts)
    yield from (partial(compiled.filename, output) for output in spec.outputs)
    yield compiled.check_order


def _of_computation(compiled: CompiledSpec, path: tuple[str, ...], how: Computation) -> Iterator[Step]:
    """Yield the parts of a computation, each argument of a score by itself."""
    for source in (*how.arguments.values(), *([how.expr] if how.expr else [])):
        yield lambda source=source: compiled.expression(source, compiled.scope_within(path), how.line)
    yield partial(compiled.computation, path, how)


def _expression(compiled: CompiledSpec, rule: RuleText, source: str) -> None:
    compiled.expression(source, compiled.rule_scope(rule), rule.line)


def _text(compiled: CompiledSpec, rule: RuleText, text: str) -> None:
    compiled.text(text, compiled.rule_scope(rule), rule.line)


def _all(parts: Callable[..., Iterator[Any]], *of: Any) -> None:
    for _ in parts(*of):
        pass
