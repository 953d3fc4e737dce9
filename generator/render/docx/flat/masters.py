"""Contents list, titles, lists of titles, letterhead, cover and signatures put in place of their marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import cast

from generator.office.word.flat import (
    Block,
    FlatBody,
    FlatParagraph,
    FlatTable,
    NotFlat,
    make_own,
    paragraphs_of,
    pictures_of,
    read,
    text_of,
)
from generator.office.word.looks import look
from generator.office.word.styles import WordStyles, level_of
from generator.render.docx.captions import FIRST_BOOKMARK as FIRST_TITLE
from generator.render.docx.captions import FIRST_ID, LIST, TITLE, Title, list_xml, title_xml
from generator.render.docx.contents import CONTENTS_MARK, DEEPEST, FIRST_BOOKMARK, ListedHeading, pages_of
from generator.render.docx.contents import list_xml as contents_xml
from generator.render.docx.flat.places import SIGN, MarkPlace, blocks_of, replace_marked
from generator.render.docx.masters import COVER_MARK, LETTERHEAD_MARK, SIGNATURE_MARK, MasterStore, cover_xml, signature_xml
from generator.render.letterhead import Letterhead
from generator.render.rendering import ContentsEntry
from generator.render.titles import WORDS, Titled
from generator.render.word_masters import letterhead_table


def write_contents(body: FlatBody, styles: WordStyles, entries: Sequence[ContentsEntry] | None) -> None:
    """Put the contents list of a body in place of its mark, and bookmarks on the headings it names."""
    make_own(body.blocks)
    found = [
        (one, level, text)
        for one in paragraphs_of(body.blocks)
        if (level := _level(one, styles)) and (text := " ".join(text_of(one.content).split()))
    ]
    pages = pages_of([text for _, _, text in found], entries)
    listed: list[ListedHeading] = []
    for number, (one, level, text), page in zip(count(1), found, pages, strict=False):
        name = f"_Toc{FIRST_BOOKMARK + number - 1}"
        one.content = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{one.content}<w:bookmarkEnd w:id="{number}"/>'
        listed.append(ListedHeading(level, text, name, page))

    def put(paragraph: FlatParagraph, place: MarkPlace) -> Sequence[Block] | None:
        return blocks_of(contents_xml(listed, styles, place.width)) if CONTENTS_MARK in paragraph.content else None

    replace_marked(body, put)


def _level(paragraph: FlatParagraph, styles: WordStyles) -> int | None:
    says = look(paragraph.look)
    if says.outline is not None:
        level = level_of(says.outline)
    elif "pStyle" in says.children:
        level = styles.heading_level(says.style)
    else:
        return None
    return level if level is not None and level <= DEEPEST else None


def write_titles(body: FlatBody, styles: WordStyles) -> list[Title]:
    """Put numbered titles in place of their marks, and return them."""
    written: list[Title] = []
    numbers: dict[Titled, int] = dict.fromkeys(WORDS, 0)

    def put(paragraph: FlatParagraph, _: MarkPlace) -> Sequence[Block] | None:
        marks = TITLE.findall(paragraph.content)
        if not marks:
            return None
        [(sign, words), *more] = marks
        if more:
            raise NotFlat
        titled = cast(Titled, "gambar" if sign == "gbr" else sign)
        numbers[titled] += 1
        title = Title(titled, numbers[titled], " ".join(read(words).split()), f"_Toc{FIRST_TITLE + len(written)}")
        paragraph.content = TITLE.sub("", paragraph.content)
        made = blocks_of(title_xml(title, styles, FIRST_ID + len(written)))
        written.append(title)
        return [*_one_each(paragraph), *made] if sign == "gbr" else made

    replace_marked(body, put)
    return written


def _one_each(paragraph: FlatParagraph) -> Iterable[FlatParagraph]:
    """Yield a paragraph of its own for each picture of a paragraph but the last, then the paragraph."""
    if look(paragraph.look).section or "<w:bookmark" in paragraph.content:
        raise NotFlat
    for run in pictures_of(paragraph.content)[:-1]:
        paragraph.content = paragraph.content.replace(run, "", 1)
        yield FlatParagraph("", paragraph.look, run)
    yield paragraph


def write_lists(body: FlatBody, styles: WordStyles, titles: Sequence[Title], pages: Mapping[str, int]) -> None:
    """Put the lists of titles in place of their marks; one without entries leaves nothing behind."""

    def put(paragraph: FlatParagraph, place: MarkPlace) -> Sequence[Block] | None:
        mark = LIST.search(paragraph.content)
        if mark is None:
            return None
        titled = cast(Titled, mark[1])
        listed = [title for title in titles if title.titled == titled]
        if listed:
            return blocks_of(list_xml(titled, listed, styles, pages, width=place.width))
        return None if look(paragraph.look).section else []

    replace_marked(body, put)


def write_masters(body: FlatBody, styles: WordStyles, head: Letterhead, store: MasterStore) -> None:
    """Put cover, letterhead and signatures in place of their marks."""

    def put(paragraph: FlatParagraph, place: MarkPlace) -> Sequence[Block] | None:
        content = paragraph.content
        found, cover = SIGNATURE_MARK.search(content), COVER_MARK.search(content)
        if content.count(SIGN) > 1:
            raise NotFlat
        if cover and int(cover[1]) < len(store.covers):
            made = blocks_of(cover_xml(place.area, styles, store.covers[int(cover[1])]))
            _paragraph_in(made, 0, 0).content += "".join(pictures_of(content))
            return made
        if LETTERHEAD_MARK in content:
            if head.picture is not None:
                paragraph.content = content.replace(LETTERHEAD_MARK, "")
                return None
            return _letterhead(content, place, styles, head)
        if found and int(found[1]) < len(store.blocks):
            return blocks_of(signature_xml(store.blocks[int(found[1])], styles, place.width))
        return None

    replace_marked(body, put)


def _letterhead(content: str, place: MarkPlace, styles: WordStyles, head: Letterhead) -> list[Block]:
    """Return the letterhead in place of its mark; documents of an office share it where their styles have all of it."""
    shared = None if styles.to_xml() is not None else _shared_letterhead(content, place.width, styles.sheet, head)
    if shared is None:
        return _letterhead_blocks(content, place.width, styles, head)
    table, behind = shared
    return [FlatTable(table.head, list(table.rows)), FlatParagraph(behind.attributes, behind.look, behind.content)]


@lru_cache(maxsize=64)
def _shared_letterhead(content: str, width: int, sheet: bytes, head: Letterhead) -> tuple[FlatTable, FlatParagraph] | None:
    styles = WordStyles(sheet)
    table, behind = _letterhead_blocks(content, width, styles, head)
    if styles.to_xml() is not None or not isinstance(table, FlatTable) or not isinstance(behind, FlatParagraph):
        return None
    for row in table.rows:
        row.known = {}
    return table, behind


def _letterhead_blocks(content: str, width: int, styles: WordStyles, head: Letterhead) -> list[Block]:
    made = blocks_of(letterhead_table(styles, head, width))
    table = made[0]
    assert isinstance(table, FlatTable)
    slots = [at for at in range(len(table.rows[0].cells)) if at != bool(head.logo)]
    for at, drawing in zip(slots, pictures_of(content), strict=False):
        _paragraph_in(made, at, -2).content += drawing
    return made


def _paragraph_in(made: Sequence[Block], cell: int, at: int) -> FlatParagraph:
    table = made[0]
    assert isinstance(table, FlatTable)
    found = table.rows[0].cells[cell].blocks[at]
    assert isinstance(found, FlatParagraph)
    return found
