"""A form as cards: a label and its value on each line, one card for each row of a table. What writers and readers of such a form share.

A card holds single values. What has rows within rows, rows that the form gives, or a matrix, has no place on one. Where a file that feeds
the type gives it, the cards leave it out (`on_cards`); of what is left, `obstacles` names what no card can hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from generator.fields.shapes import ListOf
from generator.form.plan import FixedSheet, FormSheet, MatrixSheet, Plan, Slot, TableSheet
from validators.spelling import folded

_Path: TypeAlias = tuple[str, ...]
CARD: Final = "Kartu %1:"
"""How cards are counted."""
_LONGEST_TAG: Final = 64
PROMPTS: Final = {"boolean": "Pilih ya atau tidak", "date": "Pilih tanggal", "": "Pilih salah satu"}
"""What a control shows while nothing is chosen, by the kind of its field."""
_STRANGE_PROMPTS: Final = (
    "Choose an item.", "Choose a date.", "Click or tap to enter a date.", "Click to enter a date.", "Click or tap here to enter text.",
    "Click here to enter text.", "Click here to enter a date.", "Choose a building block.", "Pilih item.", "Pilih sebuah item.",
    "Klik atau ketuk untuk memasukkan tanggal.", "Klik atau ketuk di sini untuk memasukkan teks.", "Klik di sini untuk memasukkan teks.",
    "Klik di sini untuk memasukkan tanggal.",
)  # fmt: skip
"""What Word shows in a control that somebody has emptied."""
_NOTHING: Final = frozenset(folded(text) for text in (*PROMPTS.values(), *_STRANGE_PROMPTS))
GUIDE_HEAD: Final = "Cara mengisi"
GUIDE: Final = (
    "Isilah sel di sebelah kanan setiap nama isian; selnya membesar mengikuti tulisan.",
    "Nama isian yang tebal dan bertanda * wajib diisi; yang lain boleh dibiarkan kosong. Tulisan kecil di bawahnya menerangkan cara mengisi.",
    "Pada tulisan abu-abu “Pilih …”, klik lalu pilih dari daftarnya. Bila dikatakan boleh, tulislah sendiri yang tidak ada di sana.",
    "Beberapa hal dalam satu sel ditulis satu di setiap baris: tekan Enter.",
    "Satu kartu untuk satu hal. Kartu yang tidak terpakai boleh dibiarkan kosong. Jangan mengubah nama isian di sebelah kiri.",
)
MORE_CARDS: Final = (
    "Perlu kartu lagi? Salin satu kartu beserta baris kosong di bawahnya, lalu tempelkan di bawah kartu terakhir; di Word cukup tekan tanda + di"
    " pojok kanan bawah kartu."
)


def on_cards(plan: Plan, is_given: Callable[[_Path], bool] = lambda _: False) -> Plan:
    """Return the plan as cards have it, without what they cannot hold and a file gives: what the type may be without, and what it must have where it is known to be there.

    is_given: whether a known file gives all that stands at a path. The mark stays that of the whole plan.
    """
    held = {path for path, _ in _unheld(plan)}
    fed = {one.path: one for one in plan.fed if one.path in held and (not one.is_required or is_given(one.path))}
    gone = {*fed, *filter(is_given, held)}  # the second: rows within the rows of a table that comes with them
    if not gone:
        return plan
    sheets = tuple(
        replace(sheet, across=tuple(across for across in sheet.across if across.cell.path[:-2] not in gone))
        if isinstance(sheet, TableSheet)
        else sheet
        for sheet in plan.sheets
        if isinstance(sheet, FormSheet) or sheet.path not in gone
    )
    return replace(plan, sheets=sheets, left_out=tuple(one for one in plan.fed if one in plan.left_out or one.path in fed))


def obstacles(plan: Plan) -> tuple[str, ...]:
    """Return the labels of what a form as cards has no place for and must ask; nothing where it holds the whole form."""
    return tuple(dict.fromkeys((*(".".join(path) for path in plan.omitted), *(label for _, label in _unheld(on_cards(plan))))))


def feeder_of_all(plan: Plan) -> str:
    """Return the type of the file that may give all that stands in the way of cards, "" where none gives it."""
    files = {one.path: one.file for one in plan.fed}
    found = {next((files[path[:end]] for end in range(1, len(path) + 1) if path[:end] in files), "") for path, _ in _unheld(on_cards(plan))}
    return next(iter(found)) if len(found) == 1 and not plan.omitted else ""


def _unheld(plan: Plan) -> Iterator[tuple[_Path, str]]:
    """Yield the path and label of what no card can hold."""
    for sheet in plan.sheets:
        if isinstance(sheet, FixedSheet | MatrixSheet) or (isinstance(sheet, TableSheet) and sheet.parent):
            yield sheet.path, sheet.label
        elif isinstance(sheet, TableSheet):
            yield from ((across.cell.path[:-2], across.cell.title) for across in sheet.across)


def tag_of(name: str) -> str:
    """Return the hidden name of a place as a control of Word can carry it."""
    return name if len(name) <= _LONGEST_TAG else name[: _LONGEST_TAG - 12] + hashlib.sha256(name.encode()).hexdigest()[:12]


def prompt_of(slot: Slot) -> str:
    """Return what the control of a place shows while nothing is chosen."""
    return PROMPTS.get(slot.kind, PROMPTS[""])


def note_of(slot: Slot) -> str:
    """Return what is said below a label of how its place is filled on a card."""
    if slot.offer.texts:
        return slot.noted("boleh ditulis sendiri bila tidak ada di daftarnya" if slot.offer.is_open else "")
    return slot.noted("satu hal setiap baris" if isinstance(slot.field, ListOf) else slot.hint)


def is_prompt(text: str) -> bool:
    """Whether a text is what a control shows while nothing is chosen."""
    return folded(text) in _NOTHING


def own_words(plan: Plan) -> frozenset[str]:
    """Return the lines that the form itself says beside its tables, as they are compared."""
    helps = [sheet.help for sheet in plan.sheets if not isinstance(sheet, FormSheet)]
    said = [plan.title, f"Sumber: {plan.source}", GUIDE_HEAD, MORE_CARDS, *GUIDE, *helps]
    return frozenset(folded(text) for text in said if text)
