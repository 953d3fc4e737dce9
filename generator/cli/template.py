"""`borang template new`: a starter template of a type, to be edited on in Word, Excel or a text editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.completion import types
from generator.cli.options import force_option, type_of
from generator.cli.terminal import say
from generator.spec.model import LAYOUTS

if TYPE_CHECKING:
    from generator.spec.compile import CompiledSpec
    from generator.spec.model import Output


@click.group(short_help="Templat pemula satu jenis dokumen.")
def template() -> None:
    """Buat templat Word, Excel, atau HTML untuk satu jenis dokumen."""


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
