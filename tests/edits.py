"""Small edits that people make to a finished document before they use it as an example, each by a seed."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass

from generator.office.package.parts import read_parts, write_parts
from generator.office.package.xml import Element, parsed, serialised
from generator.office.word.wml import W, find, fragment

SENTENCE = "Hal ini telah dibicarakan dalam rapat."
NOTE = "(terlampir)"


@dataclass(frozen=True, slots=True)
class EditedDocument:
    """A document after the edits. words: how many words they added or took away at most; facts: the labels of its tables of facts, in their order."""

    data: bytes
    words: int
    made: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...] = ()


def edited(data: bytes, number: int, seed: int) -> EditedDocument:
    """Return a document after so many edits, of kinds in turn, at places by a seed."""
    parts = read_parts(data)
    root = parsed(parts["word/document.xml"])
    chance = random.Random(seed)
    made: list[str] = []
    words = 0
    names = list(EDITS)
    while len(made) < number:
        name = names[len(made) % len(names)]
        words += EDITS[name](root, chance)
        made.append(name)
    parts["word/document.xml"] = serialised(root)
    return EditedDocument(write_parts(parts), words, tuple(made), tuple(tuple(map(_label, rows)) for rows in _facts(root)))


def as_edited(data: bytes, changed: EditedDocument) -> bytes:
    """Return another document of the type with its facts in the order that an edited one has them in: a template keeps that order."""
    parts = read_parts(data)
    root = parsed(parts["word/document.xml"])
    for rows in _facts(root):
        labels = [_label(row) for row in rows]
        order = max(changed.facts, key=lambda facts: len(set(facts) & set(labels)), default=())
        known = [at for at, label in enumerate(labels) if label in order]
        moved = sorted(known, key=lambda at: order.index(labels[at]))
        final = [rows[moved[known.index(at)]] if at in known else row for at, row in enumerate(rows)]
        for before, row in itertools.pairwise(final):
            before.addnext(row)
    parts["word/document.xml"] = serialised(root)
    return write_parts(parts)


def _facts(root: Element) -> list[list[Element]]:
    """Return the rows of tables of facts: a label, a colon, a value, and perhaps the same again beside them."""
    return [rows for rows in _rows(root, 2) if all(len(cells := row.findall(f"{W}tc")) >= 3 and _words(cells[1]) in ":" for row in rows)]


def _words(element: Element) -> str:
    return " ".join("".join(node.text or "" for node in element.iter(f"{W}t")).split())


def _label(row: Element) -> str:
    return _words(row.findall(f"{W}tc")[0]).removesuffix(f" {NOTE}")


def _texts(root: Element) -> list[Element]:
    return [node for node in root.iter(f"{W}t") if (node.text or "").strip()]


def _sentences(root: Element) -> list[Element]:
    body = root[0]
    return [one for one in body if one.tag == f"{W}p" and len("".join(node.text or "" for node in one.iter(f"{W}t")).split()) > 12]


def _rows(root: Element, fewest: int) -> list[list[Element]]:
    tables = [[row for row in table if row.tag == f"{W}tr"] for table in root.iter(f"{W}tbl")]
    return [rows for rows in tables if len(rows) >= fewest]


def _added_paragraph(root: Element, chance: random.Random) -> int:
    places = _sentences(root)
    if places:
        chance.choice(places).addnext(fragment(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>")[0])
    return len(SENTENCE.split())


def _added_sentence(root: Element, chance: random.Random) -> int:
    places = _sentences(root)
    if places:
        node = [one for one in chance.choice(places).iter(f"{W}t") if one.text][-1]
        node.text = f"{node.text} {SENTENCE}"
    return len(SENTENCE.split())


def _is_alike(*rows: Element) -> bool:
    """Whether rows have as many cells, none of them merged with another row's: no head of a group, no row of sums."""
    return len({len(row.findall(f"{W}tc")) for row in rows}) == 1 and all(next(row.iter(f"{W}vMerge"), None) is None for row in rows)


