"""Why YAML could not read a text, as a person would say it: the character, its line and what to write instead.

The parser names the place where it gave up, often a line too late and never the cause. Each cause here looks at the line
itself; the first that holds is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

QUOTE_IT: Final = "Tulis nilainya di antara tanda kutip."
_VALUE: Final = r"^\s*(?:- +)*(?:[^\s:#'\"\[{][^:#]*:[ \t]+)?"
_IN_FLOW: Final = r"(?:[\[{,][ \t]*(?:[^\s:#,'\"\[{][^:#,]*:[ \t]+)?)"
_AT_VALUE: Final = rf"(?:{_VALUE}|{_IN_FLOW})"
_ODD_BLANK: Final = re.compile("[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_LONGEST: Final = 2000
_ODD_BREAK: Final = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong, in a sentence, on which line, what to do, and its code in the catalogue of faults."""

    message: str
    line: int
    hint: str
    code: str = "yaml-tidak-terbaca"


@dataclass(frozen=True, slots=True)
class _ParserStop:
    """Where the parser gave up: its words, the lines of the text, the line and column (from 0) and the line where the thing began."""

    problem: str
    lines: Sequence[str]
    line: int
    column: int
    begun: int

    @property
    def near(self) -> tuple[int, ...]:
        """The lines to look at: that of the problem, that where the thing began, the two nearest written ones above."""
        above = [number for number in range(self.line - 1, -1, -1) if self.text(number).strip()][:2]
        return tuple(dict.fromkeys(number for number in (self.line, self.begun, *above) if 0 <= number < len(self.lines)))

    def text(self, number: int) -> str:
        """Return a line of the text, by its number from 0."""
        return self.lines[number][:_LONGEST] if 0 <= number < len(self.lines) else ""


ALTERED: Final = Cause(r"Tanda \ di dalam petik ganda punya arti khusus.", 0, "Apit nilainya dengan petik tunggal: '…'.")


def hidden_break(text: str) -> Cause | None:
    """Return the cause when a text holds a line break that no editor shows, and YAML would turn it into a blank."""
    found = _ODD_BREAK.search(text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return Cause(
        "Ada pemisah baris yang tidak terlihat di baris ini.",
        line,
        "Hapus karakter itu, lalu ketik ulang baris barunya.",
        "yaml-spasi-khusus",
    )


def odd_blank(line: int) -> Cause:
    """Return the cause that a line holds a blank which is none to YAML: people paste it from a web page."""
    return Cause(
        "Ada spasi khusus yang tidak terlihat (spasi tak terputus, dari Word atau laman web).",
        line,
        "Hapus spasi di awal baris dan sesudah titik dua, lalu ketik ulang dengan tombol spasi.",
        "yaml-spasi-khusus",
    )


def cause_of(problem: str, text: str, *, line: int, column: int, begun: int | None = None) -> Cause:
    """Return why the parser gave up at `line` and `column` (from 0) of `text` with the words `problem`; `begun`: where the thing began."""
    spot = _ParserStop(problem, _BREAK.split(text), line, column, line if begun is None else begun)
    for code, look in _CAUSES.items():
        found = look(spot)
        if found is not None:
            return replace(found, code=code)
    for words, message in _PROBLEMS:
        if words in problem:
            return Cause(message, line + 1, _HINT)
    return Cause("Susunan YAML tidak dapat dibaca.", line + 1, _HINT)


_HINT: Final = "Periksa spasi di awal baris, titik dua, dan tanda kutipnya."
_PROBLEMS: Final = (
    ("mapping values are not allowed", 'Ada titik dua ":" di tengah nilai; beri tanda kutip pada nilai itu.'),
    ("found character '\\t'", "Ada tab di awal baris; pakai spasi."),
    ("cannot start any token", "Ada tab atau tanda yang tidak boleh mengawali nilai; pakai spasi atau beri tanda kutip."),
    ("could not find expected ':'", 'Kunci tanpa titik dua ":".'),
    ("did not find expected key", "Awal baris ini tidak sejajar dengan baris-baris di atasnya; samakan jumlah spasinya."),
    ("did not find expected '-'", "Awal baris ini tidak sejajar dengan baris-baris di atasnya; samakan jumlah spasinya."),
    ("but found another document", 'Berkas memuat lebih dari satu dokumen ("---").'),
    ("found unexpected ':'", "Ada titik dua tanpa spasi di dalam tanda kurung; tulis satu spasi sesudahnya."),
    ("unexpected end of stream", "Tanda kutip atau kurung tidak ditutup."),
    ("control characters are not allowed", "Ada karakter kendali yang tidak terlihat."),
)


def _odd_blank(spot: _ParserStop) -> Cause | None:
    for number in spot.near:
        before, colon, after = spot.text(number).partition(":")
        places = (before[: len(before) - len(before.lstrip())], after[:1] if colon else "", before[-1:] if colon else "")
        if any(_ODD_BLANK.search(place) for place in places) or _ODD_BLANK.search(before.lstrip()[:2]):
            return odd_blank(number + 1)
    return None


def _tab(spot: _ParserStop) -> Cause | None:
    for number in spot.near:
        line = spot.text(number)
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return Cause("Ada tab di awal baris.", number + 1, "Ganti tab dengan spasi.")
    return None


_CURLY: Final = re.compile(_AT_VALUE + "([“”„‘’‚«])")
_SINGLE: Final = re.compile(_AT_VALUE + r"'((?:[^']|'')*)'(?=[^\s,\]}:#'])")
_DOUBLE: Final = re.compile(_AT_VALUE + r'"((?:[^"\\]|\\.)*)"(?=[^\s,\]}:#"])')
_AFTER_QUOTE: Final = re.compile(_VALUE + r"""(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")(?:[ \t]+(?![#:]|$)|[^\s:])""")
_MARKS: Final = re.compile(rf"{_AT_VALUE}([*&!%@`]|\?(?=\s|$))|{_VALUE}([,\]}}])")
_BRACKET: Final = re.compile(_VALUE + r"([\[{])")
_BLOCK: Final = re.compile(_VALUE + r"([|>])[^\s\d+-]")
_BLOCK_TEXT: Final = re.compile(_VALUE + r"([|>])[+\-0-9]*[ \t]+[^\s#]")
_NO_BLANK: Final = re.compile(r"(?:^\s*(?:- +)*|[{,]\s*)([A-Za-z_](?:[\w -]*[A-Za-z_])?):(?=[^\s:/\\,}\]])")
_DASH: Final = re.compile(r"^\s*(?:- +)*[^\s:#'\"][^:#]*:[ \t]+-(?:[ \t]|$)")
_ODD_ESCAPE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\[NLP_abefv0]|^\"[A-Za-z]:\\[A-Za-z]")
_HASH: Final = re.compile(r"\S[ \t]+#\S")


