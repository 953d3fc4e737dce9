"""What work costs as it grows: its time on the processor, without what Python does about other tests' objects meanwhile."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_TIMES = 3


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the least time of a few that a piece of work takes. A worker late in a run holds gigabytes, and each look for cycles goes through all."""
    taken: list[float] = []
    gc.disable()
    try:
        for _ in range(_TIMES):
            begun = time.process_time()
            work()
            taken.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(taken)
