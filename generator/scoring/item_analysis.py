"""Item analysis: difficulty, corrected item-total correlation, discrimination, distractors and reliability of a test that was tried out.

Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 2: an instrument is made "valid dan reliabel" by kaidah ilmiah. Which figures say so and
where their bands lie is not the regulation's (decisions `analisis-butir-*`; bands in specs/reference/analisis-butir.yaml).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from generator.scoring.bands import BandTable
from generator.scoring.disparity import root
from generator.scoring.marked_answers import AnswerSheet, ItemKey, alike, marked
from generator.scoring.parts import said
from generator.scoring.reaction import cronbach_alpha
from generator.scoring.refusal import ScoreRefused
from generator.scoring.significance import mean, variance
from generator.scoring.working import Step, Working, band_line, items, shown, step

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab VI huruf C angka 2, validasi instrumen (valid dan reliabel)"
DECISIONS: Final = ("analisis-butir-ukuran", "analisis-butir-kosong", "analisis-butir-seri")
KUDER_RICHARDSON: Final = "KR-20"
CRONBACH: Final = "Alfa Cronbach"


@dataclass(frozen=True, slots=True)
class Arguments:
    """What items are analysed from.

    jawaban: participant -> item -> answer or mark, blank for none; a list of rows will do where participants have no name. kunci: the items
    in print order. bagian: the share of participants that is the upper and the lower group. The others: bands of the figures.
    """

    jawaban: Mapping[str | int, Mapping[str, Any]]
    kunci: tuple[ItemKey, ...]
    kesukaran: BandTable
    daya_beda: BandTable
    korelasi: BandTable
    reliabilitas: BandTable
    pengecoh: BandTable
    bagian: Fraction = Fraction(27, 100)


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item; a figure is None where it is undefined, and keterangan says why."""

    butir: str = field(metadata=said(key=True))
    kunci: str
    dijawab: int = field(metadata=said("Menjawab"))
    kosong: int = field(metadata=said("Tidak menjawab"))
    benar: int | None = field(metadata=said("Menjawab benar"))
    rerata: Fraction | None = field(metadata=said("Rata-rata skor"))
    kesukaran: Fraction | None = field(metadata=said("Tingkat kesukaran"))
    kesukaran_kategori: str = field(metadata=said("Kategori kesukaran"))
    korelasi: Decimal | None = field(metadata=said("Korelasi butir-total terkoreksi"))
    korelasi_kategori: str = field(metadata=said("Kategori korelasi"))
    daya_beda: Fraction | None = field(metadata=said("Daya beda"))
    daya_beda_kategori: str = field(metadata=said("Kategori daya beda"))
    putusan: str
    keterangan: str


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """One option of an item with a key: how many chose it, and what share of the upper and the lower group."""

    butir: str = field(metadata=said(key=True))
    opsi: str
    jumlah: int = field(metadata=said("Pemilih"))
    persen: Fraction = field(metadata=said("Persentase", unit="%"))
    atas: Fraction | None = field(metadata=said("Kelompok atas", unit="%"))
    bawah: Fraction | None = field(metadata=said("Kelompok bawah", unit="%"))
    keterangan: str


@dataclass(frozen=True, slots=True)
class ParticipantTotal:
    """The sum of one participant's marks."""

    nama: str
    jumlah: Fraction = field(metadata=said("Jumlah skor"))


@dataclass(frozen=True, slots=True)
class Result:
    """The analysis. kelompok: participants in the upper and in the lower group; catatan: why what is undefined is so."""

    jumlah_peserta: int
    jumlah_butir: int = field(metadata=said("Butir yang dianalisis"))
    rerata: Fraction = field(metadata=said("Rata-rata jumlah skor"))
    simpangan_baku: Decimal | None = field(metadata=said("Simpangan baku jumlah skor"))
    kelompok: int = field(metadata=said("Peserta kelompok atas, dan kelompok bawah"))
    reliabilitas: Fraction | None
    reliabilitas_ukuran: str = field(metadata=said("Ukuran reliabilitas"))
    reliabilitas_kategori: str = field(metadata=said("Kategori reliabilitas"))
    butir: tuple[ItemFigures, ...]
    pengecoh: tuple[OptionFigures, ...]
    peserta: tuple[ParticipantTotal, ...]
    tanpa_kunci: tuple[str, ...]
    tidak_mengerjakan: tuple[str, ...]
    perlu_ditinjau: tuple[str, ...] = field(metadata=said("Butir yang perlu ditinjau"))
    catatan: str