def _swapped_rows(root: Element, chance: random.Random) -> int:
    """Let two neighbouring rows of a table change places, as people order them otherwise: two facts, or two of one kind below a head."""
    tables = [rows for rows in _rows(root, 3) if len(rows[0].findall(f"{W}tc")) >= 3]
    pairs = [
        (rows, at) for rows in tables for at in range(rows not in _facts(root), len(rows) - 1) if _is_alike(*rows[at : at + 2], rows[0])
    ]
    if pairs:
        rows, at = chance.choice(pairs)
        rows[at].addprevious(rows[at + 1])
        return 2 * sum(len((node.text or "").split()) for row in rows[at : at + 2] for node in row.iter(f"{W}t"))
    return 0


def _split_run(root: Element, chance: random.Random) -> int:
    """Part a word's run in two, as a correction or a spelling mark does."""
    nodes = [node for node in _texts(root) if len(node.text or "") > 6]
    node = chance.choice(nodes)
    run, text = node.getparent(), node.text or ""
    if run.tag == f"{W}r":
        other = copy.deepcopy(run)
        half = len(text) // 2
        node.text = text[:half]
        for child in [child for child in other if child.tag not in (f"{W}rPr", f"{W}t")]:
            other.remove(child)
        second = next(other.iter(f"{W}t"))
        second.text = text[half:]
        for one in (node, second):
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(other)
    return 0


def _bold(root: Element, chance: random.Random) -> int:
    run = chance.choice(_texts(root)).getparent()
    properties = find(run, "rPr")
    if properties is None and run.tag == f"{W}r":
        run.insert(0, fragment("<w:rPr><w:b/></w:rPr>")[0])
    return 0


def _merged_cell(root: Element, chance: random.Random) -> int:
    """Merge the last two cells of a head of three columns or more, their words together."""
    tables = [rows for rows in _rows(root, 3) if len(rows[0].findall(f"{W}tc")) >= 4]
    if tables:
        first, second = chance.choice(tables)[0].findall(f"{W}tc")[-2:]
        wide = find(first, "tcPr/gridSpan"), find(second, "tcPr/gridSpan")
        if wide == (None, None) and find(first, "tcPr") is not None:
            for paragraph in second.findall(f"{W}p"):
                first.append(paragraph)
            second.getparent().remove(second)
            find(first, "tcPr").append(fragment('<w:gridSpan w:val="2"/>')[0])  # type: ignore[union-attr] - found above
    return 0


def _hard_blank(root: Element, chance: random.Random) -> int:
    node = chance.choice([node for node in _texts(root) if " " in (node.text or "")])
    node.text = (node.text or "").replace(" ", "\u00a0", 1)
    return 0


def _double_blank(root: Element, chance: random.Random) -> int:
    node = chance.choice([node for node in _texts(root) if " " in (node.text or "")])
    node.text = (node.text or "").replace(" ", "  ", 1)
    return 0


def _blank_paragraph(root: Element, chance: random.Random) -> int:
    chance.choice([one for one in root[0] if one.tag == f"{W}p"]).addnext(fragment("<w:p/>")[0])
    return 0


def _note(root: Element, chance: random.Random) -> int:
    """Add a word in brackets behind a short text."""
    node = chance.choice([node for node in _texts(root) if 2 <= len((node.text or "").split()) <= 8])
    node.text = f"{node.text} {NOTE}"
    return 1


EDITS: dict[str, Callable[[Element, random.Random], int]] = {
    "alinea tambahan": _added_paragraph,
    "kalimat tambahan": _added_sentence,
    "urutan baris": _swapped_rows,
    "potongan huruf": _split_run,
    "huruf tebal": _bold,
    "sel digabung": _merged_cell,
    "spasi keras": _hard_blank,
    "spasi ganda": _double_blank,
    "alinea kosong": _blank_paragraph,
    "catatan dalam kurung": _note,
}
