"""`borang list` and `borang show`: what document types there are, and what one asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.completion import types
from generator.cli.options import json_option, type_of
from generator.fields.scalars import called, choices_of
from generator.fields.shapes import Field, Scalar, members, word_of

if TYPE_CHECKING:
    from generator.errors import SpecFault
    from generator.spec.compile import CompiledSpec
    from generator.yamlio import LineDict


@click.command("list", short_help="Daftar jenis dokumen.")
@json_option
@click.pass_obj
def list_types(home: Path | None, as_json: bool) -> int:
    """Tampilkan jenis dokumen yang ada, milik Anda maupun bawaan."""
    heads, broken = _heads(home)
    for fault in broken:
        click.echo(f"Gagal: {fault}", err=True)
    code = 3 if broken else 0
    if as_json:
        rows = [{"type": name, "title": head.get("title"), "revision": head.get("revision")} for name, head in heads.items()]
        click.echo(json.dumps({"types": rows}, ensure_ascii=False, indent=2))
        return code
    width = max((len(name) for name in heads), default=0)
    for name, head in heads.items():
        click.echo(f"{name:{width}}  {head.get('title', '')}")
        if head.get("description"):
            click.echo(f"{'':{width}}  {head['description']}.")
    return code


def _heads(home: Path | None) -> tuple[dict[str, LineDict], list[SpecFault]]:
    """Return what stands before the fields of each spec, and the faults of those that cannot be read."""
    from generator.errors import SpecFault
    from generator.home import Home
    from generator.yamlio import read_spec_head

    heads: dict[str, LineDict] = {}
    broken: list[SpecFault] = []
    for name, file in Home(home).spec_files().items():
        try:
            heads[name] = read_spec_head(file)
        except SpecFault as fault:
            broken.append(fault)
    return heads, broken


@click.command("show", short_help="Isian, aturan, dan hitungan satu jenis dokumen.")
@click.argument("type_name", required=False, metavar="[JENIS]", shell_complete=types)
@click.option("--coverage", "is_coverage", is_flag=True, help="Unsur pedoman: isiannya, dan tempatnya tercetak di DOCX dan PDF.")
@click.option("--skor", "score", default="", metavar="NAMA", help="Satu skor: argumennya, kolom yang dibacanya, hasilnya.")
@json_option
@click.pass_context
def show_type(ctx: click.Context, type_name: str | None, *, is_coverage: bool, score: str, as_json: bool) -> int:
    """Tampilkan isian, aturan, hitungan, dan sumber satu JENIS dokumen, atau satu skor."""
    if score:
        return _show_score(score)
    if type_name is None:
        return ctx.invoke(list_types, as_json=as_json)
    compiled = type_of(ctx.obj, type_name)
    if is_coverage:
        return _show_coverage(compiled, as_json=as_json)
    if as_json:
        click.echo(json.dumps(described(compiled), ensure_ascii=False, indent=2))
        return 0
    for line in _lines(compiled):
        click.echo(line)
    return 0


def _show_score(name: str) -> int:
    from generator.score_guide import guide
    from generator.scoring.registry import COMMANDS, SCORES
    from validators.messages import suggestion

    score = SCORES.get(name) or COMMANDS.get(name)
    if score is None:
        raise click.UsageError(f"Skor “{name}” tidak ada{suggestion(name, [*SCORES, *COMMANDS])}")
    for line in guide(score):
        click.echo(line.removeprefix("### "))
    return 0


def _show_coverage(compiled: CompiledSpec, *, as_json: bool) -> int:
    from generator.coverage import coverage, lines

    covered = coverage(compiled)
    if as_json:
        click.echo(json.dumps({"type": compiled.spec.id, "elements": [one.as_json() for one in covered]}, ensure_ascii=False, indent=2))
        return 0
    for line in lines(covered):
        click.echo(line)
    return 0


def described(compiled: CompiledSpec) -> dict[str, Any]:
    """Return a type as JSON data: fields, computed values, rules, outputs, with citations."""
    spec = compiled.spec
    cite = compiled.home.library.citation
    return {
        "type": spec.id,
        "title": spec.title,
        "revision": spec.revision,
        "source": cite(spec.source.document, spec.source.place),
        "fields": [_described_field(field_, compiled) for field_ in spec.fields],
        "computed": [
            {"name": c.name, "label": c.label, "unit": c.unit, "source": cite(c.source.document, c.source.place)} for c in spec.computed
        ],
        "rules": [
            {
                "id": r.id,
                "severity": str(r.severity),
                "check": r.check,
                "basis": r.source.basis,
                "source": cite(r.source.document, r.source.place),
            }
            for r in spec.rules
        ],
        "outputs": [output.medium for output in spec.outputs],
    }


def _described_field(field_: Field, compiled: CompiledSpec) -> dict[str, Any]:
    facts = {
        "name": field_.name,
        "label": field_.label,
        "type": word_of(field_),
        "required": field_.required,
        "help": field_.help,
        "unit": field_.unit if isinstance(field_, Scalar) else "",
        "choices": list(choices_of(field_, compiled.home.library)),
    }
    kept = {key: value for key, value in facts.items() if value or key == "required"}
    if not field_.is_given:
        kept["computed"] = True
    if members(field_):
        kept["fields"] = [_described_field(child, compiled) for child in members(field_)]
    return kept


def _lines(compiled: CompiledSpec) -> Iterator[str]:
    spec = compiled.spec
    cite = compiled.home.library.citation
    yield f"{spec.title} ({spec.id}, revisi {spec.revision})"
    yield f"Sumber: {cite(spec.source.document, spec.source.place)}"
    yield "\nIsian (* wajib diisi)"
    words = {check.path: str(check.facts["words"]) for check in compiled.checks if check.name == "berlaku"}
    for field_ in spec.fields:
        yield from _field_lines(field_, compiled, (field_.name,), words)
    if spec.computed:
        yield "\nDihitung program"
        yield from (f"  {c.name}: {c.label}{f' ({c.unit})' if c.unit else ''}" for c in spec.computed)
    yield "\nAturan"
    for rule in spec.rules:
        weight = {"error": "salah", "warning": "perhatian", "note": "catatan"}[str(rule.severity)]
        number, _, words = rule.id.partition("-")
        yield f"  {number} ({weight}): {words.replace('-', ' ')}"
        yield f"      {'tertulis dalam' if rule.source.basis == 'stated' else 'diturunkan dari'} {cite(rule.source.document, rule.source.place)}"
    yield f"\nKeluaran: {', '.join(output.medium for output in spec.outputs)}"


def _field_lines(field_: Field, compiled: CompiledSpec, path: tuple[str, ...], words: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    indent = "  " * len(path)
    star = "*" if field_.required else ""
    unit = field_.unit if isinstance(field_, Scalar) else ""
    choices = " / ".join(choices_of(field_, compiled.home.library))
    notes = [called(field_), unit, "" if field_.is_given else "dihitung", choices]
    yield f"{indent}{field_.name}{star}: {field_.label} ({', '.join(note for note in notes if note)})"
    if path in words:
        yield f"{indent}    Hanya bila {words[path]}."
    if field_.help:
        yield f"{indent}    {field_.help}"
    for child in members(field_):
        yield from _field_lines(child, compiled, (*path, child.name), words)
