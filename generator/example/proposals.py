"""What a placeholder's field is to be called: by its own name, else by the nearest label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from generator.example.passage import folded
from generator.example.placeholders import Placeholder
from generator.example.surroundings import WordsAround

_ENDING: Final = re.compile(r"[\s:.…_(,;\-–]+$")
_CUT: Final = re.compile(r"[.;:,)(]\s")
_NAME_WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.\-\s]+")
_TELLS_NOTHING: Final = re.compile(
    r"^(?:isian|field|text|teks|kolom|data|var|x|a)?\s*\d*$|^click|^klik|^ketuk|^pilih|^choose|^tap", re.IGNORECASE
)
_MOST_WORDS: Final = 5
_LONGEST: Final = 60


@dataclass(slots=True)
class Labels:
    """The words by which placeholders are called, told from what stands around them."""

    around: WordsAround
    above: dict[str, int] = field(default_factory=dict[str, int])

    def of(self, one: Placeholder, before: int) -> str:
        """Return the label of a placeholder. before: where the one before it in its paragraph ends."""
        said = spoken(one.name)
        if said and not _TELLS_NOTHING.match(said):
            return said
        return self._near(one, before) or said or "Isian"

    def _near(self, one: Placeholder, before: int) -> str:
        text = one.passage.text[before : one.start]
        words = _ENDING.sub("", text).strip()
        words = _CUT.split(words)[-1].split()[-_MOST_WORDS:] if words else []
        label = re.sub(r"^(?:\d+|[a-zA-Z])[.)]\s*", "", " ".join(words)).strip()
        if len(label) > 1:
            return label[:1].upper() + label[1:_LONGEST]
        near = self.around.of(one.passage.paragraph, "", 0, 0)
        return next(
            (_ENDING.sub("", text)[:_LONGEST] for text, _ in near if len(text) > 1 and not set(text) <= set(" .…_:()0123456789")), ""
        )


def is_prompt(words: str) -> bool:
    """Whether words ask to fill something in, or are dots for it, and so call nothing by a name: "Click or tap to enter a date."."""
    return _TELLS_NOTHING.match(folded(words)) is not None or not any(letter.isalpha() for letter in words)


def spoken(name: str) -> str:
    """Return a placeholder's own name as words: `namaGuru` and `nama_guru` are "Nama guru"."""
    words = [word for word in _NAME_WORDS.split(folded(name)) if word]
    text = " ".join(word if word.isupper() and len(word) <= 5 else word.lower() for word in words)
    return text[:1].upper() + text[1:]
