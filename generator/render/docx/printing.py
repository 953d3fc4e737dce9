"""What a template prints in Word: its environment, compiled once, and the names that Word templates see besides the document's."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Final

import jinja2
from docxtpl import DocxTemplate

from generator import formatting
from generator.charts.model import Chart
from generator.errors import BorangError, TemplateFault
from generator.fields.image import Gambar
from generator.render.cover import covering
from generator.render.docx.captions import LIST_MARKS, title_mark
from generator.render.docx.contents import CONTENTS_MARK
from generator.render.docx.long_texts import LongTextStore
from generator.render.docx.masters import LetterheadImages, MasterStore, cover_writer
from generator.render.docx.picture import ChartImage, FieldImage, logo_image
from generator.render.docx.reading import StoryText
from generator.render.letterhead import letterhead
from generator.render.paper import width_mm
from generator.render.placing import placing
from generator.render.rendering import Rendering
from generator.render.signatures import signing
from generator.render.tag_faults import sentence
from generator.render.titles import titles
from generator.richtext import ListItem, LongText, is_marked, marked_items
from validators.expressions import ExactEnvironment, exact_environment

_FAILURES = (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError)
_TEMPLATE_FRAME = "<template>"
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def rendered(story: StoryText, context: Any, *, file: str, autoescape: bool = True) -> str:
    """Return a story filled. Raises TemplateFault, with the paragraph, when the template fails."""
    return "".join(rendered_chunks(story, context, file=file, autoescape=autoescape))


def rendered_chunks(story: StoryText, context: Any, *, file: str, autoescape: bool = True) -> list[str]:
    """Return a story filled as `rendered` does, as the pieces that its template prints: its own, and values."""
    try:
        return list(_compiled(story.text, autoescape=autoescape).generate(context))
    except BorangError:
        raise
    except _FAILURES as error:
        spot = story.spot(_line(error))
        raise TemplateFault(f"Templat gagal diisi: {sentence(error)}.", file=file, place=str(spot), code="templat-gagal-diisi") from error


def _line(error: Exception) -> int:
    """Return the line of the template's text that an error comes from."""
    frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _TEMPLATE_FRAME]
    line = error.lineno if isinstance(error, jinja2.TemplateSyntaxError) else (frames[-1] if frames else 1)
    return line or 1


@contextmanager
def printing(store: LongTextStore, filling: DocxTemplate) -> Iterator[None]:
    """Let what is printed for the time being go into a document: its long texts, and pictures into the part that is filled."""
    within = _printing.set((store, filling))
    try:
        yield
    finally:
        _printing.reset(within)


_printing: ContextVar[tuple[LongTextStore, DocxTemplate]] = ContextVar("printing")
"""The document that is being filled: its long texts and pictures. Environments and compiled templates are the process's."""


@lru_cache(maxsize=2)
def environment(*, autoescape: bool) -> ExactEnvironment:
    """Return the environment of Word templates."""
    made = exact_environment(formatting.FILTERS, finalize=_print, autoescape=autoescape)
    made.filters["safe"] = _as_it_is
    return made


@lru_cache(maxsize=256)
def _compiled(text: str, *, autoescape: bool) -> jinja2.Template:
    """Return a story compiled; kept, for it is filled once for each document."""
    return environment(autoescape=autoescape).from_string(text)


def _print(value: Any) -> Any:
    if type(value) is str and not _UNPRINTABLE.search(value):  # most are words as they are
        return value
    return _show(value, *_printing.get())


def _as_it_is(value: Any) -> Any:
    """Return a value: in Word a text is a text, whoever calls it safe."""
    return value


def _show(value: Any, store: LongTextStore, filling: DocxTemplate) -> Any:
    """Return how a value prints in Word: a long text as its mark, a picture as itself, everything else as text without letters that XML cannot hold."""
    if isinstance(value, LongText):
        return store.mark(value) if not isinstance(value, ListItem) or is_marked(value) else str(value)
    if items := marked_items(value):
        return "; ".join(str(_show(item, store, filling)) for item in items)
    if isinstance(value, Gambar):
        return FieldImage(filling, value)
    shown = formatting.printed(value)
    return _UNPRINTABLE.sub("", shown) if type(shown) is str and _UNPRINTABLE.search(shown) else shown


def context_for(rendering: Rendering, filling: DocxTemplate, masters: MasterStore) -> dict[str, Any]:
    """Return all names that the template of a rendering sees. filling: what takes the pictures."""
    charts = {name: value for name, value in rendering.context.items() if isinstance(value, Chart)}
    pictures = {name: ChartImage(filling, chart, number) for number, (name, chart) in enumerate(charts.items(), start=1)}
    institution = rendering.document.given.institution
    return {
        **rendering.context,
        **pictures,
        "institusi": {**institution, "logo": logo_image(filling, institution)},
        "kop": LetterheadImages(filling, letterhead(institution), width_mm(institution)),
        **signing(institution, rendering.document.type.id, masters.mark),
        **placing(institution, rendering.document.type.id, str),
        "draf": list(rendering.draft_notes),
        **titles(title_mark),
        **covering(institution, rendering.created, cover_writer(filling, masters)),
        "daftar_isi": CONTENTS_MARK,
        **{f"daftar_{titled}": mark for titled, mark in LIST_MARKS.items()},
    }
