"""`--watch`: the same run again whenever a file it depends on is saved."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from generator.cli.terminal import say

_SECONDS: Final = 0.4


def _pause() -> None:
    time.sleep(_SECONDS)


def watch(files: Callable[[], Iterable[Path]], run: Callable[[], int], *, pause: Callable[[], None] = _pause) -> int:
    """Run now, and again after each change of the files; return the last run's exit code once the user stops it with Ctrl+C.

    pause: waits between two looks. What is saved during a run starts the next one.
    """
    code, parent = 0, os.getppid()
    try:
        seen = stamps(files())
        code = run()
        say("\nMenunggu perubahan. Berhenti: Ctrl+C.")
        while os.getppid() == parent:  # who started the run is gone: nobody is left to stop it
            pause()
            now = stamps(files())
            if now != seen:
                seen = now
                say(f"\n{time.strftime('%H.%M.%S')} berubah, diulang:")
                code = run()
    except KeyboardInterrupt:
        say("\nSelesai.")
    return code


def stamps(files: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Return when each file was last saved and how large it is; one that is gone for a moment, as while it is being saved, has no stamp."""
    found: dict[Path, tuple[int, int]] = {}
    for file in files:
        try:
            facts = file.stat()
        except OSError:
            continue
        found[file] = (facts.st_mtime_ns, facts.st_size)
    return found