@dataclass(frozen=True, slots=True)
class _Trial:
    """The sheets of those who took part, the items that are analysed, the total of each sheet, and its weight in either group."""

    sheets: tuple[AnswerSheet, ...]
    keys: tuple[ItemKey, ...]
    totals: tuple[Fraction, ...]
    group: int
    upper: tuple[Fraction, ...]
    lower: tuple[Fraction, ...]

    @property
    def is_even(self) -> bool:
        """Whether nobody stands above another."""
        return len(set(self.totals)) < 2

    def marks(self, key: ItemKey) -> list[Fraction]:
        """Return the marks of an item, a sheet each."""
        return [sheet.marks[key.butir] for sheet in self.sheets]


def analysis(arguments: Arguments) -> Result:
    """Return the figures of every item, of the options of those with a key, and the reliability of all together.

    A participant without any answer is left out and named; a blank among answers is worth 0. Items without key and highest mark, and those
    that nobody answered, are named and not counted. Participants with the total at the edge of a group share the places left in it.
    Raises ScoreRefused: `tabel-kosong`, `butir-tanpa-kunci`, `nilai-di-luar-rentang`, and those of `marked`.
    Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 2; the figures: Kuder and Richardson (1937), Kelley (1939), Cronbach (1951).
    """
    trial = _trial(arguments)
    known = {key.butir for key in trial.keys}
    figures = tuple(_item(key, trial, arguments) if key.butir in known else _unmarked(key, trial) for key in arguments.kunci)
    reliability = cronbach_alpha([[sheet.marks[key.butir] for key in trial.keys] for sheet in trial.sheets])
    took_part = {sheet.nama for sheet in trial.sheets}
    return Result(
        jumlah_peserta=len(trial.sheets),
        jumlah_butir=len(trial.keys),
        rerata=mean(trial.totals),
        simpangan_baku=root(variance(trial.totals)) if len(trial.totals) > 1 else None,
        kelompok=trial.group,
        reliabilitas=reliability,
        reliabilitas_ukuran=_measure(trial.keys),
        reliabilitas_kategori=_band(arguments.reliabilitas, reliability),
        butir=figures,
        pengecoh=tuple(option for key in trial.keys if key.kunci for option in _options(key, trial, arguments.pengecoh)),
        peserta=tuple(ParticipantTotal(sheet.nama, total) for sheet, total in zip(trial.sheets, trial.totals, strict=True)),
        tanpa_kunci=tuple(key.butir for key in arguments.kunci if not key.is_marked),
        tidak_mengerjakan=tuple(name for name in _names(arguments.jawaban) if name not in took_part),
        perlu_ditinjau=tuple(one.butir for one in figures if one.putusan and one.putusan != arguments.daya_beda.top.values.get("putusan")),
        catatan=_note(trial, reliability),
    )


def correlation(first: Sequence[Fraction], second: Sequence[Fraction]) -> Decimal | None:
    """Return Pearson's r to 50 digits, None where one of the two does not vary.

    r squared is an exact fraction, so r meets an edge of a band exactly or differs from it long before the fiftieth digit.
    """
    if len(first) < 2 or len(set(first)) < 2 or len(set(second)) < 2:
        return None
    here, there = mean(first), mean(second)
    shared = sum(((one - here) * (other - there) for one, other in zip(first, second, strict=True)), Fraction(0)) / (len(first) - 1)
    size = root(shared**2 / (variance(first) * variance(second)))
    return size.copy_negate() if shared < 0 else size


