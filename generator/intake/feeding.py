"""The files that feed several documents: `program: program.yaml` at the head of a data file, and one document a row (`each:`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, Final

from generator.document import Document, completed
from generator.errors import IntakeFault, SpecFault
from generator.fields.shapes import Group, Table, at, members, walk
from generator.intake.form import Incoming, RawForm
from generator.intake.merging import Feeder
from generator.spec.catalogue import Catalogue
from generator.spec.compile import CompiledSpec
from generator.spec.feeders import feeders_of
from generator.spec.model import Each
from validators.absence import KOSONG, is_absent
from validators.findings import Finding, Path, Place, nearest_place
from validators.messages import finding, nearest, suggestion
from validators.values import shown

NO_ROWS: Final = "asal-tanpa-baris"
"""The finding that the table which a type is made for each row of has none yet."""
ROWS_KEY: Final = "tiap"
"""Under this key of a data file stands what belongs to one row of an `each:` type, by the row's key."""


@dataclass(frozen=True, slots=True)
class EachRow:
    """One row of the table that an `each:` type goes through."""

    key: str
    values: Mapping[str, Any]
    at: Path


def fed(
    form: RawForm, name: str, catalogue: Catalogue, read: Callable[[FilePath, str], Document | Finding], *, incoming: Incoming
) -> Iterator[RawForm]:
    """Yield a raw form with the feeders that it names, once for each row where its type is made for each.

    read: how the file of a feeder is read. A feeder that cannot be read is a finding of the form.
    """
    compiled = catalogue.compiled(name)
    feeders: dict[str, Feeder] = dict(form.feeders)
    values, found = dict(form.values), list(form.found)
    for feeder in feeders_of(compiled):
        written = values.get(feeder)
        if feeder not in catalogue or feeder in feeders or isinstance(written, str):  # what no file is named for is not even loaded
            _check_paths(compiled, feeder, catalogue)
        misspelt = "" if feeder in values else _misspelt(feeder, values, compiled)
        if misspelt:
            usul = suggestion(misspelt, [feeder])
            found.append(replace(finding("kunci-tidak-dikenal", (misspelt,), nilai=shown(misspelt), usul=usul), meant=(feeder,)))
            del values[misspelt]
            feeders.setdefault(feeder, Feeder({}, {}, is_lost=True))
        elif written is KOSONG:
            del values[feeder]
        elif isinstance(written, list):
            del values[feeder]
            found.append(finding("asal-bukan-nama", (feeder,), kunci=feeder))
            feeders.setdefault(feeder, Feeder({}, {}, is_lost=True))
        elif isinstance(written, str) and feeder not in feeders:
            del values[feeder]
            got = _read(written, feeder, read, incoming)
            if isinstance(got, Finding):
                found.append(replace(got, path=(feeder,)))
                feeders[feeder] = Feeder({}, {}, is_lost=True)
            else:
                feeders[feeder] = Feeder(got.given.values, got.given.places, source=got)
    whole = replace(form, values=values, found=type(form.found)(found), feeders=feeders)
    yield from _for_each(whole, compiled, catalogue)


def _misspelt(feeder: str, values: Mapping[str, Any], compiled: CompiledSpec) -> str:
    """Return the key that surely names the feeder's file though it is misspelt: it is no field, and nearer to the feeder than to any."""
    fields = [name for field_ in compiled.spec.fields for name in (field_.name, *field_.formerly)]
    strays = (key for key, value in values.items() if key not in fields and key != ROWS_KEY and isinstance(value, str))
    return next((key for key in strays if nearest(key, [*fields, feeder]) == feeder), "")


def _read(written: str, feeder: str, read: Callable[[FilePath, str], Document | Finding], incoming: Incoming) -> Document | Finding:
    folder = incoming.folder
    if folder is None:
        return finding("asal-tidak-ada", nilai=written)
    file = folder / written
    if not _is_there(file, incoming):
        near = suggestion(written, [other.name for other in folder.iterdir() if other.is_file()]) if folder.is_dir() else "."
        return finding("asal-tidak-ada", nilai=written, usul=near)
    if file.resolve() in {other.resolve() for other in (*incoming.above, incoming.file)}:
        return finding("asal-melingkar", nilai=written)
    try:
        got = read(file, feeder)
        return finding("asal-jenis-lain", nilai=written, jenis=feeder) if isinstance(got, Finding) else got
    except IntakeFault as fault:
        return finding("asal-tidak-terbaca", nilai=written, sebab=fault.message)


def _is_there(file: FilePath, incoming: Incoming) -> bool:
    try:
        return incoming.shelf.may_have(file) and file.is_file()
    except (OSError, ValueError):  # a name that no disk takes
        return False


def _for_each(form: RawForm, compiled: CompiledSpec, catalogue: Catalogue) -> Iterator[RawForm]:
    each = compiled.spec.each
    feeder = form.feeders.get(each.feeder) if each is not None else None
    if each is None or feeder is None:
        yield form
        return
    form = replace(form, shared=dict(form.values))
    own_rows = form.values.pop(ROWS_KEY, KOSONG)
    if feeder.is_lost:
        yield replace(form, feeders={**form.feeders, each.row: feeder})
        return
    rows = list(each_rows(feeder, each))
    columns = members(each_table(compiled, catalogue))
    if not rows:
        label = catalogue.compiled(each.feeder).spec.label_at(each.steps)
        yield replace(form, found=type(form.found)([finding(NO_ROWS, (each.feeder,), berkas=_file_of(feeder), tabel=label)]))
        return
    named = _named_row(form.values, compiled, each)
    if named is not None and named[1] not in {row.key for row in rows}:
        keys = [row.key for row in rows]
        stray = finding("baris-di-luar-asal", named[0], nilai=named[1], berkas=_file_of(feeder), usul=suggestion(named[1], keys))
        lost = Feeder({}, {}, is_lost=True)
        yield replace(form, found=type(form.found)([*form.found, stray]), feeders={**form.feeders, each.row: lost})
        return
    own = own_rows if isinstance(own_rows, Mapping) else {}
    strays = list(_strays(own_rows, [row.key for row in rows], feeder))
    for number, row in enumerate(row for row in rows if named is None or row.key == named[1]):
        mine = own.get(row.key, {})
        yield replace(
            form,
            values=_over(form.values, mine) if isinstance(mine, Mapping) else dict(form.values),
            places=_row_places(form.places, row.key),
            found=type(form.found)([*form.found, *(strays if number == 0 else ())]),
            mark=row.key,
            feeders={**form.feeders, each.row: Feeder(row.values, feeder.places, row.at)},
            row=completed(columns, row.values),
            row_place=nearest_place(feeder.places, row.at),
        )