def _curly_quotes(spot: _ParserStop) -> Cause | None:
    return _value_begins(spot, _CURLY, "Tanda kutip lengkung {0} bukan tanda kutip YAML.", 'Pakai tanda kutip lurus: "…".')


def _quote_inside(spot: _ParserStop) -> Cause | None:
    for number in spot.near:
        line = spot.text(number)
        if _SINGLE.search(line):
            return Cause(
                "Ada tanda petik tunggal (apostrof) di dalam nilai yang diapit petik tunggal '…'.",
                number + 1,
                'Apit nilainya dengan petik ganda: "…".',
            )
        if _DOUBLE.search(line):
            return Cause(
                'Ada tanda petik ganda di dalam nilai yang diapit petik ganda "…".', number + 1, "Apit nilainya dengan petik tunggal: '…'."
            )
        if "flow" not in spot.problem and _AFTER_QUOTE.search(line):
            return Cause("Ada tulisan sesudah tanda kutip penutup.", number + 1, "Apit seluruh nilainya, bukan sebagian.")
    return None


def _escape(spot: _ParserStop) -> Cause | None:
    if "escape" not in spot.problem and "hexdecimal" not in spot.problem:
        return None
    return replace(ALTERED, line=spot.line + 1)


def is_altered(quoted: str) -> bool:
    """Tell whether a text in double quotes, as it is written, holds a sign that YAML reads as another, as the folders of Windows do."""
    return _ODD_ESCAPE.search(quoted) is not None


def _open_quote(spot: _ParserStop) -> Cause | None:
    if "unexpected end of stream" not in spot.problem and "document indicator" not in spot.problem:
        return None
    return Cause("Tanda kutip yang dibuka di baris ini tidak ditutup.", spot.begun + 1, "Tambahkan penutupnya.")


def _open_bracket(spot: _ParserStop) -> Cause | None:
    if "expected ',' or" not in spot.problem:
        return None
    line = spot.text(spot.begun)
    if spot.begun == spot.line and line.count("[") + line.count("{") <= line.count("]") + line.count("}"):
        return Cause(
            "Susunan di dalam tanda kurung di baris ini salah.",
            spot.line + 1,
            "Nilai yang memuat tanda baca ditulis di antara tanda kutip.",
        )
    return Cause("Tanda kurung yang dibuka di baris ini tidak ditutup.", spot.begun + 1, "Tambahkan penutupnya.")


