"""What several commands share: the catalogue of the chosen home, and the files that arguments name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from generator.spec.catalogue import Catalogue

SUFFIXES: Final = (".yaml", ".yml", ".json")
INSTITUTION_FILE: Final = "institusi.yaml"
_PASSED_OVER: Final = ("~$", ".", "Thumbs.db", "desktop.ini", INSTITUTION_FILE)

json_option = click.option("--json", "as_json", is_flag=True, help="Hasil sebagai JSON untuk program lain.")
type_option = click.option("--type", "type_name", default="", metavar="JENIS", help="Jenis dokumen, bila berkas tidak menyebutnya.")


def catalogue_of(home: Path | None) -> Catalogue:
    """Return the document types of a home folder (None: the shipped ones)."""
    from generator.home import Home
    from generator.spec.catalogue import Catalogue

    return Catalogue(Home(home))


def data_files(arguments: Iterable[Path]) -> list[Path]:
    """Return the data files that arguments name; a folder stands for the data files in it, by name, leftovers of programs passed over."""
    files: list[Path] = []
    named = list(arguments)
    if len(named) > 1:  # a pattern (`*.yaml`) names the office's settings too, which are no document
        named = [argument for argument in named if argument.name != INSTITUTION_FILE]
    for argument in named:
        try:
            files += _files_in(argument) if argument.is_dir() else [argument]
        except OSError:
            files.append(argument)  # reading it will say what is wrong, without stopping the others
    return files


def _files_in(folder: Path) -> list[Path]:
    return sorted(f for f in folder.iterdir() if f.suffix.lower() in SUFFIXES and not f.name.startswith(_PASSED_OVER))
