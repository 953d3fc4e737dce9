"""`-` for standard input and output: what comes in is kept as a file for the readers, what goes out is bytes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from generator.errors import DeliveryFault

DASH: Final = Path("-")
SHOWN: Final = "masukan standar"
_MOST_BYTES: Final = 256 * 1024 * 1024
_JSON: Final = re.compile(rb'\s*[\[{]\s*(["\[{\]}]|-?\d|true|false|null)')
_YAML_ROW: Final = re.compile(r"^(- |[\w ]+:(\s|$))")


@contextmanager
def standard_input_file() -> Iterator[Path]:
    """Give the table that comes by standard input as a file whose suffix says what it is: large ones are read from disk."""
    import tempfile

    data = standard_input()
    with tempfile.TemporaryDirectory(prefix="borang-") as folder:
        file = Path(folder) / f"masukan{suffix_of(data, is_table=True)}"
        file.write_bytes(data)
        yield file


def standard_input() -> bytes:
    """Return what comes by standard input. Raises UsageError when nobody sends anything."""
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("“-” membaca masukan standar, tetapi tidak ada yang dikirim. Misalnya: borang check - < isian.yaml")
    data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise click.UsageError("Masukan standar lebih dari 256 MB. Simpan sebagai berkas, lalu sebut namanya.")
    return data


def suffix_of(data: bytes, *, is_table: bool = False) -> str:
    """Return the suffix that tells a reader what the bytes are."""
    if data.startswith(b"PK\3\4"):
        return ".docx" if b"word/document.xml" in data else ".xlsx"
    if data.startswith(b"PAR1"):
        return ".parquet"
    if _JSON.match(data):
        return ".json"
    if not is_table:
        return ".yaml"
    lines = (line for line in data[:4096].decode("utf-8", "replace").lstrip("\ufeff").splitlines() if line.strip() and line[0] != "#")
    return ".yaml" if _YAML_ROW.match(next(lines, "")) else ".csv"


def write_out(data: bytes) -> None:
    """Write a finished file to standard output. Raises UsageError on a terminal, which cannot show it, DeliveryFault where there is none."""
    if sys.__stdout__ is None:
        raise DeliveryFault("Keluaran standar tertutup, sehingga hasilnya tidak dapat ditulis.", code="keluaran-standar-tertutup")
    if sys.stdout.isatty():
        raise click.UsageError("Keluaran ini berkas, bukan teks; alirkan, misalnya: borang make kak.yaml --to pdf -o - > kak.pdf")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
