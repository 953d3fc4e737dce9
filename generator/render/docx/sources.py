"""A Word template as Jinja text, for lint: the same text that make fills, with the places of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.render.docx.reading import read_template
from generator.render.docx.spots import Problem
from generator.render.rendering import Source


def docx_sources(file: Path, shown: str) -> Iterator[Source]:
    """Yield the stories of a Word template as Jinja text. Raises TemplateFault when it is no sound Word document."""
    template = read_template(file.read_bytes(), shown)
    for story in (*template.stories.values(), *template.properties.values()):
        yield Source(story.text, [spot.place() for spot in story.spots])


def docx_problems(file: Path, shown: str) -> tuple[Problem, ...]:
    """Return all for which a Word template cannot be filled, whatever the data. Raises TemplateFault when it is no sound Word document."""
    return read_template(file.read_bytes(), shown).problems
