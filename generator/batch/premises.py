"""What must be the same on every computer that makes documents of one batch: the program, its libraries, specs, templates, and what all share."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from generator.batch import station
from generator.batch.digest import digest_of_home, digest_of_program
from generator.batch.pieces import Job
from generator.errors import BorangError
from generator.home import Home

_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_MOST_NAMED: Final = 6
_PROGRAM: Final = digest_of_program()  # when this is loaded: a process that was there before an update goes on with what it had


def premises(job: Job) -> dict[str, str]:
    """Return by what a person calls it a digest or version of each thing that all documents of a job depend on, "" for what is not there."""
    found = {"Python": f"{sys.version_info.major}.{sys.version_info.minor}", "program borang": _PROGRAM}
    found |= dict(_libraries())
    found["spesifikasi dan templat"] = digest_of_home(Home(job.home), ())
    return found | {str(file): _content(file) for file in (job.shared, job.mapping) if file is not None}


def begin_alike(job: Job, folder: str, expected: Mapping[str, str]) -> None:
    """Make this process ready for a job that another computer gave out, in the folder of the same name.

    Raises BorangError that names what is different here. expected: the premises of who gave it out.
    """
    os.chdir(folder if Path(folder).is_dir() else Path(folder).anchor or os.sep)
    here = premises(job)
    others = [name for name in expected if here.get(name, "") != expected[name]]
    if others:
        from socket import gethostname

        named = ", ".join(others[:_MOST_NAMED]) + (", ..." if len(others) > _MOST_NAMED else "")
        hint = "Samakan di semua komputer, di folder yang sama, lalu jalankan perintah yang sama."
        raise BorangError(f"Di pekerja gugus {gethostname()} berbeda: {named}.", hint=hint, code="pekerja-gugus-lain")
    station.begin(job)


def _libraries() -> Iterator[tuple[str, str]]:
    """Yield the libraries that borang runs on, each with its version."""
    try:
        asked = requires("borang") or []
    except PackageNotFoundError:
        return
    for line in asked:
        name = _NAME.match(line)
        if name and "extra ==" not in line:
            yield name[0], _version(name[0])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _content(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
