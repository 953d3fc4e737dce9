"""How often something may come from one place: strangers' requests, certificates to verify, wrong passwords."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Final

A_MINUTE: Final = 300
"""Requests of an address from which nobody has signed in."""
MINUTE: Final = 60
_MOST_KNOWN: Final = 50_000


class CallPace:
    """So many calls under one key within so many seconds, counted from each call. clock: seconds."""

    def __init__(self, most: int, seconds: int = MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._calls: dict[Hashable, deque[float]] = {}

    def may(self, key: Hashable) -> bool:
        """Whether one more is answered; it is counted then."""
        with self._lock:
            if len(self._recent(key)) >= self.most:
                return False
            self._add(key)
            return True

    def is_over(self, key: Hashable) -> bool:
        """Whether no more is answered for now."""
        with self._lock:
            return len(self._recent(key)) >= self.most

    def add(self, key: Hashable) -> None:
        """Count one."""
        with self._lock:
            self._add(key)

    def forget(self, key: Hashable) -> None:
        """Begin anew."""
        with self._lock:
            self._calls.pop(key, None)

    def _add(self, key: Hashable) -> None:
        if len(self._calls) > _MOST_KNOWN:  # a flood of addresses: most of them are nobody's any more
            for one in list(self._calls):
                self._recent(one)
        self._calls.setdefault(key, deque(maxlen=self.most)).append(self._clock())

    def _recent(self, key: Hashable) -> deque[float]:
        times, oldest = self._calls.get(key, deque[float]()), self._clock() - self.seconds
        while times and times[0] <= oldest:
            times.popleft()
        if not times:
            self._calls.pop(key, None)
        return times
