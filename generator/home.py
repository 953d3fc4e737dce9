"""Where specs, templates and reference data stand: the user's own folder first, then what borang ships."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.errors import SpecFault, TemplateFault

if TYPE_CHECKING:
    from generator.reference import Library

SHIPPED: Final = Path(__file__).resolve().parent.parent
_NO_TYPE: Final = ("_", ".", "~")
_PLAIN_NAME: Final = re.compile("[a-z0-9][a-z0-9-]*")
INSTITUTION_FILES: Final = ("institusi.yaml", "institusi.yml")
"""What the office's settings are called; where both stand in a folder, the first."""


@dataclass(frozen=True)
class Home:
    """The folders that hold `specs/`, `templates/` and `institusi.yaml`; earlier ones win.

    folder: the user's own (`BORANG_HOME`, `--home`), or None. A type found there works exactly as a shipped one.
    """

    folder: Path | None = None

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders, the user's first."""
        return (SHIPPED,) if self.folder is None else (self.folder, SHIPPED)

    @cached_property
    def library(self) -> Library:
        """The reference tables and bands."""
        from generator.reference import Library

        return Library(tuple(root / "specs" / "reference" for root in self.roots))

    def own_stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Return what tells whether the user's own types have changed: specs with their pieces and tables, templates."""
        found = [file for folder in ("specs", "templates") for file in (self.folder / folder).rglob("*")] if self.folder is not None else []
        stats = ((str(file), file.stat()) for file in found if file.is_file())
        return tuple(sorted((name, said.st_mtime_ns, said.st_size) for name, said in stats))

    def spec_files(self) -> dict[str, Path]:
        """Return the spec file of each document type, by type, the user's own in place of shipped ones."""
        found: dict[str, Path] = {}
        for root in self.roots:
            for file in sorted((root / "specs").glob("*.yaml")):
                if not file.name.startswith(_NO_TYPE):
                    found.setdefault(file.stem, file)
        return dict(sorted(found.items()))

    def spec_file(self, name: str) -> Path | None:
        """Return the spec file of one type, None where there is none; no folder is listed for it."""
        if not _PLAIN_NAME.fullmatch(name):
            return self.spec_files().get(name)
        return next((file for root in self.roots if (file := root / "specs" / f"{name}.yaml").is_file()), None)

    def piece(self, name: str, spec: Path) -> Path:
        """Return the file of a piece (`use:`) that a spec names: a shipped type uses shipped pieces, whatever an own folder calls its own."""
        roots = self.roots[1:] if self.folder is not None and self._is_shipped(spec) else self.roots
        return _first(roots, "specs/_pieces", f"{name}.yaml") or _missing_piece(name, roots)

    def own_pieces(self) -> tuple[Path, ...]:
        """Return the files of the pieces in the user's own folder."""
        return () if self.folder is None else tuple(sorted((self.folder / "specs" / "_pieces").glob("*.yaml")))

    def _is_shipped(self, spec: Path) -> bool:
        """Whether a spec stands among the shipped ones, and not in an own folder that holds them."""
        shipped = (SHIPPED / "specs").resolve()
        own = shipped if self.folder is None else (self.folder / "specs").resolve()
        return own != shipped and spec.resolve().parent == shipped

    def template(self, name: str) -> Path:
        """Return the file of a template given by its path below `templates/`; raises TemplateFault when there is none."""
        file = _first(self.roots, "templates", name)
        if file is None:
            raise TemplateFault(
                "Templat tidak ditemukan.", file=f"templates/{name}", hint="Periksa `template:` pada spesifikasi.", code="templat-tidak-ada"
            )
        return file

    def is_own_template(self, name: str) -> bool:
        """Whether a template, given by its path below `templates/`, stands in the user's own folder."""
        if self.folder is None or not name:
            return False
        base = (self.folder / "templates").resolve()
        file = (base / name).resolve()
        return file.is_relative_to(base) and file.is_file()

    def template_folders(self) -> Iterator[Path]:
        """Yield the templates folders that exist."""
        return (root / "templates" for root in self.roots if (root / "templates").is_dir())

    def institution_file(self, near: Path | None = None) -> Path | None:
        """Return the nearest `institusi.yaml`: the user's own folder, else the data file's folder or one above it (four at most).

        Where the data file stands below the user's own folder, a nearer one counts: the schools of an office have letterheads of their own.
        """
        folders = _institution_folders(None if near is None else near.absolute(), self.folder, Path.cwd())
        return next((file for folder in folders for name in INSTITUTION_FILES if (file := folder / name).is_file()), None)


@lru_cache(maxsize=64)
def _institution_folders(near: Path | None, own: Path | None, _here: Path) -> tuple[Path, ...]:
    """Return the folders in which an office's settings may stand, in order; every row of a table asks for the same, from the same place."""
    folders: list[Path] = []
    if near is not None:
        here = near.resolve().parent
        folders += [here, *list(here.parents)[:4]]
    if own is not None and own.resolve() not in folders:
        folders.insert(0, own)
    return tuple(folders)


def _first(roots: Iterable[Path], folder: str, name: str) -> Path | None:
    tried = tuple([os.path.join(root, folder) for root in roots])  # noqa: PTH118 - asked for every document; joining paths takes three times as long
    return _found(tried, name, tuple([_stamp(f"{base}/{name}") for base in tried]))


def _stamp(file: str) -> tuple[int, ...] | None:
    """Return what tells whether another file has come in a file's place, None where there is none."""
    try:
        said = os.stat(file)  # noqa: PTH116 - as above
    except (OSError, ValueError):
        return None
    return said.st_dev, said.st_ino, said.st_mtime_ns


@lru_cache(maxsize=256)
def _found(folders: tuple[str, ...], name: str, _stamps: tuple[tuple[int, ...] | None, ...]) -> Path | None:
    """Return the first file of a name; looked for once as long as none of them changes, for every document asks."""
    for folder in folders:
        base = Path(folder).resolve()
        file = (base / name).resolve()
        if file.is_relative_to(base) and file.is_file():
            return file
    return None


def _missing_piece(name: str, roots: Iterable[Path]) -> Path:
    known = {file.stem for root in roots for file in (root / "specs" / "_pieces").glob("*.yaml")}
    raise SpecFault(f'Potongan "{name}" tidak ada.', hint=f"Yang ada: {', '.join(sorted(known)) or '-'}.", code="potongan-tidak-ada")
