"""Reads the office's settings, `institusi.yaml`: names, letterhead, paper, signatories. Names of offices change and are never in code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.document import completed
from generator.errors import IntakeFault
from generator.home import SHIPPED, Home
from generator.intake.typing import typed
from generator.spec.compile import CompiledSpec
from generator.spec.load import load_spec
from generator.yamlio import read_data
from validators import shape
from validators.findings import Place
from validators.messages import finding

_SPEC_FILE = SHIPPED / "specs" / "_institusi.yaml"


def read_institution(home: Home, *, near: Path | None = None) -> Mapping[str, Any]:
    """Return the settings of the nearest `institusi.yaml`, every setting present (`KOSONG` where it is not given).

    A `folder` is added: where the file stands, for the logo. Raises IntakeFault when the file has an error, with the first one.
    """
    file = home.institution_file(near)
    if file is None:
        return _settings(home, None, 0, 0)
    stamp = file.stat()
    return _settings(home, file, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=16)
def _institution_type(home: Home) -> CompiledSpec:
    return CompiledSpec(load_spec(_SPEC_FILE, home), home)


@lru_cache(maxsize=64)
def _settings(home: Home, file: Path | None, _changed: int, _size: int) -> Mapping[str, Any]:
    """Return the settings in a file, read once as long as it does not change."""
    compiled = _institution_type(home)
    if file is None:
        return completed(compiled.spec.fields, {})
    data = read_data(file)
    if not isinstance(data.values, dict):
        raise IntakeFault("Isi berkas bukan kunci dan nilai.", file=file, place="baris 1")
    values, found, _ = typed(compiled, data.values)
    found += [finding("kunci-ganda", key.path, nilai=key.path[-1], pertama=key.first_line) for key in data.doubled]
    places = {path: Place(file=str(file), line=line) for path, line in data.lines.items()}
    errors = (found + shape.check(compiled.schema, values)).placed(places).errors
    if errors:
        first = errors.in_order()[0]
        raise IntakeFault(
            f"{compiled.spec.label_at(first.path)}: {first.message}", file=file, place=f"baris {first.place.line}", hint=first.hint
        )
    logo = values.get("logo")
    if isinstance(logo, str) and not (file.parent / logo).is_file():
        raise IntakeFault(
            f"Logo “{logo}” tidak ada di folder ini.",
            file=file,
            place=f"baris {data.lines[('logo',)]}",
            hint="Taruh berkasnya di sini, atau kosongkan logo.",
        )
    return {**completed(compiled.spec.fields, values), "folder": str(file.parent)}
