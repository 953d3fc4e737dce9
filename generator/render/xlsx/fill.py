"""An Excel template filled: read once, laid out once for each length, filled for each document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import jinja2

from generator.office.package.parts import CONTENT_TYPES, Member, replaced, stored, written
from generator.office.sheet.cells import escaped
from generator.office.sheet.properties import About, about_part, property_parts
from generator.render.collecting import without_collecting
from generator.render.xlsx.arrangement import Arrangement, arranged
from generator.render.xlsx.content import Converter
from generator.render.xlsx.emptiness import without_empty
from generator.render.xlsx.filling import filled_parts
from generator.render.xlsx.model import TemplateBook
from generator.render.xlsx.nesting import Nests, written_out
from generator.render.xlsx.notices import Notices
from generator.render.xlsx.parts import without_calculation_chain
from generator.render.xlsx.program import Program, compiled, shown
from generator.render.xlsx.reading import read_book, sound
from generator.render.xlsx.tall import spread

_MOST_SHARED_ROWS: Final = 200
_TITLE: Final = "\ue000judul\ue000"
"""Stands for the title, in letters that no font has: of what a file says of itself it alone differs from document to document."""
_Counts = tuple[tuple[int, ...], ...]


def fill(
    template: bytes,
    context: Mapping[str, Any],
    environment: jinja2.Environment,
    *,
    name: str,
    properties: Mapping[str, str],
    about: About | None = None,
    draft: bool = False,
    notices: Notices | None = None,
) -> bytes:
    """Return the template filled: an XLSX file in which nothing but filled cells and what follows them has changed.

    context: what tags see. environment: whose filters, undefined and finalize count; it is not changed. name: the
    template's, for faults. properties: go into docProps/custom.xml. about: what the file says of itself, None for what the template says. draft: what rests on something wrong says so. notices: gathers
    what is worth knowing. The same arguments give the same bytes.
    Raises TemplateFault, with sheet and cell where there is one.
    """
    with without_collecting():
        # what a call of its own has made is gone when it returns: nothing is left to be looked through afterwards
        return _filled(template, context, environment, name=name, properties=properties, about=about, draft=draft, notices=notices)


def _filled(
    template: bytes,
    context: Mapping[str, Any],
    environment: jinja2.Environment,
    *,
    name: str,
    properties: Mapping[str, str],
    about: About | None,
    draft: bool,
    notices: Notices | None,
) -> bytes:
    programs = _programs(template, name, environment)
    results = [program.run(context, draft=draft) for program in programs]
    counts = tuple(result.counts for result in results)
    nests = tuple(result.nests for result in results)
    arrange = _shared_arrangement if sum(sum(copies) for copies in counts) <= _MOST_SHARED_ROWS else _arranged
    book, arrangement = arrange(template, name, environment, (counts, nests))
    values = {program.sheet.name: result.values for program, result in zip(programs, results, strict=True)}
    wrong = [(program.sheet.name, loop) for program, result in zip(programs, results, strict=True) for loop in result.wrong]
    converter = _converter(environment, from_1904=book.from_1904)
    filling = filled_parts(book, arrangement, values, converter, wrong=wrong if draft else None, notices=notices)
    changes = filling.changes | _properties(template, name, tuple(properties.items()))
    changes |= _about(template, name, about) if about is not None else {}
    return written(replaced(book.members, spread(book, without_empty(book, changes, filling.empty), filling.tall)))


@lru_cache(maxsize=64)
def _book(template: bytes, name: str) -> TemplateBook:
    return read_book(template, file=name)


@lru_cache(maxsize=64)
def _converter(environment: jinja2.Environment, *, from_1904: bool) -> Converter:
    return Converter(shown(environment), from_1904)


@lru_cache(maxsize=64)
def _programs(template: bytes, name: str, environment: jinja2.Environment) -> tuple[Program, ...]:
    book = _book(template, name)
    tagged = (sheet for sheet in book.touched if any(cell.tags for row in sheet.rows for cell in row.cells))
    return tuple(compiled(sheet, environment, file=name) for sheet in tagged)


def _arranged(
    template: bytes, name: str, environment: jinja2.Environment, lengths: tuple[_Counts, tuple[Nests, ...]]
) -> tuple[TemplateBook, Arrangement]:
    sheets = [program.sheet.name for program in _programs(template, name, environment)]
    with sound(name):
        counts, nests = lengths
        book = written_out(_book(template, name), dict(zip(sheets, nests, strict=True)))
        return book, arranged(book, dict(zip(sheets, counts, strict=True)))


_shared_arrangement = lru_cache(maxsize=64)(_arranged)


@lru_cache(maxsize=64)
def _properties(template: bytes, name: str, properties: tuple[tuple[str, str], ...]) -> dict[str, Member]:
    book = _book(template, name)
    types = without_calculation_chain(book).get(CONTENT_TYPES)
    parts = book.parts if types is None else {**book.parts, CONTENT_TYPES: types.data}
    return property_parts(parts, dict(properties))


def _about(template: bytes, name: str, about: About) -> dict[str, Member]:
    shared = _about_shared(template, name, About(_TITLE if about.title else "", about.author, about.created))
    mark, title = _TITLE.encode(), escaped(about.title).encode()
    return {part: stored(part, data.replace(mark, title)) for part, data in shared.items()}


@lru_cache(maxsize=64)
def _about_shared(template: bytes, name: str, about: About) -> dict[str, bytes]:
    return {part: member.data for part, member in about_part(_book(template, name).parts, about).items()}
