"""Damage to filled forms in Word, line by line and card by card: what is elsewhere, gone, there twice, merged, renamed, or written outside."""

from __future__ import annotations

import random
from copy import deepcopy
from itertools import pairwise
from typing import Any

from tests.torture.cardforms import Card, Form, Line, W, element, paragraph, reads, shown
from tests.torture.cards import TEXTS, damage, mutant, names_of_rows, pick
from tests.torture.mutant import Mutant, Seen, either

OWN = ("Catatan saya", "Keterangan tambahan", "zzz")


def free_cards(form: Form, *, least: int = 1, filled: bool = True) -> list[Card]:
    """Return the cards that no other one names, of tables with at least so many filled ones."""
    named = names_of_rows(form)
    cards = [card for card in form.cards() if any(line.values for line in form.of(card)) == filled]
    return [
        card
        for card in cards
        if sum(other.table == card.table for other in cards) >= least
        and not any(set(line.values.values()) & named for line in form.of(card))
    ]


def behind(table: Any) -> Any:
    """Return the blank paragraph behind a card."""
    following = table.getnext()
    return following if following is not None and following.tag == f"{W}p" and not shown(following).strip() else None


def unwrapped(control: Any) -> None:
    """Take a content control away; what is in it stays."""
    parent, content = control.getparent(), control.find(f"{W}sdtContent")
    at = parent.index(control)
    for child in reversed(list(content) if content is not None else []):
        parent.insert(at, child)
    parent.remove(control)


def _item(table: Any) -> Any:
    """Return what is moved or taken away with a card: the control around it alone, else the table."""
    outer = next((one for one in table.iterancestors(f"{W}sdt") if len(one.findall(f".//{W}tbl")) == 1), None)
    return table if outer is None else outer


def _take(table: Any) -> None:
    item, blank = _item(table), behind(table)
    if item is table and blank is not None:
        blank.getparent().remove(blank)
    item.getparent().remove(item)


def _copied(form: Form, card: Card) -> tuple[Card, Any]:
    """Return another card of the same content, and its table, which stands nowhere yet."""
    made, table = Card(card.table, card.part), form.table(card)
    copied = deepcopy(table)
    pairs = dict(zip(table.iter(f"{W}tr"), copied.iter(f"{W}tr"), strict=True))
    form.lines += [Line(pairs[line.row], line.slot, line.part, made, dict(line.values)) for line in form.of(card)]
    return made, copied


@damage
def card_deleted(form: Form, chance: random.Random) -> Mutant | None:
    """A card deleted, with the blank line behind it or without."""
    cards = free_cards(form, least=2)
    if not cards:
        return None
    _take(form.table(chance.choice(cards)))
    return mutant("kartu-hapus", form, reads(form.values()))


@damage
def blank_cards_deleted(form: Form, chance: random.Random) -> Mutant:
    """The cards deleted that nobody filled."""
    filled = {card.table for card in form.cards() if any(line.values for line in form.of(card))}
    for card in form.cards():
        if card.table in filled and not any(line.values for line in form.of(card)):
            _take(form.table(card))
    return mutant("kartu-kosong-hapus", form, reads(form.values()))


@damage
def card_doubled(form: Form, chance: random.Random) -> Mutant | None:
    """A card copied and pasted below the last, without the blank line between or with it."""
    cards = free_cards(form)
    if not cards:
        return None
    card = chance.choice(cards)
    _, table = _copied(form, card)
    same = [one for one in form.cards() if one.table == card.table]
    last = form.table(same[-1]) if chance.random() < 0.5 else form.table(card)
    last.addnext(table)
    if chance.random() < 0.6:
        last.addnext(element("<w:p/>"))
    return mutant("kartu-ganda", form, reads(form.values()))


@damage
def cards_in_other_order(form: Form, chance: random.Random) -> Mutant | None:
    """A card moved before another of its table."""
    cards = free_cards(form, least=2)
    if not cards:
        return None
    card = chance.choice(cards)
    others = [one for one in form.cards() if one.table == card.table and one is not card]
    form.table(chance.choice(others)).addprevious(table := form.table(card))
    table.addnext(element("<w:p/>"))
    return mutant("kartu-pindah", form, reads(form.values()))


@damage
def card_elsewhere(form: Form, chance: random.Random) -> Mutant | None:
    """A card moved to the end or the beginning of the document, under headings of other parts: it stays of its table."""
    cards = free_cards(form)
    if not cards:
        return None
    card = chance.choice(cards)
    table = form.table(card)
    if chance.random() < 0.7:
        form.body.find(f"{W}sectPr").addprevious(table)
    else:
        first = next(form.ordered()).row
        next(first.iterancestors(f"{W}tbl")).addprevious(table)
    table.addnext(element("<w:p/>"))
    table.addprevious(element("<w:p/>"))
    return mutant("kartu-ke-bagian-lain", form, reads(form.values()))


