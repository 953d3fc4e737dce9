"""Where the places of a form stand in a Word document now: by the tags of controls, else by labels under their headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from generator.form.cards import note_of, own_words, tag_of
from generator.form.fed import NOT_ASKED
from generator.form.identity import LINE_HEAD
from generator.form.parts import FormPart, own_cards
from generator.form.plan import Plan, Slot, TableSheet
from generator.intake.cards.values import label_lines, plain_text, value_in
from generator.office.word.flow import FlowBlock, FlowCell, FlowParagraph, FlowTable
from validators.absence import KOSONG
from validators.findings import Place
from validators.spelling import folded

_Names: TypeAlias = tuple[str, ...]
_LONGEST_LABEL: Final = 1000


@dataclass(frozen=True, slots=True)
class CardSpot:
    """The cell of a place, and where that stands."""

    slot: Slot
    cell: FlowCell
    place: Place


@dataclass(slots=True)
class Card:
    """A card of a table. number: which of them, from 1. spots: of each place all the cells that it has."""

    number: int
    spots: dict[_Names, list[CardSpot]] = field(default_factory=dict[_Names, list[CardSpot]])


@dataclass(frozen=True, slots=True)
class CardStray:
    """What stands beside the places of a form. label: of a line that has one. text: what is written there. known: what it may be meant for."""

    place: Place
    text: str
    label: str = ""
    known: tuple[str, ...] = ()


@dataclass(slots=True)
class LocatedCards:
    """What was found of a form. fields: the single ones, each with all the cells that it has; cards: by the path of their table."""

    parts: tuple[FormPart, ...]
    fields: dict[_Names, list[CardSpot]] = field(default_factory=dict[_Names, list[CardSpot]])
    cards: dict[_Names, list[Card]] = field(default_factory=dict[_Names, list[Card]])
    strays: list[CardStray] = field(default_factory=list[CardStray])

    @property
    def is_nothing(self) -> bool:
        """Whether no place of the form was found."""
        return not self.fields and not self.cards


def located(plan: Plan, blocks: Iterable[FlowBlock], file: str) -> LocatedCards:
    """Return where the places of a form stand in a document. file: its name, for places."""
    walk = _CardWalk(plan, file)
    for block in blocks:
        if isinstance(block, FlowTable):
            walk.table(block)
        else:
            walk.paragraph(block)
    return walk.found


def place_of(file: str, part: FormPart, card: int = 0, label: str = "") -> Place:
    """Return where something stands: under which heading, on which card, beside which label."""
    steps = [f"“{part.heading}”" if part.heading else "", f"kartu {card}" if card else "", "isian" if label else ""]
    return Place(file, story=", ".join(filter(None, steps)) or "awal formulir", text=label)


class _CardWalk:
    """The state while a document is gone through: the part that was last headed or found."""

    def __init__(self, plan: Plan, file: str) -> None:
        self.file = file
        self.parts = tuple(own_cards(plan))
        self.found = LocatedCards(self.parts)
        self.own = own_words(plan)
        self.labels = [_labels(part) for part in self.parts]
        self.tags = {tag_of(name): (number, slot) for number, slot, name in _named(self.parts)}
        self.at = 0
        self.is_headed = True
        self.has_begun = False

    def paragraph(self, paragraph: FlowParagraph) -> None:
        text = _bare(paragraph.text)
        headed = self._headed(text)
        if headed is not None:
            self.at, self.is_headed = headed, True
        elif self.has_begun and text and not self._is_own(text):
            self.found.strays.append(CardStray(self._place(), " ".join(paragraph.text.split())))

    def _headed(self, text: str) -> int | None:
        """Return the part that a line heads: of several the next."""
        numbers = [number for number, part in enumerate(self.parts) if text and text in (folded(part.heading), folded(part.once))]
        return next((number for number in numbers if number > self.at), numbers[0] if numbers else None)

    def _is_own(self, text: str) -> bool:
        """Whether a line is one of the form's own."""
        if text in self.own or text.startswith(folded(LINE_HEAD)):
            return True
        return any(text.endswith(end) or f"{end};" in text for end in NOT_ASKED)

    def _place(self) -> Place:
        return place_of(self.file, self.parts[self.at]) if self.parts else Place(self.file)

    def table(self, table: FlowTable) -> None:
        """Take in a table: cards, each begun by a row of one cell that heads it, or lines of single fields."""
        lines: list[list[FlowCell]] = []
        loose: list[str] = []
        for row in table.rows:
            if len(row) > 1:
                lines.append(row)
                continue
            said = _said(row)
            if self._is_head(said):
                self._lines(lines)
                lines = []
                self._title(_bare(said))
            elif said:
                loose.append(said)
        self._lines(lines)
        if self.has_begun:
            self.found.strays += [CardStray(self._place(), said) for said in loose]

    def _is_head(self, said: str) -> bool:
        """Whether a row of one cell is the head of a card, though somebody has written something behind it."""
        text = folded(said[:_LONGEST_LABEL])
        return any(part.is_table and text.startswith(folded(part.name)) for part in self.parts)

    def _title(self, text: str) -> None:
        """Let the head of a card say which table it is of, where its heading is gone."""
        named = [number for number, part in enumerate(self.parts) if part.is_table and text.startswith(folded(part.name))]
        self.is_headed |= bool(named)
        if self.at in named:
            return
        self.at = next((number for number in named if number > self.at), named[0] if named else self.at)

    def _lines(self, rows: Sequence[Sequence[FlowCell]]) -> None:
        if not rows or not self.parts:
            return
        labelled = [(_label(row[0]), row) for row in rows]
        number = self._part_of(labelled)
        if number is None:
            self._strange(labelled)
            return
        self.at, self.has_begun, self.is_headed = number, True, False
        if self.parts[number].is_table:
            self._cards(number, labelled)
        else:
            self._fields(labelled)

    def _strange(self, labelled: Sequence[tuple[str, Sequence[FlowCell]]]) -> None:
        """Note what stands in a table that has no label of the form as it is: words behind one, else the first of it below the first place."""
        parts = (*self.parts[self.at :], *self.parts[: self.at])
        alone = [label for label, row in labelled if not _said(row[1:])]
        behind = [next((stray for part in parts for stray in self._typed_behind(part, 0, label)), None) for label in alone]
        typed = [stray for stray in behind if stray is not None]
        if not typed and self.has_begun:
            typed = [CardStray(self._place(), text) for _, row in labelled if (text := _said(row))][:1]
        self.found.strays += typed

    def _part_of(self, labelled: Sequence[tuple[str, Sequence[FlowCell]]]) -> int | None:
        """Return the part that lines belong to: by their tags, else the present one if it has their labels, else the one that has the most.

        Where no heading says which is the present one, the part of just these labels is.
        """
        tagged = Counter(known[0] for _, row in labelled if (known := self._tagged(row)) is not None)
        if tagged:
            return tagged.most_common(1)[0][0]
        keys = [_key(label) for label, _ in labelled]
        counts = [sum(key in known for key in keys) for known in self.labels]
        most = max(counts, default=0)
        if not most:
            return None
        if not self.is_headed and (just := self._just_of(set(keys))) is not None:
            return just
        if counts[self.at] * 2 >= most:
            return self.at
        best = [number for number, count in enumerate(counts) if count == most]
        return next((number for number in best if number > self.at), best[0])

    def _just_of(self, keys: set[str]) -> int | None:
        """Return the part that has these labels and no others, and single fields that were not met yet: the present one, the next, else the first."""
        fits = [
            number
            for number, part in enumerate(self.parts)
            if {_key(part.label(slot)) for slot in part.slots} == keys
            and (part.is_table or not any(slot.path in self.found.fields for slot in part.slots))
        ]
        return next((number for number in fits if number >= self.at), fits[0] if fits else None)

    def _tagged(self, row: Sequence[FlowCell]) -> tuple[int, Slot] | None:
        return next((self.tags[tag] for cell in row for tag in cell.tags if tag in self.tags), None)

    def _cards(self, number: int, labelled: Sequence[tuple[str, Sequence[FlowCell]]]) -> None:
        part = self.parts[number]
        assert isinstance(part.sheet, TableSheet)
        held = self.found.cards.setdefault(part.sheet.path, [])
        slots = [self._slot_on_card(number, label, row) for label, row in labelled]
        paths = [None if slot is None else slot.path for slot in slots]
        held.append(card := Card(len(held) + 1))
        for at, ((label, row), slot) in enumerate(zip(labelled, slots, strict=True)):
            if _begins_card(paths[at:], list(card.spots)):
                held.append(card := Card(len(held) + 1))
            if slot is not None:
                place = place_of(self.file, part, card.number, part.label(slot))
                card.spots.setdefault(slot.path, []).append(CardSpot(slot, row[1], place))
            self._beside(part, card.number, label, row, slot=slot)

    def _slot_on_card(self, number: int, label: str, row: Sequence[FlowCell]) -> Slot | None:
        tagged = self._tagged(row)
        return tagged[1] if tagged is not None and tagged[0] == number else self.labels[number].get(_key(label))

    def _fields(self, labelled: Sequence[tuple[str, Sequence[FlowCell]]]) -> None:
        for label, row in labelled:
            known = self._tagged(row) or self._by_label(label)
            if known is None:
                self._beside(self.parts[self.at], 0, label, row, slot=None)
                continue
            self.at, slot = known
            part = self.parts[self.at]
            place = place_of(self.file, part, label=part.label(slot))
            self.found.fields.setdefault(slot.path, []).append(CardSpot(slot, row[1], place))
            self._beside(part, 0, label, row, slot=slot)

    def _by_label(self, label: str) -> tuple[int, Slot] | None:
        """Return the single field of a label: of the present part, else of the next that has it, else of any."""
        text = _key(label)
        order = [*range(self.at, len(self.parts)), *range(self.at)]
        fits = [(at, self.labels[at][text]) for at in order if not self.parts[at].is_table and text in self.labels[at]]
        if fits and fits[0][0] == self.at:
            return fits[0]
        return next((one for one in fits if one[1].path not in self.found.fields), fits[0] if fits else None)

    def _beside(self, part: FormPart, card: int, label: str, row: Sequence[FlowCell], *, slot: Slot | None) -> None:
        """Note what stands in no place: beside a label that the form has not, behind the value, in the label's own cell."""
        place = place_of(self.file, part, card, label)
        if slot is None:
            said = _said(row[1:])
            if said and label:
                self.found.strays.append(CardStray(place, said, label, tuple(part.label(slot) for slot in part.slots)))
            elif said:
                self.found.strays.append(CardStray(place_of(self.file, part, card), said))
            else:
                self.found.strays += self._typed_behind(part, card, label)
            return
        said = " ".join(filter(None, (_typed_below(row[0], slot), _said(row[2:]))))
        if said:
            self.found.strays.append(CardStray(place, said))
        is_reworded = _key(label) not in (_key(part.label(slot)), _key(slot.heading[-1]))
        if is_reworded and ":" in label and value_in(row[1], slot, {}) is KOSONG:  # a tag tells the place whatever its label says
            self.found.strays += self._typed_behind(part, card, label)

    def _typed_behind(self, part: FormPart, card: int, label: str) -> Iterator[CardStray]:
        """Yield what was typed behind a label of the part, on its line: behind the longest that it begins with."""
        words = label.split()
        for known in sorted((part.label(slot) for slot in part.slots), key=len, reverse=True):
            if folded(label).startswith(folded(known)):
                count = len(known.split())
                joined = words[count - 1][len(known.split()[-1]) :]  # to the last word of the label
                said = label if joined[:1].isalnum() else " ".join((joined, *words[count:])).strip(" *:")
                yield CardStray(place_of(self.file, part, card, known), said)
                return


