"""Why JSON could not be read, as a person would say it: what is wrong in the line, and what to write instead."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from generator.yaml_causes import Cause

_COMMENT: Final = re.compile(r"//|/\*|#")
_WORD: Final = re.compile(r"[^\W\d_]\w*")
_QUOTE_IT: Final = 'Apit setiap kunci dan teks dengan tanda petik lurus: "…".'


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser gave up: its words, what is written before and from there on, blanks apart, and on which lines these meet."""

    problem: str
    before: str
    rest: str
    line: int

    @property
    def line_before(self) -> int:
        """The line on which the last thing before the stop is written."""
        return self.before.count("\n") + 1


def json_cause(error: json.JSONDecodeError) -> Cause:
    """Return what is wrong in a text that is no JSON, on which line, and what to write instead."""
    rest = error.doc[error.pos :].lstrip()
    line = error.doc.count("\n", 0, len(error.doc) - len(rest)) + 1
    stop = _Stop(error.msg, error.doc[: error.pos].rstrip(), rest, line)
    told = next((found for look in _CAUSES if (found := look(stop)) is not None), None)
    message, line, hint = told or ("Susunan JSON tidak dapat dibaca.", line, "Periksa kurung, koma, dan tanda kutipnya.")
    return Cause(message, line, hint, "json-tidak-terbaca")


def excess_of(parsed: Any, deepest: int, most: int) -> str:
    """Return why what JSON holds is too much for one file, "" where it is not. deepest: how far it may be nested; most: how many values it may have."""
    found, count, depth = [parsed], 1, 0
    while found and count <= most and depth <= deepest:
        found = [child for one in found if isinstance(one, dict | list) for child in (one.values() if isinstance(one, dict) else one)]
        count, depth = count + len(found), depth + 1
    if depth > deepest:
        return "Susunannya terlalu dalam."
    return "Isian di berkas ini terlalu banyak." if count > most else ""


_Told = tuple[str, int, str]
_WORDS: Final = {
    "Extra data": ("Ada tulisan sesudah kurung penutup yang terakhir.", "Hapus yang berlebih; satu berkas memuat satu isian."),
    "Unterminated string": ("Tanda petik tidak ditutup.", 'Tutup teksnya dengan tanda ".'),
    "Invalid control character": ("Ada pindah baris atau tab di dalam tanda petik.", r"Tulis \n untuk pindah baris dan \t untuk tab."),
    "Invalid \\": (r"Tanda \ di dalam tanda petik punya arti khusus.", r"Tulis dua kali: \\."),
}


def _in_text(stop: _Stop) -> _Told | None:
    told = next((told for words, told in _WORDS.items() if stop.problem.startswith(words) and not _is_comment(stop)), None)
    line = stop.line_before if "control" in stop.problem else stop.line  # the break itself is no longer in what stands before
    return None if told is None else (told[0], line, told[1])


def _end(stop: _Stop) -> _Told | None:
    is_end = not stop.rest and bool(stop.before)
    return (
        ("Berkas berakhir sebelum kurungnya ditutup.", stop.line_before, "Tutup setiap { dengan } dan setiap [ dengan ].")
        if is_end
        else None
    )


def _is_comment(stop: _Stop) -> bool:
    return stop.problem != "Invalid control character at" and _COMMENT.match(stop.rest) is not None


def _comment(stop: _Stop) -> _Told | None:
    return ("JSON tidak mengenal komentar.", stop.line, "Hapus komentarnya, atau simpan sebagai YAML.") if _is_comment(stop) else None


def _last_comma(stop: _Stop) -> _Told | None:
    is_last = stop.before.endswith(",") and stop.rest[:1] in ("}", "]")
    told = (f'Ada koma sebelum "{stop.rest[:1]}".', stop.line_before, "Hapus koma itu: sesudah yang terakhir tidak ada koma.")
    return told if is_last else None


def _odd_quote(stop: _Stop) -> _Told | None:
    return (f'Teks diapit tanda {stop.rest[0]}, bukan ".', stop.line, _QUOTE_IT) if stop.rest[:1] in tuple("'‘’“”") else None


def _number(stop: _Stop) -> _Told | None:
    if stop.rest[:1].isdigit() and stop.before.endswith("0"):
        return "Bilangan tidak boleh berawalan 0.", stop.line, 'Apit dengan tanda petik bila itu nomor atau kode: "007".'
    if stop.rest[:1].isdigit() and stop.before.endswith(",") and stop.problem.startswith("Expecting property name"):
        return "Pecahan ditulis dengan koma.", stop.line, "Tulis dengan titik: 1.5."
    return None


def _word(stop: _Stop) -> _Told | None:
    word = _WORD.match(stop.rest)
    if word is None or "delimiter" in stop.problem:
        return None
    if word[0] in ("True", "False", "None"):
        return f'"{word[0]}" bukan nilai JSON.', stop.line, "Tulis true, false, atau null, dengan huruf kecil."
    return f'"{word[0]}" tidak diapit tanda petik.', stop.line, _QUOTE_IT


def _no_mark(stop: _Stop) -> _Told | None:
    if "':'" in stop.problem:
        return "Kunci tanpa titik dua.", stop.line, 'Tulis "kunci": nilai.'
    if "','" in stop.problem:
        return "Koma kurang di antara dua isian.", stop.line, "Tulis koma di akhir isian sebelumnya."
    return None


def _no_value(stop: _Stop) -> _Told | None:
    is_missing = stop.problem.startswith("Expecting value") and stop.rest[:1] in tuple(",}]")
    return ("Nilainya belum ditulis.", stop.line, "Tulis nilainya, atau null bila kosong.") if is_missing else None


_CAUSES: Final[tuple[Callable[[_Stop], _Told | None], ...]] = (
    _comment,
    _in_text,
    _end,
    _last_comma,
    _odd_quote,
    _number,
    _word,
    _no_mark,
    _no_value,
)