def _trial(arguments: Arguments) -> _Trial:
    if not 0 < arguments.bagian <= Fraction(1, 2):
        raise ScoreRefused("nilai-di-luar-rentang", ("bagian",), nilai=arguments.bagian, minimum=0, maksimum=Fraction(1, 2))
    if not any(key.is_marked for key in arguments.kunci):
        raise ScoreRefused("butir-tanpa-kunci", ("kunci",))
    sheets = tuple(sheet for sheet in marked(arguments.jawaban, arguments.kunci) if any(sheet.answers.values()))
    keys = tuple(key for key in arguments.kunci if key.is_marked and any(sheet.answers[key.butir] for sheet in sheets))
    if not keys:
        raise ScoreRefused("tabel-kosong", ("jawaban",))
    totals = tuple(sum((sheet.marks[key.butir] for key in keys), Fraction(0)) for sheet in sheets)
    group = max(1, int(arguments.bagian * len(totals) + Fraction(1, 2))) if len(totals) > 1 else 0
    upper = _weights(totals, group)
    lower = _weights([-total for total in totals], group)
    return _Trial(sheets, keys, totals, group, upper, lower)


def _weights(totals: Sequence[Fraction], group: int) -> tuple[Fraction, ...]:
    """Return how much of each participant belongs to the `group` highest: 1, 0, and at the edge an equal share of the places left."""
    if not group:
        return (Fraction(0),) * len(totals)
    edge = sorted(totals, reverse=True)[group - 1]
    share = Fraction(group - sum(total > edge for total in totals), sum(total == edge for total in totals))
    return tuple(Fraction(1) if total > edge else share if total == edge else Fraction(0) for total in totals)


def _item(key: ItemKey, trial: _Trial, arguments: Arguments) -> ItemFigures:
    marks = trial.marks(key)
    answered = sum(bool(sheet.answers[key.butir]) for sheet in trial.sheets)
    difficulty = mean(marks) / key.worth
    together = correlation(marks, [total - mark for total, mark in zip(trial.totals, marks, strict=True)])
    apart = None if trial.is_even else (_weighed(marks, trial.upper) - _weighed(marks, trial.lower)) / (trial.group * key.worth)
    return ItemFigures(
        butir=key.butir,
        kunci=key.kunci,
        dijawab=answered,
        kosong=len(marks) - answered,
        benar=sum(mark == key.worth for mark in marks) if key.kunci else None,
        rerata=mean(marks),
        kesukaran=difficulty,
        kesukaran_kategori=_band(arguments.kesukaran, difficulty),
        korelasi=together,
        korelasi_kategori=_band(arguments.korelasi, together),
        daya_beda=apart,
        daya_beda_kategori=_band(arguments.daya_beda, apart),
        putusan=arguments.daya_beda.find(apart).values.get("putusan", "") if apart is not None else "",
        keterangan=_why(marks, together, trial),
    )