@damage
def cards_joined(form: Form, chance: random.Random) -> Mutant | None:
    """Two cards that became one table, their heads kept or not."""
    cards = free_cards(form, least=2)
    pairs = [(one, other) for one, other in pairwise(cards) if one.table == other.table]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    first, second = form.table(one), form.table(other)
    rows = list(second.findall(f"{W}tr"))
    if chance.random() < 0.5 and any(line.slot.path == form.of(one)[0].slot.path for line in form.of(other)):
        rows = rows[1:]
    for row in rows:
        first.append(row)
    _take(second)
    return mutant("kartu-gabung", form, reads(form.values()))


@damage
def card_head_deleted(form: Form, chance: random.Random) -> Mutant | None:
    """The head of a card deleted, or other words in it."""
    cards = free_cards(form)
    if not cards:
        return None
    head = form.table(chance.choice(cards)).find(f"{W}tr")
    if chance.random() < 0.5:
        head.getparent().remove(head)
    else:
        head.find(f"{W}tc").find(f"{W}p").append(element("<w:r><w:t> punya Ani</w:t></w:r>"))
    return mutant("kepala-kartu", form, reads(form.values()))


@damage
def line_deleted(form: Form, chance: random.Random) -> Mutant | None:
    """A line deleted: its value is gone; where no card has it any more, that is said."""
    line = pick(form, chance)
    if line is None or (line.card and len([one for one in form.of(line.card) if one.values]) < 2):
        return None
    line.row.getparent().remove(line.row)
    return mutant("baris-hapus", form, reads(form.values(), codes=() if line.card else ("tempat-hilang",)))


@damage
def line_deleted_in_tracking(form: Form, chance: random.Random) -> Mutant | None:
    """A line deleted under change tracking."""
    line = pick(form, chance)
    if line is None or (line.card and len([one for one in form.of(line.card) if one.values]) < 2):
        return None
    kept = line.row.find(f"{W}trPr")
    if kept is None:
        line.row.insert(0, kept := element("<w:trPr/>"))
    kept.append(element('<w:del w:id="5" w:author="x"/>'))
    line.values = {}
    return mutant("baris-hapus-terlacak", form, reads(form.values(), codes=() if line.card else ("tempat-hilang",)))


@damage
def line_moved(form: Form, chance: random.Random) -> Mutant | None:
    """A line moved within its card, or to the end of its part."""
    line = pick(form, chance)
    if line is None:
        return None
    rows = [one for one in line.row.getparent().findall(f"{W}tr") if one is not line.row and len(one.findall(f"{W}tc")) > 1]
    if not rows:
        return None
    chance.choice(rows).addnext(line.row)
    return mutant("baris-pindah", form, reads(form.values()))


@damage
def line_doubled(form: Form, chance: random.Random) -> Mutant | None:
    """A line that stands twice, saying another thing the second time: told, or a card of its own with that alone."""
    line = pick(form, chance, *TEXTS)
    if line is None:
        return None
    copied = deepcopy(line.row)
    line.row.addnext(copied)
    made = Line(copied, line.slot, line.part, line.card, {})
    made.write("Isian yang kedua")
    wanted = form.values()
    told = reads(wanted, loose=(form.path(line),), codes=("isian-ganda",))
    return mutant("baris-ganda", form, told)


@damage
def label_reworded(form: Form, chance: random.Random) -> Mutant | None:
    """A label in other words: said with what stands beside it; a hidden mark still tells the place."""
    line = pick(form, chance)
    if line is None:
        return None
    is_marked = line.row.find(f".//{W}tag") is not None
    line.relabel(words := chance.choice(OWN))
    if is_marked:
        return mutant("nama-isian-lain-bertanda", form, reads(form.values()))
    mark = form.mark(line).replace(f"“{line.slot.label}”", f"“{words}”")
    line.values = {}
    known = _told_wherever(reads(form.values(), codes=("isian-tidak-dikenal",)), mark)
    # the one line of its part: nothing tells that the table is the form's, so its words are told as standing outside
    return mutant("nama-isian-lain", form, either(known, reads(form.values(), codes=("sel-tidak-dibaca",))))


def _told_wherever(expected: Any, mark: str) -> Any:
    """Return an expectation, and that a place is told by its label."""
    label = mark.rpartition("isian ")[2]

    def check(seen: Seen) -> str:
        fault = expected(seen)
        return fault or ("" if any(str(one.get("where")).endswith(label) for one in seen.findings) else f"diam: {label} tidak disebut")

    return check


