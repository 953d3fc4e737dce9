"""Several files as one to download, the same files the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Final

_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of files by name; of two with one name the later gets a number."""
    target, taken = BytesIO(), set[str]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            free = _free(name, taken)
            taken.add(free.casefold())
            archive.writestr(zipfile.ZipInfo(free, _NO_TIME), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    free, number = name, 2
    while free.casefold() in taken:
        free, number = (f"{stem} ({number}){dot}{ending}" if dot else f"{name} ({number})"), number + 1
    return free
