"""What a document is about and for which year, by the names of its fields: covers and the titles of files say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from generator.fields.shapes import Field, Group, Scalar

SUBJECTS: Final = frozenset({"judul", "judul_materi", "mata_ajar", "nama_kegiatan", "nama_program", "nama", "perihal", "tentang"})
YEARS: Final = ("tahun_anggaran", "tahun_ajaran", "tahun_pelajaran", "tahun", "periode")
_LONGEST_TITLE: Final = 120


def subject_path(fields: Iterable[Field]) -> tuple[str, ...]:
    """Return the path of the field that says what a document is about: the first that is a name or a title; () of none."""
    every = tuple(fields)
    for field_ in every:
        if field_.name in SUBJECTS and isinstance(field_, Scalar):
            return (field_.name,)
    groups = (field_ for field_ in every if isinstance(field_, Group))
    return next(((group.name, *found) for group in groups if (found := subject_path(group.fields))), ())


def title_at(path: Iterable[str], values: Mapping[str, Any]) -> str:
    """Return what raw values say at the path of their subject, in one line; "" where they say nothing."""
    held: Any = values
    try:
        for step in path:
            held = held[step]
    except (KeyError, TypeError):  # something else stands where a group should
        return ""
    return " ".join(held.split())[:_LONGEST_TITLE] if isinstance(held, str) else ""


def year_field(fields: Iterable[Field]) -> Field | None:
    """Return the field, among the outermost, that says the year a document is of."""
    named = {field_.name: field_ for field_ in fields if isinstance(field_, Scalar)}
    return next((named[name] for name in YEARS if name in named), None)
