"""Pages from templates: one locked environment, everything escaped, no inline code, each asset under a name that changes with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from generator.formatting import show
from generator.home import SHIPPED
from generator.store.viewed import Viewer

_HERE: Final = Path(__file__).parent
_FONTS: Final = SHIPPED / "templates" / "_shared" / "fonts" / "liberation-sans"
ASSETS: Final[Mapping[str, tuple[Path, str]]] = {
    "borang.css": (_HERE / "static" / "borang.css", "text/css; charset=utf-8"),
    "borang.js": (_HERE / "static" / "borang.js", "text/javascript; charset=utf-8"),
    "unggah.js": (_HERE / "static" / "unggah.js", "text/javascript; charset=utf-8"),
    "gaya.js": (_HERE / "static" / "gaya.js", "text/javascript; charset=utf-8"),
    "formulir.js": (_HERE / "static" / "formulir.js", "text/javascript; charset=utf-8"),
    "lambang.svg": (_HERE / "static" / "lambang.svg", "image/svg+xml"),
    "LiberationSans-Regular.ttf": (_FONTS / "LiberationSans-Regular.ttf", "font/ttf"),
    "LiberationSans-Bold.ttf": (_FONTS / "LiberationSans-Bold.ttf", "font/ttf"),
}
MEDIA: Final[Mapping[str, tuple[str, str]]] = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": ("PDF", "application/pdf"),
    "yaml": ("YAML", "application/yaml; charset=utf-8"),
    "zip": ("ZIP", "application/zip"),
    "png": ("gambar", "image/png"),
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "html"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals["aset"] = asset_address
    made.filters |= {
        "waktu": spoken_time,
        "hari": spoken_day,
        "tanggal": spoken_date,
        "bentuk": lambda medium: MEDIA.get(medium, (medium.upper(), ""))[0],
        "jangkar": anchor_of,
    }
    return made


@lru_cache(maxsize=16)
def asset_address(name: str) -> str:
    """Return the address of an asset, which changes when the asset does."""
    file, _ = ASSETS[name]
    return f"/statis/{hashlib.sha256(file.read_bytes()).hexdigest()[:10]}/{name}"


def spoken_time(text: str) -> str:
    """Return a time of the tables as a clock here shows it: "26 Nov 2026 19.46"."""
    at = datetime.fromisoformat(text).astimezone()
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year} {at:%H.%M}"


def spoken_day(text: str) -> str:
    """Return the day of a time of the tables as a calendar here shows it: "26 Nov 2026"."""
    return spoken_time(text)[: -len(" 00.00")]


def spoken_date(text: str) -> str:
    """Return a day that is written as in ISO 8601 as people write it: "31 Juli 2026"; any other text as it is."""
    try:
        return str(show(date.fromisoformat(text)))
    except ValueError:
        return text


def anchor_of(name: str) -> str:
    """Return a control's name as the end of an address."""
    return quote(name, safe="~")


_viewer: ContextVar[Viewer | None] = ContextVar("viewer", default=None)


@contextmanager
def seen_by(viewer: Viewer | None) -> Iterator[None]:
    """Have the pages that are made here say who has signed in. None: nobody does."""
    token = _viewer.set(viewer)
    try:
        yield
    finally:
        _viewer.reset(token)


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page made of a template."""
    return HTMLResponse(_environment().get_template(template).render(siapa=_viewer.get(), **values), status)


def error_page(status: int, sentence: str, advice: str, reference: str = "") -> HTMLResponse:
    """Return a page that says what went wrong, and what to do. reference: 8 signs that stand in the log too."""
    return page("galat.html", status, kalimat=sentence, saran=advice, rujukan=reference)


def download(data: bytes, name: str, medium: str, *, is_shown: bool = False) -> Response:
    """Return a file to keep; is_shown: to be looked at in the page."""
    way = "inline" if is_shown else "attachment"
    headers = {"content-disposition": f"{way}; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(data, headers=headers, media_type=MEDIA.get(medium, ("", "application/octet-stream"))[1])
