"""What the program writes by itself: contents lists, numbered titles of tables and annexes, charts with their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from generator.charts.model import Chart
from generator.example.account import Making
from generator.example.likeness import SAME, likeness
from generator.example.marks import blocks_of, fill_picture, holders_of, is_picture, statement
from generator.example.passage import WordPassage
from generator.office.package.xml import Element
from generator.office.word.wml import W, find, value

_CONTENTS: Final = re.compile(r"^(toc|contents|daftarisi)\s?\d|^tableoffigures|^table of figures", re.IGNORECASE)
_TITLE: Final = re.compile(r"^(Tabel|Gambar) \d+ (\S.*)$")
_ANNEX: Final = re.compile(r"^Lampiran [IVXL]+ (\S.*)$")
_CALLS: Final = {"Tabel": "judul_tabel", "Gambar": "judul_gambar"}
_LISTS: Final = {"Tabel": "daftar_tabel", "Gambar": "daftar_gambar"}


def place_masters(roots: Sequence[Element], making: Making) -> None:
    """Put tags in the place of what the program writes: its numbers, pages and pictures would be last year's."""
    charts = {name: chart for name, chart in making.known.context.items() if isinstance(chart, Chart)}
    for root in roots:
        for holder in holders_of(root):
            _contents(holder)
            _charts(holder, charts, making)
        for paragraph in root.iter(f"{W}p"):
            _numbered_title(WordPassage(paragraph))


def _contents(holder: Element) -> None:
    """Make one tag of the lines of a contents list, another of those of a list of tables or pictures, whose heading comes with it."""
    run: list[Element] = []
    for block in [*blocks_of(holder), None]:
        list_of = "" if block is None else _list_of(block)
        if run and (not list_of or list_of != _list_of(run[0])):
            _one_tag(run)
            run = []
        if list_of and block is not None:
            run.append(block)


def _list_of(block: Element) -> str:
    """Return the tag of the list that a paragraph is a line of; "" of none."""
    if block.tag != f"{W}p" or not _CONTENTS.match(value(find(block, "pPr/pStyle"))):
        return ""
    words = WordPassage(block).words
    if not words:
        return ""
    if value(find(block, "pPr/pStyle")).lower().startswith("table"):
        return _LISTS["Gambar" if words.startswith("Gambar") else "Tabel"]
    return "daftar_isi"


def _one_tag(run: Sequence[Element]) -> None:
    name, before = _list_of(run[0]), run[0].getprevious()
    if name != "daftar_isi" and before is not None and before.tag == f"{W}p" and WordPassage(before).words.upper().startswith("DAFTAR "):
        before.getparent().remove(before)
    run[0].addprevious(statement(f"{{{{ {name} }}}}"))
    for line in run:
        line.getparent().remove(line)


def title_of(passage: WordPassage) -> tuple[str, str] | None:
    """Return the call that numbers a title of a table or picture, and its words; None where the program did not number it."""
    numbered = next(passage.paragraph.iter(f"{W}instrText", f"{W}fldSimple"), None) is not None
    title = _TITLE.match(passage.words)
    is_title = numbered or value(find(passage.paragraph, "pPr/pStyle")).lower().startswith("caption")
    return (_CALLS[title[1]], title[2]) if title is not None and is_title else None


def _numbered_title(passage: WordPassage) -> None:
    """Let the program number a title that it numbered: the count of tables differs from one document to the next."""
    style = value(find(passage.paragraph, "pPr/pStyle")).lower()
    title, annex = title_of(passage), _ANNEX.match(passage.words)
    if title is not None:
        passage.put_whole(f"{{{{ {title[0]}({quoted(title[1])}) }}}}")
    elif annex is not None and style.startswith("heading"):
        passage.put_whole(f"{{{{ judul_lampiran({quoted(annex[1])}) }}}}")


def quoted(text: str) -> str:
    """Return a text as an expression writes it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _charts(holder: Element, charts: dict[str, Chart], making: Making) -> None:
    """Put a chart's tag in the place of its picture and title."""
    for block in blocks_of(holder):
        title = _TITLE.match(WordPassage(block).words) if block.tag == f"{W}p" else None
        if title is None or title[1] != "Gambar" or value(find(block, "pPr/pStyle")).lower().startswith("table"):
            continue
        name = next((name for name, chart in charts.items() if likeness(title[2], chart.title) >= SAME), "")
        picture = next((one for one in (block.getprevious(), block.getnext()) if one is not None and is_picture(one)), None)
        if name and picture is not None:
            fill_picture(picture, name)
            holder.remove(block)
            making.account.placed[name] += 1
