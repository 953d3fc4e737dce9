"""Competence values of teachers, from long rows or from a matrix, as one profile per teacher and kompetensi (SCO-10).

Source: Perdirjen GTK 4141/2023, Bab II huruf A angka 2 huruf a angka 2) and angka 3, Tabel 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from generator.scoring.arguments import also, whole_row
from generator.scoring.recap import cell_text, has_column
from generator.scoring.refusal import Place, ScoreRefused, refuse

Order = Literal["rerata dahulu", "kesenjangan dahulu"]
_CODE: Final = re.compile(r"\d+(\.\d+){0,2}")


@dataclass(frozen=True, slots=True)
class LevelValue:
    """One value of a teacher: of a kompetensi, of an indikator, or of a sub-indikator (their codes may stand in any column)."""

    nama: str = field(metadata=also("nip", "guru"))
    jenjang: str = field(metadata=also("jenjang_jabatan", "jabatan"))
    kompetensi: str = field(default="", metadata=also("kode"))
    nilai: Fraction | None = field(default=None, metadata=also("level"))
    indikator: str = field(default="", metadata=also("kode_indikator"))
    sub_indikator: str = field(default="", metadata=also("kode_sub_indikator"))
    kelompok: str = field(default="", metadata=also("kabupaten", "mata_pelajaran"))
    baris: Mapping[str, Any] = field(default_factory=dict[str, Any], metadata=whole_row(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Teacher:
    """A teacher whose values stand in the matrix under `nip` or `nama`."""

    nama: str
    jenjang: str = field(metadata=also("jenjang_jabatan", "jabatan"))
    nip: str = field(default="", metadata=also("nuptk", "kode"))
    kelompok: str = field(default="", metadata=also("kabupaten", "mata_pelajaran"))
    baris: Mapping[str, Any] = field(default_factory=dict[str, Any], metadata=whole_row(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MinimalLevel:
    """M, the lowest level that a jenjang jabatan asks for, and other names of the jenjang."""

    jenjang: str = field(metadata=also("nama", "kode"))
    level: Fraction = field(metadata=also("level_minimal", "minimum"))
    alias: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyName:
    """The printed name of a kompetensi's code."""

    kode: str
    nama: str


@dataclass(frozen=True, slots=True)
class Arguments:
    """What CGI is computed from: long rows `nilai`, or `guru` and `matriks` (teacher -> code -> value); blanks are left out.

    cara: the mean of the indicators first, then the gap (as the formula has one K per teacher), or the gap of each
    indicator first. kelompok of rows (kabupaten/kota, mata pelajaran): one more cut. potongan: the columns of `guru` or `nilai` each of which
    is one more cut. Values lie in minimum to maksimum.
    """

    level: tuple[MinimalLevel, ...]
    nilai: tuple[LevelValue, ...] = ()
    guru: tuple[Teacher, ...] = ()
    matriks: Mapping[str, Mapping[str, Fraction | None]] = field(default_factory=dict[str, Mapping[str, Fraction | None]])
    kompetensi: tuple[CompetencyName, ...] = ()
    cara: Order = "rerata dahulu"
    minimum: Fraction = Fraction(0)
    maksimum: Fraction = Fraction(5)
    potongan: tuple[str, ...] = ()


Tree: TypeAlias = dict[str, dict[str, Fraction | None]]
"""Of one teacher and kompetensi: indikator -> sub-indikator -> value; a level that is not there has the name ""."""


