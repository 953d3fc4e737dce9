"""Numbered titles: what templates of every medium call for them.

`judul_tabel(…)` and `judul_gambar(…)` print "Tabel 1 …" and "Gambar 1 …", numbered through the document; `judul_lampiran(…)` the heading
"Lampiran I …".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Final, Literal, TypeAlias

from generator.formatting import romawi, show
from validators.absence import is_absent
from validators.expressions import callable_in_expressions

Titled: TypeAlias = Literal["tabel", "gambar"]

WORDS: Final[Mapping[Titled, str]] = {"tabel": "Tabel", "gambar": "Gambar"}
"""What stands before the number of a title."""


def titles(write: Callable[[Titled, str], Any]) -> dict[str, Any]:
    """Return what the templates of one document call. write: turns the words of a title into what the template prints."""
    annexes = count(1)

    def judul_tabel(judul: Any) -> Any:
        return write("tabel", plain(judul))

    def judul_gambar(judul: Any) -> Any:
        return write("gambar", plain(judul))

    def judul_lampiran(judul: Any = "") -> str:
        return f"Lampiran {romawi(next(annexes))} {plain(judul)}".rstrip()

    called = {"judul_tabel": judul_tabel, "judul_gambar": judul_gambar, "judul_lampiran": judul_lampiran}
    return {name: callable_in_expressions(function) for name, function in called.items()}


def numbered() -> Callable[[Titled, str], str]:
    """Return what writes titles as plain text, counted as they come: for a medium whose cells print in the order of the document."""
    counts = {titled: count(1) for titled in WORDS}
    return lambda titled, words: f"{WORDS[titled]} {next(counts[titled])} {words}".rstrip()


def plain(value: Any) -> str:
    """Return a value as words on a line; nothing for what is absent."""
    return "" if value is None or is_absent(value) else " ".join(str(show(value)).split())
