"""Gap: Indeks Kesenjangan Kompetensi (Competency Gap Index, CGI), adopted from the poverty index (SCO-10).

Source: Perdirjen GTK 4141/2023, Bab II huruf A angka 2 huruf a angka 2).
`values` reads the two shapes of input; `census` makes the same sums of whole countries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeVar

from generator.scoring.gap.values import Arguments, Profile, codes, profiles
from generator.scoring.parts import said
from generator.scoring.working import Step, Working, items, shown, step, touching

K = TypeVar("K")

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab II huruf A angka 2 huruf a angka 2)"
DECISIONS: Final = ("cgi-nilai-kompetensi", "cgi-ilustrasi", "cgi-keseluruhan", "cgi-jumlah-guru", "cgi-level-jenjang", "cgi-sub-indikator")


@dataclass(frozen=True, slots=True)
class Sums:
    """What adds up over teachers: n with a value, q below their level, sums of (M - K)/M, of M - K and of K."""

    kompetensi: str
    jenjang: str
    kelompok: str
    n: int
    q: int
    relatif: Fraction
    selisih: Fraction
    nilai: Fraction
    cuts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """CGI of one cut. n: teachers with a value; q: those below their level; mean_gap in levels, over all n."""

    nama: str = field(metadata=said(key=True))
    cgi: Fraction = field(metadata=said("CGI"))
    mean_gap: Fraction = field(metadata=said("Rata-rata kesenjangan"))
    rata_rata: Fraction = field(metadata=said("Rata-rata"))
    n: int = field(metadata=said("n"))
    q: int


@dataclass(frozen=True, slots=True)
class CutIndex:
    """CGI of the teachers that have one value in one of the columns that the call names."""

    potongan: str
    nama: str = field(metadata=said(key=True))
    cgi: Fraction = field(metadata=said("CGI"))
    mean_gap: Fraction = field(metadata=said("Rata-rata kesenjangan"))
    rata_rata: Fraction = field(metadata=said("Rata-rata"))
    n: int = field(metadata=said("n"))
    q: int


@dataclass(frozen=True, slots=True)
class CrossIndex:
    """CGI of one kompetensi among teachers of one jenjang jabatan."""

    kompetensi: str = field(metadata=said(key=True))
    jenjang: str = field(metadata=said(key=True))
    cgi: Fraction = field(metadata=said("CGI"))
    mean_gap: Fraction = field(metadata=said("Rata-rata kesenjangan"))
    n: int = field(metadata=said("n"))
    q: int


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many teachers have reached a level, and not the next."""

    level: int
    jumlah: int


