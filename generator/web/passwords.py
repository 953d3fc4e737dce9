"""Passwords: kept as what cannot be turned back, told apart slowly on purpose, and only so often."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from generator.web.frequency import MINUTE, CallPace

SHORTEST: Final = 10
LONGEST: Final = 200
TRIES: Final = 10
"""Wrong passwords for one name from one address within `MINUTES`."""
MINUTES: Final = 15
_TRIES_OF_ADDRESS: Final = 100
_AT_ONCE: Final = threading.BoundedSemaphore(2)  # each takes 64 MiB and a tenth of a second of all cores
_HASHER: Final = PasswordHasher()


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _HASHER.hash("sandi yang bukan milik siapa pun")


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is that of which something is kept. None: of nobody; it takes as long, so that nobody learns who has an account."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _nobodys(), password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def unfit(password: str, login: str) -> str:
    """Return why a password may not be chosen, "" where it may."""
    if len(password) < SHORTEST:
        return f"Sandi paling pendek {SHORTEST} huruf. Beberapa kata yang tidak berhubungan mudah diingat."
    if len(password) > LONGEST:
        return f"Sandi paling panjang {LONGEST} huruf."
    if password.strip().casefold() == login.casefold() or len(set(password)) < 4:
        return "Sandi ini mudah ditebak. Pilih yang lain."
    return ""


class TryCounter:
    """Wrong passwords of the last minutes, by name and address, and by address alone. clock: seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._of_name = CallPace(TRIES, MINUTES * MINUTE, clock)
        self._of_address = CallPace(_TRIES_OF_ADDRESS, MINUTES * MINUTE, clock)

    def is_over(self, login: str, address: str) -> bool:
        """Whether no more may be tried for now."""
        return self._of_name.is_over((login, address)) or self._of_address.is_over(address)

    def add(self, login: str, address: str) -> None:
        """Count a wrong one."""
        self._of_name.add((login, address))
        self._of_address.add(address)

    def forget(self, login: str, address: str) -> None:
        """Begin anew for who got in."""
        self._of_name.forget((login, address))