def _weighed(marks: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    return sum((mark * weight for mark, weight in zip(marks, weights, strict=True)), Fraction(0))


def _unmarked(key: ItemKey, trial: _Trial) -> ItemFigures:
    """Return an item that is not analysed, with the reason."""
    answered = sum(bool(sheet.answers[key.butir]) for sheet in trial.sheets)
    why = "tidak dijawab seorang pun, tidak dianalisis" if key.is_marked else "tanpa kunci dan skor maksimum, tidak dianalisis"
    silent = len(trial.sheets) - answered
    return ItemFigures(key.butir, key.kunci, answered, silent, None, None, None, "", None, "", None, "", "", why)


def _why(marks: Sequence[Fraction], together: Decimal | None, trial: _Trial) -> str:
    """Return why an item has no correlation, or that its key is to be looked at."""
    if together is not None:
        return "berlawanan dengan butir lain; periksa kuncinya" if together < 0 else ""
    if len(marks) < 2:
        return "hanya satu peserta"
    if len(set(marks)) < 2:
        return "skor semua peserta sama, korelasinya tidak terdefinisi"
    return "hanya butir ini yang dianalisis" if len(trial.keys) < 2 else "jumlah skor butir lain sama bagi semua peserta"


def _options(key: ItemKey, trial: _Trial, bands: BandTable) -> list[OptionFigures]:
    """Return the options of an item: those that may be chosen, else the key and what was chosen, in order."""
    met = (*(answer for sheet in trial.sheets if (answer := sheet.answers[key.butir])), key.kunci)
    names = key.offered or sorted({alike(one): one for one in met}.values(), key=alike)
    return [_option(key, name, trial, bands) for name in names]


def _option(key: ItemKey, name: str, trial: _Trial, bands: BandTable) -> OptionFigures:
    chosen = [Fraction(alike(sheet.answers[key.butir]) == alike(name)) for sheet in trial.sheets]
    share = 100 * mean(chosen)
    above = None if trial.is_even else 100 * _weighed(chosen, trial.upper) / trial.group
    below = None if trial.is_even else 100 * _weighed(chosen, trial.lower) / trial.group
    if alike(name) == alike(key.kunci):
        words = "kunci"
    elif above is not None and below is not None and above > below:
        words = "dipilih lebih banyak kelompok atas"
    else:
        words = _band(bands, share)
    return OptionFigures(key.butir, name, int(sum(chosen)), share, above, below, words)


def _measure(keys: Sequence[ItemKey]) -> str:
    """Return the name of the reliability: that of items right or wrong and worth the same, or Cronbach's."""
    return KUDER_RICHARDSON if all(key.kunci for key in keys) and len({key.worth for key in keys}) == 1 else CRONBACH


def _band(table: BandTable, number: Fraction | Decimal | None) -> str:
    return table.find(number).label if number is not None else ""


def _names(given: Mapping[str | int, Any]) -> list[str]:
    return [who if isinstance(who, str) else f"Peserta {who + 1}" for who in given]


def _note(trial: _Trial, reliability: Fraction | None) -> str:
    if len(trial.sheets) < 2:
        return "Hanya satu peserta yang mengerjakan; korelasi, daya beda, dan reliabilitas tidak terdefinisi."
    if trial.is_even:
        return "Jumlah skor semua peserta sama; daya beda dan reliabilitas tidak terdefinisi."
    return "" if reliability is not None else "Hanya satu butir yang dianalisis; reliabilitas tidak terdefinisi."


def work(arguments: Arguments, result: Result) -> Working:
    """Return how the figures came about."""
    worth = {key.butir: key.worth for key in arguments.kunci}
    steps = [one for figures in result.butir if figures.kesukaran is not None for one in _steps(figures, worth[figures.butir], arguments)]
    k = result.jumlah_butir
    formula = f"{k}/({k} − 1) × (1 − Σ ragam butir / ragam jumlah)"
    steps.append(step(result.reliabilitas_ukuran, formula, result.reliabilitas, bounds=arguments.reliabilitas.boundaries))
    inputs = items(
        (
            ("Peserta", result.jumlah_peserta),
            ("Butir yang dianalisis", k),
            ("Kelompok atas dan bawah, masing-masing", f"{shown(100 * arguments.bagian)}% = {result.kelompok} peserta"),
            ("Tanpa kunci", ", ".join(result.tanpa_kunci) or None),
            ("Tidak mengerjakan", ", ".join(result.tidak_mengerjakan) or None),
            *((("Catatan", result.catatan),) if result.catatan else ()),
        )
    )
    table = arguments.reliabilitas
    band = band_line(table, table.find(result.reliabilitas)) if result.reliabilitas is not None else ""
    return Working("analisis_butir", inputs, tuple(steps), band, SOURCE, DECISIONS)


def _steps(one: ItemFigures, worth: Fraction, arguments: Arguments) -> list[Step]:
    count = one.dijawab + one.kosong
    mark = f"{one.benar} / {count}" if one.benar is not None else f"{shown(one.rerata or 0)} / {shown(worth)}"
    found = [step(f"Kesukaran {one.butir}", mark, one.kesukaran, bounds=arguments.kesukaran.boundaries)]
    if one.korelasi is not None:
        formula = "kovarians dengan jumlah butir lain / (simpangan baku butir × simpangan baku jumlah butir lain)"
        found.append(step(f"Korelasi {one.butir}", formula, one.korelasi, bounds=arguments.korelasi.boundaries))
    if one.daya_beda is not None:
        formula = "rerata kelompok atas − rerata kelompok bawah, dibagi skor maksimum"
        found.append(step(f"Daya beda {one.butir}", formula, one.daya_beda, bounds=arguments.daya_beda.boundaries))
    return found
