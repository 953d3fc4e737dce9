"""`borang template`: a starter template of a type, to be edited on, and blocks of what a template does not print yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.completion import types
from generator.cli.options import force_option, type_of
from generator.cli.template_from import from_
from generator.cli.terminal import say
from generator.spec.model import LAYOUTS

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import Output


@click.group(short_help="Templat pemula satu jenis dokumen.")
def template() -> None:
    """Buat templat Word, Excel, atau HTML untuk satu jenis dokumen."""


template.add_command(from_)


@template.command("new", short_help="Templat pemula dari spesifikasi.")
@click.argument("type_name", metavar="JENIS", shell_complete=types)
@click.option("--to", "medium", type=click.Choice(["docx", "html", "xlsx"]), default="docx", show_default=True, help="Bentuk templat.")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Simpan ke berkas ini (bawaan: folder templates/ milik Anda, atau folder ini).",
)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default=None,
    help="Tata letak: laporan bersampul dan berdaftar isi, formulir, surat, atau sertifikat (bawaan: menurut spesifikasi).",
)
@force_option
@click.pass_obj
def new(home: Path | None, type_name: str, *, medium: str, file: Path | None, layout: str | None, force: bool) -> int:
    """Buat templat pemula JENIS dokumen: judul, isian, tabel, grafik, dan tanda tangan menurut urutan spesifikasinya.

    Hasilnya langsung dapat dipakai; sunting di Word, Excel, atau penyunting teks, lalu periksa dengan borang lint. Templat yang sudah ada
    dibiarkan; isian yang belum dicetaknya ditulis di sebelahnya (kak-blok-baru.docx), untuk disalin ke sana.
    """
    from generator.cli.delivery import put
    from generator.starter import starter

    if file is not None and file.suffix.lower() != f".{medium}":
        raise click.UsageError(f'-o: "{file.name}" harus berakhiran .{medium}, atau sebut bentuknya dengan --to.')
    compiled = type_of(home, type_name)
    target = file or default_file(compiled, medium, home)
    if target.is_file() and not force and (output := _printed_by(target, compiled)) is not None:
        from generator.starter.additions import additions

        blocks = additions(compiled, output, medium)
        if blocks is not None:
            say(f"{target} sudah ada dan dibiarkan. Yang belum dicetaknya, untuk disalin ke sana:")
            return put(target.with_stem(f"{target.stem}-blok-baru"), blocks, medium, source=type_name, force=True)
    return put(target, starter(compiled, medium, layout or ""), medium, source=type_name, force=force)


@template.command("add", short_help="Blok isian yang belum dicetak templat, untuk ditempelkan.")
@click.argument("type_name", metavar="JENIS", shell_complete=types)
@click.option("--to", "medium", type=click.Choice(["docx", "html", "xlsx"]), default="docx", show_default=True, help="Bentuk templat.")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Simpan ke berkas ini (bawaan: NAMA-blok-baru di sebelah templatnya).",
)
@click.pass_obj
def add(home: Path | None, type_name: str, *, medium: str, file: Path | None) -> int:
    """Tulis isian, hitungan, dan grafik yang belum dicetak templat JENIS ke berkas tersendiri, siap disalin ke templatnya.

    Templatnya sendiri tidak disentuh. Sesudah menempelkan, periksa dengan borang lint JENIS.
    """
    from generator.cli.delivery import put
    from generator.starter.additions import additions

    if file is not None and file.suffix.lower() != f".{medium}":
        raise click.UsageError(f'-o: "{file.name}" harus berakhiran .{medium}, atau sebut bentuknya dengan --to.')
    compiled = type_of(home, type_name)
    output = _own_output(compiled, medium)
    if output is None:
        say(f"{type_name} belum mempunyai templat .{medium}. Buat dahulu: borang template new {type_name} --to {medium}")
        return 2
    blocks = additions(compiled, output, medium)
    standing = compiled.home.template(output.template)
    if blocks is None:
        say(f"Templat {standing.name} sudah mencetak semua isian {type_name}; tidak ada yang perlu ditambahkan.")
        return 0
    beside = default_file(compiled, medium, home)
    target = file or beside.with_stem(f"{beside.stem}-blok-baru")
    if target.resolve() == standing.resolve():
        raise click.UsageError(f'-o: "{target.name}" templatnya sendiri, yang tidak disentuh. Sebut nama lain.')
    code = put(target, blocks, medium, source=type_name, force=True)
    say(f"Salin yang perlu dari berkas itu ke {standing.name}, lalu: borang lint {type_name}")
    return code


def _own_output(compiled: CompiledSpec, medium: str) -> Output | None:
    """Return the output of a medium that has a template which is there."""
    from generator.starter import OUTPUTS

    return next(
        (
            output
            for output in compiled.spec.outputs
            if output.medium == OUTPUTS[medium]
            and output.template.endswith(f".{medium}")
            and any((root / "templates" / output.template).is_file() for root in compiled.home.roots)
        ),
        None,
    )


def default_file(compiled: CompiledSpec, medium: str, home: Path | None) -> Path:
    """Return where a starter goes: what the spec's output names, in the user's own templates folder, else beside the user."""
    from generator.starter import OUTPUTS

    output = next((output for output in compiled.spec.outputs if output.medium == OUTPUTS[medium]), None)
    own = f"{compiled.spec.id}/{compiled.spec.id}.{medium}"
    if home is None:
        return Path(f"{compiled.spec.id}.{medium}")
    return home / "templates" / ((output.template if output is not None else "") or own)


def _printed_by(file: Path, compiled: CompiledSpec) -> Output | None:
    """Return the output whose template a file is, None for a file that is no template of the type."""
    own = [
        (output, root / "templates" / output.template)
        for output in compiled.spec.outputs
        for root in compiled.home.roots
        if output.template
    ]
    return next((output for output, place in own if place.resolve() == file.resolve()), None)
