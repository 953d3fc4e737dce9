"""What tests make and others read: made once in a run, whichever worker comes first. `conftest.py` sets the folder up and takes it away."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")
FOLDER: Final = "BORANG_TEST_ARTEFACTS"
"""The variable that names the folder of a run; workers inherit it."""


def kept(name: str, make: Callable[[], T]) -> T:
    """Return what `make` makes, or what it made already under this name in this run. Workers that come meanwhile wait for it."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return make()
    file = Path(folder) / hashlib.sha256(name.encode()).hexdigest()
    with file.with_suffix(".kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_bytes(pickle.dumps(make()))
    found: T = pickle.loads(file.read_bytes())
    return found
