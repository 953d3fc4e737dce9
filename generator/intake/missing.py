"""A file that is not there: said before anything else about it, with the one that is meant."""

from __future__ import annotations

from pathlib import Path

from generator.errors import IntakeFault
from validators.spelling import nearest


def refuse_missing(file: Path) -> None:
    """Raise IntakeFault when there is no such file; what else is wrong with it the reader says."""
    try:
        if file.exists():
            return
        if file.is_symlink():
            raise IntakeFault(
                "Tautan (symlink) ini tidak menuju berkas mana pun.", file=file, hint="Periksa tujuannya.", code="berkas-tidak-ada"
            )
        near = _near(file.name, sorted(other.name for other in file.parent.iterdir())) if file.parent.is_dir() else None
    except OSError:
        return
    hint = f"Maksud Anda “{file.with_name(near)}”?" if near else "Periksa nama dan foldernya."
    raise IntakeFault("Berkas tidak ditemukan.", file=file, hint=hint, code="berkas-tidak-ada")


def _near(name: str, there: list[str]) -> str | None:
    """Return the file that is meant: the one of the same name with another ending, else the one that is spelt most alike."""
    stem = Path(name).stem.casefold()
    return next((other for other in there if Path(other).stem.casefold() == stem), None) or nearest(name, there)
