"""Own typst templates: their tags filled as those of a page are, each value printed as typst markup that shows it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, TemplateError, TemplateNotFound
from markupsafe import Markup

from generator import formatting
from generator.charts.model import Chart
from generator.errors import TemplateFault, raise_together
from generator.fields.image import Gambar
from generator.guard import TYPST_TEMPLATE, admit
from generator.home import Home
from generator.outline.filled import Drawing
from generator.render.cover import covering
from generator.render.letterhead import letterhead
from generator.render.lettering import lettering
from generator.render.paper import running_text, text_area
from generator.render.placing import placing
from generator.render.signatures import SignatureWords, signing
from generator.render.tag_faults import fault_of
from generator.render.titles import titles
from generator.render.typst.engine import LIBRARY, as_json
from generator.render.typst.flow import letterhead_data, paper_data
from generator.render.typst.imports import brought, refusals
from generator.render.typst.leaves import LeafWriter, cover_data, signature_data
from generator.render.typst.words import Files, shown
from generator.richtext import LongText, marked_items
from validators.absence import is_absent
from validators.expressions import ExactEnvironment, exact_environment

if TYPE_CHECKING:
    from generator.render.rendering import Rendering

_IMPORT: Final = f'#import "/{LIBRARY}" as borang_;'
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MARK: Final = re.compile("\ue000(\\d+)\ue001")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\ue000": "\\u{e000}", "\0": ""})
_writer: ContextVar[LeafWriter] = ContextVar("writer")


def literal(text: str) -> str:
    """Return a text as a string of typst's code."""
    return f'"{text.translate(_ESCAPES)}"'


def as_code(value: Any) -> Any:
    """Return a value as it stands in typst's code: the filter `kode`."""
    if value is None or is_absent(value):
        return Markup("none")
    if isinstance(value, bool):
        return Markup("true" if value else "false")
    if isinstance(value, list | tuple):
        return Markup("({})").format(Markup("").join(Markup("{}, ").format(as_code(item)) for item in value))
    plain_number = type(value) is int
    return Markup(value) if plain_number else Markup(literal(str(formatting.show(value))))


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {"kode": as_code}
"""The filters of typst templates beside those of all."""


def filled(rendering: Rendering) -> tuple[str, str, Files, Callable[[int], int]]:
    """Return the filled template of a rendering, the library's data as JSON, the files it brings, and what gives a line's place in the template.

    Raises TemplateFault with file and line when the template fails or brings in what it may not.
    """
    name, document = rendering.output.template, rendering.document
    home, office = document.compiled.home, running_text(document)
    refuse_foreign(home, name)
    files = Files()
    writer = LeafWriter(lettering(office), files, text_area(office))
    held = _writer.set(writer)
    context = {
        **rendering.context,
        "berkas": {"judul": rendering.title, "tanggal": rendering.created.isoformat() if rendering.created else ""},
        "kop": Markup("#borang_.kop();"),
        **signing(document.given.institution, document.type.id, _signature),
        **placing(document.given.institution, document.type.id, lambda file: as_json(files.kept_file(file, file.stem))),
        "draf": list(rendering.draft_notes),
        **titles(lambda titled, words: _blocks(leaf.data for leaf in writer.caption(words, titled))),
        **covering(document.given.institution, rendering.created, lambda cover: _blocks([cover_data(cover, files)])),
        "daftar_isi": Markup("#borang_.daftar-isi(baru: false);"),
        "daftar_tabel": "",
        "daftar_gambar": "",
    }
    try:
        text = typst_environment(home).get_template(name).render(context)
    except TemplateNotFound as error:
        raise TemplateFault(f"Templat {error.name} tidak ditemukan.", file=f"templates/{name}", code="templat-tidak-ada") from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise fault_of(error, name, home) from error
    finally:
        _writer.reset(held)
    head = letterhead_data(letterhead(document.given.institution), office, files)

    def place(line: int) -> int:
        places = _places(text)
        return places[min(max(line, 1), len(places)) - 1]

    return _IMPORT + _MARK.sub("", text), as_json({**paper_data(rendering), "kop": head}), files, place


