"""`borang mapping`: which question of an export goes where, as a file to be edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.completion import types
from generator.cli.options import type_of
from generator.cli.terminal import say
from generator.intake.folder import MAPPING, TABLES

if TYPE_CHECKING:
    from generator.form.mapping import MappedQuestion


@click.command(short_help="Petakan pertanyaan ekspor formulir daring ke isian.")
@click.argument("name", metavar="JENIS", shell_complete=types)
@click.argument("file", metavar="BERKAS", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "--output",
    metavar="PETA.yaml",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Simpan ke berkas ini; yang sudah ada tidak diganti.",
)
@click.option("--sheet", default="", metavar="NAMA", help="Lembar buku kerjanya, bila bukan yang pertama.")
@click.pass_obj
def mapping(home: Path | None, name: str, file: Path, *, output: Path | None, sheet: str) -> int:
    """Usulkan ke mana setiap pertanyaan dalam BERKAS (ekspor Google Formulir, Microsoft Forms, KoboToolbox, atau tabel biasa) masuk dalam isian JENIS.

    Usulnya berkas teks yang dapat disunting. Disimpan di sebelah ekspornya sebagai NAMA.peta.yaml, ia dipakai sendiri oleh check, make, dan gather.
    """
    if file.suffix.lower() not in TABLES:
        raise click.UsageError(f'"{file.name}" bukan ekspor; yang dapat dipetakan: {", ".join(TABLES)}.')
    from generator.form.mapping import QuestionMapping
    from generator.intake.export.mapping_file import as_typed, mapping_text
    from generator.intake.export.read import export_table, questions_of
    from generator.intake.form import Incoming

    compiled = type_of(home, name)
    asked = QuestionMapping(name, sheet=sheet) if sheet else None
    table = export_table(Incoming(file), compiled, asked)
    questions = questions_of(table, compiled, asked)
    text = mapping_text(questions, compiled, file.name, sheet=sheet)
    if output is None:
        click.echo(text, nl=False)
        return 0
    _put_new(output, text)
    say(f"-> {output}")
    for line in _counted(questions):
        say(line)
    if not output.name.lower().endswith(MAPPING):
        say(f"Pakai dengan: borang check {as_typed(str(file))} --mapping {as_typed(str(output))}")
    return 0


def _put_new(file: Path, text: str) -> None:
    """Write a file that was not there. Raises DeliveryFault where it was: what somebody settled in it is not lost."""
    from generator.cli.delivery import write_plain
    from generator.errors import DeliveryFault

    if file.exists() or file.is_symlink():
        hint = "Sebut nama lain dengan -o, atau hapus dahulu yang lama."
        raise DeliveryFault("Berkas ini sudah ada dan tidak diganti.", file=file, hint=hint, code="hasil-sudah-ada")
    write_plain(file, text)


def _counted(questions: tuple[MappedQuestion, ...]) -> list[str]:
    used = sum(one.is_used for one in questions)
    open_ = [one for one in questions if not one.is_settled]
    lines = [f"{len(questions)} kolom: {used} pasti, {len(questions) - used - len(open_)} dilewati, {len(open_)} perlu diperiksa."]
    return [*lines, *([] if not open_ else ['Periksa yang bertanda "periksa" atau "?" dalam berkas itu, lalu jalankan borang check.'])]
