"""Significance: Level 2, whether participants learned: paired t or Wilcoxon, effect size, N-gain (SCO-11).

Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 4 huruf a angka 2), Uji Signifikansi: the test follows the design of
the evaluation and kaidah ilmiah. t, its effect size and Wilcoxon's p are exact or to 50 digits; p of t, its quantile and
Shapiro-Wilk are scipy's, kept as the Decimal of its double.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, cast

from generator.scoring.arguments import also
from generator.scoring.bands import BandTable, Exact
from generator.scoring.disparity import root
from generator.scoring.parts import said
from generator.scoring.refusal import ScoreRefused, refuse
from generator.scoring.working import Step, Working, items, probability, probability_step, shown, step, touching

SOURCE: Final = "Perdirjen GTK Nomor 4141/B/HK.06/2023, Bab VI huruf C angka 4 huruf a angka 2), Uji Signifikansi"
DECISIONS: Final = ("level2-uji", "level2-sampel-kecil")
SMALLEST_TESTED: Final = 6
"""Below six participants no two-sided Wilcoxon test can reach 5 %: descriptive only (decision level2-sampel-kecil)."""
MOST_COUNTED: Final = 60
"""Up to so many differences Wilcoxon's p is counted out exactly; beyond, the normal approximation."""

T_TEST: Final = "uji t berpasangan"
WILCOXON: Final = "uji peringkat bertanda Wilcoxon"
Test = Literal["", "t", "uji t", "uji t berpasangan", "wilcoxon", "Wilcoxon", "uji Wilcoxon", "uji peringkat bertanda Wilcoxon"]
Verdict = Literal["meningkat signifikan", "menurun signifikan", "tidak signifikan", "deskriptif"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One participant's marks before and after; blank where a test was not taken."""

    nama: str = field(default="", metadata=also("nip", "peserta"))
    pre: Fraction | None = field(default=None, metadata=also("pretest", "pre_test", "awal"))
    post: Fraction | None = field(default=None, metadata=also("posttest", "post_test", "akhir"))


@dataclass(frozen=True, slots=True)
class Arguments:
    """What Level 2 is computed from.

    uji: the test that the design of the evaluation names; blank: chosen by Shapiro-Wilk on the differences. maksimum: the
    highest mark. taraf: significance level. kategori: bands of the N-gain.
    """

    peserta: tuple[Pair, ...]
    uji: Test = ""
    maksimum: Fraction = Fraction(100)
    taraf: Fraction = Fraction(1, 20)
    kategori: BandTable | None = None


@dataclass(frozen=True, slots=True)
class Gain:
    """One participant: difference, and N-gain, None where pre is already the maximum."""

    nama: str
    pre: Fraction = field(metadata=said("Tes awal"))
    post: Fraction = field(metadata=said("Tes akhir"))
    selisih: Fraction
    gain: Fraction | None = field(metadata=said("N-gain"))
    kategori: str


@dataclass(frozen=True, slots=True)
class PairedT:
    """Paired t-test: t to 50 digits, two-sided p, confidence interval of the mean difference, effect size dz."""

    t: Decimal
    df: int
    p: Decimal
    ci_low: Decimal
    ci_high: Decimal
    dz: Decimal


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Wilcoxon signed-rank test: the smaller rank sum, differences that are not 0, two-sided p, rank-biserial effect size."""

    w: Fraction
    n: int
    p: Fraction | Decimal
    eksak: bool
    r: Fraction


@dataclass(frozen=True, slots=True)
class Result:
    """Level 2. test and p are None where only described; mean_gain: mean of the gains; class_gain: gain of the means."""

    n: int = field(metadata=said("n"))
    test: str | None = field(metadata=said("Uji statistik"))
    alasan: str
    statistik: Exact | None
    df: int | None = field(metadata=said("Derajat bebas"))
    p: Exact | None = field(metadata=said("p", decimals=3, probability=True))
    verdict: Verdict = field(metadata=said("Putusan"))
    mean_pre: Fraction = field(metadata=said("Rata-rata tes awal"))
    mean_post: Fraction = field(metadata=said("Rata-rata tes akhir"))
    mean_difference: Fraction = field(metadata=said("Rata-rata selisih"))
    variance: Fraction | None = field(metadata=said("Varians"))
    sd: Decimal | None = field(metadata=said("Simpangan baku"))
    ci_low: Decimal | None = field(metadata=said("Batas bawah selang kepercayaan"))
    ci_high: Decimal | None = field(metadata=said("Batas atas selang kepercayaan"))
    effect_size: Exact | None = field(metadata=said("Ukuran efek"))
    effect_name: str = field(metadata=said("Nama ukuran efek"))
    shapiro_p: Decimal | None = field(metadata=said("p uji Shapiro-Wilk", decimals=3, probability=True))
    mean_gain: Fraction | None = field(metadata=said("Rata-rata N-gain"))
    mean_gain_kategori: str = field(metadata=said("Kategori rata-rata N-gain"))
    class_gain: Fraction | None = field(metadata=said("N-gain kelas"))
    class_gain_kategori: str = field(metadata=said("Kategori N-gain kelas"))
    peserta: tuple[Gain, ...]
    tanpa_gain: tuple[str, ...]
    tidak_lengkap: tuple[str, ...]


def learning(arguments: Arguments) -> Result:
    """Return the description, the significance test, and the N-gain of paired marks.

    A participant with only one of the two marks is left out and reported; a participant who began at the maximum has no
    gain. Raises ScoreRefused: `tabel-kosong`, `nilai-di-luar-rentang` (marks, taraf).
    Source: Perdirjen GTK 4141/2023, Bab VI huruf C angka 4 huruf a angka 2).
    """
    refuse(_refusals(arguments))
    pairs = [(row.nama, row.pre, row.post) for row in arguments.peserta if row.pre is not None and row.post is not None]
    differences = [post - pre for _, pre, post in pairs]
    pre, post = mean([pre for _, pre, _ in pairs]), mean([post for _, _, post in pairs])
    tested = _tested(differences, arguments)
    gains = tuple(_gain(name, before, after, arguments) for name, before, after in pairs)
    known = [gain.gain for gain in gains if gain.gain is not None]
    mean_gain = mean(known) if known else None
    class_gain = n_gain(pre, post, arguments.maksimum)
    return Result(
        n=len(pairs),
        **tested,
        mean_pre=pre,
        mean_post=post,
        mean_difference=post - pre,
        mean_gain=mean_gain,
        mean_gain_kategori=_category(mean_gain, arguments),
        class_gain=class_gain,
        class_gain_kategori=_category(class_gain, arguments),
        peserta=gains,
        tanpa_gain=tuple(gain.nama for gain in gains if gain.gain is None),
        tidak_lengkap=tuple(row.nama for row in arguments.peserta if row.pre is None or row.post is None),
    )


def n_gain(pre: Fraction, post: Fraction, highest: Fraction) -> Fraction | None:
    """Return (post - pre) / (highest - pre), None where pre is the highest mark. Source: Hake (1998); not in 4141."""
    return (post - pre) / (highest - pre) if pre != highest else None


def mean(values: Sequence[Fraction]) -> Fraction:
    """Return the plain mean of at least one number."""
    return sum(values, Fraction(0)) / len(values)


def variance(values: Sequence[Fraction]) -> Fraction:
    """Return the sample variance (divisor n - 1) of at least two numbers."""
    centre = mean(values)
    return sum(((value - centre) ** 2 for value in values), Fraction(0)) / (len(values) - 1)


def paired_t(differences: Sequence[Fraction], level: Fraction = Fraction(1, 20)) -> PairedT:
    """Return the paired t-test of at least two differences that are not all equal; the interval is of 1 - level.

    Source: kaidah ilmiah, to which 4141 Bab VI huruf C angka 4 huruf a angka 2) leaves the choice.
    """
    from scipy import stats  # pyright: ignore[reportMissingTypeStubs] - scipy ships none

    centre, spread, n = mean(differences), variance(differences), len(differences)
    t = _signed(root(centre**2 * n / spread), centre)
    p = _double(2 * float(cast("Any", stats.t).sf(abs(float(t)), n - 1)))
    quantile = Fraction(float(cast("Any", stats.t).ppf(1 - float(level) / 2, n - 1)))
    reach = quantile * Fraction(root(spread / n))
    return PairedT(t, n - 1, p, _decimal(centre - reach), _decimal(centre + reach), _signed(root(centre**2 / spread), centre))


def signed_rank(differences: Sequence[Fraction]) -> SignedRank:
    """Return the Wilcoxon signed-rank test; zeros are dropped, equal differences share the mean rank.

    At least one difference must not be 0. p is counted over all sign patterns up to `MOST_COUNTED`, ties included.
    Source: kaidah ilmiah, as `paired_t`.
    """
    moved = [difference for difference in differences if difference]
    doubled = _doubled_ranks([abs(difference) for difference in moved])
    up = sum(rank for rank, difference in zip(doubled, moved, strict=True) if difference > 0)
    total = sum(doubled)
    low = min(up, total - up)
    exact = len(moved) <= MOST_COUNTED
    p = _counted_p(doubled, low) if exact else _approximate_p(differences)
    return SignedRank(Fraction(low, 2), len(moved), p, exact, Fraction(2 * up - total, total))


def _doubled_ranks(sizes: Sequence[Fraction]) -> list[int]:
    """Return twice the rank of each size, so that the mean rank of ties is whole."""
    order = sorted(sizes)
    first = {size: at for at, size in reversed(list(enumerate(order)))}
    last = {size: at for at, size in enumerate(order)}
    return [first[size] + last[size] + 2 for size in sizes]


def _counted_p(doubled: Sequence[int], low: int) -> Fraction:
    """Return the share of the 2^n sign patterns whose rank sum is at most `low`, twice, at most 1."""
    ways = [1] + [0] * low
    for rank in doubled:
        for reached in range(low, rank - 1, -1):
            ways[reached] += ways[reached - rank]
    return min(Fraction(1), Fraction(2 * sum(ways), 2 ** len(doubled)))


def _approximate_p(differences: Sequence[Fraction]) -> Decimal:
    from scipy import stats  # pyright: ignore[reportMissingTypeStubs] - scipy ships none

    outcome = cast("Any", stats).wilcoxon([float(difference) for difference in differences], method="asymptotic", correction=True)
    return _double(float(outcome.pvalue))


def shapiro_p(differences: Sequence[Fraction]) -> Decimal:
    """Return p of the Shapiro-Wilk test that at least three differences, not all equal, are normal."""
    from scipy import stats  # pyright: ignore[reportMissingTypeStubs] - scipy ships none

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scipy: p is less accurate above 5,000 values; it only chooses the test
        return _double(float(cast("Any", stats).shapiro([float(difference) for difference in differences]).pvalue))


def _tested(differences: Sequence[Fraction], arguments: Arguments) -> dict[str, Any]:
    """Return the fields of `Result` that belong to the test."""
    spread = variance(differences) if len(differences) > 1 else None
    sd = root(spread) if spread is not None else None
    empty: dict[str, Any] = {
        "test": None,
        "statistik": None,
        "df": None,
        "p": None,
        "verdict": "deskriptif",
        "ci_low": None,
        "ci_high": None,
    }
    empty |= {"effect_size": None, "effect_name": "", "shapiro_p": None, "variance": spread, "sd": sd}
    if len(differences) < SMALLEST_TESTED:
        return empty | {"alasan": f"Peserta kurang dari {SMALLEST_TESTED}; hanya uraian deskriptif."}
    if not any(differences):
        return empty | {"alasan": "Semua selisih 0; tidak ada yang diuji."}
    name, reason, normality = _chosen(differences, spread or Fraction(0), arguments)
    empty |= {"alasan": reason, "shapiro_p": normality}
    if spread == 0 and name == T_TEST:
        return empty | {"alasan": f"{reason} Semua selisih sama, sehingga t tidak terdefinisi; hanya uraian deskriptif."}
    t = paired_t(differences, arguments.taraf) if spread else None
    interval = {"ci_low": t.ci_low, "ci_high": t.ci_high} if t else {}
    found = _by_t(t) if name == T_TEST and t else _by_ranks(signed_rank(differences))
    return empty | interval | found | {"test": name, "verdict": _verdict(found["p"], found["effect_size"], arguments.taraf)}


def _chosen(differences: Sequence[Fraction], spread: Fraction, arguments: Arguments) -> tuple[str, str, Decimal | None]:
    """Return the test's name, why it was chosen, and Shapiro-Wilk's p where that chose."""
    if arguments.uji:
        name = WILCOXON if "wilcoxon" in arguments.uji.casefold() else T_TEST
        return name, "Uji ditetapkan dalam desain evaluasi.", None
    if spread == 0:
        return WILCOXON, "Semua selisih sama.", None
    normality = shapiro_p(differences)
    if Fraction(normality) >= Fraction(1, 20):
        return T_TEST, f"Selisih mendekati normal (Shapiro-Wilk, p {probability(normality)}).", normality
    return WILCOXON, f"Selisih tidak normal (Shapiro-Wilk, p {probability(normality)}).", normality


def _by_t(test: PairedT) -> dict[str, Any]:
    return {"statistik": test.t, "df": test.df, "p": test.p, "effect_size": test.dz, "effect_name": "dz"}


def _by_ranks(test: SignedRank) -> dict[str, Any]:
    return {"statistik": test.w, "p": test.p, "effect_size": test.r, "effect_name": "r (peringkat biserial)"}


def _verdict(p: Exact, direction: Exact, level: Fraction) -> Verdict:
    if Fraction(p) >= level:
        return "tidak signifikan"
    return "meningkat signifikan" if direction > 0 else "menurun signifikan"


def _gain(name: str, pre: Fraction, post: Fraction, arguments: Arguments) -> Gain:
    gain = n_gain(pre, post, arguments.maksimum)
    return Gain(name, pre, post, post - pre, gain, _category(gain, arguments))


def _category(gain: Fraction | None, arguments: Arguments) -> str:
    return arguments.kategori.find(gain).label if gain is not None and arguments.kategori else ""


def _refusals(arguments: Arguments) -> list[ScoreRefused]:
    found: list[ScoreRefused] = []
    for at, row in enumerate(arguments.peserta):
        for column, mark in (("pre", row.pre), ("post", row.post)):
            if mark is not None and not 0 <= mark <= arguments.maksimum:
                facts: dict[str, Any] = {"nama": f"{row.nama or f'Baris {at + 1}'}, {column}", "nilai": mark}
                facts |= {"minimum": 0, "maksimum": arguments.maksimum}
                found.append(ScoreRefused("nilai-di-luar-rentang", ("peserta", at, column), **facts))
    if not any(row.pre is not None and row.post is not None for row in arguments.peserta):
        found.append(ScoreRefused("tabel-kosong", ("peserta",)))
    if not 0 < arguments.taraf < 1:
        found.append(ScoreRefused("nilai-di-luar-rentang", ("taraf",), nilai=arguments.taraf, minimum=0, maksimum=1))
    return found


def _signed(size: Decimal, like: Fraction) -> Decimal:
    """Return a size with the sign of `like`, all its digits kept (arithmetic on Decimal would cut them to 28)."""
    return size.copy_negate() if like < 0 else size


def _double(value: float) -> Decimal:
    """Return scipy's double as the shortest decimal that is it; a p of no number is a fault of ours and crashes."""
    if not math.isfinite(value):
        raise ArithmeticError(value)
    return Decimal(repr(value))


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def work(arguments: Arguments, result: Result) -> Working:
    """Return how the verdict and the gains came about."""
    difference = f"{shown(result.mean_post)} − {shown(result.mean_pre)}"
    highest = shown(arguments.maksimum)
    steps = [step("Rerata selisih", difference, result.mean_difference)]
    if result.sd is not None:
        steps.append(step("Simpangan baku selisih", f"√{shown(result.variance or 0)}", result.sd))
    steps += _test_steps(arguments, result)
    gains = " + ".join(shown(one.gain) for one in result.peserta if one.gain is not None)
    count = len(result.peserta) - len(result.tanpa_gain)
    steps.append(step("Rerata N-gain", f"({gains}) / {count}", result.mean_gain))
    steps.append(step("N-gain kelas", f"({difference}) / ({highest} − {shown(result.mean_pre)})", result.class_gain))
    inputs = items(
        (
            ("Peserta", result.n),
            ("Uji menurut desain", arguments.uji or None),
            ("Tidak lengkap", ", ".join(result.tidak_lengkap) or None),
            ("Alasan", result.alasan),
        )
    )
    touched = touching(DECISIONS, (result.test is not None, result.n < SMALLEST_TESTED))
    return Working("level2", inputs, tuple(steps), result.verdict, SOURCE, DECISIONS, touched)


def _test_steps(arguments: Arguments, result: Result) -> list[Step]:
    if result.test is None or result.p is None:
        return []
    bounds = (arguments.taraf,)
    if result.test == T_TEST:
        formula = f"{shown(result.mean_difference)} / ({shown(result.sd or 0)} / √{result.n})"
        return [step("t", formula, result.statistik), probability_step(f"dua sisi, df = {result.df}", result.p, bounds)]
    return [step("W", "jumlah peringkat terkecil", result.statistik), probability_step("dua sisi", result.p, bounds)]
