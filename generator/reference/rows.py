"""Cells, rows and entries of a reference file, each checked and told with its line when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault
from generator.reference.model import Decision, Element
from generator.yamlio import LineDict, LineList
from validators.absence import KOSONG

_COLUMN: Final = re.compile(r"[a-z][a-z0-9_]*")
_COMMA_HINT: Final = "Nilai yang memuat koma diberi tanda kutip."


def unknown(what: str, name: str, known: Iterable[str], *, file: Path | None = None, line: int | None = None) -> SpecFault:
    """Return the fault of a name that does not exist, with the nearest known one."""
    near = get_close_matches(name, [each for each in known if each != name], n=1)
    hint = f'Maksud Anda "{near[0]}"?' if near else None
    return SpecFault(f'{what} "{name}" tidak ada.', file=file, place=f"baris {line}" if line else None, hint=hint, code="rujukan-tidak-ada")


def refuse_unknown_keys(content: LineDict, known: frozenset[str], file: Path) -> None:
    """Raise a fault at the first key that is not a known one."""
    for key in content:
        if key not in known:
            raise unknown("Kunci", key, known, file=file, line=content.line_of(key))


def keyed_rows(content: LineDict, key: str, label: str, file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each row of a table by its key; an empty cell is `KOSONG`."""
    seen: set[str] = set()
    for row in rows_of(content, "rows", file):
        name = text_of(row, key, file)
        if name in seen:
            raise SpecFault(f'Kunci "{name}" dipakai dua baris.', file=file, place=f"baris {row.line}", code="rujukan-kunci-ganda")
        text_of(row, label, file)
        for column in row:
            if not _COLUMN.fullmatch(column):
                raise SpecFault(
                    f'"{column}" bukan nama kolom.', file=file, place=f"baris {row.line}", hint=_COMMA_HINT, code="rujukan-kolom-salah"
                )
        seen.add(name)
        yield name, {column: KOSONG if value is None else value for column, value in row.items()}


def decision_of(row: LineDict, place: str, file: Path) -> Decision:
    """Return the decision that a row records; its choice must be among its readings."""
    readings = tuple(str(reading) for reading in row.get("bacaan") or ())
    texts = {key: text_of(row, key, file) for key in ("id", "score", "kutipan", "pilihan", "alasan", "alternatif")}
    if texts["pilihan"] not in readings:
        raise SpecFault(
            f'Pilihan keputusan "{texts["id"]}" tidak ada di antara bacaannya.',
            file=file,
            place=f"baris {row.line}",
            code="keputusan-tanpa-bacaan",
        )
    return Decision(texts["id"], texts["score"], place, texts["kutipan"], readings, texts["pilihan"], texts["alasan"], texts["alternatif"])


def element_of(row: LineDict, place: str, file: Path) -> Element:
    """Return the element that a row describes."""
    level = row.get("level")
    if not isinstance(level, int) or isinstance(level, bool):
        raise SpecFault(
            "Unsur harus mempunyai level berupa bilangan bulat.", file=file, place=f"baris {row.line}", code="unsur-tanpa-tingkat"
        )
    return Element(
        text_of(row, "id", file),
        text_of(row, "heading", file),
        level,
        place,
        parent=str(row.get("parent") or ""),
        number=str(row.get("number") or ""),
        is_heading=row.get("content") is not True,
    )


def line_of(mapping: Mapping[str, Any], key: str) -> int | None:
    """Return the line of a key, or None for a mapping that was not read from a file."""
    return mapping.line_of(key) if isinstance(mapping, LineDict) else None


def text_of(mapping: Mapping[str, Any], key: str, file: Path) -> str:
    """Return a cell that must hold something, as text."""
    value = mapping.get(key)
    if value is None or isinstance(value, dict | list) or not str(value).strip():
        raise SpecFault(f'"{key}" harus diisi.', file=file, place=f"baris {line_of(mapping, key) or 1}", code="rujukan-kurang-isi")
    return str(value)


def mapping_of(mapping: Mapping[str, Any], key: str, file: Path) -> LineDict:
    """Return a part that must be keys and values."""
    value = mapping.get(key)
    if not isinstance(value, LineDict):
        raise SpecFault(
            f'"{key}" harus berupa daftar kunci dan nilai.',
            file=file,
            place=f"baris {line_of(mapping, key) or 1}",
            code="rujukan-salah-susunan",
        )
    return value


def rows_of(mapping: Mapping[str, Any], key: str, file: Path) -> list[LineDict]:
    """Return a part that must be a list of rows."""
    rows = mapping.get(key)
    if not isinstance(rows, LineList):
        raise SpecFault(
            f'"{key}" harus berupa daftar baris.', file=file, place=f"baris {line_of(mapping, key) or 1}", code="rujukan-salah-susunan"
        )
    for number, row in enumerate(rows):
        if not isinstance(row, LineDict):
            line = rows.line_of(number)
            raise SpecFault(
                f'Setiap baris "{key}" harus berupa kunci dan nilai.', file=file, place=f"baris {line}", code="rujukan-salah-susunan"
            )
    return rows
