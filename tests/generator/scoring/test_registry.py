"""Every score by its name: declared types, references, working, decisions. SCO-90, SCO-91, and what the command line prints."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import is_dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.reference import Library
from generator.scoring.bands import BandTable
from generator.scoring.refusal import MESSAGES, ScoreRefused
from generator.scoring.registry import COMMANDS, SCORES, as_plain, field_tree, prepared, references_of, run, working
from validators.absence import CACAT, KOSONG

ROOT = Path(__file__).resolve().parents[3]
LIBRARY = Library((ROOT / "specs" / "reference",))

CASES: dict[str, dict[str, Any]] = {
    "cvi": {"penilaian": {"x": {"A": 4, "B": 3, "C": None}}},
    "nilai_akhir": {"nilai": {"sikap": 80}, "bobot": [{"nama": "sikap", "bobot": 100}]},
    "daftar_nilai": {"peserta": {"Ani": {"sikap": 80}}, "bobot": [{"nama": "sikap", "bobot": 100}]},
    "capaian": {"lulus": 109, "target": 120},
    "penurunan": {"aktual": Decimal("0.30"), "target": Decimal("0.25")},
    "id": {"wilayah": [{"kabupaten": "A", "lulus": 1, "sasaran": 2, "guru": 3}, {"kabupaten": "B", "lulus": 2, "sasaran": 2, "guru": 3}]},
    "cgi": {"nilai": [{"nama": "Ani", "jenjang": "Ahli Madya", "kompetensi": "1.1", "nilai": 3}]},
    "level1": {"jawaban": [{"a": 4, "b": 3}, {"a": 2, "b": 1}]},
    "analisis_butir": {"jawaban": {"Ani": {"B1": "A"}, "Budi": {"B1": "C"}}, "kunci": [{"butir": "B1", "kunci": "A"}]},
    "level2": {"peserta": [{"nama": f"P{at}", "pre": 50 + at, "post": 60 + at * at} for at in range(7)]},
    "rhk": {"rencana": [{"kuantitas": 2, "poin": 8}, {"kuantitas": 1, "poin": 36}], "aturan": "PMM-2024"},
    "jp": {"jp": 16, "moda": "luring"},
    "dasbor": {"per": date(2026, 6, 30), "sasaran": [{"dilatih": 1, "target": 2}], "mulai": date(2026, 6, 1), "akhir": date(2026, 7, 1)},
    "susun_jadwal": {
        "mata_ajar": [{"nama": "Refleksi", "jp": 6, "moda": "luring"}],
        "mulai": date(2026, 6, 1),
        "jam_kerja": [{"mulai": time(8), "selesai": time(16)}],
    },
    "rekap": {"dari": [{"predikat": "Baik"}], "per": "predikat"},
    "ringkas": {"dari": [{"mapel": "IPA", "n": 2}], "menurut": ["mapel"], "nilai": "n"},
    "berbeda": {"dari": [{"nip": "1", "nama": "Ani"}, {"nip": "1", "nama": "Ani"}], "penanda": ["nip"], "menurut": ["nama"]},
}


def injected(name: str) -> dict[str, Any]:
    """What a caller hands in: the spec's values and the references by their names."""
    given = CASES[name]
    return given | {argument: _reference(table) for argument, table in references_of(SCORES[name], given).items()}


def _reference(name: str) -> Any:
    return LIBRARY.band(name) if name in LIBRARY.band_names() else list(LIBRARY.table(name).rows.values())


def test_cases__every_score_has_one() -> None:
    assert set(CASES) == set(SCORES)


def test_commands__are_those_of_the_command_line() -> None:
    assert set(COMMANDS) == {"cvi", "na", "capaian", "penurunan", "id", "cgi", "level1", "level2", "analisis-butir", "rhk", "jp", "dasbor"}
    assert COMMANDS["na"] is SCORES["nilai_akhir"]


@pytest.mark.parametrize("name", SCORES)
def test_run__each_score_on_the_shipped_reference_data(name: str) -> None:
    """SCO-90: bands and tables come from specs/reference under the names that the registry gives."""
    result = run(SCORES[name], injected(name))
    assert result == run(name, injected(name))
    _assert_shape(as_plain(result), field_tree(SCORES[name].result))


def _assert_shape(plain: Any, tree: Any) -> None:
    """The names of a result are those that lint knows, all the way down, and no number in it is a binary float."""
    assert not isinstance(plain, float)
    if plain is KOSONG or tree is None:
        return
    if isinstance(tree, list):
        assert isinstance(plain, list)
        for item in plain:
            _assert_shape(item, tree[0])
        return
    assert set(plain) == set(tree)
    for key, inner in tree.items():
        _assert_shape(plain[key], inner)


