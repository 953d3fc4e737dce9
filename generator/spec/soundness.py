"""What a spec may not say though its structure allows it: one name twice, a name of the scope, a broken pattern or schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from generator.errors import SpecFault, raise_together
from generator.fields.kind import LANDSCAPE_CM, PORTRAIT_CM
from generator.fields.official import signs
from generator.fields.results import RESULTS
from generator.fields.scalars import kind_of
from generator.fields.shapes import Field, FixedTable, Group, ListOf, Matrix, Scalar, Table, at, cell, computation_of, members, walk
from generator.lines import file_of
from generator.spec.model import COUNTING, REPORT, Spec
from validators.messages import suggestion
from validators.patterns import problem_of

_NAMED: Final = re.compile(r"\{[{%]\s*(?:if\s+)?([A-Za-z_]\w*)")
RESERVED: Final = frozenset({"jenis", "institusi", "dokumen", "lookup", "row", "parent", "loop", "draf"}) | frozenset(
    {"daftar_isi", "daftar_tabel", "daftar_gambar", "judul_tabel", "judul_gambar", "judul_lampiran", "sampul", "kop", "tanda_tangan"}
)
"""Names that the scope of rules and templates, or a data file, holds already."""


def check_sound(spec: Spec) -> None:
    """Raise SpecFault, with file and line, for everything in a loaded spec that could not work."""
    found = (
        *_names(spec),
        *_labels(spec),
        *_fields(spec),
        *_computed_alone(spec),
        *_captions(spec.fields),
        *_decimals(spec),
        *_pages(spec),
        *_registered(spec),
    )
    unfit = (SpecFault(message, file=file_of(line, spec.file), place=f"baris {line}", code="isian-tidak-cocok") for message, line in found)
    raise_together((*unfit, *_outputs(spec)))


def _outputs(spec: Spec) -> Iterator[SpecFault]:
    """Yield a fault for each output whose name another has: `--to` would reach one of them only, and one file name would stand for both."""
    names = [output.name for output in spec.outputs]
    for at_, output in enumerate(spec.outputs):
        if output.name in names[:at_]:
            yield SpecFault(
                f"Keluaran {output.name} ditulis dua kali.", file=spec.file, place=f"baris {output.line}", code="keluaran-kembar"
            )
        if output.engine and output.medium != "pdf":
            message = f"engine: hanya bagi keluaran pdf, bukan {output.medium}."
            yield SpecFault(message, file=spec.file, place=f"baris {output.line}", code="mesin-tidak-cocok")


def _names(spec: Spec) -> Iterator[tuple[str, int]]:
    seen = {spec.each.row} if spec.each is not None else set[str]()
    feeders = {field_.taken_from.split(".")[0] for _, field_ in walk(spec.fields) if field_.taken_from} - seen
    for named in spec.fields:
        if named.name in feeders:
            yield f'Nama "{named.name}" sudah dipakai baris "{named.name}:" yang menyebut berkas asalnya; pilih nama lain.', named.line
    for named in (*spec.fields, *spec.constants, *spec.computed, *spec.charts):
        if named.name in RESERVED:
            yield f'Nama "{named.name}" sudah dipakai program; pilih nama lain.', named.line
        if named.name in seen:
            yield f'Nama "{named.name}" dipakai dua kali.', named.line
        seen.add(named.name)


def _decimals(spec: Spec) -> Iterator[tuple[str, int]]:
    for computed in spec.computed:
        if computed.decimals is not None and not RESULTS[computed.type].takes_decimals:
            yield f'Hitungan "{computed.name}": decimals: hanya bagi bilangan.', computed.line


def _registered(spec: Spec) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with how documents of a type are numbered and sealed."""
    named = list[tuple[str, tuple[str, ...], str, int]]()
    if (said := spec.register) is not None:
        named += [("register", said.number, "text", said.line), ("register", said.date, "date", said.line)]
        named += [("register", path, "", said.line) for path in said.key]
    if (signed := spec.seal) is not None:
        named += [("seal", path, "", signed.line) for path in (signed.number, signed.name, signed.program)]
        named += [("seal", signed.date, "date", signed.line)]
    for key, path, wanted, line in named:
        field_ = spec.field_at(path)
        if not isinstance(field_, Scalar) or not field_.is_given or not _is_once(spec.fields, path):
            yield f"{key}: “{'.'.join(path)}” bukan isian tunggal jenis ini.", line
        elif wanted and field_.kind != wanted:
            yield f"{key}: “{'.'.join(path)}” harus berjenis {wanted}.", line


