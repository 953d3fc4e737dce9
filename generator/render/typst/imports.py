"""What an own typst template may bring in: files of the templates folders, named as they are. Packages (`@preview/…`) come from the net."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from generator.errors import TemplateFault

# Comments, raw text and strings, in the order in which they hide each other; then the words that bring something in.
_PARTS: Final = re.compile(
    r"(?P<remark>//[^\n]*|/\*.*?\*/)"
    r"|(?P<raw>```.*?```|`[^`\n]*`)"
    r"|(?<![\w-])(?P<word>import|include|eval|plugin)\b(?P<after>[ \t]*\(?\s*)(?P<what>\"(?:[^\"\\\n]|\\.)*\"|[^\s\"])?"
    r"|(?P<text>\"(?:[^\"\\]|\\.)*\")",
    re.DOTALL,
)
_BRINGS: Final = ("import", "include")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a template brings in, by the word that does it and the line, counted from 1; name: of the file, "" where it is not written out."""

    word: str
    name: str
    line: int


@lru_cache(maxsize=64)
def brought(text: str) -> tuple[Brought, ...]:
    """Return what the text of a template brings in: files, packages, and code that is put together while it runs."""
    return tuple(_brought(text))


def _brought(text: str) -> Iterator[Brought]:
    for found in _PARTS.finditer(text):
        word = found.group("word")
        if not word:
            continue
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        is_code = before.rstrip().endswith(("#", "{", ";", "(", ",", "=", ".")) or not before.strip()
        what = found.group("what") or ""
        if not is_code:
            continue
        yield Brought(word, what[1:-1] if what.startswith('"') else "", text.count("\n", 0, found.start()) + 1)


def refusals(text: str, shown: str) -> Iterator[TemplateFault]:
    """Yield a fault for all that a template may not bring in. shown: the template's name."""
    for one in brought(text):
        place = f"baris {one.line}"
        if one.word not in _BRINGS:
            message = f"Templat memanggil {one.word}(…), yang menjalankan kode di luar templat."
            yield TemplateFault(message, file=shown, place=place, hint="Tulis kodenya di templat.", code="templat-memuat-luar")
        elif one.name.startswith("@"):
            message = f"Templat memuat paket {one.name} dari internet."
            hint = "Salin berkas yang diperlukan ke folder templat, lalu muat dengan namanya."
            yield TemplateFault(message, file=shown, place=place, hint=hint, code="templat-memuat-luar")
        elif not one.name or "\\" in one.name:
            message = f"Nama berkas di belakang {one.word} tidak ditulis langsung."
            hint = f'Tulis nama berkasnya di antara tanda kutip: {one.word} "bagian.typ".'
            yield TemplateFault(message, file=shown, place=place, hint=hint, code="templat-memuat-luar")
