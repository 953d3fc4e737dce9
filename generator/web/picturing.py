"""Pictures that come with a form: let in by what they are, kept under a name that no other picture of the draft has."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from generator.store.drafts import add_picture, pictures
from generator.store.viewed import ViewedStore
from generator.web.calls import LARGEST_FILE, SentFile

_LARGEST: Final = 5 * 1024 * 1024
_HEADS: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class PictureIntake:
    """What became of the pictures. pairs: control and name of each that was kept; refused: what the others are called."""

    pairs: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()


def pictures_taken(viewed: ViewedStore, draft: str, files: Iterable[SentFile]) -> PictureIntake:
    """Keep the pictures of a draft that came along."""
    pairs: list[tuple[str, str]] = []
    refused: list[str] = []
    for file in files:
        ending = picture_ending(file.data)
        if not ending:
            refused.append(file.filename)
            continue
        name = picture_name(file, ending, pictures(viewed, draft).get)
        add_picture(viewed, draft, name, file.data)
        pairs.append((file.name, name))
    return PictureIntake(tuple(pairs), tuple(refused))


def attachments_taken(viewed: ViewedStore, draft: str, files: Iterable[SentFile]) -> tuple[str, ...]:
    """Keep the PDFs that are to be attached to a draft, under their own names; returns what those are called that are none."""
    refused: list[str] = []
    for file in files:
        if file.data.startswith(b"%PDF-") and len(file.data) <= LARGEST_FILE:
            add_picture(viewed, draft, picture_name(file, "pdf", pictures(viewed, draft).get), file.data)
        else:
            refused.append(file.filename)
    return tuple(refused)


def picture_ending(data: bytes) -> str:
    """Return how the name of a picture ends by what it is, "" for what is none or is too large."""
    return next((ending for head, ending in _HEADS if data.startswith(head)), "") if len(data) <= _LARGEST else ""


def picture_name(file: SentFile, ending: str, known: Callable[[str], str | None]) -> str:
    """Return the name of a picture: its own, with a number where another picture has it. known: gives the digest of the picture of a name."""
    plain = "".join(letter if letter.isalnum() or letter in "-_ " else "-" for letter in PurePath(file.filename).stem).strip()
    stem, sha = plain[:_LONGEST] or "gambar", hashlib.sha256(file.data).hexdigest()
    name, number = f"{stem}.{ending}", 2
    while known(name) not in (None, sha):
        name, number = f"{stem}-{number}.{ending}", number + 1
    return name