def _pages(spec: Spec) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with how fields are to stand on the page: who signs, what is an annex, how wide columns are."""
    for path, field_ in walk(spec.fields):
        is_top = len(path) == 1
        problem = (
            _printing_problem(field_, is_top=is_top)
            or (
                ""
                if not field_.intro or _has_heading(spec.fields, path, field_)
                else "intro: tidak tercetak, karena isian ini tidak berjudul."
            )
            or (_widths_problem(field_) if isinstance(field_, (Table, FixedTable)) and field_.widths else "")
        )
        if problem:
            yield f'Isian "{".".join(path)}": {problem}', field_.line_of(problem.partition(":")[0])
    if spec.subtitle and spec.layout == REPORT:
        yield "subtitle: tidak tercetak pada layout: laporan; sampulnya menyebut judul, yang dilaporkan, dan tahunnya.", 1


def _printing_problem(field_: Field, *, is_top: bool) -> str:
    """Return what is wrong with `print:` of a field, the end of a sentence."""
    if field_.print == "signature" and not (isinstance(field_, Group) and signs(child.name for child in field_.fields)):
        return "print: signature hanya bagi kelompok (group) yang memuat nama, dan jabatan atau nip."
    if field_.print == "annex" and not is_top:
        return "print: annex hanya bagi isian paling luar."
    return ""


def _has_heading(fields: tuple[Field, ...], path: tuple[str, ...], field_: Field) -> bool:
    """Whether a field prints under a heading of its own, or signs."""
    if field_.print == "hidden" or not _is_once(fields, path):
        return False
    if not isinstance(field_, Scalar | ListOf):
        return True
    if isinstance(field_, Scalar) and kind_of(field_).look.form == "line":
        return len(path) == 1 and field_.print == "sections"
    return len(path) == 1 or bool(field_.element)


def _widths_problem(table: Table | FixedTable) -> str:
    """Return what is wrong with the widths of a table's columns, the end of a sentence; those of a reference table's own stay unknown here."""
    if isinstance(table, Table):
        printed = list(_printed_columns(table.fields))
        known = printed if printed[:1] and printed[0] in COUNTING else ["no", *printed]
        strange = next((name for name in table.widths if name not in known), None)
        if strange is not None:
            return f"widths: “{strange}” bukan kolom yang tercetak{suggestion(strange, known)}"
    whole = sum(Decimal(width) for width in table.widths.values())
    most = PORTRAIT_CM if table.orientation == "portrait" else LANDSCAPE_CM
    if whole > Decimal(str(most)):
        return f"widths: jumlahnya {f'{whole:f}'.replace('.', ',')} cm, lebih dari lebar teks, {f'{most:g}'.replace('.', ',')} cm."
    return ""


def _printed_columns(fields: tuple[Field, ...]) -> Iterator[str]:
    """Yield the names of a table's columns that are printed, in order."""
    for field_ in fields:
        if isinstance(field_, Group):
            yield from _printed_columns(field_.fields)
        elif field_.print != "hidden" and not isinstance(field_, (Table, FixedTable, Matrix)):
            yield field_.name


