"""Level 2 from a bare table: `nama`, `pre`, `post`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Final

from generator.form.bare import BareTable
from generator.form.headings import PEOPLE, Reading, doubled_names, known_names, number, read_columns, words
from generator.scoring.parts import labels_of
from generator.scoring.registry import SCORES, as_plain
from generator.scoring.significance import T_TEST, Arguments, Gain, Result
from generator.scoring.working import probability
from generator.tallies.livebook import HEAD_ROW, Limit, Page, cell, decimal, ready, span, when
from generator.tallies.livebook import given as given_
from generator.tallies.model import Options, ScoreResult, ScoreRun, TallyRecipe
from generator.tallies.printing import aligned, text
from generator.tallies.printing import number as printed
from validators.absence import is_absent
from validators.findings import Finding, Findings, Path, Place, Severity
from validators.messages import finding

_COLUMNS: Final = (
    words(*PEOPLE, "nip", is_needed=False, is_filled=False),
    number("pre", "pretest", "pre-test", "pre test", "tes awal", "nilai awal", is_filled=False),
    number("post", "posttest", "post-test", "post test", "tes akhir", "nilai akhir", is_filled=False),
)
MOST_SHOWN: Final = 60
_HIGHEST: Final[Any] = next(one.default for one in fields(Arguments) if one.name == "maksimum")


def _read(table: BareTable, options: Options) -> Reading:
    reading = read_columns(table, _COLUMNS)
    return replace(reading, found=Findings((*reading.found, *doubled_names(reading, "nama", Severity.WARNING))))


def _runs(reading: Reading, options: Options) -> list[ScoreRun]:
    rows = [
        {"nama": row.text("nama") or f"Peserta {at}", "pre": row.cells["pre"], "post": row.cells["post"]}
        for at, row in enumerate(reading.rows, start=1)
    ]
    places: dict[Path, Place] = {("peserta",): reading.heading("pre")}
    for at, row in enumerate(reading.rows):
        places |= {("peserta", at, name): reading.place(row, name) for name in ("pre", "post")}
    return [ScoreRun("", {"peserta": rows, **options.given("uji", "maksimum")}, places)]


def _keys(done: Sequence[ScoreResult]) -> dict[str, Any]:
    kept: dict[str, Any] = as_plain(done[0].result)
    return kept


def _lines(done: Sequence[ScoreResult]) -> Iterator[str]:
    result: Result = done[0].result
    people = result.peserta[:MOST_SHOWN]
    rows = [(one.nama, printed(one.pre), printed(one.post), printed(one.selisih), printed(one.gain), text(one.kategori)) for one in people]
    yield from aligned(labels_of(Gain, "nama", "pre", "post", "selisih", "gain", "kategori"), rows)
    if len(result.peserta) > MOST_SHOWN:
        yield f"  ... dan {len(result.peserta) - MOST_SHOWN} lagi (lihat --json atau -o)"
    yield f"  n = {result.n}; rerata pre {printed(result.mean_pre)}, post {printed(result.mean_post)}, selisih {printed(result.mean_difference)}"
    if result.test is not None:
        yield from _test_lines(result)
    yield f"  {result.alasan}"
    yield f"  Rerata N-gain = {printed(result.mean_gain)} {_kategori(result.mean_gain_kategori)}; N-gain kelas = {printed(result.class_gain)} {_kategori(result.class_gain_kategori)}"
    yield f"  Simpulan: {result.verdict}"
    if result.tanpa_gain:
        yield f"  Tanpa N-gain (sudah mencapai nilai tertinggi): {', '.join(result.tanpa_gain)}"


def _kategori(name: str) -> str:
    return f"({name})" if name else ""


def _test_lines(result: Result) -> Iterator[str]:
    df = f", df = {result.df}" if result.df is not None else ""
    yield f"  {str(result.test)[:1].upper()}{str(result.test)[1:]}: statistik {printed(result.statistik)}{df}, p {probability(result.p or 0)}"
    if result.ci_low is not None:
        yield f"  Selang kepercayaan 95% selisih: {printed(result.ci_low)} sampai {printed(result.ci_high)}"
    yield f"  Ukuran efek {result.effect_name} = {printed(result.effect_size)}"


def _incomplete(done: ScoreResult) -> Iterator[Finding]:
    for at, row in enumerate(done.given["peserta"]):
        for name in ("pre", "post"):
            if is_absent(row[name]):
                yield replace(finding("nilai-dilewati", ("peserta", at, name), severity=Severity.WARNING), label=f"{row['nama']}, {name}")


def _pages(done: Sequence[ScoreResult]) -> list[Page]:
    given, result = done[0].given, done[0].result
    page = Page("Level 2")
    page.title(SCORES["level2"].label, labels_of(Gain, "nama", "pre", "post", "selisih", "gain"))
    last = page.table([one.nama, one.pre, one.post] for one in result.peserta)
    highest = decimal(Fraction(given.get("maksimum", _HIGHEST)))
    for row in range(HEAD_ROW + 1, last + 1):
        page.work(
            row, 4, when(f"AND({ready(span(row, 2, row, 3), 2)},MAX({span(row, 2, row, 3)})<={highest})", f"{cell(row, 3)}-{cell(row, 2)}")
        )
        page.work(row, 5, given_(cell(row, 4), f'IF({cell(row, 2)}={highest},"",{cell(row, 4)}/({highest}-{cell(row, 2)}))'))
    page.limits.append(Limit(HEAD_ROW + 1, 2, last, 3, highest=ceil(Fraction(highest))))
    columns = [span(HEAD_ROW + 1, column, last) for column in range(2, 6)]
    _summary(page, last + 2, columns, result, highest=highest)
    for row, name in enumerate(result.tidak_lengkap, start=last + 14):
        page.put(row, 1, f"Tidak ikut dihitung (pre atau post kosong): {name}", "catatan")
    return [page]


def _summary(page: Page, top: int, columns: Sequence[str], result: Result, *, highest: str) -> None:
    pre, post, differences, gains = columns
    labels = labels_of(Result, "n", "mean_pre", "mean_post", "mean_difference", "variance", "sd", "mean_gain", "class_gain")
    for row, label in enumerate(labels, start=top):
        page.put(row, 1, label, "kepala")
    count, mean = cell(top, 2), cell(top + 3, 2)
    page.work(top, 2, when(f"COUNT({differences})={len(result.peserta)}", f"COUNT({differences})"), "hasil-hitung")
    for offset, column in enumerate((pre, post, differences), start=1):
        page.work(top + offset, 2, given_(count, f"AVERAGE({column})"), "hasil")
    spread = f'IF({count}<2,"",SUMPRODUCT(({differences}-{mean})*({differences}-{mean}))/({count}-1))'
    page.work(top + 4, 2, given_(count, spread), "hasil")
    page.work(top + 5, 2, given_(cell(top + 4, 2), f"SQRT({cell(top + 4, 2)})"), "hasil", value="" if result.sd is None else result.sd)
    page.work(top + 6, 2, given_(count, f'IFERROR(AVERAGE({gains}),"")'), "hasil")
    page.work(top + 7, 2, given_(count, f'IF({cell(top + 1, 2)}={highest},"",{mean}/({highest}-{cell(top + 1, 2)}))'), "hasil")
    if result.test is not None:
        _test(page, top + 8, result, (count, mean, cell(top + 5, 2)))


def _test(page: Page, top: int, result: Result, cells: tuple[str, str, str]) -> None:
    """Put the test: t and its p follow the cells, Wilcoxon's exact p is the program's and says so."""
    count, mean, deviation = cells
    is_t = result.test == T_TEST
    page.put(top, 1, "t" if is_t else "W", "kepala")
    page.put(top + 1, 1, "p (dua sisi)", "kepala")
    if is_t:
        statistic = f'IF({deviation}=0,"",{mean}/({deviation}/SQRT({count})))'
        page.work(top, 2, given_(count, statistic), "hasil", value=result.statistik)
        page.work(top + 1, 2, given_(cell(top, 2), f"TDIST(MAX({cell(top, 2)},-{cell(top, 2)}),{count}-1,2)"), "hasil", value=result.p)
        return
    is_same = f"AND(COUNT({count},{mean},{deviation})=3,ROUND({mean}-{_near(result.mean_difference)},9)=0,ROUND({deviation}-{_near(result.sd or 0)},9)=0)"
    for row, value in ((top, result.statistik), (top + 1, result.p)):
        page.work(row, 2, when(is_same, _near(value or 0)), "hasil", value=value)
    page.put(top, 3, "Dihitung borang; kosong bila datanya diubah. Jalankan lagi.", "catatan")


def _near(value: Any) -> str:
    """Return a number as a formula writes it, to 15 digits."""
    return f"{Decimal(repr(float(value))):f}"


RECIPE: Final = TallyRecipe(
    "level2",
    "level2",
    "nama, pre, post",
    known_names(_COLUMNS),
    _read,
    _runs,
    _keys,
    _lines,
    _pages,
    _incomplete,
    options=frozenset({"uji", "maksimum"}),
)