@dataclass(frozen=True, slots=True)
class IndicatorIndex:
    """CGI of one indicator, with how the teachers spread over the levels; urutan 1 is the largest gap."""

    indikator: str = field(metadata=said(key=True))
    kompetensi: str = field(metadata=said(key=True))
    urutan: int
    cgi: Fraction = field(metadata=said("CGI"))
    mean_gap: Fraction = field(metadata=said("Rata-rata kesenjangan"))
    rata_rata: Fraction = field(metadata=said("Rata-rata"))
    n: int = field(metadata=said("n"))
    q: int
    sebaran: tuple[LevelCount, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that was not there: of a whole kompetensi (indikator blank), or of one indicator."""

    nama: str
    kompetensi: str = field(metadata=said(key=True))
    indikator: str = field(metadata=said(key=True))


@dataclass(frozen=True, slots=True)
class Overall:
    """CGI of all teachers and its cuts, those by kompetensi and jenjang."""

    cgi: Fraction
    mean_gap: Fraction
    by_kompetensi: tuple[Index, ...]
    by_jenjang: tuple[Index, ...]
    by_kelompok: tuple[Index, ...]
    by_kompetensi_jenjang: tuple[CrossIndex, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """CGI overall and by every cut; prioritas is by_indikator from the largest gap down; who had no value."""

    cgi: Fraction = field(metadata=said("CGI"))
    mean_gap: Fraction = field(metadata=said("Rata-rata kesenjangan"))
    n: int = field(metadata=said("n"))
    q: int
    by_kompetensi: tuple[Index, ...] = field(metadata=said("Menurut kompetensi"))
    by_jenjang: tuple[Index, ...] = field(metadata=said("Menurut jenjang jabatan"))
    by_kelompok: tuple[Index, ...] = field(metadata=said("Menurut kelompok"))
    by_kompetensi_jenjang: tuple[CrossIndex, ...] = field(metadata=said("Menurut kompetensi dan jenjang jabatan"))
    by_indikator: tuple[IndicatorIndex, ...] = field(metadata=said("Menurut indikator"))
    prioritas: tuple[IndicatorIndex, ...]
    tanpa_nilai: tuple[Missing, ...]
    catatan: str
    potongan: tuple[CutIndex, ...] = field(default=(), metadata=said("Menurut potongan"))


def gap_index(arguments: Arguments) -> Result:
    """Return CGI: per kompetensi 1/n x the sum of (M - K)/M over teachers below M; overall the plain mean of these.

    A surplus never offsets a gap, neither between teachers nor between kompetensi; a teacher without a value is left
    out of n and reported. Raises ScoreRefused: `tabel-kosong`, `jenjang-tidak-dikenal`, `level-nol`, `nilai-di-luar-rentang`,
    `nama-ganda`, `guru-tidak-dikenal`.
    Source: Perdirjen GTK 4141/2023, Bab II huruf A angka 2 huruf a angka 2), rumus dan ilustrasi.
    """
    read = profiles(arguments)
    sums = _sums(read, arguments)
    whole = overall(sums)
    indicators = _by_indicator(read)
    missing = tuple(Missing(*gap) for profile in read for gap in profile.missing)
    teachers = {profile.guru for profile in read if profile.k is not None}
    below = {profile.guru for profile in read if profile.k is not None and _relative(profile, arguments) > 0}
    return Result(
        whole.cgi,
        whole.mean_gap,
        len(teachers),
        len(below),
        whole.by_kompetensi,
        whole.by_jenjang,
        whole.by_kelompok,
        whole.by_kompetensi_jenjang,
        indicators,
        tuple(sorted(indicators, key=lambda indicator: indicator.urutan)),
        missing,
        note(len(whole.by_kompetensi), len(missing)),
        tuple(_named_cuts(sums, arguments.potongan)),
    )


def _named_cuts(sums: Sequence[Sums], columns: Sequence[str]) -> Iterator[CutIndex]:
    """Yield the index of each value of each column that the call names, blanks left out, in the order of the call and of the rows."""
    for at, column in enumerate(columns):
        for one in _cut_of_means([one for one in sums if one.n and one.cuts[at]], lambda one, at=at: one.cuts[at]):
            yield CutIndex(column, one.nama, one.cgi, one.mean_gap, one.rata_rata, one.n, one.q)


@lru_cache(maxsize=4096)
def teacher_gap(level: Fraction, k: Fraction) -> Fraction:
    """Return (M - K)/M for a teacher below the level, 0 otherwise. Source: the term under the sum of the formula."""
    return max(level - k, Fraction(0)) / level


def overall(sums: Iterable[Sums]) -> Overall:
    """Return CGI and its cuts from sums over teachers, which may come from a file read in one pass.

    Overall, of a jenjang and of a group CGI is the plain mean over the kompetensi that have a value there.
    """
    kept = [one for one in sums if one.n]
    kompetensi = _cut(kept, lambda one: one.kompetensi)
    crossed = {key: total(part) for key, part in _parted(kept, lambda one: (one.kompetensi, one.jenjang)).items()}
    return Overall(
        _mean([index.cgi for index in kompetensi]),
        _mean([index.mean_gap for index in kompetensi]),
        kompetensi,
        _cut_of_means(kept, lambda one: one.jenjang),
        _cut_of_means([one for one in kept if one.kelompok], lambda one: one.kelompok),
        tuple(CrossIndex(k, j, one.relatif / one.n, one.selisih / one.n, one.n, one.q) for (k, j), one in crossed.items()),
    )


def total(sums: Sequence[Sums]) -> Sums:
    """Return sums added up, under the names of the first."""
    return Sums(
        sums[0].kompetensi,
        sums[0].jenjang,
        sums[0].kelompok,
        sum(one.n for one in sums),
        sum(one.q for one in sums),
        sum((one.relatif for one in sums), Fraction(0)),
        sum((one.selisih for one in sums), Fraction(0)),
        sum((one.nilai for one in sums), Fraction(0)),
    )


def _cut(sums: Sequence[Sums], key: Callable[[Sums], str]) -> tuple[Index, ...]:
    return tuple(_index(name, total(part)) for name, part in _parted(sums, key).items())


def _cut_of_means(sums: Sequence[Sums], key: Callable[[Sums], str]) -> tuple[Index, ...]:
    """Return per part the plain mean of its kompetensi's indices; n and q are those of its fullest kompetensi."""
    cuts: list[Index] = []
    for name, part in _parted(sums, key).items():
        inner = _cut(part, lambda one: one.kompetensi)
        means = (_mean([i.cgi for i in inner]), _mean([i.mean_gap for i in inner]), _mean([i.rata_rata for i in inner]))
        cuts.append(Index(name, *means, max(i.n for i in inner), max(i.q for i in inner)))
    return tuple(cuts)