class _Key(NamedTuple):
    nama: str
    jenjang: str
    kelompok: str
    kompetensi: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One teacher in one kompetensi. k: the mean of the indicators, None without a value. missing: what was blank.

    cuts: the teacher's value in each column that the call names, "" for a blank one.
    """

    guru: tuple[str, str]
    jenjang: str
    kelompok: str
    kompetensi: str
    level: Fraction
    k: Fraction | None
    indicators: tuple[tuple[str, Fraction], ...]
    missing: tuple[tuple[str, str, str], ...]
    cuts: tuple[str, ...] = ()


def profiles(arguments: Arguments) -> tuple[Profile, ...]:
    """Return a profile for each teacher and kompetensi, in the order of input.

    K of a kompetensi is the plain mean of its indicators, of an indicator that of its sub-indicators (decision cgi-nilai-kompetensi).
    Raises ScoreRefused as `gap.gap_index` says.
    """
    found: list[ScoreRefused] = []
    trees: dict[_Key, Tree] = {}
    levels = _levels(arguments)
    names = {one.kode: one.nama for one in arguments.kompetensi}
    cuts: dict[_Key, tuple[str, ...]] = {}
    _check_cuts(arguments)
    for row, place in _rows(arguments, found):
        found.extend(_row_refusals(row, place, arguments, levels))
        known = levels.get(folded(row.jenjang))
        key, indikator, sub = _key(row, known.jenjang if known else row.jenjang, names)
        if arguments.potongan:
            cuts.setdefault(key, tuple(cell_text(row.baris, column, blank="") for column in arguments.potongan))
        leaves = trees.setdefault(key, {}).setdefault(indikator, {})
        if sub in leaves:
            found.append(ScoreRefused("nama-ganda", place, nama=f"{row.nama}, {sub or indikator or key.kompetensi}"))
        leaves[sub] = row.nilai
    refuse(found)
    if not any(value is not None for tree in trees.values() for leaves in tree.values() for value in leaves.values()):
        raise ScoreRefused("tabel-kosong", ("nilai",) if arguments.nilai or not arguments.matriks else ("matriks",))
    return tuple(replace(_profile(key, tree, levels[folded(key.jenjang)].level), cuts=cuts.get(key, ())) for key, tree in trees.items())


def _check_cuts(arguments: Arguments) -> None:
    """Refuse a cut by a column that no row has."""
    rows = [row.baris for row in arguments.nilai or arguments.guru]
    for column in arguments.potongan:
        if rows and not any(has_column(row, column) for row in rows):
            known = ", ".join(str(name) for name in rows[0])
            raise ScoreRefused("pilihan-tidak-dikenal", ("potongan",), nama="Kolom", nilai=column, pilihan=known)


@lru_cache(maxsize=1024)
def folded(jenjang: str) -> str:
    """Return a jenjang jabatan for comparison: `Guru Ahli Madya`, `ahli_madya` and `Ahli Madya` are one."""
    words = jenjang.replace("_", " ").replace("-", " ").casefold().split()
    return " ".join(words[1:] if words[:1] == ["guru"] else words)


@lru_cache(maxsize=1024)
def codes(kompetensi: str, indikator: str = "", sub_indikator: str = "") -> tuple[str, str, str]:
    """Return (kompetensi, indikator, sub-indikator) with codes taken apart: "1.1.2" is of indikator 1.1, kompetensi 1."""
    code = sub_indikator or indikator or kompetensi
    if not _CODE.fullmatch(code):
        return kompetensi, indikator, sub_indikator
    parts = code.split(".")
    steps = [".".join(parts[: at + 1]) for at in range(len(parts))] + ["", ""]
    first = kompetensi if kompetensi and not _CODE.fullmatch(kompetensi) else steps[0]
    return first, indikator or steps[1], steps[2]


def _levels(arguments: Arguments) -> dict[str, MinimalLevel]:
    for at, row in enumerate(arguments.level):
        if row.level <= 0:
            raise ScoreRefused("level-nol", ("level", at, "level"), nama=row.jenjang, nilai=row.level)
    return {folded(name): row for row in arguments.level for name in (*row.alias, row.jenjang)}


def _rows(arguments: Arguments, found: list[ScoreRefused]) -> Iterable[tuple[LevelValue, Place]]:
    yield from ((row, ("nilai", at, "nilai")) for at, row in enumerate(arguments.nilai))
    known = {name: teacher for teacher in arguments.guru for name in (teacher.nama, teacher.nip) if name}
    namesakes = Counter(teacher.nama for teacher in arguments.guru)
    for name, values in arguments.matriks.items():
        teacher = known.get(str(name))
        if teacher is None:
            found.append(ScoreRefused("guru-tidak-dikenal", ("matriks", name), nama=str(name)))
            continue
        who = teacher.nama if namesakes[teacher.nama] == 1 else f"{teacher.nama} ({name})"
        for code, value in values.items():
            yield (
                LevelValue(who, teacher.jenjang, str(code), value, kelompok=teacher.kelompok, baris=teacher.baris),
                ("matriks", name, code),
            )


def _row_refusals(row: LevelValue, place: Place, arguments: Arguments, levels: Mapping[str, MinimalLevel]) -> list[ScoreRefused]:
    found: list[ScoreRefused] = []
    if folded(row.jenjang) not in levels:
        names = ", ".join(one.jenjang for one in arguments.level)
        where = (*place[:2], "jenjang") if place[0] == "nilai" else ("guru",)
        found.append(ScoreRefused("jenjang-tidak-dikenal", where, nama=row.nama, nilai=row.jenjang or "kosong", pilihan=names))
    if row.nilai is not None and not arguments.minimum <= row.nilai <= arguments.maksimum:
        facts: dict[str, Any] = {"nilai": row.nilai, "minimum": arguments.minimum, "maksimum": arguments.maksimum}
        what = row.sub_indikator or row.indikator or row.kompetensi
        found.append(ScoreRefused("nilai-di-luar-rentang", place, nama=f"{row.nama}, {what}", **facts))
    return found


def _key(row: LevelValue, jenjang: str, names: Mapping[str, str]) -> tuple[_Key, str, str]:
    kompetensi, indikator, sub = codes(row.kompetensi, row.indikator, row.sub_indikator)
    return _Key(row.nama, jenjang, row.kelompok, names.get(kompetensi, kompetensi)), indikator, sub


def _profile(key: _Key, tree: Tree, level: Fraction) -> Profile:
    means = {indicator: _mean(tuple(leaves.values())) for indicator, leaves in tree.items()}
    present = tuple((indicator, value) for indicator, value in means.items() if value is not None)
    blank = [sub or indicator for indicator, leaves in tree.items() for sub, value in leaves.items() if value is None]
    missing = tuple((key.nama, key.kompetensi, code) for code in blank) if present else ((key.nama, key.kompetensi, ""),)
    k = _mean(tuple(value for _, value in present))
    return Profile((key.nama, key.jenjang), key.jenjang, key.kelompok, key.kompetensi, level, k, present, missing)


@lru_cache(maxsize=4096)
def _mean(values: tuple[Fraction | None, ...]) -> Fraction | None:
    present = [value for value in values if value is not None]
    return sum(present, Fraction(0)) / len(present) if present else None
