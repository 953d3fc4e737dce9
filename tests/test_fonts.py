"""A PDF is set in the shipped fonts, whatever the machine has.

BAT-04: fonts are shipped and reached by @font-face; the same input gives the same bytes.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT / "templates" / "_shared"
FONTS = SHARED / "fonts"
FACE = re.compile(r'font-family: "([^"]+)"; src: url\(([^)]+)\); font-weight: (\d+); font-style: (\w+);')
FACES = FACE.findall((SHARED / "fonts.css").read_text(encoding="utf-8"))


def _pdf(body: str) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return HTML(string=body).write_pdf(stylesheets=[CSS(SHARED / "fonts.css", font_config=fonts)], font_config=fonts, uncompressed_pdf=True)


def _embedded(pdf: bytes) -> set[bytes]:
    """Return the names of the fonts in a PDF, without the tag of the subset."""
    return set(re.findall(rb"/FontName /[A-Z]{6}\+([^\s/]+)", pdf))


def test_faces__every_file_is_there_and_every_font_file_has_a_face() -> None:
    assert {url for _, url, _, _ in FACES} == {f"fonts/{file.relative_to(FONTS).as_posix()}" for file in FONTS.glob("*/*.?tf")}


@pytest.mark.parametrize("family", ["Arial", "Liberation Sans", "Bookman Old Style"])
def test_faces__text_fonts_have_four_styles(family: str) -> None:
    styles = {(weight, style) for name, _, weight, style in FACES if name == family}
    assert styles == {("400", "normal"), ("700", "normal"), ("400", "italic"), ("700", "italic")}


@pytest.mark.parametrize(("family", "url", "weight", "style"), FACES, ids=[f"{face[0]}-{face[2]}-{face[3]}" for face in FACES])
def test_face__file_is_of_the_weight_and_slope_it_is_named_for(family: str, url: str, weight: str, style: str) -> None:
    with TTFont(SHARED / url) as font:
        assert font["OS/2"].usWeightClass == int(weight), family
        assert (font["post"].italicAngle != 0) == (style == "italic"), family


def test_face__wins_over_a_font_of_the_machine_with_the_same_name() -> None:
    """The embedded file bears the revision of the shipped one; Debian's own Liberation Sans is an older one."""
    pdf = _pdf('<p style="font-family: Liberation Sans">A</p>')
    start = pdf.index(b"stream\n", pdf.index(b"/Length1")) + len(b"stream\n")
    with TTFont(io.BytesIO(pdf[start:])) as embedded, TTFont(FONTS / "liberation-sans" / "LiberationSans-Regular.ttf") as shipped:
        assert embedded["head"].fontRevision == shipped["head"].fontRevision


BODY = (
    "<p style='font-family: Arial, DejaVu Sans'>Nilai ≥ 80 ✓ ☐ <b>tebal</b> <i>miring</i></p>"
    "<p style='font-family: Bookman Old Style, DejaVu Sans'>Surat □</p>"
)


@pytest.fixture(scope="module")
def two_pdfs(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return the same body set by two processes that see only the shipped fonts, as `fonts.conf` says."""
    script = "import sys; from tests.test_fonts import BODY, _pdf; sys.stdout.buffer.write(_pdf(BODY))"
    caches = (tmp_path_factory.mktemp("cache"), tmp_path_factory.mktemp("cache"))
    environments = [os.environ | {"FONTCONFIG_FILE": str(FONTS / "fonts.conf"), "XDG_CACHE_HOME": str(cache)} for cache in caches]
    return [
        subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, check=True, capture_output=True).stdout for env in environments
    ]


def test_fonts_conf__keeps_the_fonts_of_the_machine_out(two_pdfs: list[bytes]) -> None:
    shipped = {b"Liberation-Sans", b"Liberation-Sans-Bold", b"Liberation-Sans-Italic", b"TeX-Gyre-Bonum", b"DejaVu-Sans"}
    assert _embedded(two_pdfs[0]) == shipped


def test_fonts_conf__gives_the_same_bytes_in_every_process(two_pdfs: list[bytes]) -> None:
    assert two_pdfs[0] == two_pdfs[1]


@pytest.mark.parametrize("folder", sorted(folder.name for folder in FONTS.iterdir() if folder.is_dir()))
def test_fonts__stand_beside_their_licence(folder: str) -> None:
    licences = [file for file in (FONTS / folder).glob("*.txt") if "LICENSE" in file.name or file.name == "OFL.txt"]
    assert len(licences) == 1


@pytest.mark.skipif(os.name != "posix", reason="fontconfig has a folder of its own elsewhere")
@pytest.mark.parametrize("home", ["", "/proc/self/tidak-ada"], ids=["no home", "no home that can be written"])
def test_pdf__without_a_home_says_nothing_in_english(tmp_path: Path, home: str) -> None:
    """A service's user has no place for fontconfig's cache, which would complain of it at every page."""
    sample = ROOT / "samples" / "rancangan-moderasi" / "ok-minimal.yaml"
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-m", "borang", "make", str(sample), "--to", "pdf", "-o", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment | ({"HOME": home} if home else {}), check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