def _parted(sums: Iterable[Sums], key: Callable[[Sums], K]) -> dict[K, list[Sums]]:
    parts: dict[K, list[Sums]] = {}
    for one in sums:
        parts.setdefault(key(one), []).append(one)
    return parts


def _index(name: str, one: Sums) -> Index:
    return Index(name, one.relatif / one.n, one.selisih / one.n, one.nilai / one.n, one.n, one.q)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _relative(profile: Profile, arguments: Arguments) -> Fraction:
    """Return the teacher's term of the sum, by the chosen order of mean and gap."""
    if arguments.cara == "kesenjangan dahulu":
        return _mean([teacher_gap(profile.level, value) for _, value in profile.indicators])
    return teacher_gap(profile.level, profile.k or Fraction(0))


def _sums(read: Sequence[Profile], arguments: Arguments) -> list[Sums]:
    """Return the sums over teachers; those with the same numbers are counted first, and added up once."""
    alike = Counter(
        (one.kompetensi, one.jenjang, one.kelompok, one.level, one.k, _relative(one, arguments), one.cuts)
        for one in read
        if one.k is not None
    )
    return [
        Sums(kompetensi, jenjang, kelompok, n, n * (relative > 0), n * relative, n * relative * level, n * k, cuts)
        for (kompetensi, jenjang, kelompok, level, k, relative, cuts), n in alike.items()
    ]


def _by_indicator(read: Sequence[Profile]) -> tuple[IndicatorIndex, ...]:
    values: dict[tuple[str, str], Counter[tuple[Fraction, Fraction]]] = {}
    for profile in read:
        for indicator, value in profile.indicators:
            if indicator:
                values.setdefault((profile.kompetensi, indicator), Counter())[profile.level, value] += 1
    return ranked(values)


def ranked(values: Mapping[tuple[str, str], Counter[tuple[Fraction, Fraction]]]) -> tuple[IndicatorIndex, ...]:
    """Return the index of each kompetensi and indicator from how many teachers have each level and value, ranked by the gap."""
    found = {key: _indicator(*key, counts) for key, counts in values.items()}
    falling = sorted(found, key=lambda key: -found[key].cgi)
    return tuple(replace(one, urutan=falling.index(key) + 1) for key, one in found.items())


def _indicator(kompetensi: str, indicator: str, counts: Counter[tuple[Fraction, Fraction]]) -> IndicatorIndex:
    """Return the index of one indicator from how many teachers have each (M, value); its rank is still open."""
    gaps = [(teacher_gap(level, value), level, value, n) for (level, value), n in counts.items()]
    n = counts.total()
    return IndicatorIndex(
        indikator=indicator,
        kompetensi=kompetensi,
        urutan=0,
        cgi=sum((gap * count for gap, _, _, count in gaps), Fraction(0)) / n,
        mean_gap=sum((gap * level * count for gap, level, _, count in gaps), Fraction(0)) / n,
        rata_rata=sum((value * count for _, _, value, count in gaps), Fraction(0)) / n,
        n=n,
        q=sum(count for gap, _, _, count in gaps if gap > 0),
        sebaran=_spread(counts),
    )


