"""Reads the office's settings, `institusi.yaml`: names, letterhead, paper, signatories. Names of offices change and are never in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from generator.document import completed
from generator.errors import IntakeFault, reason
from generator.guard import PICTURE, Refusal, file_refusal
from generator.home import SHIPPED, Home
from generator.intake.typing import typed
from generator.intake.yaml_data import WrittenForm, found_in
from generator.spec.compile import CompiledSpec
from generator.spec.load import load_spec
from generator.yamlio import read_data
from validators import shape
from validators.absence import KOSONG
from validators.findings import Findings, Place
from validators.findings import Path as Path_
from validators.messages import finding
from validators.values import shown

LOGO_PLACE: Final = "tempat_logo"
_SPEC_FILE = SHIPPED / "specs" / "_institusi.yaml"


def read_institution(home: Home, *, near: Path | None = None, named: Path | None = None) -> Mapping[str, Any]:
    """Return the settings of the file `named`, else of the nearest `institusi.yaml`, every setting present (`KOSONG` where not given).

    Added: `folder`, where the file stands, and the place of the logo. Raises IntakeFault when the file has an error, with the first one.
    """
    file = named or home.institution_file(near)
    if file is None:
        return _settings(home, None, 0, 0)
    stamp = file.stat()
    return _settings(home, file, stamp.st_mtime_ns, stamp.st_size)


_MOST_TOLD: Final = 20


@lru_cache(maxsize=16)
def institution_type(home: Home) -> CompiledSpec:
    """Return the type of the settings themselves."""
    return CompiledSpec(load_spec(_SPEC_FILE, home), home)


@dataclass(frozen=True, slots=True)
class WrittenSettings:
    """Settings as a file has them. values: typed; found: what is wrong with them, each with its line; places: of everything in the file."""

    values: Mapping[str, Any]
    found: Findings
    places: Mapping[Path_, Place]


def examined_settings(home: Home, file: Path) -> WrittenSettings:
    """Return the settings in a file with all that is wrong with them. Raises IntakeFault when it cannot be read."""
    compiled = institution_type(home)
    data = read_data(file)
    if not isinstance(data.values, dict):
        raise IntakeFault("Isi berkas bukan kunci dan nilai.", file=file, place="baris 1", code="bukan-kunci-dan-nilai")
    values, found, _ = typed(compiled, data.values, WrittenForm(True, data.brackets, data.tight))
    found += found_in(data, str(file))
    places = {path: Place(file=str(file), line=line) for path, line in data.lines.items()}
    return WrittenSettings(values, (found + shape.check(compiled.schema, values)).placed(places), places)


@lru_cache(maxsize=64)
def _settings(home: Home, file: Path | None, _changed: int, _size: int) -> Mapping[str, Any]:
    """Return the settings in a file, read once as long as it does not change."""
    compiled = institution_type(home)
    if file is None:
        return completed(compiled.spec.fields, {})
    written = examined_settings(home, file)
    if errors := written.found.errors:
        first, *others = errors.in_order()
        also = (f"Juga baris {one.place.line}, {compiled.spec.label_at(one.path)}: {one.message}" for one in others[:_MOST_TOLD])
        raise IntakeFault(
            f"{compiled.spec.label_at(first.path)}: {first.message}",
            file=file,
            place=f"baris {first.place.line}",
            hint=" ".join((first.hint, *also)),
            code="institusi-salah",
        )
    return {
        **completed(compiled.spec.fields, written.values),
        "folder": str(file.parent),
        LOGO_PLACE: written.places.get(("logo",), Place(file=str(file), line=1)),
    }


def with_sound_logo(institution: Mapping[str, Any]) -> tuple[Mapping[str, Any], Findings]:
    """Return the settings without a logo that cannot be printed, and the finding about it."""
    logo, folder = institution.get("logo"), institution.get("folder")
    if not isinstance(logo, str) or not folder:
        return institution, Findings()
    refused = named_picture_refusal(Path(str(folder)), logo)
    if refused is None:
        return institution, Findings()
    found = finding(refused.code, ("institusi", "logo"), **dict[str, Any](refused.facts))
    return {**institution, "logo": KOSONG}, Findings([replace(found, label="Logo", place=institution[LOGO_PLACE])])


def named_picture_refusal(folder: Path, logo: str) -> Refusal | None:
    """Return why a picture that settings name cannot be printed; a file is looked at once as long as it does not change."""
    try:
        file = (folder / logo).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            return Refusal("logo-tidak-ada", {"nilai": shown(logo)})
        stamp = file.stat()
        return _picture_refusal(file, stamp.st_mtime_ns, stamp.st_size)
    except (OSError, ValueError) as error:
        sebab = reason(error) if isinstance(error, OSError) else "namanya tidak sah"
        return Refusal("logo-tidak-terbaca", {"nilai": shown(logo), "sebab": sebab})


@lru_cache(maxsize=64)
def _picture_refusal(file: Path, _changed: int, _size: int) -> Refusal | None:
    return file_refusal(file, PICTURE)
