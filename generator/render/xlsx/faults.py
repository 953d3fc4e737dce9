"""Faults of an Excel template, said in Indonesian with sheet and cell."""

from __future__ import annotations

import re

import jinja2
from jinja2.exceptions import SecurityError

from generator.errors import BorangError, TemplateFault

_UNDEFINED = re.compile(r"'([^']*)' is undefined")
_NO_ATTRIBUTE = re.compile(r"has no (?:attribute|element) '?([^']+)'?")
_NO_FILTER = re.compile(r"No (filter|test) named '([^']+)'")


def place(sheet: str, cell: str) -> str:
    """Return how a fault names a cell."""
    return f"lembar '{sheet}', sel {cell}"


def fault(message: str, *, file: str, sheet: str = "", cell: str = "", hint: str | None = None) -> TemplateFault:
    """Return a fault of the template at a cell, or of the whole file."""
    return TemplateFault(message, file=file, place=place(sheet, cell) if sheet else None, hint=hint)


def sentence(error: Exception) -> str:
    """Return what Jinja or Python says about a tag, in Indonesian as far as it is one of the usual faults."""
    text = str(error)
    if isinstance(error, BorangError):
        return error.message
    if (match := _NO_FILTER.search(text)) is not None:
        kind = "filter" if match.group(1) == "filter" else "uji"
        return f"{kind} '{match.group(2)}' tidak dikenal."
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"tag salah tulis: {error.message}."
    if isinstance(error, jinja2.UndefinedError):
        return _undefined(text)
    if isinstance(error, SecurityError):
        return "tag memakai hal yang tidak diizinkan di dalam templat."
    if isinstance(error, jinja2.TemplateError):
        return f"tag tidak dapat dijalankan: {text}."
    return f"tag tidak dapat dihitung: {text} ({type(error).__name__})."


def _undefined(text: str) -> str:
    """Return the Indonesian sentence of Jinja's message about an unknown name."""
    if (match := _UNDEFINED.search(text)) is not None:
        return f"nama '{match.group(1)}' tidak dikenal."
    if (match := _NO_ATTRIBUTE.search(text)) is not None:
        return f"nama '{match.group(1)}' tidak dikenal di dalam nilai itu."
    return f"nilai tidak ada: {text}"
