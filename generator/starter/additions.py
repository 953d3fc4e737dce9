"""What a template does not print yet, as blocks to paste into it: a template that a person worked on is never written anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.fields.shapes import Field, Group
from generator.outline.signing import is_signer
from generator.render.contract import printed_names, unprinted
from generator.spec.compile import CompiledSpec
from generator.starter import starter

if TYPE_CHECKING:
    from generator.spec.model import Output

_PLAIN: Final = "formulir"
_Path = tuple[str, ...]


def additions(compiled: CompiledSpec, output: Output, medium: str) -> bytes | None:
    """Return a starter of the fields, computed values and charts that the template of an output does not print; None when it prints all.

    medium: "docx", "html" or "xlsx". A table is given whole for one column, a person who signs for one line.
    """
    reached = printed_names(compiled, output)
    missing = {path for path, _ in unprinted(compiled, reached)}
    spec = compiled.spec
    computed = tuple(one if one.name not in reached else replace(one, print="hidden") for one in spec.computed)
    charts = tuple(chart for chart in spec.charts if chart.name not in reached)
    if not missing and not charts and all(one.print == "hidden" for one in computed):
        return None
    pruned = replace(spec, fields=tuple(_hidden(spec.fields, missing)), computed=computed, charts=charts, workings=False, subtitle="")
    return starter(CompiledSpec(pruned, compiled.home), medium, _PLAIN)


def _hidden(fields: Iterable[Field], missing: Set[_Path], above: _Path = ()) -> Iterator[Field]:
    """Yield the fields, those hidden in which nothing is missing."""
    for field_ in fields:
        path = (*above, field_.name)
        if not any(one[: len(path)] == path for one in missing):
            yield replace(field_, print="hidden")
        elif isinstance(field_, Group) and not is_signer(field_):
            yield replace(field_, fields=tuple(_hidden(field_.fields, missing, path)))
        else:
            yield field_
