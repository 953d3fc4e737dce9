"""The spec of a guessed type as a text that people read: one line a field, behind it where it comes from and what was guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.new_type.guesses import GuessedField, quoted
from generator.new_type.pieces_to_fields import GuessedType

_HEAD: Final = """\
# Dibuat dari {file}. Setiap isian satu baris; yang di belakang tanda # menyebut dari mana ia dan apa yang ditebak.
# Periksa jenisnya (type), lalu hapus "optional: true" pada isian yang wajib. Arti setiap kunci: docs/bahasa-spesifikasi.md.
spec: 2
id: {name}
title: {title}
description: {title}
revision: 1
source:
  document: kantor
  place: {file_text}
filename: {filename}

fields:
"""
_WIDEST: Final = 110


def guessed_spec(guessed: GuessedType, *, name: str, title: str, file: str) -> str:
    """Return the text of a spec. file: the form's name."""
    _require_first(guessed.fields)
    head = _HEAD.format(name=name, title=quoted(title), file=file, file_text=quoted(file), filename=_filename(guessed, name))
    lines = "".join(f"{line}\n" for one in guessed.fields for line in _field(one, "  "))
    computed = "".join(
        f'  - {{name: {one[0]}, label: {quoted(one[1])}, type: {one[2]}, expr: "{one[3]}"}}  # tebakan: {one[4]}\n'
        for one in guessed.computed
    )
    totals = f"\ncomputed:\n{computed}" if computed else ""
    return f"{head}{lines}{totals}\noutputs: [docx, pdf, xlsx]\n"


def _require_first(fields: Sequence[GuessedField]) -> None:
    """Let at least one field be asked for: a document of nothing is none."""
    flat = [one for _, one in sorted(_flat(fields), key=_names_it, reverse=True)]
    tables = [one for one in fields if one.type == "table"]
    first = next((one for one in (*flat, *tables) if "expr" not in one.facts), None)
    if first is not None and all(one.is_optional or "expr" in one.facts for one in flat):
        first.is_optional = False
        first.why = "; ".join(filter(None, [first.why, "diwajibkan, supaya formulir kosong ditolak"]))


def _flat(fields: Sequence[GuessedField], above: str = "") -> Iterator[tuple[str, GuessedField]]:
    """Yield the single fields with their paths, those in groups too."""
    for one in fields:
        if one.type == "group":
            yield from _flat(one.inner, f"{above}{one.name}.")
        elif one.type != "table":
            yield above + one.name, one


def _names_it(pair: tuple[str, GuessedField]) -> bool:
    """Whether a field, with its path, says what a document is about: a name or title does, the ministry at its head or who signs does not."""
    path, one = pair
    return one.type == "text" and (path == "nama" or one.name.startswith(("nama_", "judul"))) and "expr" not in one.facts


def _filename(guessed: GuessedType, name: str) -> str:
    texts = sorted((pair for pair in _flat(guessed.fields) if pair[1].type == "text"), key=_names_it, reverse=True)
    first = texts[0][0] if texts else ""
    return f'"{name}-{{{{ {first} | slug }}}}"' if first else f'"{name}"'


def _field(one: GuessedField, indent: str) -> Iterator[str]:
    note = f"  # {one.why}" if one.why else ""
    if one.type in ("group", "table"):
        yield f"{indent}- name: {one.name}{note}"
        yield f"{indent}  label: {quoted(one.label)}"
        yield f"{indent}  type: {one.type}"
        yield from (f"{indent}  {key}: {value}" for key, value in one.facts.items())
        if one.type == "table" and one.is_optional:
            yield f"{indent}  optional: true"
        yield f"{indent}  fields:"
        for inner in one.inner:
            yield from _field(inner, indent + "    ")
        return
    facts = {"name": one.name, "label": quoted(one.label), "type": one.type, **one.facts}
    if one.is_optional and "expr" not in one.facts:
        facts["optional"] = "true"
    yield f"{indent}- {{{', '.join(f'{key}: {value}' for key, value in facts.items())}}}{note}"