def refuse_foreign(home: Home, name: str) -> None:
    """Raise a fault for all that a template, or a template that it brings in, may not bring in."""
    raise_together(fault for shown, text in own_texts(home, name) for fault in refusals(text, shown))


def own_texts(home: Home, name: str) -> list[tuple[str, str]]:
    """Return the names and texts of a template and of those that it brings in."""
    found: dict[str, str] = {}
    wanted = [name]
    while wanted:
        one = wanted.pop(0)
        if one in found or one == LIBRARY:
            continue
        file = home.template(one)
        found[one] = _text(file, file.stat().st_mtime_ns, f"templates/{one}")
        for part in brought(found[one]):
            if part.name.endswith(".typ") and not part.name.startswith("@"):
                wanted.append(part.name.lstrip("/") if part.name.startswith("/") else str(Path(one).parent / part.name))
    return [(f"templates/{one}", text) for one, text in found.items()]


@lru_cache(maxsize=64)
def _text(file: Path, _changed: int, shown: str) -> str:
    data = file.read_bytes()
    admit(data, shown, TYPST_TEMPLATE, fault=TemplateFault)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        hint = 'Simpan ulang dengan pengodean "UTF-8".'
        raise TemplateFault("Tulisan templat bukan UTF-8.", file=shown, hint=hint, code="bukan-utf8") from error


@lru_cache(maxsize=8)
def typst_environment(home: Home) -> ExactEnvironment:
    """Return the environment of a home's typst templates; made once."""
    folders = [str(folder) for folder in home.template_folders()]
    return exact_environment({**formatting.FILTERS, **FILTERS}, finalize=show_typst, autoescape=True, loader=_MarkingLoader(folders))


class _MarkingLoader(FileSystemLoader):
    """Loads typst templates with the number of each line at its head, so that what typst says of a filled one leads back."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, lines marked. Raises TemplateFault for what is no text."""
        _, file, is_current = super().get_source(environment, template)
        text = _text(Path(file), Path(file).stat().st_mtime_ns, f"templates/{template}")
        within = [found.span() for found in _TAG.finditer(text)]
        lines, at = [], 0
        for number, line in enumerate(text.split("\n"), start=1):
            is_in_tag = any(start < at < end for start, end in within)
            lines.append(line if is_in_tag else f"\ue000{number}\ue001{line}")
            at += len(line) + 1
        return "\n".join(lines), file, is_current


def _places(text: str) -> list[int]:
    """Return the line of the template for each line of the filled one."""
    places, here = [], 1
    for line in text.split("\n"):
        numbers = [int(found[1]) for found in _MARK.finditer(line)]
        places.append(numbers[0] if numbers else here)
        here = numbers[-1] if numbers else here
    return places


def show_typst(value: Any) -> Any:
    """Return how a value prints in a typst template: as markup that shows it, a chart as its picture, long text laid out."""
    if isinstance(value, Markup):
        return value
    writer = _writer.get()
    if isinstance(value, Chart):
        return _blocks(leaf.data for leaf in writer.leaves(Drawing(value)))
    is_laid_out = isinstance(value, Gambar | LongText) or marked_items(value)
    words = shown(value, writer.running, writer.files) if is_laid_out else str(formatting.printed(value))
    if isinstance(words, str) and "\n" not in words:
        return Markup(f"#{literal(words)};" if words else "")
    if isinstance(words, dict) and "u" in words:
        return Markup("#borang_.blok-teks(json(bytes({})));").format(Markup(literal(as_json(words["u"]))))
    return Markup("#borang_.kata(json(bytes({})));").format(Markup(literal(as_json(words))))


def _blocks(blocks: Any) -> Markup:
    return Markup("").join(Markup("#borang_.blok(json(bytes({})));").format(Markup(literal(as_json(block)))) for block in blocks)


def _signature(block: SignatureWords | None) -> Markup:
    return Markup("") if block is None else _blocks([signature_data(block)])
