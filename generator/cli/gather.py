"""`borang gather`: a folder of filled files to the data of one document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.completion import types
from generator.cli.options import catalogue_of, data_files, force_option, json_option, known_type, mapping_in, mapping_option

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec

_SUFFIXES: Final = (".yaml", ".yml", ".xlsx", ".docx")


@click.command(short_help="Kumpulkan berkas-berkas terisi menjadi data satu dokumen.")
@click.argument("name", metavar="JENIS", shell_complete=types)
@click.argument("files", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="BERKAS.yaml|.xlsx|.docx",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Simpan datanya ke berkas ini: berkas teks, atau formulir Excel atau Word yang terisi.",
)
@click.option(
    "--roster",
    metavar="BERKAS",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Daftar nama yang diharapkan: satu nama sebaris, atau tabel dengan kolom Nama; yang belum masuk disebut.",
)
@mapping_option
@force_option
@json_option
@click.pass_obj
def gather(
    home: Path | None,
    name: str,
    files: tuple[Path, ...],
    *,
    output: Path | None,
    roster: Path | None,
    mapping: Path | None,
    force: bool,
    as_json: bool,
) -> int:
    """Kumpulkan berkas-berkas yang sudah diisi dalam FOLDER menjadi data satu dokumen JENIS.

    FOLDER boleh juga ekspor formulir daring: satu baris satu isian. Berkas yang salah, kembar, atau berjenis lain disebut dan tidak ikut; yang lain tetap dikumpulkan.
    """
    if output is not None and output.suffix.lower() not in _SUFFIXES:
        known = ", ".join(_SUFFIXES)
        raise click.UsageError(f'-o: "{output.name}": data yang dikumpulkan disimpan sebagai berkas isian, dengan akhiran {known}.')
    from generator import report
    from generator.gather import gather as gathered_from
    from generator.intake.expected import expected_names

    catalogue = catalogue_of(home)
    known_type(catalogue.names(), name)
    expected = expected_names(roster) if roster is not None else []
    found = gathered_from(name, data_files(files), catalogue, expected=expected, mapping=mapping_in(mapping, catalogue))
    for outcome in [] if as_json else found.outcomes:
        for line in report.lines(outcome):
            click.echo(line)
    if as_json:
        click.echo(report.as_json(found.outcomes))
    _put(output, catalogue.compiled(name), found.values, force=force)
    return report.exit_code(found.outcomes)


def _put(output: Path | None, compiled: CompiledSpec, values: Mapping[str, Any], *, force: bool) -> None:
    """Write what was gathered as a data file, or as a filled form. Raises UsageFault where a form of that kind cannot hold the type."""
    from generator.cli.delivery import put
    from generator.intake.as_text import data_text

    name = compiled.spec.id
    if output is None:
        click.echo(data_text(name, values), nl=False)
    elif (medium := output.suffix.lower()[1:]) in ("xlsx", "docx"):
        from generator.blank.docx_form import filled_docx
        from generator.blank.xlsx_form import filled_xlsx
        from generator.cli.blank import left_out

        data, form = (filled_docx if medium == "docx" else filled_xlsx)(compiled, values)
        for line in left_out(form, medium):
            click.echo(line, err=True)
        put(output, data, medium, source=name, force=force)
    else:
        put(output, data_text(name, values).encode("utf-8"), "yaml", source=name, force=force)
