"""One place of a form as a control: what is typed or chosen in it, and what it shows of a raw value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any, Final

from generator.fields.shapes import Scalar
from generator.form.plan import Slot
from generator.web.tasks import SlotTraits
from generator.web.views import ControlView
from validators.spelling import folded

_FEWEST_SHARED: Final = 20
"""So many letters must labels begin with alike for these to be told once, above them."""
_MOST_TICKED: Final = 12


def control_of(slot: Slot, traits: SlotTraits, value: Any, offered: Sequence[tuple[str, str]] | None = None) -> ControlView:
    """Return the control of a place with a raw value in it. offered: the drafts that may feed the form, where the place names one."""
    view = ControlView("", (), slot.heading[-1], note=_note(slot, traits), is_required=slot.is_required)
    field_ = slot.field
    view.unit = field_.unit if isinstance(field_, Scalar) else ""
    view.is_number, view.letters, view.is_open = traits.format.is_number, traits.letters, traits.is_open
    choices = traits.choices if offered is None else tuple(offered)
    if not slot.is_read:
        view.widget = "hitung"
    elif offered is not None:
        view.widget, view.note = "pilih", "isian yang sudah ada di sana tidak perlu diisi lagi di sini"
    elif traits.is_file:
        view.widget = "gambar"
    elif choices and traits.is_list and len(choices) <= _MOST_TICKED:
        view.widget = "centang"
    elif choices and not traits.is_list:
        view.widget = "pilih"
    elif traits.is_long:
        view.widget, view.is_marked = "uraian", not traits.is_list
    _fill(view, choices, value)
    return view


def _note(slot: Slot, traits: SlotTraits) -> str:
    if traits.is_file:
        return slot.noted("PNG atau JPEG, paling besar 5 MB")
    if traits.choices:
        return slot.noted("")
    return slot.noted("satu hal setiap baris" if traits.is_list else slot.hint)


def _fill(view: ControlView, choices: Sequence[tuple[str, str]], value: Any) -> None:
    """Put a raw value into a control; a choice by its value, its label, or as other words."""
    texts = [str(one) for one in value] if isinstance(value, list) else [str(value)] if value not in (None, "") else []
    known = {folded(text): key for key, label in choices for text in (label, key)}
    chosen = [known.get(folded(text), text) for text in texts] if choices else texts
    view.values = tuple(chosen)
    view.value = "\n".join(chosen)
    if view.widget in ("pilih", "centang"):
        keys = {key for key, _ in choices}
        strays = [text for text in chosen if text not in keys]
        if view.is_open:
            view.other = "\n".join(strays)
        elif strays:  # what is written and is no choice is shown as it is, so that it can be put right
            choices = (*choices, *((text, text) for text in strays))
        view.groups = grouped(choices)


def grouped(choices: Sequence[tuple[str, str]]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return choices under the words with which all of them begin, told once: what is alike at their beginning tells nothing apart."""
    labels = [label for _, label in choices]
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*labels, strict=False)) if len(labels) > 1 else ()
    shared = "".join(letters[0] for letters in alike)
    shared = shared[: shared.rfind(" ") + 1]
    if len(shared) < _FEWEST_SHARED:
        return (("", tuple(choices)),)
    return ((f"{shared.rstrip()} …", tuple((key, _capital(label[len(shared) :])) for key, label in choices)),)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
