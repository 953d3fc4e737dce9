"""Several files as one to download, the same files the same bytes."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any, Final

_PART: Final = 1 << 18
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


def zip_stream(members: Iterable[tuple[str, Path]]) -> Iterator[bytes]:
    """Yield the bytes of an archive of files by name, each read piece by piece: it may be larger than the memory. A file that is gone is left out.

    What Word, Excel and PDF write is packed already, so nothing is packed again.
    """
    target = _Drain()
    with zipfile.ZipFile(target, "w") as archive:
        for name, file in members:
            with suppress(FileNotFoundError), file.open("rb") as source:
                info = zipfile.ZipInfo(name, _NO_TIME)
                info.file_size = os.fstat(source.fileno()).st_size
                with archive.open(info, "w") as member:
                    while part := source.read(_PART):
                        member.write(part)
                        yield target.drained()
            yield target.drained()
    yield target.drained()


class _Drain(RawIOBase):
    """Takes what is written until it is asked for; nobody can go back in it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """Whether it takes anything."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes."""
        self._parts.append(bytes(data))
        return len(data)

    def drained(self) -> bytes:
        """Return what was written since it was last asked for."""
        taken, self._parts = b"".join(self._parts), []
        return taken


def _free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    free, number = name, 2
    while free.casefold() in taken:
        free, number = (f"{stem} ({number}){dot}{ending}" if dot else f"{name} ({number})"), number + 1
    return free
