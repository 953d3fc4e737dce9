"""What a spec may leave out: which fields are required (`spec: 2`), headings of the regulation, templates and names of outputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from generator.errors import SpecFault
from generator.home import Home
from generator.spec.model import TYPST
from generator.yamlio import LineDict

LANGUAGES: Final = (1, 2)
_NESTED: Final = ("fields", "plus")
_COMPUTED: Final = ("expr", "score", "band", "qr")


def spelled_out(data: LineDict, home: Home) -> LineDict:
    """Return a spec with all that it leaves out written in, for both languages alike."""
    if data.get("spec") == 2:
        require(data.get("fields") or ())
    else:
        _say_required(data.get("fields") or ())
    if isinstance(data.get("outputs"), list):
        data["outputs"] = [_output(entry, data, home, number) for number, entry in enumerate(data["outputs"])]
        data.pop("filename", None)
    return data


def require(fields: Iterable[Any]) -> None:
    """Mark the fields required that are so in language 2: each but those that say `optional: true`, and computed ones."""
    for field in fields:
        if not isinstance(field, LineDict):
            continue
        is_optional = _is_optional(field, field)
        if "required" not in field and field.get("type") != "group" and not _is_computed(field):
            field["required"] = not is_optional
        for key in _NESTED:
            require(field.get(key) or ())
        _require_in_changes(field)


def _say_required(fields: Iterable[Any]) -> None:
    """In language 1 a field is optional; `optional:` is the other way to say `required:`, also over what a piece says."""
    for field in fields:
        if not isinstance(field, LineDict):
            continue
        say_required(field, field)
        for key in _NESTED:
            _say_required(field.get(key) or ())


def say_required(field: LineDict, said: LineDict) -> None:
    """Write `required:` into a field for the `optional:` that is said of it, if it is. Raises SpecFault where both are said and differ."""
    if "optional" in said:
        field["required"] = not _is_optional(field, said)


def _is_optional(field: LineDict, said: LineDict) -> bool:
    """Take `optional:` out of what is said of a field and return it. Raises SpecFault where `required:` says the contrary."""
    line = said.line_of("optional")
    is_optional = bool(said.pop("optional", False))
    if is_optional and said.get("required"):
        message = f'Isian "{field.get("label") or field.get("name", "")}": optional: dan required: berlawanan; tulis salah satu saja.'
        raise SpecFault(message, file=said.file, place=f"baris {line}", code="isian-tidak-cocok")
    return is_optional


def _require_in_changes(entry: Mapping[str, Any]) -> None:
    """Mark the fields that `set:` adds inside a piece's fields."""
    for change in (entry.get("set") or {}).values():
        if isinstance(change, LineDict):
            require(change.get("plus") or ())
            _require_in_changes(change)


def _is_computed(field: LineDict) -> bool:
    held = field.get("of")
    return any(key in entry for entry in (field, held) if isinstance(entry, Mapping) for key in _COMPUTED)


def headed(fields: Iterable[Any], form: str, home: Home) -> None:
    """Give each field that fulfils an element of the regulation and has no label the element's number and heading."""
    known: Mapping[str, str] = {}
    with suppress(SpecFault):  # compiling says that the form is not there
        known = {one.id: f"{one.number} {one.heading}".strip() for one in home.library.elements(form)} if form else {}
    _head(fields, known)


def _head(fields: Iterable[Any], known: Mapping[str, str]) -> None:
    for field in fields:
        if field.get("element") in known:
            field.setdefault("label", known[field["element"]])
        _head(field.get("fields") or (), known)


def _page(stem: str, home: Home, *, is_typst: bool) -> str:
    """Return the page of its own that a PDF has, in HTML or for typst, the nearest folder's; "" for none. is_typst: which is taken of two."""
    endings = (".typ", ".html") if is_typst else (".html", ".typ")
    pages = (stem + ending for folder in home.template_folders() for ending in endings if (folder / f"{stem}{ending}").is_file())
    return next(pages, "")


def _output(entry: Any, data: LineDict, home: Home, number: int) -> Any:
    """Return an output given by its medium alone with the template and the file name that go without saying."""
    medium = entry if isinstance(entry, str) else entry.get("kind", "") if isinstance(entry, LineDict) else ""
    if not medium:
        return entry
    written = entry if isinstance(entry, LineDict) else LineDict()
    name = str(written.get("name", ""))
    stem = f"{data.get('id', '')}{f'-{name}' if name else ''}"
    own = f"{data.get('id', '')}/{stem}.{medium}"
    if medium == "pdf":
        own = _page(f"{data.get('id', '')}/{stem}", home, is_typst=written.get("engine") == TYPST)
    filename = f"{data.get('filename', data.get('id', ''))}{f'-{name}' if name else ''}.{medium}"
    whole = LineDict(
        {
            "kind": medium,
            "filename": filename,
            **({"template": own} if own else {}),
            "default": number == 0 and isinstance(entry, str),
            **written,
        }
    )
    whole.line, whole.file = (written.line if isinstance(entry, LineDict) else data.line_of("outputs")), data.file
    of_name = {"filename": data.line_of("filename")} if "filename" in data.lines else {}
    whole.lines = {**of_name, **(written.lines if isinstance(entry, LineDict) else {})}
    return whole