def _named_row(values: Mapping[str, Any], compiled: CompiledSpec, each: Each) -> tuple[Path, str] | None:
    """Return the one row that a form itself names, by what it writes where the row's key would come, and where that stands."""
    for path, field_ in walk(compiled.spec.fields):
        is_key = field_.taken_from == f"{each.row}.{each.key}"
        holds_key = isinstance(field_, Group) and field_.taken_from == each.row and at(field_.fields, (each.key,)) is not None
        here = path if is_key else (*path, each.key)
        written: Any = values
        for step in here if is_key or holds_key else ():
            written = written.get(step, KOSONG) if isinstance(written, Mapping) else KOSONG
        if written is not values and isinstance(written, str) and written.strip():
            return here, written.strip()
    return None


def _over(general: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is written for all rows with what is written for one over it, group by group."""
    both = {
        name: _over(general[name], value)
        for name, value in own.items()
        if isinstance(value, Mapping) and isinstance(general.get(name), Mapping)
    }
    return {**general, **own, **both}


def _strays(own: Any, keys: list[str], feeder: Feeder) -> Iterator[Finding]:
    """Yield what is wrong with the values of single rows: what is no group of them by key, and keys that no row has."""
    if own is not KOSONG and not isinstance(own, Mapping):
        yield finding("jenis-salah", (ROWS_KEY,), nilai=shown(str(own)), jenis="kelompok kunci dan nilai")
        return
    for key, values in own.items() if isinstance(own, Mapping) else ():
        if key not in keys:
            yield finding("baris-di-luar-asal", (ROWS_KEY, key), nilai=key, berkas=_file_of(feeder), usul=suggestion(key, keys))
        elif values is not KOSONG and not isinstance(values, Mapping):
            yield finding("jenis-salah", (ROWS_KEY, key), nilai=shown(str(values)), jenis="kelompok kunci dan nilai")


def each_rows(feeder: Feeder, each: Each) -> Iterator[EachRow]:
    """Yield the rows that an `each:` type goes through; one without a key is called by its number."""
    rows = feeder.at(each.steps)
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, Mapping):
            named = row.get(each.key, KOSONG)
            yield EachRow(f"baris {number + 1}" if is_absent(named) else str(named), row, (*each.steps, number))


def _row_places(places: Mapping[Path, Place], key: str) -> dict[Path, Place]:
    """Return the places with those below `tiap`, `key` where the values come to stand."""
    return {path[2:] if path[:2] == (ROWS_KEY, key) and len(path) > 2 else path: place for path, place in places.items()}


def _file_of(feeder: Feeder) -> str:
    return next((place.file for place in feeder.places.values()), "")


def _check_paths(compiled: CompiledSpec, feeder: str, catalogue: Catalogue) -> None:
    for problem in path_faults(compiled, feeder, catalogue):
        raise problem


def path_faults(compiled: CompiledSpec, feeder: str, catalogue: Catalogue) -> Iterator[SpecFault]:
    """Yield a fault for each `from:` that leads nowhere in the type `feeder`, or to a field of another shape."""
    if feeder not in catalogue:
        yield compiled.fault(f'from: "{feeder}" bukan jenis dokumen{suggestion(feeder, catalogue.names())}', 1, code="jenis-asal-tidak-ada")
        return
    theirs = catalogue.compiled(feeder).spec
    each = compiled.spec.each
    row_fields = () if each is None else members(each_table(compiled, catalogue))
    for _, field_ in walk(compiled.spec.fields):
        first, *steps = field_.taken_from.split(".") if field_.taken_from else ("",)
        if each is not None and first == each.row:
            source = at(row_fields, tuple(steps)) if steps else field_
        elif first == feeder:
            source = at(theirs.fields, tuple(steps))
        else:
            continue
        if source is None:
            known = [child.name for child in (row_fields if each is not None and first == each.row else theirs.fields)]
            yield compiled.fault(
                f'from: "{field_.taken_from}" tidak ada{suggestion(steps[-1] if steps else "", known)}',
                field_.line_of("from"),
                code="isian-asal-tidak-ada",
            )
        elif steps and type(source) is not type(field_):
            yield compiled.fault(
                f'from: "{field_.taken_from}" berbeda susunannya dari "{field_.name}".', field_.line_of("from"), code="isian-asal-berbeda"
            )


def each_table(compiled: CompiledSpec, catalogue: Catalogue) -> Table:
    """Return the table that an `each:` type goes through; raises SpecFault where there is none."""
    each = compiled.spec.each
    assert each is not None
    table = at(catalogue.compiled(each.feeder).spec.fields, each.steps) if each.feeder in catalogue else None
    if not isinstance(table, Table):
        raise compiled.fault(f'each: "{each.table}" bukan tabel.', each.line, code="tabel-each-tidak-ada")
    return table
