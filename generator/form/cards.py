"""A form as cards: a label and its value on each line, one card for each row of a table. What writers and readers of such a form share.

A card holds single values. What has rows within rows, rows that the form gives, or a matrix, has no place on one: `obstacles` names it.
"""

from __future__ import annotations

import hashlib
from typing import Final

from generator.fields.shapes import ListOf
from generator.form.plan import FixedSheet, FormSheet, MatrixSheet, Plan, Slot, TableSheet
from validators.spelling import folded

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
NOT_ASKED: Final = ("tidak perlu diisi", "tidak diisi di sini")
"""How a sentence ends that says of a place why nobody fills it."""
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


def obstacles(plan: Plan) -> tuple[str, ...]:
    """Return the labels of what a form as cards has no place for; nothing where it holds the whole form."""
    found: list[str] = [".".join(path) for path in plan.omitted]
    for sheet in plan.sheets:
        if isinstance(sheet, FixedSheet | MatrixSheet) or (isinstance(sheet, TableSheet) and sheet.parent):
            found.append(sheet.label)
        elif isinstance(sheet, TableSheet):
            found += [across.cell.title for across in sheet.across]
    return tuple(dict.fromkeys(found))


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
