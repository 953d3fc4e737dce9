"""What Jinja or Python says about an expression or tag, in Indonesian: those who write them are not programmers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError

_CLOSERS: Final = {"for": "{% endfor %}", "if": "{% endif %}", "block": "{% endblock %}", "macro": "{% endmacro %}", "set": "{% endset %}"}
_END: Final = ("end of print statement", "end of statement block", "end of template")


def unclosed(name: str) -> str:
    """Return that a block has no end."""
    return f"“{name}” tidak ditutup dengan {_CLOSERS.get(name, f'{{% end{name} %}}')}"


def misplaced(word: str, above: str) -> str:
    """Return that a block's end came before that of another within it."""
    return f"“{word}” ada di tempat yang salah, karena “{above}” di atasnya belum ditutup"


def _unclosed(found: re.Match[str]) -> str:
    return unclosed(found.group(1))


def _misplaced(found: re.Match[str]) -> str:
    return misplaced(found.group(1), found.group(2))


def _unknown_tag(found: re.Match[str]) -> str:
    name = found.group(1)
    return f"“{name}” tidak punya pembuka di atasnya" if name.startswith("end") else f"perintah “{name}” tidak dikenal"


def _unexpected(found: re.Match[str]) -> str:
    got = found.group(1)
    return "isinya belum lengkap" if got in _END else f"“{got}” ada di tempat yang salah"


_SYNTAX: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"unknown tag '([^']+)'.*needs to be closed is '([^']+)'", re.DOTALL), _misplaced),
    (re.compile(r"needs to be closed is '([^']+)'"), _unclosed),
    (re.compile(r"unknown tag '([^']+)'"), _unknown_tag),
    (re.compile(r"[Mm]issing end of comment"), lambda _: "catatan {# tidak ditutup dengan #}"),
    (re.compile(r"[Uu]nexpected end of template"), lambda _: "tanda {{ atau {% tidak ditutup"),
    (
        re.compile(r"unexpected char '([“”‘’])'"),
        lambda f: f"tanda kutip miring {f.group(1)} tidak dapat dipakai; pakai tanda kutip tegak '",
    ),
    (re.compile(r"unexpected char \"'\"|unexpected char '\"'"), lambda _: "tanda kutip tidak ditutup"),
    (
        re.compile(r"unexpected char (?:'([^']+)'|\"([^\"]+)\")"),
        lambda f: f"karakter {f.group(1) or f.group(2)} tidak dapat dipakai di sana",
    ),
    (re.compile(r"got '([^']*)'"), _unexpected),
    (re.compile(r"unexpected '([^']*)'"), _unexpected),
    (re.compile(r"expected name or number"), lambda _: "isinya belum lengkap"),
)
_TYPE_WORDS: Final = {
    "str": "teks",
    "LongText": "teks",
    "Markup": "teks",
    "Terurut": "teks",
    "int": "bilangan",
    "Polos": "bilangan",
    "Decimal": "bilangan",
    "Fraction": "bilangan",
    "Rupiah": "bilangan",
    "bool": "ya/tidak",
    "date": "tanggal",
    "time": "jam",
    "list": "daftar",
    "tuple": "daftar",
    "dict": "kelompok isian",
    "NoneType": "nilai kosong",
}


def _type_word(name: str) -> str:
    return _TYPE_WORDS.get(name.rsplit(".", 1)[-1], "nilai ini")


_PYTHON: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(r"not supported between instances of '([^']+)' and '([^']+)'"),
        lambda f: f"{_type_word(f.group(1))} tidak dapat dibandingkan dengan {_type_word(f.group(2))}",
    ),
    (
        re.compile(r"(?:argument of type|cannot use) '([^']+)'"),
        lambda f: f"{_type_word(f.group(1))} bukan daftar, jadi tidak memuat apa-apa",
    ),
    (re.compile(r"'([^']+)' object is not iterable"), lambda f: f"{_type_word(f.group(1))} bukan daftar, jadi tidak dapat diulang"),
    (re.compile(r"unhashable type: '([^']+)'"), lambda f: f"{_type_word(f.group(1))} tidak dapat dipakai sebagai kunci"),
    (re.compile(r"got an unexpected keyword argument '([^']+)'"), lambda f: f"tidak ada pilihan bernama “{f.group(1)}” di sana"),
    (re.compile(r"got multiple values for argument '([^']+)'"), lambda f: f"“{f.group(1)}” diberikan dua kali"),
    (re.compile(r"missing \d+ required (?:positional|keyword-only) argument"), lambda _: "keterangan di dalam tanda kurung kurang"),
    (re.compile(r"takes .*positional arguments? but"), lambda _: "keterangan di dalam tanda kurung terlalu banyak"),
    (re.compile(r"values to unpack"), lambda _: "banyaknya nama tidak sama dengan banyaknya nilai"),
    (re.compile(r"slice step cannot be zero"), lambda _: "langkah di dalam [:] tidak boleh 0"),
    (re.compile(r"maximum recursion depth"), lambda _: "macro atau perulangan memanggil dirinya sendiri tanpa akhir"),
)
RUNTIME_FAULTS: Final = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError, MemoryError)
"""What running an expression or template may raise that is the fault of whoever wrote it."""
_NO_FILTER: Final = re.compile(r"No (filter|test) named '([^']+)'")
_UNDEFINED: Final = re.compile(r"'([^']*)' is undefined")
_NO_ATTRIBUTE: Final = re.compile(r"has no (?:attribute|element) '?([^']+)'?")


def sentence(error: Exception) -> str:
    """Return what is wrong with a tag as the end of a sentence: lower case, without its full stop."""
    text = str(getattr(error, "message", None) or error).rstrip(".")
    if (match := _NO_FILTER.search(text)) is not None:
        return f"{'filter' if match.group(1) == 'filter' else 'uji'} '{match.group(2)}' tidak dikenal"
    if isinstance(error, TemplateSyntaxError):
        return _syntax(text)
    if isinstance(error, UndefinedError):
        return _undefined(text)
    if isinstance(error, SecurityError):
        return "tanda memakai hal yang tidak diizinkan di dalam templat"
    if isinstance(error, ZeroDivisionError):
        return "ada pembagian dengan 0"
    if isinstance(error, MemoryError):
        return "hasilnya terlalu besar"
    return next((said(match) for pattern, said in _PYTHON if (match := pattern.search(text)) is not None), text)


def _syntax(text: str) -> str:
    """Return the Indonesian of one of the usual mistakes of writing, or Jinja's own words."""
    for pattern, said in _SYNTAX:
        if (match := pattern.search(text)) is not None:
            return said(match)
    return text


def _undefined(text: str) -> str:
    """Return the Indonesian of Jinja's message about an unknown name."""
    if (match := _UNDEFINED.search(text)) is not None:
        return f"nama '{match.group(1)}' tidak dikenal"
    if (match := _NO_ATTRIBUTE.search(text)) is not None:
        return f"nama '{match.group(1)}' tidak dikenal di dalam nilai itu"
    return f"nilai tidak ada: {text}"
