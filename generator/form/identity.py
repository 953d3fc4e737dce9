"""Which form a filled one is: its type, revision and plan, said in three places of which one is enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.form.plan import Plan

HIDDEN_SHEET: Final = "_borang"
FAULTS_SHEET: Final = "Kesalahan"
"""The list of faults in a marked copy: no part of what a person fills in."""
TYPE_PROPERTY: Final = "borang.jenis"
LINE_HEAD: Final = "Formulir borang: "
_REVISION, _MARK = "borang.revisi", "borang.tanda"
_LANGUAGE: Final = ("borang.bahasa", "id")
_LINE: Final = re.compile(LINE_HEAD + r"([a-z0-9][a-z0-9-]*), revisi ([0-9]{1,6}), tanda ([0-9a-f]{12})\.?")


@dataclass(frozen=True, slots=True)
class Identity:
    """The type of a form, its revision, and the mark of the plan that it was made to; revision 0 and no mark where they are not known."""

    type: str
    revision: int = 0
    mark: str = ""


def identity_line(identity: Identity) -> str:
    """Return the line that a person can read too."""
    return f"{LINE_HEAD}{identity.type}, revisi {identity.revision}, tanda {identity.mark}"


def identity_properties(identity: Identity) -> dict[str, str]:
    """Return the properties of a file."""
    return {TYPE_PROPERTY: identity.type, _REVISION: str(identity.revision), _MARK: identity.mark, _LANGUAGE[0]: _LANGUAGE[1]}


def identity_rows(identity: Identity, plan: Plan) -> Iterator[Sequence[str]]:
    """Yield the rows of the hidden sheet: the properties, then each place with its name, path, sheet and heading."""
    yield from identity_properties(identity).items()
    yield ("nama", "jalan", "lembar", "judul")
    for sheet in plan.sheets:
        yield from ((slot.name, ".".join(slot.path), sheet.title, slot.title) for slot in sheet.slots)


def identity_of(properties: Mapping[str, str]) -> Identity | None:
    """Return the form that properties tell, those of a file or of its hidden sheet; None where they tell none."""
    named = properties.get(TYPE_PROPERTY, "").strip()
    revision = properties.get(_REVISION, "").strip()
    if not named:
        return None
    return Identity(
        named, int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 7 else 0, properties.get(_MARK, "").strip()
    )


def identity_in(texts: Iterable[str]) -> Identity | None:
    """Return the form that a line among texts tells, None where none does."""
    found = next((match for text in texts if (match := _LINE.fullmatch(" ".join(text.split())))), None)
    return None if found is None else Identity(found[1], int(found[2]), found[3])