def _captions(fields: tuple[Field, ...]) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with the captions of pictures: each names a field of words beside the picture."""
    named = {field_.name: field_ for field_ in fields}
    for field_ in fields:
        if isinstance(field_, Scalar) and field_.caption:
            beside = named.get(field_.caption)
            if not isinstance(beside, Scalar) or beside is field_:
                yield f'caption: "{field_.caption}" bukan isian di samping "{field_.name}".', field_.line_of("caption")
        yield from _captions(members(field_))


def _fields(spec: Spec) -> Iterator[tuple[str, int]]:
    for path, field_ in walk(spec.fields):
        if any("." in old for old in field_.formerly) and not _is_once(spec.fields, path):
            yield f'Isian "{".".join(path)}": formerly: dengan titik hanya bagi isian di luar tabel.', field_.line_of("formerly")
        if isinstance(field_, Group) and field_.when and any(child.required for _, child in walk(field_.fields)):
            yield f'Kelompok "{".".join(path)}" bersyarat: taruh when: pada isian wajib di dalamnya.', field_.line_of("when")
        for part in {id(part): part for part in (field_, cell(field_)) if part is not None}.values():
            problem = _problem(part)
            if problem:
                line = part.line_of(problem.partition(":")[0]) if part is field_ else field_.line_of("of")
                yield f'Isian "{".".join(path)}": {problem}', line


def _labels(spec: Spec) -> Iterator[tuple[str, int]]:
    """Yield the labels that would print a value: they are words, and braces in them print as written."""
    known = {field_.name for _, field_ in walk(spec.fields)} | {named.name for named in (*spec.constants, *spec.computed)}
    for path, field_ in walk(spec.fields):
        if known.intersection(_NAMED.findall(field_.label)):
            problem = "label: tidak memuat ungkapan; tulis kata-katanya saja, atau dua isian dengan when:."
            yield f'Isian "{".".join(path)}": {problem}', field_.line_of("label")
    for computed in spec.computed:
        if known.intersection(_NAMED.findall(computed.label)):
            yield f'Hitungan "{computed.name}": label: tidak memuat ungkapan; tulis kata-katanya saja.', computed.line


def _computed_alone(spec: Spec) -> Iterator[tuple[str, int]]:
    """Yield the computed fields that are no columns: only rows and the document itself have computed values."""
    for path, field_ in walk(spec.fields):
        is_column = isinstance(at(spec.fields, path[:-1]), Table | FixedTable)
        if not isinstance(field_, Matrix) and computation_of(field_) is not None and not is_column:
            inside = f" dengan in: {'.'.join(path[:-1])}" if len(path) > 1 and _is_once(spec.fields, path) else ""
            way = f"taruh di computed:{inside}" if _is_once(spec.fields, path) else "taruh langsung sebagai kolom tabelnya"
            yield f'Isian "{".".join(path)}": yang dihitung hanya kolom tabel; {way}.', field_.line


def _is_once(fields: tuple[Field, ...], path: tuple[str, ...]) -> bool:
    """Whether a field stands in no table: only groups stand above it."""
    return all(isinstance(at(fields, path[:end]), Group) for end in range(1, len(path)))


def _limits_problem(field_: Field) -> str:
    """Return what is wrong with the limits of a field, which no value could keep, or with its choices, the end of a sentence."""
    if isinstance(field_, Scalar):
        least, most, names = field_.minimum, field_.maximum, ("minimum", "maximum")
    elif isinstance(field_, Table | ListOf):
        least, most = field_.at_least, field_.at_most
        names = ("min_items", "max_items") if isinstance(field_, ListOf) else ("min_rows", "max_rows")
    else:
        return ""
    if least is not None and most is not None and least > most:
        return f"{names[0]}: {least} lebih dari {names[1]}: {most}."
    twice = next((one for at_, one in enumerate(field_.choices) if one in field_.choices[:at_]), "") if isinstance(field_, Scalar) else ""
    return f"choices: “{twice}” disebut dua kali." if twice else ""


def _problem(field_: Field) -> str:
    if limits := _limits_problem(field_):
        return limits
    if isinstance(field_, Table) and field_.heading and not isinstance(field_.child(field_.heading), Scalar):
        near = suggestion(field_.heading, [child.name for child in field_.fields])
        return f'heading: "{field_.heading}" bukan kolom tabel ini{near}'
    if isinstance(field_, Table) and field_.group_by and not isinstance(field_.child(field_.group_by), Scalar):
        near = suggestion(field_.group_by, [child.name for child in field_.fields])
        return f'group_by: "{field_.group_by}" bukan kolom tabel ini{near}'
    if isinstance(field_, Scalar) and field_.pattern and (wrong := problem_of(field_.pattern)):
        return f"pattern: “{field_.pattern[:60]}” {wrong}."
    if (
        isinstance(field_, Scalar)
        and field_.computation is not None
        and field_.computation.method == "qr"
        and kind_of(field_).beside is None
    ):
        return "qr: hanya bagi gambar (type: image)."
    if isinstance(field_, Table):  # of a table of fixed rows the columns are known when it is compiled
        wrong = next((name for name in field_.sort if at(field_.fields, tuple(name.removeprefix("-").split("."))) is None), "")
        if wrong:
            return f"sort: “{wrong}” bukan kolomnya{suggestion(wrong.removeprefix('-'), [child.name for child in field_.fields])}"
    return _schema_problem(field_.schema) if field_.schema else ""


def _schema_problem(schema: Mapping[str, Any]) -> str:
    """Return what is wrong with a field's own `schema:`; one that refers elsewhere could be fetched from the network."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from jsonschema.validators import extend

    from validators.judging import DECIMAL_TYPES

    if _refers(schema):
        return "schema: tidak boleh memuat $ref atau patternProperties."
    wrong = next((wrong for pattern in _patterns(schema) if (wrong := problem_of(pattern))), "")
    if wrong:
        return f"schema: pattern {wrong}."
    meta = extend(Draft202012Validator, type_checker=DECIMAL_TYPES)(Draft202012Validator.META_SCHEMA)
    error = best_match(meta.iter_errors(schema))
    return "" if error is None else f"schema: tidak sah pada {'.'.join(map(str, error.absolute_path)) or 'awalnya'}."


def _refers(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(key in ("$ref", "$dynamicRef", "patternProperties") or _refers(child) for key, child in value.items())
    return isinstance(value, list) and any(_refers(child) for child in value)


def _patterns(value: Any) -> Iterator[str]:
    """Yield the patterns anywhere in a schema."""
    if isinstance(value, Mapping):
        for key, child in value.items():
            if key == "pattern" and isinstance(child, str):
                yield child
            else:
                yield from _patterns(child)
    elif isinstance(value, list):
        for child in value:
            yield from _patterns(child)
