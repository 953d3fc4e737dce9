"""What is kept of a defect of the program: a reference for the user, the traceback in a log file without personal values."""

from __future__ import annotations

import hashlib
import tempfile
import traceback
from pathlib import Path


def record(error: Exception) -> str:
    """Write the defect's frames to the log and return the short reference that the user is told.

    The log holds file names, lines and the kind of error, never its message: a message may quote what a user wrote.
    """
    frames = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    text = "\n".join([type(error).__name__, *frames])
    reference = hashlib.sha256(text.encode()).hexdigest()[:8]
    log = Path(tempfile.gettempdir()) / "borang-kesalahan.log"
    try:
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"[{reference}]\n{text}\n")
    except OSError:
        return reference
    return f"{reference}, catatan di {log}"
