"""`borang gather`: a folder of filled files to the data of one document."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.completion import types
from generator.cli.options import catalogue_of, data_files, force_option, json_option, known_type


@click.command(short_help="Kumpulkan berkas-berkas terisi menjadi data satu dokumen.")
@click.argument("name", metavar="JENIS", shell_complete=types)
@click.argument("files", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="BERKAS.yaml", type=click.Path(path_type=Path, dir_okay=False), help="Simpan datanya ke berkas ini."
)
@click.option(
    "--roster",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Daftar nama yang diharapkan, satu nama sebaris; yang belum masuk disebut.",
)
@force_option
@json_option
@click.pass_obj
def gather(
    home: Path | None, name: str, files: tuple[Path, ...], *, output: Path | None, roster: Path | None, force: bool, as_json: bool
) -> int:
    """Kumpulkan berkas-berkas yang sudah diisi dalam FOLDER menjadi data satu dokumen JENIS.

    Berkas yang salah, kembar, atau berjenis lain disebut dan tidak ikut; yang lain tetap dikumpulkan.
    """
    if output is not None and output.suffix.lower() not in (".yaml", ".yml"):
        raise click.UsageError(f'-o: "{output.name}": data yang dikumpulkan disimpan sebagai berkas isian, dengan akhiran .yaml.')
    from generator import report
    from generator.gather import gather as gathered_from
    from generator.intake.as_text import data_text

    catalogue = catalogue_of(home)
    known_type(catalogue.names(), name)
    expected = [line.strip() for line in roster.read_text(encoding="utf-8-sig").splitlines() if line.strip()] if roster else []
    found = gathered_from(name, data_files(files), catalogue, expected=expected)
    text = data_text(name, found.values)
    for outcome in [] if as_json else found.outcomes:
        for line in report.lines(outcome):
            click.echo(line)
    if as_json:
        click.echo(report.as_json(found.outcomes))
    if output is None:
        click.echo(text, nl=False)
    else:
        from generator.cli.delivery import put

        put(output, text.encode("utf-8"), "yaml", source=name, force=force)
    return report.exit_code(found.outcomes)
