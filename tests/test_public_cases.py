"""Inputs made after public bug reports of other programs, each with what must be found in it. IN-02, IN-04, IN-12.

The reports: commas in flow rows (kubkon/zig-yaml 42, OpenSID 8942), degrees lost from a signature (OpenSID 5847), `#` in a value
(gray-matter 90), messages that name the wrong cause (quillmark 645), Plt. printed twice and a.n. on two lines (OpenSID 2317, 2154),
a number of a person kept as 1.98E+17 (OpenSID 10324).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import Document, Outcome
from generator.home import Home
from generator.intake.read import read
from generator.pipeline import Target, examine
from generator.render.context import context_of
from generator.spec.catalogue import Catalogue
from tests.homes import run_file

CASES = Path(__file__).parent / "cases"


def outcome(name: str, home: str = "") -> Outcome:
    return run_file(CASES / name, Catalogue(Home(CASES / home if home else None)), Target())


FOUND = [
    ("yaml-koma-dalam-kurung/rab.yaml", ["koma-dalam-kurung:13", "koma-dalam-kurung:13"]),
    ("yaml-koma-dalam-kurung/moderasi.yaml", ["koma-dalam-daftar:9", "koma-dalam-daftar:9", "koma-dalam-kurung:11"]),
    ("yaml-koma-dalam-kurung/rab-benar.yaml", []),
    ("yaml-gelar-hilang/gelar.yaml", ["koma-dalam-kurung:18"]),
    ("yaml-pagar/pagar.yaml", ["tanda-pagar:2"]),
    ("yaml-pagar/pagar-uraian.yaml", ["tanda-pagar:6"]),
    ("plt-ganda/plt.yaml", ["jabatan-tertulis-dua-kali:18"]),
    ("a-n-dan-u-b/an.yaml", []),
    ("benar-nip/nip.yaml", ["nomor-berupa-angka:18"]),
]


@pytest.mark.parametrize(("name", "found"), FOUND, ids=[name for name, _ in FOUND])
def test_case__is_found_at_its_line(name: str, found: list[str]) -> None:
    assert [f"{finding.code}:{finding.place.line}" for finding in outcome(name).findings] == found


def test_case__a_decimal_comma_in_braces_is_found_in_an_own_type() -> None:
    result = outcome("yaml-koma-dalam-kurung/nilai.yaml", home="yaml-koma-dalam-kurung/kantor")
    assert [(finding.code, finding.path) for finding in result.findings] == [
        ("koma-dalam-kurung", ("peserta", 0, "nilai")),
        ("koma-dalam-kurung", ("peserta", 1, "nilai")),
    ]


def test_case__a_quoted_decimal_comma_is_computed() -> None:
    assert outcome("yaml-koma-dalam-kurung/rab-benar.yaml").computed["total_anggaran"] * 100 == 27_500_125  # 2,5 x 110.000,50


@pytest.mark.parametrize(
    ("name", "lines"),
    [("plt-ganda/plt.yaml", "Plt. Kepala Dinas"), ("a-n-dan-u-b/an.yaml", "a.n. Kepala Dinas Pendidikan\nSekretaris")],
)
def test_case__the_position_prints_once_line_by_line(name: str, lines: str) -> None:
    document = read(CASES / name, Catalogue(Home()))
    assert isinstance(document, Document)
    scored = examine(document)
    official = context_of(scored.document.compiled, scored.scope)["pengesahan"]["penanggung_jawab"]
    assert (official["jabatan"], bool(official["plt"])) == (lines, False)


UNREADABLE = [
    ("apostrof", 18, "apostrof"),
    ("kurung", 2, "["),
    ("bintang", 4, "*"),
    ("strip", 14, '"-"'),
    ("nbsp", 16, "spasi khusus"),
    ("titikdua3", 16, "tempat:"),
    ("kutipcerdas", 2, "lengkung"),
]


@pytest.mark.parametrize(("name", "line", "word"), UNREADABLE)
def test_case__yaml_fault_names_the_character_and_its_line(name: str, line: int, word: str) -> None:
    result = outcome(f"yaml-pesan/{name}.yaml")
    assert (result.status, result.exit_code) == ("unreadable", 4)
    assert f"baris {line}:" in result.fault
    assert word in result.fault
