"""Filled forms that are workbooks or Word documents, for tests: written through the form's own writer, changed by another program, read back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.blank.docx_form import filled_docx
from generator.blank.xlsx_form import filled_xlsx
from generator.document import Document
from generator.examine import examine
from generator.form.cards import on_cards
from generator.form.filled import FilledForm
from generator.form.planning import plan_of
from generator.intake.read import read
from generator.intake.typing import typed
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.yamlio import parse_data
from validators.absence import CACAT, is_absent

WORKBOOK = "isian.xlsx"
CARDS = "isian.docx"


def written(compiled: CompiledSpec, values: Mapping[str, Any], file: Path) -> FilledForm:
    """Write a form with values as a workbook, or as the Word document that the file's name asks for, and return what stands in it."""
    data, form = (filled_docx if file.suffix == ".docx" else filled_xlsx)(compiled, values)
    file.write_bytes(data)
    return form


def asked_of(compiled: CompiledSpec, raw: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """Return the values of a data file without those that a form leaves out, for a file that feeds it gives them. file: of the form, as it is called."""
    plan = plan_of(compiled)
    gone = {one.path for one in (on_cards(plan) if file.suffix == ".docx" else plan).left_out}

    def kept(values: Any, above: tuple[str, ...]) -> Any:
        if not isinstance(values, Mapping):
            return values
        return {name: kept(value, (*above, name)) for name, value in values.items() if (*above, name) not in gone}

    return kept(raw, ())


def beside_what_feeds_it(file: Path, raw: Mapping[str, Any], folder: Path) -> Path:
    """Return where the form of a sample goes: a folder with the files that feed it where the sample says they are."""
    home = folder / file.parent.name
    home.mkdir()
    _copy_what_feeds(file.parent, raw, home)
    return home


def _copy_what_feeds(source: Path, raw: Mapping[str, Any], folder: Path) -> None:
    """Copy the files that values name, and those that feed these; a letterhead with its logos. source, folder: where the names are meant from, there and here."""
    for name in _texts(raw):
        if name.endswith((".yaml", ".png")) and len(name) < 200 and (source / name).is_file():
            feeding = folder / name
            feeding.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source / name, feeding)
            if name.endswith(".png"):
                continue
            values = parse_data(feeding.read_text(encoding="utf-8"), file=feeding).values
            _copy_what_feeds((source / name).parent, values, feeding.parent)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        yield from (text for one in (value.values() if isinstance(value, Mapping) else value) for text in _texts(one))


def as_typed_in(compiled: CompiledSpec, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a data file under their present names, and what cannot be read as it was written."""
    values, _, _ = typed(compiled, raw)
    return _with_raw(values, raw)


def _with_raw(value: Any, raw: Any) -> Any:
    if value is CACAT:
        return raw
    if isinstance(value, Mapping) and isinstance(raw, Mapping):
        return {key: _with_raw(child, raw.get(key, child)) for key, child in value.items()}
    if isinstance(value, list) and isinstance(raw, list) and len(raw) >= len(value):
        return [_with_raw(child, other) for child, other in zip(value, raw, strict=False)]
    return value


def read_back(file: Path, catalogue: Catalogue, type_name: str = "") -> Document:
    """Return the document in a form."""
    document = read(file, catalogue, type_name=type_name)
    assert isinstance(document, Document), document
    return document


def content(value: Any) -> Any:
    """Return values without what is empty, so that an empty group equals one that nobody wrote."""
    if isinstance(value, Mapping):
        return {key: held for key, child in value.items() if (held := content(child)) not in ({}, [], None)}
    if isinstance(value, list):
        return [content(child) for child in value]
    return None if is_absent(value) and value is not CACAT else value


def told(document: Document) -> set[tuple[str, tuple[str | int, ...]]]:
    """Return the code and path of all that is found in a document."""
    return {(found.code, found.path) for found in examine(document).findings}
