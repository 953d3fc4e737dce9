"""The last step of a DOCX file: what its template leaves to be put right, then its long texts, contents list and ids.

`prepared` needs doing once for a template, `completed` for each document; `finish` does both on a package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.relations import Relation, relations, relations_name, without_parts
from generator.office.word.identity import with_unique_ids
from generator.office.word.numbering import Numbering
from generator.office.word.parts import with_part, without_related
from generator.office.word.properties import LANGUAGE, with_properties, with_title
from generator.office.word.settings import says_hyphens, tidy_settings, with_hyphens
from generator.office.word.styles import WordStyles, hyphenated_in_cells, with_language
from generator.render.docx.contents import CONTENTS_MARK, has_contents_mark, write_contents
from generator.render.docx.long_texts import LongTextStore, expand_long_texts, has_marks, plain_marks
from generator.render.docx.restarts import has_restarts, restarted
from generator.render.rendering import ContentsEntry

__all__ = ["CONTENTS_MARK", "ContentsEntry", "LongTextStore", "completed", "finish_parts", "prepared"]

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ADDRESS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Step: TypeAlias = Callable[[bytes, WordStyles], bytes]
"""Something done to the document part, given its styles."""
_STORIES: Final = ("header", "footer", "footnotes", "endnotes", "comments")


def _as_it_is(xml: bytes, _: WordStyles) -> bytes:
    return xml


def finish_parts(
    parts: Mapping[str, bytes],
    *,
    long_texts: LongTextStore,
    properties: Mapping[str, str],
    title: str,
    created: date | None = None,
    contents: Sequence[ContentsEntry] | None = None,
    author: str = "",
    masters: Step = _as_it_is,
    setting: Step = _as_it_is,
) -> dict[str, bytes]:
    """Return the parts of a filled DOCX package finished: as Word likes to open it, and the same bytes for the same document.

    properties: custom properties by name. author: "" keeps the template's. contents: the headings and pages of the
    PDF twin, see `write_contents`. masters, setting: what is done to the text besides.
    """
    ready = prepared(parts, properties=properties, author=author)
    return completed(ready, long_texts=long_texts, title=title, created=created, contents=contents, masters=masters, setting=setting)


def prepared(parts: Mapping[str, bytes], *, properties: Mapping[str, str], author: str = "") -> dict[str, bytes]:
    """Return a package's parts with all that is the same for every document of a template; its text is not looked at.

    Properties, language and settings come in, what is stale goes out. Doing it twice changes nothing.
    """
    result = with_properties(parts, properties=properties, author=author)
    main = main_of(result)
    settings = target_of(result, main, "settings")
    spoken = with_language(result.get(target_of(result, main, "styles")), LANGUAGE)
    if settings in result:
        spoken = spoken if says_hyphens(result[settings]) else hyphenated_in_cells(spoken)
        result[settings] = with_hyphens(tidy_settings(result[settings]))
    return without_related(with_sheet(result, main, "styles", spoken), main, "stylesWithEffects")


def completed(
    parts: Mapping[str, bytes],
    *,
    long_texts: LongTextStore,
    title: str,
    created: date | None = None,
    contents: Sequence[ContentsEntry] | None = None,
    masters: Step = _as_it_is,
    setting: Step = _as_it_is,
) -> dict[str, bytes]:
    """Return the prepared parts of one filled document with its title, long texts, contents list, letterhead and unique ids."""
    result = with_title(dict(parts), title, created)
    main = main_of(result)
    result = _with_text(result, main, long_texts, contents)
    styles = WordStyles(result.get(target_of(result, main, "styles")))
    written = masters(result[main], styles)
    result = with_sheet({**result, main: written}, main, "styles", styles.to_xml())
    styles = WordStyles(result.get(target_of(result, main, "styles")))
    result[main] = setting(result[main], styles)
    number = 1
    for name in stories_of(result, main):
        result[name], number = with_unique_ids(result[name], number)
    return _without_orphan_media(result)


def _with_text(parts: dict[str, bytes], main: str, store: LongTextStore, entries: Sequence[ContentsEntry] | None) -> dict[str, bytes]:
    """Return the parts with long texts and contents list written, and the styles and numberings these need."""
    marked = [name for name, data in parts.items() if name.endswith((".xml", ".rels")) and has_marks(data)]
    counted = [name for name, data in parts.items() if name.endswith(".xml") and has_restarts(data)]
    if not marked and not counted and not has_contents_mark(parts[main]):
        return parts
    styles = WordStyles(parts.get(target_of(parts, main, "styles")))
    numbering = Numbering(parts.get(target_of(parts, main, "numbering")))
    result = dict(parts)
    stories = stories_of(parts, main)
    for name in counted:
        result[name] = restarted(result[name], numbering, styles)
    for name in marked:
        result[name] = expand_long_texts(result[name], store, numbering, styles) if name in stories else plain_marks(parts[name], store)
    result[main] = write_contents(result[main], styles, entries)
    return with_sheet(with_sheet(result, main, "styles", styles.to_xml()), main, "numbering", numbering.to_xml())


def with_sheet(parts: dict[str, bytes], main: str, type_: str, xml: bytes | None) -> dict[str, bytes]:
    """Return the parts with new styles or numberings, if there are any."""
    if xml is None:
        return parts
    return with_part(parts, target_of(parts, main, type_), xml, f"{_WORD}.{type_}+xml", address=f"{_ADDRESS}/{type_}", owner=main)


def main_of(parts: Mapping[str, bytes]) -> str:
    """Return the name of the package's document part."""
    return next(relation.target for relation in _relations(parts, "") if relation.type == "officeDocument")


def _relations(parts: Mapping[str, bytes], owner: str) -> tuple[Relation, ...]:
    return _parsed_relations(parts.get(relations_name(owner), b""), owner)


@lru_cache(maxsize=64)
def _parsed_relations(data: bytes, owner: str) -> tuple[Relation, ...]:
    return tuple(relations({relations_name(owner): data}, owner)) if data else ()


def target_of(parts: Mapping[str, bytes], main: str, type_: str) -> str:
    """Return the name of the main part's one part of a kind, or the name a new one gets."""
    named = (relation.target for relation in _relations(parts, main) if relation.type == type_)
    return next(named, f"{main.rpartition('/')[0]}/{type_}.xml".lstrip("/"))


def stories_of(parts: Mapping[str, bytes], main: str) -> list[str]:
    """Return the names of the parts that hold text: the document first, then headers, footers and notes in order."""
    return [
        main,
        *dict.fromkeys(relation.target for relation in _relations(parts, main) if relation.type in _STORIES and relation.target in parts),
    ]


def _without_orphan_media(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts without the pictures that no relationship leads to any more."""
    if not any("/media/" in name for name in parts):
        return parts
    owners = ["", *(name for name in parts if not name.endswith(".rels"))]
    wanted = {relation.target for owner in owners for relation in _relations(parts, owner)}
    orphans = {name for name in parts if "/media/" in name and name not in wanted}
    if not orphans:
        return parts
    kept = {name: data for name, data in parts.items() if name not in orphans}
    kept[CONTENT_TYPES] = without_parts(kept[CONTENT_TYPES], orphans)
    return kept