def _mark(spot: _ParserStop) -> Cause | None:
    return _value_begins(spot, _MARKS, "Nilai diawali tanda {0}, yang punya arti khusus di YAML.", QUOTE_IT)


def _bracket(spot: _ParserStop) -> Cause | None:
    if not any(words in spot.problem for words in ("expected key", "'-' indicator", "document start")) or _is_whole(spot.text(spot.line)):
        return None
    return _value_begins(
        spot, _BRACKET, "Nilai diawali tanda {0} lalu diikuti tulisan lain; di YAML tanda itu membuka daftar.", QUOTE_IT, near=spot.near[:1]
    )


def _is_whole(line: str) -> bool:
    """Tell whether nothing but a note stands behind the last bracket of a line that closes all it opens."""
    opened, closed = (sum(line.count(mark) for mark in marks) for marks in ("[{", "]}"))
    return opened == closed and re.search(r"[\]}][ \t]*(?:#.*)?$", line) is not None


def _block(spot: _ParserStop) -> Cause | None:
    for pattern in (_BLOCK, _BLOCK_TEXT):
        found = _value_begins(
            spot,
            pattern,
            "Nilai diawali tanda {0}, yang di YAML membuka teks panjang.",
            "Tulis teksnya mulai di baris bawahnya, menjorok dua spasi; atau apit nilainya dengan tanda kutip.",
        )
        if found:
            return found
    return None


def _value_begins(
    spot: _ParserStop, pattern: re.Pattern[str], message: str, hint: str, *, near: Sequence[int] | None = None
) -> Cause | None:
    for number in spot.near if near is None else near:
        found = pattern.search(spot.text(number))
        if found:
            return Cause(message.format(next(filter(None, found.groups()))), number + 1, hint)
    return None


def _dash(spot: _ParserStop) -> Cause | None:
    for number in spot.near:
        if _DASH.search(spot.text(number)):
            return Cause('Isian ini hanya berisi tanda "-".', number + 1, "Kosongkan saja isian yang tidak ada isinya.")
    return None


def _comment(spot: _ParserStop) -> Cause | None:
    for number in spot.near:
        found = _HASH.search(spot.text(number))
        if found:
            return Cause("Tulisan sesudah tanda # tidak dibaca, sehingga nilainya terputus di sini.", number + 1, QUOTE_IT)
    return None


def _no_blank(spot: _ParserStop) -> Cause | None:
    for number in spot.near:
        found = _NO_BLANK.search(spot.text(number))
        if found:
            key = found[1].strip()
            return Cause(f'Sesudah "{key}:" tidak ada spasi.', number + 1, f'Tulis satu spasi sesudah titik dua: "{key}: …".')
    return None


def _no_colon(spot: _ParserStop) -> Cause | None:
    line = spot.begun
    if "mapping values" in spot.problem and ":" not in spot.text(spot.line)[: spot.column]:
        line = next((number for number in spot.near[1:] if number < spot.line), spot.line)
        if ":" in spot.text(line):
            return None
    elif "could not find expected ':'" not in spot.problem:
        return None
    return Cause(
        'Baris ini tidak punya titik dua ":" sesudah kuncinya.', line + 1, 'Tulis "kunci: nilai", atau sambungkan ke baris di atasnya.'
    )


def _deeper(spot: _ParserStop) -> Cause | None:
    """A line that begins deeper than the filled line above it: YAML takes it for more of that value."""
    line, above = spot.text(spot.line), next((spot.text(n) for n in spot.near[1:] if n < spot.line), "")
    if "mapping values" not in spot.problem or ":" in line[: spot.column] or ":" not in above:
        return None
    if len(line) - len(line.lstrip()) <= len(above) - len(above.lstrip()):
        return None
    return Cause(
        "Baris ini menjorok lebih dalam daripada baris di atasnya.", spot.line + 1, "Samakan jumlah spasi di awal kedua baris itu."
    )


_CAUSES: Final[Mapping[str, Callable[[_ParserStop], Cause | None]]] = {
    "yaml-spasi-khusus": _odd_blank,
    "yaml-tab": _tab,
    "yaml-garis-miring": _escape,
    "yaml-kutip-lengkung": _curly_quotes,
    "yaml-kutip": _quote_inside,
    "yaml-tanda-awal": _mark,
    "yaml-teks-panjang": _block,
    "yaml-strip": _dash,
    "yaml-tanpa-spasi": _no_blank,
    "yaml-kurung-awal": _bracket,
    "yaml-pagar": _comment,
    "yaml-kutip-terbuka": _open_quote,
    "yaml-kurung-terbuka": _open_bracket,
    "yaml-tanpa-titik-dua": _no_colon,
    "yaml-menjorok": _deeper,
}
"""Where to look for each cause, in this order."""
