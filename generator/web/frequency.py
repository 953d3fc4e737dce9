"""How often strangers may ask: whoever has not signed in gets so many answers a minute from one address."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

A_MINUTE: Final = 300
_MINUTE: Final = 60
_MOST_KNOWN: Final = 50_000


class CallCounter:
    """Requests by address, in minutes. clock: seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = -1
        self._counts: dict[str, int] = {}

    def may(self, address: str) -> bool:
        """Whether one more is answered."""
        with self._lock:
            minute = int(self._clock() // _MINUTE)
            if minute != self._minute or len(self._counts) > _MOST_KNOWN:
                self._minute, self._counts = minute, {}
            self._counts[address] = self._counts.get(address, 0) + 1
            return self._counts[address] <= A_MINUTE
