"""`borang new-type`: a document type of one's own to begin from."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.completion import types
from generator.cli.options import force_option


@click.command(short_help="Mulai jenis dokumen sendiri.")
@click.argument("name", metavar="NAMA")
@click.option("--title", default="", metavar="JUDUL", help="Judul dokumennya (bawaan: dari namanya).")
@click.option("--elements", default="", metavar="DAFTAR", help="Isian dari unsur pedoman, misalnya format-5 atau panduan-teknis.")
@click.option("--like", default="", metavar="JENIS", shell_complete=types, help="Mulai dari spesifikasi jenis lain.")
@click.option(
    "--from-form",
    "form",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Dari formulir yang sudah ada: .xlsx, .docx, atau ekspor .csv; kosong atau sudah terisi.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Folder milik Anda (bawaan: folder ini).",
)
@force_option
@click.pass_obj
def new_type(
    home: Path | None, name: str, *, title: str, elements: str, like: str, form: Path | None, folder: Path | None, force: bool
) -> int:
    """Buat spesifikasi, templat Word dan Excel, serta contoh isian jenis dokumen NAMA; semuanya langsung dapat dipakai dan disunting."""
    if sum(map(bool, (elements, like, form))) > 1:
        raise click.UsageError("--elements, --like, dan --from-form tidak dapat dipakai sekaligus.")
    from generator.cli.delivery import put
    from generator.new_type import NAME, NewType, beside
    from generator.new_type import new_type as spec_of

    if not NAME.fullmatch(name):
        raise click.UsageError(f'Nama jenis "{name}" hanya boleh huruf kecil, angka, dan tanda hubung, misalnya laporan-kegiatan.')

    own = folder or home or Path()
    for make in (lambda: spec_of(NewType(name, title, elements, like, form), own), lambda: beside(name, own, like, form)):
        for path, data in make().items():
            put(own / path, data, path.suffix.lstrip("."), source=name, force=force)
    if form is not None:
        _say_of_form(name, own, form)
    return 0


def _say_of_form(name: str, own: Path, form: Path) -> None:
    """Say what became of a form, and what to do next."""
    from generator.cli.terminal import say
    from generator.new_type.readback import told_of_form

    for line in told_of_form(name, own, form):
        say(line)
