"""The typst compiler of the process: the shipped fonts and no others, files from the templates folders only, the same bytes each time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from generator.errors import MissingEngine, TemplateFault
from generator.home import SHIPPED, Home
from generator.render.html import SHARED_PAGE
from generator.render.typst.refusal import sentence

LIBRARY: Final = "_shared/borang.typ"
SHARED_MAIN: Final = '#import "/_shared/borang.typ": dokumen\n#dokumen()\n'
_FONTS: Final = SHIPPED / "templates" / "_shared" / "fonts"
_TIMESTAMP: Final = 315532800  # 1 January 1980, as packages have
_UNMET: Final = "PDF/UA-1 error"
_MAIN: Final = "/main"
_PLACE: Final = re.compile(r"┌─ (\S+?):(\d+):(\d+)")


def is_installed() -> bool:
    """Whether typst is on this machine."""
    try:
        _typst()
    except MissingEngine:
        return False
    return True


@cache
def _loaded() -> Any:
    try:
        import typst
    except ImportError as error:
        return error
    return typst


def _typst() -> Any:
    """Return typst; raises MissingEngine where it is not installed."""
    loaded = _loaded()
    if isinstance(loaded, ImportError):
        raise MissingEngine("Mesin typst belum terpasang.", hint="Pasang dengan: pip install typst", code="typst-tidak-ada") from loaded
    return loaded


@lru_cache(maxsize=4)
def _compiler(root: Path) -> Any:
    """Return the compiler of a templates folder; one keeps what it learnt of fonts and of the library."""
    typst = _typst()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(root=str(root), font_paths=fonts, ignore_system_fonts=True)


@lru_cache(maxsize=8)
def _library(file: Path, _changed: int) -> bytes:
    return file.read_bytes()


def compiled(
    home: Home, main: str, data: str, files: Mapping[str, bytes], *, name: str = "", lines: Callable[[int], int] = lambda line: line
) -> bytes:
    """Return the PDF of a typst document: PDF/UA-1 where it holds.

    home: whose templates folder it may read. data: what the library prints, as JSON. files: what it brings along. name: of its
    template, "" for the shared page; lines: gives the line of the template for a line of `main`. Raises TemplateFault where typst
    refuses it, MissingEngine where there is none.
    """
    typst = _typst()
    library = home.template(LIBRARY)
    held = {"main": main.encode("utf-8"), LIBRARY: _library(library, library.stat().st_mtime_ns), **files}
    folder = home.folder / "templates" if home.folder is not None and (home.folder / "templates").is_dir() else SHIPPED / "templates"
    compiler = _compiler(folder)
    try:
        return _pdf(compiler, held, data, ["ua-1"])
    except typst.TypstError as error:
        if not str(error).startswith(_UNMET):
            raise _fault(error, name, lines) from error
    try:
        return _pdf(compiler, held, data, [])
    except typst.TypstError as error:
        raise _fault(error, name, lines) from error


def as_json(data: Any) -> str:
    """Return what the library prints, as it is handed over."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _pdf(compiler: Any, held: Mapping[str, bytes], said: str, standards: list[str]) -> bytes:
    return compiler.compile(input=held, sys_inputs={"data": said}, pdf_standards=standards, timestamp=_TIMESTAMP)


def _fault(error: Any, name: str, lines: Callable[[int], int]) -> TemplateFault:
    """Return what typst refuses as a fault of the template: in which file and line, and why."""
    found = _PLACE.search(error.diagnostic)
    file, place = f"templates/{name}" if name else SHARED_PAGE, None
    if found:
        is_main = found.group(1).endswith(_MAIN)
        if not is_main:
            file = f"templates/{found.group(1).rpartition('templates/')[2]}"
        place = f"baris {lines(int(found.group(2))) if is_main else int(found.group(2))}"
    return TemplateFault(f"typst menolak halaman ini: {sentence(error.message)}.", file=file, place=place, code="halaman-tidak-tertata")
