"""Watches, while a service runs, that it still has its database alone, and says when the database is away and when it is back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from generator.store.alone import SoleUse
from generator.store.trouble import StoreTrouble
from generator.web.lasting import LastingThreads

_EACH: Final = 2.0


class LoneWatch:
    """A thread that looks every other second. give_up: is called once when another service has the database now; say: is told in sentences."""

    def __init__(self, sole: SoleUse, give_up: Callable[[], object], say: Callable[[str], object], *, each: float = _EACH) -> None:
        self._sole, self._give_up, self._say = sole, give_up, say
        self._each, self._is_away = each, False
        self._threads = LastingThreads([self._look], each)

    def begin(self) -> None:
        """Begin."""
        self._threads.begin()

    def end(self) -> None:
        """End, and let others have the database."""
        self._threads.end(patience=5)
        self._sole.close()

    def _look(self) -> None:
        try:
            is_ours = self._sole.is_ours()
        except StoreTrouble as trouble:
            if not self._is_away:
                self._say(f"{trouble.message} Layanan menunggu; yang diketik orang ditahan di peramban mereka.")
            self._is_away = True
        else:
            if self._is_away:
                self._say("Basis datanya tersambung lagi.")
            self._is_away = False
            if not is_ours:
                self._say("Basis data ini sekarang dipakai layanan borang lain, jadi layanan ini berhenti.")
                self._give_up()
        self._threads.rest(self._each)
