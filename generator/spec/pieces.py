"""Puts pieces in: fields that several types share, written once under `specs/_pieces/`.

A piece is one field (it has `type:`) or a run of fields (`fields:` alone) that takes the place of the entry which uses it. What is
required in it is said in its own language (`spec: 2` at its head), whatever the spec is written in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault
from generator.home import Home
from generator.lines import LineDict, LineList, file_of
from generator.spec.shorthand import LANGUAGES, require, say_required
from generator.yamlio import read_spec

_CHANGES: Final = ("use", "plus", "without", "set")
_RUN_KEYS: Final = frozenset({*_CHANGES, "from", "required"})  # a run is as required as each field in it


@dataclass(frozen=True, slots=True)
class Pieces:
    """How pieces are put in. check: holds one finished field, at a file, against the language; raises SpecFault."""

    home: Home
    file: Path
    check: Callable[[LineDict, Path], None]

    def put_in(self, entries: list[Any], above: tuple[str, ...] = ()) -> list[Any]:
        """Return field entries with every piece in its place; `above`: the pieces that stand around them."""
        return [one for entry in entries for one in self._entry(entry, above)]

    def _entry(self, entry: LineDict, above: tuple[str, ...]) -> Iterator[LineDict]:
        if "use" not in entry:
            yield self._within(entry, above)
            return
        name = entry["use"]
        if name in above:
            raise self._fault(f'Potongan "{name}" memakai dirinya sendiri.', entry, code="potongan-berputar")
        if "fields" in entry:
            raise self._fault(
                f'Isian potongan "{name}" tidak dapat diganti dengan fields:; tambahkan dengan plus:.', entry, code="potongan-salah-dipakai"
            )
        piece, piece_file = self._piece(entry)
        if "type" in piece:
            yield self._within(self._as_field(entry, piece, piece_file, above), (*above, name))
        else:
            yield from self._as_run(entry, piece, piece_file, (*above, name))

    def _within(self, entry: LineDict, above: tuple[str, ...]) -> LineDict:
        if entry.get("fields"):
            entry["fields"] = self.put_in(entry["fields"], above)
        return entry

    def _piece(self, entry: LineDict) -> tuple[LineDict, Path]:
        try:
            piece_file = self.home.piece(entry["use"], self.file)
        except SpecFault as fault:
            line = entry.line_of("use")
            file = file_of(line, self.file)
            raise SpecFault(fault.message, file=file, place=f"baris {line}", hint=fault.hint, code=fault.code) from fault
        piece = read_spec(piece_file)
        if not isinstance(piece, LineDict) or not ("type" in piece or "type" in entry or piece.get("fields")):
            raise self._fault(f'Potongan "{entry["use"]}" tidak memuat type.', entry, code="potongan-salah-dipakai")
        _refuse_no_entries(piece, piece_file)
        if piece.pop("spec", 1) == LANGUAGES[-1]:
            require(piece.get("fields") or ())
        return piece, piece_file

    def _as_field(self, entry: LineDict, piece: LineDict, piece_file: Path, above: tuple[str, ...]) -> LineDict:
        """Return the piece as one field; what the entry says itself wins."""
        if "name" not in entry:
            raise self._fault(f'Potongan "{entry["use"]}" memerlukan name:.', entry, code="potongan-salah-dipakai")
        own = {key: value for key, value in entry.items() if key not in _CHANGES}
        merged = LineDict({**piece, **own})
        if merged["type"] == "group":
            merged.pop("required", None)  # a group is as required as what stands in it
        if _changes(entry):
            merged["fields"] = self._changed(entry, self.put_in(list(piece.get("fields") or ()), (*above, entry["use"])))
        merged.line, merged.file, merged.lines = piece.line, str(piece_file), {**piece.lines, **entry.lines}
        self.check(merged, piece_file)
        merged.line, merged.file = entry.line, entry.file
        return merged

    def _as_run(self, entry: LineDict, piece: LineDict, piece_file: Path, above: tuple[str, ...]) -> Iterator[LineDict]:
        extra = sorted(entry.keys() - _RUN_KEYS)
        if extra:
            known = ", ".join(sorted(_RUN_KEYS - {"required"}))
            raise self._fault(
                f'Potongan "{entry["use"]}" memuat beberapa isian; yang dapat ditulis: {known}.',
                entry,
                extra[0],
                code="potongan-salah-dipakai",
            )
        if entry.get("required") is False:
            problem = f'Potongan "{entry["use"]}" memuat beberapa isian; tulis optional: di set: bagi isian yang boleh kosong.'
            raise self._fault(problem, entry, "optional" if "optional" in entry.lines else "required", code="potongan-salah-dipakai")
        for field in self._changed(entry, self.put_in(list(piece["fields"]), above)):
            self.check(field, piece_file)
            if "from" in entry:
                field.setdefault("from", f"{entry['from']}.{field.get('name', '')}")
            yield self._within(field, above)

    def _changed(self, entry: LineDict, fields: list[LineDict]) -> list[LineDict]:
        """Return a piece's fields without those left out, with what `set:` says of the others, and those of `plus:` behind them."""
        names = [field.get("name", "") for field in fields]
        given: dict[str, Any] = entry.get("set") or {}
        for key in ("without", "set"):
            for name in entry.get(key) or ():
                if name not in names:
                    raise self._fault(
                        f'Potongan "{entry["use"]}" tidak memuat isian "{name}" ({", ".join(names)}).',
                        entry,
                        key,
                        code="potongan-salah-dipakai",
                    )
        kept = [field for field in fields if field.get("name", "") not in (entry.get("without") or ())]
        for field in kept:
            self._change(entry, field, given.get(field.get("name", "")) or LineDict())
        return [*kept, *(entry.get("plus") or ())]

    def _change(self, entry: LineDict, field: LineDict, given: LineDict) -> None:
        """Write what `set:` says of a field; on a group or table it may itself say `plus`, `without` and `set`."""
        field.update({key: value for key, value in given.items() if key not in (*_CHANGES, "optional")})
        field.lines.update(given.lines)
        say_required(field, given)
        if _changes(given):
            if not field.get("fields"):
                raise self._fault(
                    f'Isian "{field.get("name", "")}" potongan "{entry["use"]}" tidak memuat isian lain.',
                    entry,
                    "set",
                    code="potongan-salah-dipakai",
                )
            inner = LineDict({**{key: given[key] for key in _CHANGES if key in given}, "use": entry["use"]})
            inner.line, inner.file, inner.lines = entry.line_of("set"), entry.file, {}
            field["fields"] = self._changed(inner, list(field["fields"]))

    def _fault(self, message: str, entry: LineDict, key: str = "", *, code: str) -> SpecFault:
        line = entry.line_of(key) if key else entry.line
        return SpecFault(message, file=file_of(line, entry.file), place=f"baris {line}", code=code)


def _refuse_no_entries(holder: LineDict, file: Path) -> None:
    """Raise SpecFault where `fields:` of a piece, at whatever depth, is no list of fields: nothing has held it to the language yet."""
    fields = holder.get("fields")
    if not isinstance(fields, LineList):
        if fields is not None:
            raise _no_entries("fields: harus berupa daftar isian.", file, holder.line_of("fields"))
        return
    for number, field in enumerate(fields):
        if not isinstance(field, LineDict):
            raise _no_entries("setiap isian harus kelompok kunci dan nilai.", file, fields.line_of(number))
        _refuse_no_entries(field, file)


def _no_entries(problem: str, file: Path, line: int) -> SpecFault:
    return SpecFault(f'Potongan "{file.stem}": {problem}', file=file, place=f"baris {line}", code="spesifikasi-salah-susunan")


def _changes(entry: Mapping[str, Any]) -> bool:
    return any(entry.get(key) for key in ("plus", "without", "set"))
