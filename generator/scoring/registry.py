"""Registry: every score by the name that a spec and the command line give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any, Final, cast

from generator.scoring import (
    coverage,
    cvi,
    disparity,
    distinct,
    grades,
    item_analysis,
    lessons,
    points,
    reaction,
    recap,
    regroup,
    significance,
    targets,
)
from generator.scoring.arguments import Absent, argument_of, arguments_of, as_plain, as_written, field_tree
from generator.scoring.gap import indices as gap
from generator.scoring.gap import values as gap_values
from generator.scoring.refusal import MESSAGES, ScoreRefused
from generator.scoring.schedule import plan as schedule
from generator.scoring.schedule.timetable import timetable_work
from generator.scoring.working import Working
from validators.absence import KOSONG

__all__ = ["COMMANDS", "SCORES", "Score", "as_plain", "field_tree", "prepared", "references_of", "run", "working"]


@dataclass(frozen=True, slots=True)
class Score:
    """A score: what it is called, the function, the types of what goes in and comes out, and where it is printed.

    arguments: a frozen dataclass whose fields are the names under `with:`. result: a frozen dataclass, Fraction, or tuple of
    dataclass. references: argument -> the table or bands that the caller injects where the spec does not give it.
    variants: the same with `{argument}` to be filled in, where another argument chooses the table. work: arguments and
    result -> working. command: the name on the command line. column_names: arguments that name a column.
    """

    name: str
    label: str
    function: Callable[[Any], Any]
    arguments: type
    result: Any
    source: str
    work: Callable[[Any, Any], Working]
    references: Mapping[str, str] = field(default_factory=dict[str, str])
    variants: Mapping[str, str] = field(default_factory=dict[str, str])
    command: str = ""
    column_names: frozenset[str] = frozenset()


_ALL: Final = (
    Score(
        "cvi",
        "Content Validity Index (CVI)",
        cvi.validity,
        cvi.Arguments,
        cvi.Result,
        cvi.SOURCE,
        cvi.work,
        {"ambang": "cvi", "kappa": "kappa", "pustaka": "cvi-literatur"},
        command="cvi",
    ),
    Score("nilai_akhir", "Nilai Akhir (NA)", grades.final_mark, grades.Arguments, Fraction, grades.SOURCE, grades.work, command="na"),
    Score(
        "daftar_nilai",
        "Daftar nilai akhir peserta",
        grades.class_marks,
        grades.ClassArguments,
        grades.ClassResult,
        grades.SOURCE,
        grades.class_work,
        {"ambang": "predikat-kelulusan"},
    ),
    Score(
        "capaian",
        "Capaian target lulusan",
        targets.graduates,
        targets.Arguments,
        targets.Result,
        targets.SOURCE,
        targets.work,
        {"ambang": "predikat-capaian"},
        command="capaian",
    ),
    Score(
        "penurunan",
        "Capaian target penurunan indeks",
        targets.reduction,
        targets.ReductionArguments,
        targets.Result,
        targets.REDUCTION_SOURCE,
        targets.reduction_work,
        {"ambang": "predikat-capaian"},
        command="penurunan",
    ),
    Score(
        "id",
        "Indeks Disparitas (ID)",
        disparity.disparity,
        disparity.Arguments,
        disparity.Result,
        disparity.SOURCE,
        disparity.work,
        command="id",
    ),
    Score(
        "cgi",
        "Indeks Kesenjangan Kompetensi (CGI)",
        gap.gap_index,
        gap_values.Arguments,
        gap.Result,
        gap.SOURCE,
        gap.work,
        {"level": "jenjang-jabatan", "kompetensi": "kompetensi"},
        command="cgi",
        column_names=frozenset({"potongan"}),
    ),
    Score(
        "level1",
        "Evaluasi Level 1 (Reaksi)",
        reaction.reaction,
        reaction.Arguments,
        reaction.Result,
        reaction.SOURCE,
        reaction.work,
        {"kategori": "likert-4"},
        {"kategori": "likert-{skala}"},
        command="level1",
    ),
    Score(
        "level2",
        "Evaluasi Level 2 (Pembelajaran)",
        significance.learning,
        significance.Arguments,
        significance.Result,
        significance.SOURCE,
        significance.work,
        {"kategori": "n-gain"},
        command="level2",
    ),
    Score(
        "analisis_butir",
        "Analisis butir tes",
        item_analysis.analysis,
        item_analysis.Arguments,
        item_analysis.Result,
        item_analysis.SOURCE,
        item_analysis.work,
        {
            "kesukaran": "kesukaran-butir",
            "daya_beda": "daya-beda",
            "korelasi": "korelasi-butir",
            "reliabilitas": "reliabilitas",
            "pengecoh": "pengecoh",
        },
        command="analisis-butir",
    ),
    Score(
        "rhk",
        "Poin RHK pengembangan kompetensi",
        points.points,
        points.Arguments,
        points.Result,
        points.SOURCE,
        points.work,
        {"daftar_aturan": "rhk-aturan", "katalog": "rhk"},
        command="rhk",
    ),
    Score(
        "jp",
        "Menit dan hari pelatihan",
        lessons.lessons,
        lessons.Arguments,
        lessons.Result,
        lessons.SOURCE,
        lessons.work,
        {"aturan": "jp"},
        command="jp",
    ),
    Score(
        "dasbor",
        "Capaian cakupan dan waktu",
        coverage.dashboard,
        coverage.Arguments,
        coverage.Result,
        coverage.SOURCE,
        coverage.work,
        command="dasbor",
    ),
    Score(
        "susun_jadwal",
        "Jadwal pelatihan",
        schedule.susun_jadwal,
        schedule.Arguments,
        schedule.Result,
        lessons.SOURCE,
        timetable_work,
        {"aturan": "jp"},
    ),
    Score(
        "rekap",
        "Rekapitulasi",
        recap.recap,
        recap.Arguments,
        tuple[recap.RecapRow, ...],
        recap.SOURCE,
        recap.work,
        column_names=frozenset({"per"}),
    ),
    Score(
        "ringkas",
        "Ringkasan menurut kolom",
        regroup.regrouped,
        regroup.Arguments,
        regroup.Result,
        regroup.SOURCE,
        regroup.work,
        column_names=frozenset({"menurut", "lajur", "nilai"}),
    ),
    Score(
        "berbeda",
        "Banyaknya yang berbeda",
        distinct.distinct,
        distinct.Arguments,
        distinct.Result,
        distinct.SOURCE,
        distinct.work,
        column_names=frozenset({"penanda", "cadangan", "menurut", "nama"}),
    ),
)

SCORES: Final[dict[str, Score]] = {score.name: score for score in _ALL}
COMMANDS: Final[dict[str, Score]] = {score.command: score for score in _ALL if score.command}
"""The scores of the command line by their name there."""

MESSAGES.update(schedule.MESSAGES)


def run(score: Score | str, given: Mapping[str, Any]) -> Any:
    """Return the result of a score on plain data, or an absence.

    given: under each argument's name nested dict, list or tuple of int, Decimal, Fraction, str, bool, date, time, KOSONG, and
    the references. `CACAT` in what the score reads gives `CACAT`; `KOSONG` as the whole of an argument without default, or as all that was
    handed in beside the references, gives `KOSONG`.
    Raises ScoreRefused for bad numbers (floats, NaN and infinity among them), TypeError for wrong names and types.
    """
    score = SCORES[score] if isinstance(score, str) else score
    own = [value for name, value in given.items() if name not in {*score.references, *score.variants}]
    if own and all(value is KOSONG for value in own):
        return KOSONG
    try:
        return score.function(arguments_of(score.arguments, given))
    except Absent as absent:
        return absent.value
    except ScoreRefused as refusal:
        for one in refusal.all:
            one.place = as_written(score.arguments, given, one.place)
        raise


def working(score: Score | str, given: Mapping[str, Any]) -> Working:
    """Return how the result of a score comes about, as data.

    Raises as `run` does, and ValueError where the data holds an absence that leaves no result.
    """
    score = SCORES[score] if isinstance(score, str) else score
    try:
        arguments = cast("Any", arguments_of(cast("type[object]", score.arguments), given))
        return score.work(arguments, score.function(arguments))
    except Absent as absent:
        raise ValueError(f"{score.name}: {absent.value!r}") from absent


def prepared(score: Score, argument: str, reference: Any) -> Any:
    """Return a reference converted once, for a caller that runs the score on many documents; `run` takes either form."""
    return argument_of(score.arguments, argument, reference)


def references_of(score: Score, given: Mapping[str, Any]) -> dict[str, str]:
    """Return argument -> name of the table or bands to inject: where the spec gives none, or gives the name as text."""
    defaults = {one.name: one.default for one in fields(score.arguments)}
    wanted: dict[str, str] = {}
    for argument, name in {**score.references, **score.variants}.items():
        own = given.get(argument)
        if isinstance(own, str):
            wanted[argument] = own
        elif own is None:
            wanted[argument] = name.format(**{**defaults, **given})
    return wanted