@damage
def label_spaced(form: Form, chance: random.Random) -> Mutant | None:
    """A label with stray blanks, a colon, capitals, in several runs."""
    line = pick(form, chance)
    if line is None:
        return None
    label = line.slot.label
    ways = (
        label.upper(),
        f"{label}:",
        f" {label}  *",
        label.replace(" ", "\u00a0"),
        label.replace(" ", "  "),
        f"{label} :",
        f"{label}\t",
        label.lower(),
    )
    line.relabel(chance.choice(ways))
    return mutant("nama-isian-berspasi", form, reads(form.values()))


@damage
def value_typed_beside_the_label(form: Form, chance: random.Random) -> Mutant | None:
    """The value typed into the cell of the label, on a line of its own or behind it: said, since it is not read."""
    line = pick(form, chance, *TEXTS)
    if line is None:
        return None
    text = "Nilai yang salah tempat"
    line.write("")
    line.values = {}
    if chance.random() < 0.5:
        line.row.find(f"{W}tc").append(element(paragraph(text)))
    else:
        line.row.find(f"{W}tc").find(f"{W}p").append(element(f"<w:r><w:t>: {text}</w:t></w:r>"))
    return mutant("diketik-di-nama", form, _says(reads(form.values()), text))


def _says(expected: Any, text: str) -> Any:
    """Return an expectation, and that a text is told, or its place lost."""

    def check(seen: Seen) -> str:
        fault = expected(seen)
        said = any(text in str(one.get("message")) or text in str(one.get("where")) for one in seen.findings)
        return fault or ("" if said else f"diam: “{text}” tidak disebut")

    return check


@damage
def cells_merged(form: Form, chance: random.Random) -> Mutant | None:
    """Label and value merged into one cell: what stands there is told."""
    line = pick(form, chance, *TEXTS)
    if line is None:
        return None
    label, value = line.row.findall(f"{W}tc")
    for child in [one for one in value if one.tag != f"{W}tcPr"]:
        label.append(child)
    line.row.remove(value)
    text = line.text if len(line.row.findall(f"{W}tc")) > 1 else ""
    line.values = {}
    assert not text
    if line.card and not any(one.values for one in form.of(line.card)):
        return None
    return mutant("sel-gabung", form, reads(form.values(), codes=("sel-tidak-dibaca", "tempat-hilang", "isian-tidak-dikenal")))


@damage
def values_merged(form: Form, chance: random.Random) -> Mutant | None:
    """Two cells of values merged from top to bottom, as Word does it: both texts in the upper one."""
    line = pick(form, chance, *TEXTS)
    following = None if line is None else next((one for one in form.lines if one.row is line.row.getnext()), None)
    if line is None or following is None or not following.values or following.slot.kind not in TEXTS or following.slot.is_list:
        return None
    for one, how in ((line, ' w:val="restart"'), (following, "")):
        one.value.find(f"{W}tcPr").append(element(f"<w:vMerge{how}/>"))
    text = f"{line.text}\n{following.text}".strip()
    line.write(text)
    following.write("")
    line.values, following.values = {}, {}
    path = form.path(line)
    return mutant("nilai-gabung", form, reads(form.values(), loose=(path,), told=(form.mark(following),)))


@damage
def cell_split(form: Form, chance: random.Random) -> Mutant | None:
    """A cell behind the value, with words of its own: said, not read."""
    line = pick(form, chance)
    if line is None:
        return None
    line.row.append(element(f'<w:tc><w:tcPr><w:tcW w:w="500"/></w:tcPr>{paragraph("di samping")}</w:tc>'))
    return mutant("sel-samping", form, _says(reads(form.values()), "di samping"))


@damage
def own_line(form: Form, chance: random.Random) -> Mutant | None:
    """A line of the user's own: said, not read."""
    line = pick(form, chance)
    if line is None:
        return None
    copied = deepcopy(line.row)
    for control in list(copied.iter(f"{W}sdt")):
        unwrapped(control)
    made = Line(copied, line.slot, line.part)
    line.row.addnext(copied)
    made.relabel(chance.choice(OWN))
    made.write("tambahan saya")
    return mutant("baris-sendiri", form, reads(form.values(), codes=("isian-tidak-dikenal",)))


@damage
def words_outside(form: Form, chance: random.Random) -> Mutant | None:
    """Words between the tables: said, not read."""
    line = pick(form, chance)
    if line is None:
        return None
    table = next(line.row.iterancestors(f"{W}tbl"))
    text = "Diisi di luar tabel"
    (behind(table) if behind(table) is not None else table).addnext(
        element(chance.choice((paragraph(text), f'<w:p><w:ins w:id="4" w:author="x"><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>')))
    )
    return mutant("tulisan-luar", form, _says(reads(form.values()), text))


