"""What every page has at hand: the store, the child processes, the plans of types."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from generator.home import Home
from generator.store.engine import Store
from generator.web.desks import Desks
from generator.web.passwords import TryCounter
from generator.web.tasks import DeskFault, DeskTask, FormSheetPlan, PlanTask

_MOST_PREVIEWS: Final = 6


class NothingThere(Exception):
    """There is no such page, draft, document or type."""


class DeskTrouble(Exception):
    """A child process could not do what a page needs. fault: why."""

    def __init__(self, fault: DeskFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """How a service is reached that others use too, by https alone. names: with the port where it is not 443; the first is the one it is told by."""

    names: tuple[str, ...]


@dataclass(slots=True)
class Service:
    """A server's things. port: that it listens on. wake: says that an upload or a job waits. key: what the next browser is let in with, once.

    public: where people sign in to it; None for the one person of this computer. near: a file beside which the office's settings are looked for.
    close: ends the program.
    """

    store: Store
    desks: Desks
    home: Home
    port: int
    wake: Callable[[], object] = lambda: None
    public: PublicAddress | None = None
    near: Path = field(default_factory=lambda: Path.cwd() / "-")
    tries: TryCounter = field(default_factory=TryCounter)
    close: Callable[[], object] = lambda: None
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _previews: dict[str, bytes] = field(default_factory=dict[str, bytes])
    _plans: dict[str, FormSheetPlan] = field(default_factory=dict[str, FormSheetPlan])
    _stamp: tuple[tuple[str, int, int], ...] = ()

    @property
    def origin(self) -> str:
        """The address that browsers know it by."""
        return f"http://127.0.0.1:{self.port}" if self.public is None else f"https://{self.public.names[0]}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names it answers to: any other one comes from a page that had a stranger's name point here."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}") if self.public is None else self.public.names

    def renew_key(self) -> str:
        """Return a new key for the next browser; the old one opens nothing any more."""
        self.key = secrets.token_urlsafe(32)
        return self.key

    def ask(self, task: DeskTask) -> Any:
        """Return what a child process answers. Raises DeskTrouble, BusyDesks."""
        answer = self.desks.ask(task)
        if isinstance(answer, DeskFault):
            raise DeskTrouble(answer)
        return answer

    def remembered(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return a preview, made once: each of its pages is asked for by itself. The last few are kept, in memory alone."""
        found = self._previews.pop(key, None) or make()
        self._previews[key] = found
        while len(self._previews) > _MOST_PREVIEWS:
            self._previews.pop(next(iter(self._previews)), None)
        return found

    def plan(self, type_name: str) -> FormSheetPlan:
        """Return the plan of a type. Raises NothingThere, DeskTrouble."""
        if self.home.spec_file(type_name) is None:
            raise NothingThere
        if self._stamp != (stamp := self.home.own_stamp()):  # a piece or a table of reference may stand behind any type
            self._stamp, self._plans = stamp, {}
        plans = self._plans
        if type_name not in plans:
            plans[type_name] = self.ask(PlanTask(type_name))
        return plans[type_name]
