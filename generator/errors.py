"""Faults: what is wrong with a spec, a template, a file or the disk, as opposed to a user's data.

A fault is raised; a finding (`validators.findings`) is returned. Each fault carries the process's exit code.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Final


class BorangError(Exception):
    """A fault that stops one document and is told to the user in one Indonesian sentence with its place.

    message: the sentence, without the place. file, place: where it is; `place` is free text such as
    "baris 12", "paragraf 7" or "lembar “Form”, sel B4". hint: what to do. code: of the catalogue (`validators.faults`); each kind
    of fault has one for all that has none of its own. also: the other faults that were found with this one.
    """

    exit_code = 3
    code = "gagal"

    def __init__(
        self, message: str, *, file: str | Path | None = None, place: str | None = None, hint: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code
        self.message = message
        self.file = str(file) if file is not None else None
        self.place = place
        self.hint = hint
        self.also: tuple[BorangError, ...] = ()

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text} {self.hint}" if self.hint else text


class SpecFault(BorangError):
    """A spec or a reference table is broken, or an expression in it cannot run."""

    code = "spesifikasi-salah"


def raise_together(faults: Iterable[BorangError]) -> None:
    """Raise the first of several faults, with the others beside it; nothing when there are none."""
    found = list(faults)
    if found:
        found[0].also = tuple(found[1:])
        raise found[0]


class UsageFault(BorangError):
    """What was asked for on the command line is nothing that the type can do; neither its spec nor the data are wrong."""

    code = "cara-pakai-salah"
    exit_code = 2


class TemplateFault(BorangError):
    """A template cannot be read, or fails while it is being filled."""

    code = "templat-salah"


class MissingEngine(TemplateFault):
    """This machine lacks what an output of this kind is made with; the other outputs can be made."""

    code = "mesin-tidak-ada"


class MissingLibrary(BorangError):
    """Something is asked for that a library does which is not installed. what: is asked for; extra: of this package, which brings the library."""

    code = "pustaka-tidak-ada"

    def __init__(self, what: str, library: str | None, extra: str) -> None:
        super().__init__(f"{what} memerlukan pustaka {library}.", hint=f'Pasang dengan: pip install "borang[{extra}]".')


class IntakeFault(BorangError):
    """An input file cannot be read at all."""

    code = "berkas-tidak-terbaca"
    exit_code = 4


class DeliveryFault(BorangError):
    """A finished document cannot be put where it belongs."""

    code = "penyerahan-gagal"
    exit_code = 5


_REASONS: Final = {
    errno.ENOSPC: "ruang penyimpanan penuh",
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak diizinkan",
    errno.EROFS: "penyimpanan hanya dapat dibaca",
    errno.ENOENT: "foldernya tidak ada",
    errno.ENOTDIR: "ada berkas yang dipakai sebagai folder",
    errno.EEXIST: "nama itu sudah dipakai berkas lain",
    errno.EISDIR: "ini folder, bukan berkas",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EINVAL: "namanya tidak sah",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EIO: "penyimpanan rusak atau terputus",
}


def reason(error: OSError) -> str:
    """Return why the operating system refused, in Indonesian where it is one of the usual causes."""
    return _REASONS.get(error.errno or 0, error.strerror or "sebab tidak diketahui")
