"""What a score needs and gives, in words: its arguments, the columns that it reads with their other names, its results."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from generator.scoring.arguments import ALIASES, WHOLE_ROW
from generator.scoring.bands import BandTable
from generator.scoring.parts import walk
from generator.scoring.registry import SCORES, Score

_WORDS: Final[Mapping[Any, str]] = {
    int: "bilangan bulat",
    Fraction: "bilangan",
    Decimal: "bilangan",
    str: "teks",
    bool: "ya/tidak",
    date: "tanggal",
    time: "jam",
    BandTable: "pita",
    Any: "nilai",
}


def type_in_words(hint: Any) -> str:
    """Return a type as a sentence names it."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        known = list(dict.fromkeys(type_in_words(part) for part in parts if part is not types.NoneType))
        return " atau ".join(known)
    if origin is Literal:
        return " / ".join(str(part) for part in parts)
    if origin is tuple:
        inner = parts[0] if parts else Any
        return "tabel" if dataclasses.is_dataclass(inner) else f"daftar {type_in_words(inner)}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"kelompok: nama → {type_in_words(parts[1])}"
    if hint not in _WORDS and (dataclasses.is_dataclass(hint) or hasattr(hint, "_fields")):
        return "kelompok"
    return _WORDS.get(hint, "nilai")


def guide(score: Score) -> Iterator[str]:
    """Yield the documentation of a score as Markdown lines, which read as text as well."""
    yield f"### {score.name}"
    yield ""
    yield f"{score.label}. Dasar: {score.source}"
    yield ""
    yield "| Argumen (`with:`) | Isinya | Perlu |"
    yield "|---|---|---|"
    hints = get_type_hints(score.arguments)
    for one in dataclasses.fields(score.arguments):
        yield f"| `{one.name}` | {type_in_words(hints[one.name])} | {_need(one, score)} |"
    for one in dataclasses.fields(score.arguments):
        yield from _columns(one.name, hints[one.name])
    yield ""
    yield "| Hasil | Nama | Jenis | Satuan |"
    yield "|---|---|---|---|"
    yield from _results(score.result)
    yield ""


def _need(one: dataclasses.Field[Any], score: Score) -> str:
    if one.name in score.references:
        return f"boleh; bawaannya tabel `{score.references[one.name]}`"
    has_default = one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING
    return "boleh" if has_default else "wajib"


def _columns(name: str, hint: Any) -> Iterator[str]:
    """Yield the columns of an argument that is a table, with the other names under which they are read."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    row = next((get_args(one)[0] for one in options if get_origin(one) is tuple and dataclasses.is_dataclass(get_args(one)[0])), None)
    if row is None:
        return
    hints = get_type_hints(row)
    yield ""
    yield f"| Kolom `{name}` | Nama lain | Isinya | Perlu |"
    yield "|---|---|---|---|"
    for one in (one for one in dataclasses.fields(row) if WHOLE_ROW not in one.metadata):
        others = ", ".join(f"`{other}`" for other in one.metadata.get(ALIASES, ()))
        has_default = one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING
        yield f"| `{one.name}` | {others or '-'} | {type_in_words(hints[one.name])} | {'boleh' if has_default else 'wajib'} |"


def _results(result: Any) -> Iterator[str]:
    parts = list(walk(result))
    for path, part in parts:
        yield f"| `{path}` | {part.label} | {type_in_words(part.hint)} | {part.unit or '-'} |"
    if not parts:
        yield f"| (nilainya sendiri) | - | {type_in_words(result)} | - |"


def page() -> str:
    """Return docs/rujukan-skor.md: every score, from the program itself."""
    head = [
        "# Rujukan skor",
        "",
        "Dibuat dari program sendiri: `borang show --skor` menampilkan satu skor. Cara memakainya dalam spesifikasi ada di",
        "[bahasa-spesifikasi.md](bahasa-spesifikasi.md), menghitung dari tabel di [skor.md](skor.md).",
        "",
    ]
    return "\n".join([*head, *(line for score in SCORES.values() for line in guide(score))]).rstrip() + "\n"
