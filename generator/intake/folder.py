"""The data files in a folder: what is read when a folder is named, and what lies beside a file that feeds others."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.home import INSTITUTION_FILES

SUFFIXES: Final = (".yaml", ".yml", ".json")
TABLES: Final = (".csv", ".tsv", ".xlsx")
MAPPING: Final = ".peta.yaml"
"""The ending of a file that says where the questions of an export go."""
_PASSED_OVER: Final = ("~$", ".", *INSTITUTION_FILES)


def data_files_in(folder: Path) -> list[Path]:
    """Return the data files in a folder by name, leftovers of programs and the office's settings passed over. Raises OSError."""
    return sorted(f for f in folder.iterdir() if not f.name.startswith(_PASSED_OVER) and _is_data(f))


def _is_data(file: Path) -> bool:
    """Tell whether a file in a folder is data: of workbooks and Word documents, which finished documents are too, those that are forms, and of tables those beside whose name a mapping stands."""
    suffix = file.suffix.lower()
    if file.name.lower().endswith(MAPPING) or suffix not in (*SUFFIXES, *TABLES, ".docx"):
        return False
    if suffix in SUFFIXES or (suffix in TABLES and file.with_suffix(MAPPING).is_file()):
        return True
    if suffix == ".xlsx":
        from generator.intake.workbook import identity as workbook

        return workbook.is_form(file)
    if suffix == ".docx":
        from generator.intake.cards import identity as cards

        return cards.is_form(file)
    return False


def resolved(file: Path) -> Path:
    """Return a file without links and detours, as it is where the disk cannot say."""
    try:
        return file.resolve()
    except (OSError, RuntimeError, ValueError):  # a name that no disk takes, links in a circle: reading will say so
        return file