@damage
def words_before_all(form: Form, chance: random.Random) -> Mutant:
    """Words and a table of the user's own before the first place: read past, the rest as before."""
    own = "".join(
        f"<w:tr><w:tc>{paragraph(one)}</w:tc><w:tc>{paragraph(other)}</w:tc></w:tr>" for one, other in (("No", "Arsip"), ("1", "A"))
    )
    form.body.insert(chance.randint(0, 1), element(f"<w:tbl>{own}</w:tbl>"))
    form.body.insert(0, element(paragraph("Kepada Yth. Kepala Dinas")))
    return mutant("tulisan-di-atas", form, reads(form.values()))


@damage
def own_table(form: Form, chance: random.Random) -> Mutant | None:
    """A table of the user's own behind a card: said, not read."""
    line = pick(form, chance)
    if line is None:
        return None
    own = "".join(
        f"<w:tr><w:tc>{paragraph(one)}</w:tc><w:tc>{paragraph(other)}</w:tc></w:tr>" for one, other in (("Arsip", "No. 7"), ("Map", "B"))
    )
    table = next(line.row.iterancestors(f"{W}tbl"))
    for one in (element(f"<w:tbl>{own}</w:tbl>"), element("<w:p/>")):
        table.addnext(one)
    return mutant("tabel-sendiri", form, _says(reads(form.values()), "No. 7"))


def _headings(form: Form) -> list[Any]:
    return [
        one for one in form.body.iter(f"{W}p") if (style := one.find(f"{W}pPr/{W}pStyle")) is not None and "Heading" in style.get(f"{W}val")
    ]


@damage
def headings_damaged(form: Form, chance: random.Random) -> Mutant | None:
    """Headings deleted, one or all, in other words, or without their look: labels tell the rest, or what is gone is told."""
    headings = _headings(form)
    if not headings:
        return None
    way = chance.choice(("hapus", "lain", "gaya", "besar"))
    if chance.random() < 0.5:
        for control in list(form.body.iter(f"{W}sdt")):
            unwrapped(control)
    for heading in headings if chance.random() < 0.2 and way != "lain" else [chance.choice(headings)]:
        if way == "gaya":
            heading.remove(heading.find(f"{W}pPr"))
        elif way == "besar":
            for text in heading.iter(f"{W}t"):
                text.text = f" {(text.text or '').upper()}"
        elif way == "lain":
            next(heading.iter(f"{W}t")).text = "Bagian yang lain"
        else:
            heading.getparent().remove(heading)
    return mutant(f"judul-{way}", form, reads(form.values()))


@damage
def part_elsewhere(form: Form, chance: random.Random) -> Mutant | None:
    """A heading with all that follows it moved to the end."""
    headings = _headings(form)
    if not headings:
        return None
    heading = chance.choice(headings)
    moved = [heading]
    following = heading.getnext()
    while following is not None and following not in headings and following.tag != f"{W}sectPr":
        moved.append(following)
        following = following.getnext()
    for one in moved:
        form.body.find(f"{W}sectPr").addprevious(one)
    return mutant("bagian-pindah", form, reads(form.values()))


@damage
def cards_gone(form: Form, chance: random.Random) -> Mutant | None:
    """All cards of a table deleted with their heading: said."""
    tables = {card.table for card in free_cards(form)} - {
        card.table for card in form.cards() if card not in free_cards(form) and any(line.values for line in form.of(card))
    }
    if not tables:
        return None
    table = chance.choice(sorted(tables))
    for card in [one for one in form.cards() if one.table == table]:
        _take(form.table(card))
    return mutant("tabel-hilang", form, reads(form.values(), codes=("tempat-hilang",)))


@damage
def controls_damaged(form: Form, chance: random.Random) -> Mutant:
    """Content controls taken away, or their marks lost or changed, as other programs leave them: labels tell the places."""
    way = chance.choice(("lepas", "tanda", "sebagian", "samaran", "libreoffice"))
    for control in list(form.body.iter(f"{W}sdt")):
        if way == "lepas" or (way == "sebagian" and chance.random() < 0.5):
            unwrapped(control)
            continue
        for tag in list(control.findall(f"{W}sdtPr/{W}tag")):
            if way == "samaran":
                tag.set(f"{W}val", "goog_rdk_1")
            elif way != "sebagian":
                tag.getparent().remove(tag)
        for flag in list(control.findall(f"{W}sdtPr/{W}showingPlcHdr")) if way == "libreoffice" else []:
            flag.getparent().remove(flag)
    return mutant(f"kendali-{way}", form, reads(form.values()))
