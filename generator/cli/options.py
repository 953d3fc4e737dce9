"""What several commands share: the chosen home and its types, and the files that arguments name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.completion import Media, types
from generator.cli.streams import DASH
from generator.home import INSTITUTION_FILES
from generator.intake.folder import MAPPING, data_files_in

if TYPE_CHECKING:
    from generator.form.mapping import QuestionMapping
    from generator.spec.catalogue import Catalogue
    from generator.spec.compile import CompiledSpec

json_option = click.option("--json", "as_json", is_flag=True, help="Hasil sebagai JSON untuk program lain.")
type_option = click.option(
    "--type", "type_name", default="", metavar="JENIS", shell_complete=types, help="Jenis dokumen, bila berkas tidak menyebutnya."
)
mapping_option = click.option(
    "--mapping",
    metavar="PETA.yaml",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Ke mana setiap pertanyaan ekspor masuk (dibuat dengan borang mapping). Bawaan: NAMA.peta.yaml di sebelah ekspornya.",
)
media_option = click.option(
    "--to",
    "media",
    default="",
    metavar="DOCX,PDF,XLSX",
    type=Media(),
    help="Bentuk keluaran, dipisah koma: docx (Word), pdf, xlsx (Excel). Bawaan: menurut jenisnya.",
)
engine_option = click.option(
    "--engine",
    metavar="MESIN",
    type=click.Choice(["weasyprint", "typst"]),
    help="Mesin pencetak PDF: weasyprint, atau typst (jauh lebih cepat). Bawaan: menurut jenisnya.",
)
force_option = click.option("--force", is_flag=True, help="Ganti hasil yang sudah ada; yang sudah Anda sunting tetap dibiarkan.")


def catalogue_of(home: Path | None) -> Catalogue:
    """Return the document types of a home folder (None: the shipped ones)."""
    from generator.home import Home
    from generator.spec.catalogue import Catalogue

    return Catalogue(Home(home))


def home_of(here: Path | None = None) -> Path | None:
    """Return the nearest folder from here upward that holds types of one's own in `specs/`; None where there is none.

    A checkout of the program is nobody's home, and what another user put in the way (in /tmp, say) is not taken.
    """
    start = (here or Path.cwd()).resolve()
    return next((folder for folder in (start, *start.parents) if _is_home(folder)), None)


def _is_home(folder: Path) -> bool:
    try:
        if not any(file.suffix == ".yaml" and not file.name.startswith("_") for file in (folder / "specs").iterdir()):
            return False
        is_program = (folder / "generator").is_dir() and (folder / "borang").is_dir()
        is_ours = not hasattr(os, "getuid") or (folder / "specs").stat().st_uid in (os.getuid(), 0)
    except OSError:
        return False
    return is_ours and not is_program


def known_type(names: Sequence[str], name: str) -> str:
    """Return the name of a type that there is; a usage error with the nearest otherwise."""
    if name in names:
        return name
    from validators.spelling import nearest

    near = nearest(name, names)
    raise click.UsageError(
        f'Jenis dokumen "{name}" tidak ada. ' + (f'Maksud Anda "{near}"?' if near else "Lihat daftarnya dengan: borang list.")
    )


def type_of(home: Path | None, name: str) -> CompiledSpec:
    """Return the type that a command names; a usage error where there is none, SpecFault where it is broken."""
    catalogue = catalogue_of(home)
    return catalogue.compiled(known_type(catalogue.names(), name))


def mapping_in(file: Path | None, catalogue: Catalogue) -> QuestionMapping | None:
    """Return the mapping in a file, where one is named. Raises IntakeFault with the line of what is wrong in it."""
    if file is None:
        return None
    from generator.intake.export.mapping_file import read_mapping

    return read_mapping(file, catalogue)


def data_files(arguments: Iterable[Path]) -> list[Path]:
    """Return the data files that arguments name; a folder stands for the data files in it, by name, leftovers of programs passed over."""
    files: list[Path] = []
    named = list(arguments)
    if len(named) > 1:  # a pattern (`*.yaml`) names the office's settings and mappings too, which are no documents
        named = [argument for argument in named if argument.name not in INSTITUTION_FILES and not argument.name.lower().endswith(MAPPING)]
    for argument in named:
        try:
            files += data_files_in(argument) if argument.is_dir() else [argument]
        except OSError:
            files.append(argument)  # reading it will say what is wrong, without stopping the others
    once: dict[str, Path] = {}  # a file that is named twice is one document
    for file in files:
        once.setdefault(str(file.absolute()) if file != DASH else f"- {len(once)}", file)
    return list(once.values())
