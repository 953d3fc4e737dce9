"""A filled typst template taken apart: what stands around the texts that were filled in, and these texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

# As `own.show_typst` writes a text; within another string a quotation mark has a backslash before it, never a hash.
_TEXT: Final = re.compile(r'#"((?:[^"\\]|\\.)*)";', re.DOTALL)
_TITLE: Final = re.compile(r'\{"judul":("(?:[^"\\]|\\.)+")')
_WATCHES: Final = re.compile(
    r'(?<![\w-])(?:measure|layout|context|repr|query|state|counter)(?![\w-])|\.(?:text|len|fields|children)\b|show\s+(?:regex|")'
)
"""What a template can look at its own texts with: then what it prints around them may hang on them."""
_JOINT: Final = "\0"
"""What no filled template holds."""
_BRINGS: Final = re.compile(r'(?<![\w-])(?:import|include)\b(?!\s*"/_shared/borang\.typ")')


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A filled template. pieces: what stands around its texts, one more than there are; texts: as they stand between quotation marks.

    title: of the document; data: what it is set with beside that, behind the title; files: what it brings along.
    """

    pieces: tuple[str, ...]
    texts: tuple[str, ...]
    title: str
    data: str
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, main: str, data: str, files: Mapping[str, bytes]) -> FilledPage:
        """Return a filled template taken apart."""
        parts, titled = _TEXT.split(main), _TITLE.match(data)
        title, behind = (json.loads(titled[1]), data[titled.end() :]) if titled else ("", data)
        return cls(tuple(parts[::2]), tuple(parts[1::2]), title, behind, files)

    def with_texts(self, texts: Mapping[int, str], title: str) -> tuple[str, str]:
        """Return the template with other texts at some of the places, and what it is set with, with another title."""
        return self._with_texts(texts), f'{{"judul":{json.dumps(title)}{self.data}' if self.title else self.data

    def _with_texts(self, texts: Mapping[int, str]) -> str:
        shown = [f'#"{texts.get(at, text)}";' for at, text in enumerate(self.texts)]
        return "".join(part for pair in zip(self.pieces, (*shown, ""), strict=True) for part in pair)

    def skeleton(self) -> str:
        """Return a digest of all but the texts and the title."""
        files = (part for name, data in sorted(self.files.items()) for part in (name.encode(), data))
        return digest((_JOINT.join(self.pieces).encode(), self.data.encode(), *files))

    def constants(self, slots: Iterable[int]) -> str:
        """Return a digest of the texts outside some places."""
        left_out = frozenset(slots)
        return digest((_JOINT.join(text for at, text in enumerate(self.texts) if at not in left_out).encode(),))

    @property
    def watches(self) -> bool:
        """Whether the template may look at its own texts, itself or by a file that it brings in, so that more than a line may change with one."""
        return any(_WATCHES.search(piece) or _BRINGS.search(piece) for piece in self.pieces)


def digest(parts: Iterable[bytes]) -> str:
    """Return a short digest of parts, each with its length, so that no two rows of parts give the same."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.hexdigest()
