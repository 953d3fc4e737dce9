"""Names of fields made of headings and labels."""

from __future__ import annotations

import re
import unicodedata

from generator.intake.foreign.pieces import without_number

_WORDS = 3


def field_name(heading: str, taken: set[str]) -> str:
    """Return a field's name for a heading: its first words, made different from those taken, which it joins."""
    plain = unicodedata.normalize("NFKD", without_number(heading)).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in ("dan", "serta", "level", "yang", "di")]
    name = base = "_".join(words[:_WORDS])[:40].strip("_") if words and words[0][0].isalpha() else f"bagian_{len(taken) + 1}"
    number = 1
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    taken.add(name)
    return name
