"""XLSX output: the spec's workbook template filled with the document's context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator import formatting
from generator.charts.model import Chart
from generator.fields.image import IMAGE, Gambar
from generator.fields.scalars import kind_of
from generator.fields.shapes import cell, walk
from generator.office.package.parts import read_parts, write_parts
from generator.office.sheet.properties import About
from generator.render.rendering import Rendering
from generator.render.sheet_dress import dress_of, dressed
from generator.render.sheet_filters import SHEET_FILTERS
from generator.render.sheet_pictures import mark, pictures_in, with_pictures
from generator.render.sheet_signatures import SignatureHalf, halves
from generator.render.signatures import SignatureWords, signing
from generator.render.titles import numbered, titles
from generator.render.xlsx import FailedFormula, Notices, fill
from generator.richtext import LongText, marked_items, plain_text
from generator.spec.compile import CompiledSpec
from validators.expressions import ExactEnvironment, exact_environment
from validators.findings import Finding, Place, Severity
from validators.messages import finding

if TYPE_CHECKING:
    from generator.home import Home

_SURELY_NO_SHARE: Final = 10
"""A share of more than 1.000% is none; 120% may be one."""


def render_workbook(rendering: Rendering) -> bytes:
    """Return the filled workbook of a rendering. Raises TemplateFault with sheet and cell when the template fails."""
    notices = Notices.none()
    data = _filled(rendering, notices)
    rendering.noted.extend(_told(notices))
    holders = (rendering.context[name] for name in _with_pictures_in(rendering.document.compiled))
    pictures = {picture.digest: picture for held in holders for picture in pictures_in(held)}
    if not rendering.draft_notes and not pictures:
        return data
    from generator.office.sheet.notice_sheet import with_notice_sheet

    parts = with_pictures(read_parts(data), pictures) if pictures else read_parts(data)
    return write_parts(with_notice_sheet(parts, "DRAF", rendering.draft_lines) if rendering.draft_notes else parts)


def notices_of(rendering: Rendering) -> Notices:
    """Return what is worth knowing of the filled workbook of a rendering. Raises TemplateFault as `render_workbook`."""
    notices = Notices.none()
    _filled(rendering, notices)
    return notices


def _filled(rendering: Rendering, notices: Notices) -> bytes:
    office = rendering.document.given.institution
    own = _of(office)
    return fill(
        dressed(_template(rendering.document.compiled.home, rendering.output.template), own.dress),
        {**rendering.context, **own.masters(rendering.document.type.id), **titles(numbered())},
        _environment(),
        name=rendering.output.template,
        properties=rendering.properties,
        about=About(rendering.title, str(office.get("nama") or ""), rendering.created),
        draft=bool(rendering.draft_notes),
        notices=notices,
    )


def _told(notices: Notices) -> Iterator[Finding]:
    """Yield a warning for each column of formulas that come out as an error, and for each cell that shows far more than is."""
    for one in notices.formulas.values():
        yield replace(failed_formula(one), place=Place(sheet=one.sheet, cell=one.cell))
    for one in notices.shares.values():
        if one.value > _SURELY_NO_SHARE:
            value, shown = formatting.angka(one.value), formatting.angka(one.value * 100)
            found = finding("persen-berlebih", severity=Severity.WARNING, nilai=value, tampil=shown)
            yield replace(found, place=Place(sheet=one.sheet, cell=one.cell))


def failed_formula(one: FailedFormula) -> Finding:
    """Return the warning about a formula that comes out as an error, without its place."""
    alike = f" (dan {one.alike} sel lain di kolomnya)" if one.alike else ""
    return finding("rumus-galat", severity=Severity.WARNING, rumus=f"{one.formula[:80]}{alike}", galat=one.error)


class _Office:
    """What the workbooks of an office have in common."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.dress = dress_of(settings)
        self._masters: dict[str, dict[str, Any]] = {}

    def masters(self, type_id: str) -> dict[str, Any]:
        """Return what templates of a type call: signatures, and the letterhead's lines for a cell that has more than it."""
        if type_id not in self._masters:
            head = "\n".join(text for _, text in self.dress.head.lines)
            self._masters[type_id] = {**signing(self.settings, type_id, lambda block: block), "kop": head}
        return self._masters[type_id]


_last_office: list[_Office] = []


def _of(office: Mapping[str, Any]) -> _Office:
    """Return what is prepared for an office, kept for as long as the same settings are handed in."""
    if not _last_office or _last_office[0].settings is not office:
        _last_office[:] = [_Office(office)]
    return _last_office[0]


@lru_cache(maxsize=64)
def _with_pictures_in(compiled: CompiledSpec) -> tuple[str, ...]:
    """Return the names of a type's own fields and computed values that hold pictures, at whatever depth."""
    paths = (path for path, field_ in walk(compiled.spec.fields) if (held := cell(field_)) is not None and kind_of(held) is IMAGE)
    names = tuple(dict.fromkeys(path[0] for path in paths))
    codes = (computed.name for computed in compiled.spec.computed if computed.computation.method == "qr")
    return (*names, *codes)


def _template(home: Home, template: str) -> bytes:
    """Return a template's bytes, read anew when the file has changed."""
    try:
        status = _file(home, template).stat()
    except OSError:
        _file.cache_clear()
        status = _file(home, template).stat()
    return _content(_file(home, template), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _file(home: Home, template: str) -> Path:
    """Return where a template stands; kept, for it is asked for each document."""
    return home.template(template)


@lru_cache(maxsize=64)
def _content(file: Path, changed: int, size: int) -> bytes:
    """Return a template's bytes as they were at a moment of change: the same object as long as the file stays as it is."""
    return file.read_bytes()


@cache
def _environment() -> ExactEnvironment:
    """Return the environment of workbooks, one for the process: what is compiled of a template is kept by it."""
    return exact_environment({**formatting.FILTERS, **SHEET_FILTERS, **halves()}, finalize=_show)


def _show(value: object) -> object:
    if isinstance(value, LongText):
        return plain_text(value)
    if isinstance(value, Chart):  # a workbook's charts are its template's own, native and editable
        return ""
    if isinstance(value, Gambar):
        return mark(value)
    if isinstance(value, SignatureWords):
        return str(SignatureHalf(value, "semua"))
    items = marked_items(value)
    return "; ".join(str(_show(item)) for item in items) if items else formatting.printed(value)