def _begins_card(paths: Sequence[_Names | None], held: Sequence[_Names]) -> bool:
    """Whether a line begins another card. paths: of it and the lines behind it; held: those of the card so far, in their order.

    Two cards that became one table say the same places again, from the first on; a line that stands twice only itself.
    """
    if paths[0] not in held:
        return False
    ahead: list[_Names] = []
    for path in paths:
        if path in ahead:
            break
        if path is not None:
            ahead.append(path)
    again = sum(path in held for path in ahead)
    return held[0] in ahead and again * 2 > len(ahead) and (len(ahead) > 1 or len(held) == 1)


def _typed_below(cell: FlowCell, slot: Slot) -> str:
    """Return what was typed into the cell of a label below what the form says there; "" where that is not as it is now."""
    below = " ".join(" ".join(label_lines(cell)[1:]).split())
    note = " ".join(note_of(slot).split())
    typed = below[len(note) :].strip() if below.startswith(note) else ""
    return "" if any(typed.endswith(end) for end in NOT_ASKED) else typed


def _named(parts: Sequence[FormPart]) -> Iterator[tuple[int, Slot, str]]:
    """Yield the hidden names of all places, those of earlier revisions before the present ones."""
    for number, part in enumerate(parts):
        yield from ((number, slot, name) for slot in part.slots for name in slot.former)
    for number, part in enumerate(parts):
        yield from ((number, slot, slot.name) for slot in part.slots)


def _labels(part: FormPart) -> Mapping[str, Slot]:
    """Return the places of a part by their labels, and by the last of these where that names one alone."""
    last = Counter(_key(slot.heading[-1]) for slot in part.slots)
    short = {_key(slot.heading[-1]): slot for slot in part.slots if last[_key(slot.heading[-1])] == 1}
    return {**short, **{_key(part.label(slot)): slot for slot in reversed(part.slots)}}


def _key(label: str) -> str:
    """Return a label as it is compared: a colon behind it, or the mark of what must be filled, does not count."""
    return folded(label).rstrip(" *:")


def _bare(text: str) -> str:
    """Return a heading as it is compared."""
    return folded(text[:_LONGEST_LABEL].strip().rstrip("*"))


def _label(cell: FlowCell) -> str:
    """Return the label in a cell: its first line that says anything; what is said of the place stands below it."""
    return " ".join(next(iter(label_lines(cell)), "")[:_LONGEST_LABEL].strip().rstrip("*").split())


def _said(row: Sequence[FlowCell]) -> str:
    return " ".join(filter(None, (text for cell in row for text in (plain_text(cell), *cell.boxed))))
