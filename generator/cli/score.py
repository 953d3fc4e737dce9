"""`borang score`: a score of a bare table, with its way, its source and the decisions it rests on."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.completion import scores
from generator.cli.marking import mark_option, put_marked, refuse_without_books
from generator.cli.options import force_option, json_option
from generator.cli.streams import DASH, SHOWN, standard_input_file, write_out
from generator.cli.terminal import say
from generator.errors import BorangError

if TYPE_CHECKING:
    from generator.deliver import Delivery
    from generator.reference import Library
    from generator.score_run import ScoreQuestion
    from generator.tallies.model import Options, TallyRecipe

_PARTS: Final = 20_000
_FLAGS: Final = {"sasaran_nol": "--sasaran-nol"}


@click.command(short_help="Hitung satu skor dari tabel biasa.")
@click.argument("name", required=False, metavar="[SKOR]", shell_complete=scores)
@click.argument("file", required=False, metavar="[BERKAS]", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--working", "shows_working", is_flag=True, help="Tampilkan masukan, langkah, rentang, dasar, dan keputusannya.")
@click.option("--decisions", "shows_decisions", is_flag=True, help="Tampilkan keputusan atas bagian sumber yang rancu.")
@json_option
@click.option(
    "-o",
    "--output",
    metavar="BERKAS.xlsx",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Simpan sebagai Excel dengan rumus yang tetap bekerja; tanda - berarti keluaran standar.",
)
@force_option
@mark_option
@click.option("--sheet", default="", metavar="NAMA", help="Lembar Excel yang dibaca.")
@click.option("--rerata", type=click.Choice(["sederhana", "tertimbang", "agregat"]), help="id: rerata cakupan (bawaan: sederhana).")
@click.option(
    "--sasaran-nol", type=click.Choice(["lewati", "nol"]), help="id: wilayah dengan sasaran 0 dilewati, atau dihitung dengan cakupan 0."
)
@click.option("--n", type=int, metavar="GURU", help="id: populasi guru yang seharusnya, untuk dicocokkan.")
@click.option(
    "--cara", type=click.Choice(["rerata-dahulu", "kesenjangan-dahulu"]), help="cgi: urutan rerata dan kesenjangan (bawaan: rerata-dahulu)."
)
@click.option("--skala", type=click.IntRange(2, 10), help="level1: angka tertinggi skala (bawaan: 4).")
@click.option("--uji", type=click.Choice(["t", "wilcoxon"]), help="level2: uji yang ditetapkan desain evaluasi.")
@click.option("--maksimum", metavar="NILAI", help="level2: nilai tertinggi untuk N-gain (bawaan: 100).")
@click.option("--aturan", metavar="KODE", help="rhk: aturan poin, menurut tahun kinerjanya: PMM-2024, 2025, atau 2026.")
@click.option("--per", metavar="TANGGAL", help="dasbor: tanggal laporan (bawaan: hari ini).")
@click.pass_obj
def score(
    home: Path | None,
    name: str | None,
    file: Path | None,
    *,
    shows_working: bool,
    shows_decisions: bool,
    as_json: bool,
    output: Path | None,
    force: bool,
    is_marking: bool,
    sheet: str,
    **choices: Any,
) -> int:
    """Hitung SKOR dari tabel dalam BERKAS (CSV, XLSX, Parquet, YAML, atau JSON).

    Tanpa SKOR, semua skor ditampilkan dengan judul kolomnya. Tanpa BERKAS, satu skor dijelaskan.
    """
    from generator.home import Home

    recipe = _recipe(name) if name is not None else None
    options = _options(recipe, choices)
    library = Home(home).library
    if is_marking:
        refuse_without_books([file] if file is not None else [])
    if file is None:
        return _told(recipe, library, shows_decisions=shows_decisions, as_json=as_json, output=output, force=force)
    assert recipe is not None
    _refuse_output(output, as_json)
    from generator.score_run import ScoreQuestion

    shown = SHOWN if file == DASH else str(file)
    asked = ScoreQuestion(recipe, library, options, sheet, shown, shows_working=shows_working, shows_decisions=shows_decisions)
    with standard_input_file() if file == DASH else nullcontext(file) as table:
        return _answered(asked, table, output, as_json=as_json, force=force, is_marking=is_marking)


def _refuse_output(output: Path | None, as_json: bool) -> None:
    if output == DASH and as_json:
        raise click.UsageError("-o - mengalirkan buku kerjanya; --json tidak dapat dipakai bersamanya.")
    if output not in (None, DASH) and output.suffix.lower() != ".xlsx":
        raise click.UsageError(f'-o: "{output.name}" harus berakhiran .xlsx.')


def _answered(asked: ScoreQuestion, table: Path, output: Path | None, *, as_json: bool, force: bool, is_marking: bool) -> int:
    """Score a table, deliver its workbook where one is asked for, or the table with its faults marked, and tell what came of it."""
    from generator.cli.delivery import put_file, told_of
    from generator.score_run import fault_data, result_data, result_lines, tally_of, workbook_of

    try:
        tally = tally_of(asked, table)
        data = workbook_of(tally, asked.library) if tally.done and output is not None else b""
        delivery = put_file(output, data, "xlsx", source=tally.source, force=force) if data and output not in (None, DASH) else None
        delivery = _joined(delivery, put_marked(table, tally.findings) if is_marking else None)
    except BorangError as fault:
        if not as_json:
            raise
        _echo_json([fault_data(asked.recipe, asked.shown, fault)])
        return fault.exit_code
    if data and output == DASH:
        write_out(data)
    if as_json:
        _echo_json([result_data(tally, asked, delivery)])
    else:
        for line in (*result_lines(tally, asked), *(f"  {line}" for line in (told_of(delivery) if delivery else ()))):
            say(line, err=output == DASH)
    return 1 if tally.findings.has_errors else 0


def _joined(delivery: Delivery | None, other: Delivery | None) -> Delivery | None:
    if delivery is None or other is None:
        return delivery or other
    return replace(delivery, files=(*delivery.files, *other.files), findings=(*delivery.findings, *other.findings))


def _echo_json(outcomes: list[dict[str, Any]]) -> None:
    """Print the outcomes, a part at a time: of a table of many thousands of rows the text alone is hundreds of megabytes."""
    written = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode({"outcomes": outcomes})
    while part := "".join(islice(written, _PARTS)):
        click.echo(part, nl=False)
    click.echo()


def _recipe(name: str) -> TallyRecipe:
    from generator.tallies.recipes import RECIPES, recipe_named
    from validators.spelling import nearest

    recipe = recipe_named(name)
    if recipe is not None:
        return recipe
    if Path(name).is_file():
        raise click.UsageError(f"Sebut skornya dahulu, misalnya: borang score cvi {name}. Pilihannya: {', '.join(RECIPES)}.")
    near = nearest(name, list(RECIPES))
    raise click.UsageError(f'Skor "{name}" tidak ada.' + (f" Maksud Anda: {near}?" if near else "") + f" Pilihannya: {', '.join(RECIPES)}.")


def _options(recipe: TallyRecipe | None, choices: dict[str, Any]) -> Options:
    """Return the choices as options of the score; a usage error for one that the score does not know, or that cannot be read."""
    from datetime import date

    from generator.tallies.model import Options
    from validators.values import Unreadable, parse_date, parse_number

    made = {name: value for name, value in choices.items() if value is not None}
    known = recipe.options if recipe is not None else frozenset()
    for option in made:
        if option not in known:
            raise click.UsageError(
                f"Pilihan {_FLAGS.get(option, f'--{option}')} tidak berlaku untuk {recipe.command if recipe else 'perintah ini'}."
            )
    for option, read in (("maksimum", parse_number), ("per", parse_date)):
        if option in made:
            value = read(made[option])
            if isinstance(value, Unreadable):
                raise click.UsageError(f"--{option}: “{made[option]}” tidak terbaca.")
            made[option] = value
    if "cara" in made:
        made["cara"] = made["cara"].replace("-", " ")
    if "per" in known:
        made.setdefault("per", date.today())
    return Options(**made)


def _told(recipe: TallyRecipe | None, library: Library, *, shows_decisions: bool, as_json: bool, output: Path | None, force: bool) -> int:
    """Print the decisions, or what scores there are."""
    if not shows_decisions:
        if output is not None:
            raise click.UsageError("-o memerlukan BERKAS yang dihitung.")
        return _listed(recipe, as_json)
    from generator.tallies.decisions import decision_data, decision_lines, decision_page
    from generator.tallies.recipes import decision_scores

    wanted = decision_scores(recipe) if recipe is not None else None
    decisions = [one for one in library.decisions() if wanted is None or one.score in wanted]
    if output is not None:
        return _put_page(output, decision_page(decisions).encode(), force=force)
    if as_json:
        click.echo(json.dumps({"decisions": [decision_data(one) for one in decisions]}, ensure_ascii=False, indent=2))
    else:
        for line in decision_lines(decisions):
            click.echo(line)
    return 0


def _listed(recipe: TallyRecipe | None, as_json: bool) -> int:
    from generator.tallies.recipes import RECIPES, label

    shown = list(RECIPES.values()) if recipe is None else [recipe]
    if as_json:
        rows = [{"score": one.command, "label": label(one), "columns": one.headings, "options": sorted(one.options)} for one in shown]
        click.echo(json.dumps({"scores": rows}, ensure_ascii=False, indent=2))
        return 0
    for one in shown:
        click.echo(f"{one.command:10} {label(one)}")
        click.echo(f"{'':10} kolom: {one.headings}")
        if one.options:
            click.echo(f"{'':10} pilihan: {', '.join(_FLAGS.get(option, f'--{option}') for option in sorted(one.options))}")
    click.echo(f"\nHitung dengan: borang score {shown[0].command if recipe else 'SKOR'} BERKAS [--working] [--json] [-o HASIL.xlsx]")
    return 0


def _put_page(output: Path, page: bytes, *, force: bool) -> int:
    if output == DASH:
        write_out(page)
        return 0
    from generator.cli.delivery import put

    return put(output, page, output.suffix.lstrip("."), source="keputusan", force=force)