def _spread(counts: Counter[tuple[Fraction, Fraction]]) -> tuple[LevelCount, ...]:
    reached: Counter[int] = Counter()
    for (_, value), n in counts.items():
        reached[int(value)] += n
    return tuple(LevelCount(level, reached[level]) for level in range(min(1, *reached), max(5, *reached) + 1))


def note(kompetensi: int, missing: int) -> str:
    """Return what is said of the overall index: of how many kompetensi it is the mean, how many values were blank."""
    notes = [f"CGI keseluruhan: rerata {kompetensi} kompetensi"]
    if missing:
        notes.append(f"{missing} nilai kosong tidak ikut dihitung")
    return "; ".join(notes)


def work(arguments: Arguments, result: Result) -> Working:
    """Return how CGI came about: per kompetensi the sum of the gaps over n, then their mean."""
    read = profiles(arguments)
    steps = [_kompetensi_step(index, read, arguments) for index in result.by_kompetensi]
    mean = " + ".join(shown(index.cgi) for index in result.by_kompetensi)
    steps.append(step("CGI", f"({mean}) / {len(result.by_kompetensi)}", result.cgi))
    gaps = " + ".join(shown(index.mean_gap) for index in result.by_kompetensi)
    steps.append(step("Rerata kesenjangan (level)", f"({gaps}) / {len(result.by_kompetensi)}", result.mean_gap))
    levels = ((f"M {jenjang}", level) for jenjang, level in dict.fromkeys((profile.jenjang, profile.level) for profile in read))
    inputs = (*items((("Guru dengan nilai", result.n), ("Guru dengan kesenjangan", result.q), ("Cara", arguments.cara))), *items(levels))
    return Working("cgi", inputs, tuple(steps), "", SOURCE, DECISIONS, touching(DECISIONS, _touches(arguments, result, read)))


def _touches(arguments: Arguments, result: Result, read: Sequence[Profile]) -> tuple[bool, ...]:
    """Return of each decision whether another reading would have given these teachers another index."""
    known = [profile for profile in read if profile.k is not None]
    columns = (key for values in arguments.matriks.values() for key in values)
    subs = (codes(row.kompetensi, row.indikator, row.sub_indikator)[2] for row in arguments.nilai)
    return (
        any(_order_matters(profile) for profile in known),
        result.mean_gap != result.cgi,
        len(result.by_kompetensi) > 1 and result.q > 0,
        len(known) < len(read) or 0 < result.q < result.n,
        any("madya" not in profile.jenjang.casefold() for profile in known),
        any(subs) or any(codes(key)[2] for key in columns),
    )


def _order_matters(profile: Profile) -> bool:
    gaps = [teacher_gap(profile.level, value) for _, value in profile.indicators]
    return bool(gaps) and sum(gaps, Fraction(0)) / len(gaps) != teacher_gap(profile.level, profile.k or Fraction(0))


def _kompetensi_step(index: Index, read: Sequence[Profile], arguments: Arguments) -> Step:
    """Return the step of one kompetensi: the terms of its sum, those of equal teachers together."""
    terms: dict[str, int] = {}
    for profile in read:
        if profile.kompetensi == index.nama and profile.k is not None and _relative(profile, arguments) > 0:
            level = shown(profile.level)
            direct = f"({level} − {shown(profile.k)}) / {level}"
            text = direct if arguments.cara == "rerata dahulu" else shown(_relative(profile, arguments))
            terms[text] = terms.get(text, 0) + 1
    added = " + ".join(f"{count} × {text}" if count > 1 else text for text, count in terms.items())
    return step(f"CGI {index.nama}", f"({added or '0'}) / {index.n}", index.cgi)
