"""The kind `image`: a photo, signature or scan, by the name of a file beside the data file.

Reading opens it through what stands around the form; what is read carries its bytes, ready to print, so that a document
that travels to another process takes its pictures along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from generator.fields.kind import Around, Look, ScalarKind, TypedValue
from generator.fields.shapes import Scalar
from generator.fields.text import read_text

_BOX_MM: Final = (40.0, 50.0)
_COLUMN_CM: Final = 4.4


class Gambar(str):
    """A picture of a form: the name of its file as it was written, its bytes and media type, its size in pixels, its words.

    words: what is said in its place where it cannot be seen. box_mm: what it may fill on paper.
    """

    __slots__ = ("box_mm", "data", "height", "media", "width", "words")

    def __new__(cls, name: str, data: bytes, media: str, size: tuple[int, int], words: str = "") -> Gambar:  # noqa: PLR0917 - the parts of a picture, in the order of its attributes
        """Return a picture; words: what is said in its place where it cannot be seen."""
        made = super().__new__(cls, name)
        made.data, made.media, (made.width, made.height), made.words = data, media, size, words
        made.box_mm = _BOX_MM
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        made = (str(self), self.data, self.media, (self.width, self.height), self.words)
        return (Gambar, made, (None, {"box_mm": self.box_mm}))

    def within(self, box_mm: tuple[float, float]) -> Gambar:
        """Return the picture for a box of another size on paper."""
        made = Gambar(str(self), self.data, self.media, (self.width, self.height), self.words)
        made.box_mm = box_mm
        return made

    @property
    def size_mm(self) -> tuple[float, float]:
        """Its width and height on paper: as large as the box for pictures lets it be."""
        scale = min(self.box_mm[0] / self.width, self.box_mm[1] / self.height)
        return round(self.width * scale, 1), round(self.height * scale, 1)

    @property
    def digest(self) -> str:
        """What tells it from every other picture with other words."""
        return sha256(self.data + b"\0" + self.words.encode("utf-8", "replace")).hexdigest()[:16]

    def said(self, words: str) -> Gambar:
        """Return the picture with words for those who cannot see it; without any its name stands for them."""
        return Gambar(str(self), self.data, self.media, (self.width, self.height), words or str(self)).within(self.box_mm)


def _reads(field_: Scalar, raw: Any, around: Around) -> TypedValue:
    read = read_text(field_, raw, around)
    if not isinstance(read.value, str):
        return read
    opened = around.picture(read.value)
    if not isinstance(opened.value, Gambar):
        return opened
    box = (float(field_.size[0]) * 10, float(field_.size[1]) * 10) if field_.size else _BOX_MM
    return TypedValue(opened.value.said(field_.label).within(box), opened.issues)


def _beside(field_: Scalar, value: Any, siblings: Mapping[str, Any]) -> Any:
    """Return a picture with the words of its caption field, where something is written there."""
    caption = siblings.get(field_.caption)
    return value.said(str(caption)) if isinstance(value, Gambar) and isinstance(caption, str) and caption else value


IMAGE = ScalarKind(
    word="gambar",
    reads=_reads,
    uses=frozenset({"caption", "size"}),
    schema=lambda _field, _tables: {"type": "string"},
    look=replace(Look(), width_cm=_COLUMN_CM),
    hint=lambda _field, _tables: "nama berkas gambar (PNG atau JPEG) di folder yang sama",
    beside=_beside,
    is_file=True,
)
