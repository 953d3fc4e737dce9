"""Pictures of an example that its template no longer shows: last year's photographs are not given on with it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Final

from generator.office.package.parts import Member, packed
from generator.office.package.xml import Element, parsed, serialised

_PICTURE: Final = "/relationships/image"
_ID: Final = re.compile(rb':(?:embed|link|id|pict)="([^"]+)"')


def without_unused(members: Sequence[Member], before: Mapping[str, bytes]) -> list[Member]:
    """Return a package without the pictures that a part showed before and no longer shows, where no other part does.

    before: what the parts said that have changed since, by their names.
    """
    parts = {one.name: one for one in members}
    links: dict[str, Element] = {one.name: parsed(one.data) for one in members if one.name.endswith(".rels")}
    changed, left = set[str](), set[str]()
    for name, said in before.items():
        rels = posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")
        gone = {found.decode() for found in {*_ID.findall(said)} - {*_ID.findall(parts[name].data)}}
        for link in [one for one in links.get(rels, ()) if one.get("Type", "").endswith(_PICTURE) and one.get("Id") in gone]:
            left.add(_target(rels, link))
            links[rels].remove(link)
            changed.add(rels)
    left -= {_target(name, link) for name, root in links.items() for link in root}
    found = (packed(one.name, serialised(links[one.name])) if one.name in changed else one for one in members)
    return [one for one in found if one.name not in left]


def _target(rels: str, link: Element) -> str:
    """Return the part that a relationship leads to."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
