"""Faults of an Excel template, said in Indonesian with sheet and cell."""

from __future__ import annotations

import jinja2

from generator.errors import TemplateFault
from generator.render import tag_faults


def place(sheet: str, cell: str) -> str:
    """Return how a fault names a cell."""
    return f"lembar “{sheet}”, sel {cell}"


def fault(message: str, *, file: str, sheet: str = "", cell: str = "", hint: str | None = None, code: str) -> TemplateFault:
    """Return a fault of the template at a cell, or of the whole file."""
    return TemplateFault(message, file=file, place=place(sheet, cell) if sheet else None, hint=hint, code=code)


def sentence(error: Exception) -> str:
    """Return what Jinja or Python says about a tag, in Indonesian as far as it is one of the usual faults."""
    said = tag_faults.sentence(error)
    if isinstance(error, jinja2.TemplateSyntaxError) and not isinstance(error, jinja2.TemplateAssertionError):
        said = f"tag salah tulis: {said}"
    return f"{said}."
