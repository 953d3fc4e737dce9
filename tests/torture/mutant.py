"""One damaged input and what it must lead to; the judge that holds what was seen against it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Base = TypeVar("Base")

SECONDS_ALLOWED = 10.0
MEGABYTES_ALLOWED = 256.0
USERS = frozenset({0, 1, 4})  # a user's data: done, refused, unreadable
AUTHORS = frozenset({0, 1, 3, 4, 5})  # a spec or template: its author is told; 5: two outputs of one name


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run of the program showed. values: what it read, by path ("a.0.b") as text; result: a score's JSON object.

    first_code: the exit code of the mutant's first command. twin: what the way for large tables said otherwise, "" where it said the same.
    megabytes: the most memory that the process held.
    """

    exit_code: int
    output: str
    seconds: float
    findings: tuple[Mapping[str, Any], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    result: Mapping[str, Any] = field(default_factory=dict)
    trace: str = ""
    first_code: int = 0
    twin: str = ""
    megabytes: float = 0.0


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged input. kind: the damage, "data/kunci-asing". files: by name, laid into an empty folder. command: borang's arguments.

    first: a command that runs before it.
    expected: given what was seen, the fault found ("" when the program did right). is_read: whether the damage touches what is read.
    """

    kind: str
    files: Mapping[str, bytes]
    command: tuple[str, ...]
    expected: Callable[[Seen], str]
    is_read: bool = True
    codes: frozenset[int] = USERS
    first: tuple[str, ...] = ()


def judge(mutant: Mutant, seen: Seen) -> str:
    """Return what the program did wrong with a mutant, or ""."""
    if seen.trace or "Traceback (most recent call last)" in seen.output:
        return f"jejak galat: {(seen.trace or seen.output).strip().splitlines()[-1]}"
    if seen.seconds > SECONDS_ALLOWED:
        return f"menggantung: {seen.seconds:.1f} s"
    if seen.megabytes > MEGABYTES_ALLOWED:
        return f"memori: {seen.megabytes:.0f} MB"
    if seen.exit_code not in mutant.codes:
        return f"kode keluar {seen.exit_code}: {seen.output.strip()[-300:]}"
    if seen.twin:
        return f"tabel besar lain: {seen.twin}"
    return mutant.expected(seen)


def same_values(wanted: Mapping[str, str]) -> Callable[[Seen], str]:
    """Return the expectation that the damage changes no value: the document is read, and as before."""

    def check(seen: Seen) -> str:
        if seen.exit_code == 4 or not seen.values:
            return f"ditolak: {seen.output.strip()[:300]}"
        return _difference(wanted, seen.values)

    return check


def refused(seen: Seen) -> str:
    """The input must not be accepted."""
    return "" if seen.exit_code != 0 else "diterima"


def told(seen: Seen) -> str:
    """Something must be said: a refusal, or at least a warning."""
    return "" if seen.exit_code != 0 or seen.findings else "diam"


def asks(*codes: str) -> Callable[[Seen], str]:
    """Return the expectation that the input is refused, and for nothing but these codes."""

    def check(seen: Seen) -> str:
        errors = [str(finding.get("code")) for finding in seen.findings if finding.get("severity") == "error"]
        if seen.exit_code != 1 or not errors:
            return f"tidak ditanyakan: {seen.output.strip()[:200]}"
        others = sorted(set(errors) - set(codes))
        return f"ditolak karena {', '.join(others)}" if others else ""

    return check


def told_at(*marks: str) -> Callable[[Seen], str]:
    """Return the expectation that what is said names the place: one of the marks ("baris 7", "B3", a key) stands in it."""

    def check(seen: Seen) -> str:
        if told(seen):
            return "diam"
        said = seen.output + " ".join(f"{finding}" for finding in seen.findings)
        return "" if any(mark in said for mark in marks) else f"tempat tidak disebut ({', '.join(marks)}): {said[:300]}"

    return check


def same_result(wanted: Mapping[str, str], of: Callable[[Mapping[str, Any]], Mapping[str, str]]) -> Callable[[Seen], str]:
    """Return the expectation that a score gives these figures. of: the figures of a score's JSON object, by name."""

    def check(seen: Seen) -> str:
        if not seen.result:
            errors = [f"{one.get('where')}: {one.get('message')}" for one in seen.findings if one.get("severity") == "error"]
            return f"ditolak: {'; '.join(errors)[:300] or seen.output.strip()[:300]}"
        return _difference(wanted, of(seen.result))

    return check


def lint_agrees(seen: Seen) -> str:
    """Lint (the first command) and make judge alike: what make refuses as its author's fault, lint has said."""
    if seen.first_code not in AUTHORS:
        return f"lint: kode keluar {seen.first_code}: {seen.output.strip()[-300:]}"
    return f"make menolak, lint tidak: {seen.output.strip()[-300:]}" if seen.exit_code == 3 and seen.first_code == 0 else ""


def both_refuse(seen: Seen) -> str:
    """Lint and make both refuse, as the author's fault."""
    return (
        ""
        if seen.first_code == 3 and seen.exit_code == 3
        else f"lint {seen.first_code}, make {seen.exit_code}: {seen.output.strip()[-200:]}"
    )


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Return bytes of which one, two or eight bits changed on the disk."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def in_turn(
    damages: Sequence[Callable[[Base, random.Random], Mutant | None]], base: Callable[[], Base], chance: random.Random, count: int
) -> Iterator[Mutant]:
    """Yield `count` damaged inputs, every damage in turn over what `base` draws; a damage passes over what it cannot hurt."""
    made = 0
    while made < count:
        for hurt in damages:
            one = hurt(base(), chance)
            if one is not None and made < count:
                made += 1
                yield one


def either(*checks: Callable[[Seen], str]) -> Callable[[Seen], str]:
    """Return the expectation that one of several holds."""

    def check(seen: Seen) -> str:
        faults = [check(seen) for check in checks]
        return "" if "" in faults else " / ".join(faults)

    return check


def _difference(wanted: Mapping[str, str], found: Mapping[str, str]) -> str:
    for name in wanted.keys() | found.keys():
        if wanted.get(name) != found.get(name):
            return f"salah diam-diam: {name}: {found.get(name)!r}, seharusnya {wanted.get(name)!r}"
    return ""