@pytest.mark.parametrize("name", SCORES)
def test_working__each_score_shows_inputs_steps_and_citation(name: str) -> None:
    """Section 2: every result can show its working."""
    shown = working(name, injected(name))
    assert (shown.score, bool(shown.citation)) == (name, True)
    assert shown.steps
    assert all(step.formula and step.printed for step in shown.steps)
    assert not any("{" in line or "None" in line for line in shown.lines())


@pytest.mark.parametrize("name", SCORES)
def test_working__decisions_are_recorded_for_that_score(name: str) -> None:
    """SCO-91: each id that a working cites stands in the reference data."""
    known = {decision.id: decision.score for decision in LIBRARY.decisions()}
    assert set(working(name, injected(name)).decisions) <= set(known)


def test_decisions__every_recorded_one_is_cited_by_a_working() -> None:
    """SCO-91: none is forgotten when the score is printed."""
    cited = {decision for name in SCORES for decision in working(name, injected(name)).decisions}
    assert {decision.id for decision in LIBRARY.decisions() if decision.score in SCORES} <= cited


@pytest.mark.parametrize("name", SCORES)
def test_score__is_fully_declared(name: str) -> None:
    score = SCORES[name]
    assert score.name == name
    assert score.label
    assert score.source
    assert is_dataclass(score.arguments)
    assert set(score.references) <= set(field_tree(score.arguments))
    assert "Source:" in (score.function.__doc__ or "") or name == "susun_jadwal"


@pytest.mark.parametrize("name", SCORES)
def test_run__an_unknown_argument_is_named(name: str) -> None:
    with pytest.raises(TypeError, match="bukan_nama"):
        run(name, {**injected(name), "bukan_nama": 1})


def test_run__absence_in_absence_out() -> None:
    assert run("capaian", {**injected("capaian"), "lulus": KOSONG}) is KOSONG
    assert run("capaian", {**injected("capaian"), "lulus": CACAT}) is CACAT
    with pytest.raises(ValueError, match="capaian"):
        working("capaian", {**injected("capaian"), "lulus": KOSONG})


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("cvi", {"butir", "s_cvi_ave", "s_cvi_ua", "verdict"}),
        ("daftar_nilai", {"rows"}),
        ("capaian", {"percent", "predikat"}),
        ("id", {"id"}),
        ("cgi", {"cgi", "by_kompetensi", "by_jenjang", "mean_gap"}),
        ("level2", {"test", "p", "mean_gain", "class_gain"}),
        ("rhk", {"total", "status"}),
    ],
)
def test_result__has_the_keys_of_the_command_line(name: str, keys: set[str]) -> None:
    assert keys <= set(field_tree(SCORES[name].result))


@pytest.mark.parametrize("name", SCORES)
def test_prepared__references_converted_once_give_the_same(name: str) -> None:
    given = injected(name)
    ready = {argument: prepared(SCORES[name], argument, given[argument]) for argument in references_of(SCORES[name], CASES[name])}
    assert run(name, {**given, **ready}) == run(name, given)


def test_references__bands_of_every_score_cover_the_line() -> None:
    for name in SCORES:
        for value in injected(name).values():
            assert not isinstance(value, BandTable) or value.faults() == ()


def test_messages__each_has_a_sentence_and_what_to_do() -> None:
    for code, (message, hint) in MESSAGES.items():
        assert code == code.lower(), code
        assert message.endswith("."), code
        assert hint.endswith("."), code


def test_refusal__survives_a_process_border() -> None:
    refusal = ScoreRefused("nilai-di-luar-rentang", ("nilai", "sikap"), nilai=Fraction(201, 2), minimum=0, maksimum=100)
    refusal.also = (ScoreRefused("tabel-kosong", ("peserta",)),)
    copy = pickle.loads(pickle.dumps(refusal))
    assert (copy.code, copy.place, copy.message) == (refusal.code, refusal.place, refusal.message)
    assert [one.code for one in copy.all] == ["nilai-di-luar-rentang", "tabel-kosong"]
    assert copy.message == "nilai, sikap: nilai 100,5 di luar 0 sampai 100."


def test_registry__loads_no_heavy_library() -> None:
    """Start-up: scipy and polars are imported only by what needs them."""
    code = "import sys, generator.scoring.registry; print([name for name in ('scipy', 'polars', 'numpy', 'openpyxl', 'jinja2') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_run__nothing_but_absences_is_absent() -> None:
    """A document whose data are not there yet has no index: it is not refused for an empty table. References say nothing of the data."""
    references = {argument: value for argument, value in injected("cgi").items() if argument != "nilai"}
    assert run("cgi", {"guru": KOSONG, "matriks": KOSONG, **references}) is KOSONG
    with pytest.raises(ScoreRefused, match="tabel-kosong"):
        run("cgi", {"guru": [], "matriks": KOSONG, **references})
