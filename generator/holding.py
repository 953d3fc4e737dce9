"""A file that one process at a time may hold: the system lets it go when the process ends, however it ends."""

from __future__ import annotations

import os


def hold(handle: int) -> None:
    """Hold an open file for this process alone. Raises OSError where another process holds it."""
    if os.name == "posix":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    import msvcrt

    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined] - of Windows alone
