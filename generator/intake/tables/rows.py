"""Rows of YAML or JSON as a table: a list of keys and values, or one such row alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.errors import IntakeFault
from generator.intake.tables.grid import RawGrid
from generator.intake.yaml_data import found_in
from generator.yamlio import DataFile, DataPath, parse_data
from validators.absence import CACAT, KOSONG
from validators.findings import Findings, Place
from validators.remainders import without_remainder


def read_rows(content: bytes, file: str, shown: str) -> RawGrid:
    """Return the rows of a YAML or JSON file as cells under their keys. Raises IntakeFault when it holds no rows."""
    data = parse_data(_text(content, file), file=file)
    paths = _row_paths(data.values, file)
    rows = [_at(data.values, path) for path in paths]
    keys = list(dict.fromkeys(str(key) for row in rows for key in row))
    owners = [next(path for path, row in zip(paths, rows, strict=True) if key in row) for key in keys]
    cells = [[_scalar(row.get(key, KOSONG), data, (*path, key), file) for key in keys] for path, row in zip(paths, rows, strict=True)]

    def place(row: int, column: int) -> Place:
        path = owners[column] if row == 0 else paths[row - 1]
        return Place(shown, data.lines.get((*path, keys[column]), data.lines.get(path, 1)))

    found = Findings(replace(one, path=()) for one in found_in(data, shown))
    return RawGrid([list(keys), *cells], place, found=found)


def _text(content: bytes, file: str) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"baris {content[: error.start].count(10) + 1}"
        raise IntakeFault(
            "Berkas bukan tulisan UTF-8.", file=file, place=place, hint="Simpan ulang sebagai UTF-8.", code="bukan-utf8"
        ) from error


def _row_paths(values: Any, file: str) -> list[DataPath]:
    """Return where the rows stand: in the file's list, in the one list under a key, or the file itself is the only row."""
    if isinstance(values, Mapping):
        lists = [key for key, value in values.items() if isinstance(value, list)]
        if not lists:
            return [()] if values else []
        base: DataPath = (lists[0],)
    else:
        base = ()
    rows = _at(values, base)
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        hint = "Tulis satu butir daftar untuk setiap baris, misalnya: - {lulus: 270, target: 300}."
        raise IntakeFault("Isi berkas bukan daftar baris dengan kunci dan nilai.", file=file, hint=hint, code="bukan-daftar-baris")
    return [(*base, at) for at in range(len(rows))]


def _at(values: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        values = values[step]
    return values


def _scalar(value: Any, data: DataFile, path: DataPath, file: str) -> Any:
    if isinstance(value, list | Mapping):
        place = f"baris {data.lines.get(path, 1)}"
        raise IntakeFault(
            f'"{path[-1]}" berisi daftar, padahal satu sel memuat satu nilai.', file=file, place=place, code="sel-berisi-daftar"
        )
    if value is CACAT:  # cut off by a comma: its finding refuses the table
        return KOSONG
    return (without_remainder(value.strip()) or KOSONG) if isinstance(value, str) else value
