"""Reads a spec file into the model: structure against `spec.schema.json`, pieces put in, sources merged."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from generator.errors import SpecFault
from generator.fields.decimals import Decimals
from generator.fields.origin import Citation
from generator.home import Home
from generator.spec.entries import citation, computation, fault, field_of
from generator.spec.model import (
    ChartText,
    Computed,
    Constant,
    Each,
    Gathering,
    Output,
    RegisterText,
    RuleText,
    SealText,
    ShownPart,
    Spec,
    TablePage,
)
from generator.spec.pieces import Pieces
from generator.spec.shorthand import headed, spelled_out
from generator.spec.sides import with_paths
from generator.spec.soundness import check_sound
from generator.spec.structure import check_structure
from generator.yamlio import LineDict, read_spec
from validators.findings import Severity

_CHART_KEYS: Final = ("name", "of", "category", "labels", "title", "alt", "start", "finish", "unit", "element", "after", "caption")


def load_spec(file: Path, home: Home) -> Spec:
    """Return the spec in `file`; raises SpecFault with file and line for anything the language does not have."""
    data = read_spec(file)
    if not isinstance(data, LineDict):
        raise SpecFault(
            "Spesifikasi harus berupa daftar kunci dan nilai.", file=file, place="baris 1", code="spesifikasi-bukan-kunci-dan-nilai"
        )
    check_structure(data, file)
    data = spelled_out(data, home)
    data["fields"] = Pieces(home, file, partial(check_structure, part="field")).put_in(data["fields"])
    headed(data["fields"], data.get("elements", ""), home)
    if data["id"] != file.stem:
        raise fault(f'id "{data["id"]}" harus sama dengan nama berkasnya ("{file.stem}").', data, "id", code="id-bukan-nama-berkas")
    own = citation(data.get("source"), Citation())
    spec = Spec(
        id=data["id"],
        title=data["title"],
        revision=data["revision"],
        source=own,
        fields=with_paths(tuple(field_of(entry) for entry in data["fields"])),
        constants=tuple(_constant(name, entry, own) for name, entry in (data.get("constants") or {}).items()),
        computed=tuple(_computed(entry, own) for entry in data.get("computed") or ()),
        rules=tuple(_rule(entry, own) for entry in data.get("rules") or ()),
        charts=tuple(_chart(entry) for entry in data.get("charts") or ()),
        outputs=tuple(_output(entry) for entry in data["outputs"]),
        elements=data.get("elements", ""),
        each=_each(data.get("each")),
        gathers=tuple(_gathering(entry) for entry in data.get("gathers") or ()),
        register=_register(data.get("register")),
        seal=_seal(data.get("seal")),
        language=data["spec"],
        description=data.get("description", ""),
        subtitle=data.get("subtitle", ""),
        workings=data.get("workings", False),
        layout=data.get("layout", ""),
        file=str(file),
    )
    check_sound(spec)
    return spec


def _constant(name: str, entry: LineDict, own: Citation) -> Constant:
    return Constant(name, entry["value"], entry.get("unit", ""), citation(entry.get("source"), own), entry.line)


def _computed(entry: LineDict, own: Citation) -> Computed:
    how = computation(entry)
    if how is None:
        raise fault("Nilai terhitung memerlukan tepat satu dari expr, score, band, atau qr.", entry, code="hitungan-tanpa-cara")
    return Computed(
        name=entry["name"],
        label=entry["label"],
        computation=how,
        type=entry.get("type", ""),
        unit=entry.get("unit", ""),
        plain=bool(entry.get("plain", False)),
        **_decimals(entry.get("decimals")),
        source=citation(entry.get("source"), own),
        element=entry.get("element", ""),
        after=entry.get("after", ""),
        within=entry.get("in", ""),
        print=entry.get("print", ""),
        show=tuple(
            ShownPart(one) if isinstance(one, str) else ShownPart(one["table"], tuple(one["columns"])) for one in entry.get("show") or ()
        ),
        labels=dict(entry.get("labels") or {}),
        page=TablePage(**{key: entry[key] for key in ("caption", "orientation", "widths", "group_by") if key in entry}),
        line=entry.line,
    )


def _decimals(written: Any) -> dict[str, Any]:
    """Return how many decimals all numbers of a value print with, and single parts of a score's result."""
    if isinstance(written, LineDict):
        return {"decimals_of": {part: Decimals(count) for part, count in written.items()}}
    return {"decimals": None if written is None else Decimals(written)}


def _rule(entry: LineDict, own: Citation) -> RuleText:
    return RuleText(
        id=entry["id"],
        check=entry["check"],
        message=entry["message"],
        at=entry.get("at", ""),
        each=entry.get("each", ""),
        when=entry.get("when", ""),
        hint=entry.get("hint", ""),
        severity=Severity(entry.get("severity", "error")),
        withholds=entry.get("withholds", ""),
        source=citation(entry.get("source"), own),
        line=entry.line,
    )


def _chart(entry: LineDict) -> ChartText:
    same = {key: entry[key] for key in _CHART_KEYS if key in entry}
    return ChartText(**same, type=entry["kind"], series=tuple(entry.get("series") or ()), line=entry.line)


def _gathering(entry: LineDict) -> Gathering:
    same = entry.get("same") or {}
    named = dict(same) if isinstance(same, dict) else {name: name for name in same}
    return Gathering(entry["type"], entry["into"], entry["key"], entry.get("values") or {}, named, entry.line)


def _each(entry: LineDict | None) -> Each | None:
    return None if entry is None else Each(entry["of"], entry["as"], entry.get("key", "nama"), entry.line)


def _register(entry: LineDict | None) -> RegisterText | None:
    if entry is None:
        return None
    number, date, *key = (tuple(str(path).split(".")) for path in (entry["number"], entry["date"], *entry["key"]))
    return RegisterText(number, date, tuple(key), entry.get("without", "draft"), entry.line)


def _seal(entry: LineDict | None) -> SealText | None:
    if entry is None:
        return None
    return SealText(*(tuple(str(entry[key]).split(".")) for key in ("number", "name", "program", "date")), line=entry.line)


def _output(entry: LineDict) -> Output:
    medium = entry["kind"]
    is_default, lines = bool(entry.get("default")), (entry.line, entry.line_of("filename"))
    return Output(
        medium, entry.get("template", ""), entry["filename"], is_default, entry.get("name", medium), *lines, engine=entry.get("engine", "")
    )
