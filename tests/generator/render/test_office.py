"""LibreOffice's part: it sees the shipped fonts on a bare machine, and its PDF is the same each time (BAT-04)."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from generator.render.office import font_settings, normalised

FONTS = Path(__file__).resolve().parents[3] / "templates" / "_shared" / "fonts"


def a_pdf(*fonts: str, identity: bytes, made: str) -> bytes:
    """Return a PDF whose page uses `fonts`, numbered in the order given, with an identity and a date of its own."""
    pdf = pikepdf.new()
    numbered = {name: pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=pikepdf.Name(f"/{name}"))) for name in fonts}
    pdf.add_blank_page()
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({f"/F-{name}": numbered[name] for name in sorted(fonts)}))
    pdf.docinfo["/CreationDate"] = f"D:{made}+07'00'"
    pdf.trailer["/ID"] = pikepdf.Array([pikepdf.String(identity), pikepdf.String(identity)])
    pdf.trailer["/DocChecksum"] = pikepdf.Name(f"/{identity.hex().upper()}")
    written = io.BytesIO()
    pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue().replace(b"/CreationDate (", b"/CreationDate(")


def test_normalised__fonts_numbered_otherwise_give_the_same_file() -> None:
    first = a_pdf("Arial", "Bookman", identity=b"1" * 16, made="20260101000000")
    second = a_pdf("Bookman", "Arial", identity=b"2" * 16, made="20260202000000")
    assert first != second
    assert normalised(first) == normalised(second)


def test_normalised__another_page_stays_another_file() -> None:
    first = a_pdf("Arial", identity=b"1" * 16, made="20260101000000")
    assert normalised(first) != normalised(a_pdf("Bookman", identity=b"1" * 16, made="20260101000000"))


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig's programs are not installed")
@pytest.mark.parametrize(("asked", "file"), [("Liberation Sans", "LiberationSans"), ("TeX Gyre Bonum", "texgyrebonum")])
def test_font_settings__a_machine_without_fonts_finds_the_shipped_ones(tmp_path: Path, asked: str, file: str) -> None:
    (tmp_path / "mesin.conf").write_text("<fontconfig></fontconfig>")
    (tmp_path / "fonts.conf").write_text(font_settings(str(tmp_path / "mesin.conf")))
    environment = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    told = subprocess.run(["fc-match", "-f", "%{file}", asked], capture_output=True, check=True, text=True, env=environment).stdout
    assert file in Path(told).name
    assert Path(told).is_relative_to(FONTS)


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig's programs are not installed")
@pytest.mark.parametrize(("asked", "file"), [("Arial", "LiberationSans"), ("Bookman Old Style", "texgyrebonum")])
def test_font_settings__stand_ins_are_taken_for_what_templates_name(tmp_path: Path, asked: str, file: str) -> None:
    (tmp_path / "mesin.conf").write_text("<fontconfig></fontconfig>")
    (tmp_path / "fonts.conf").write_text(font_settings(str(tmp_path / "mesin.conf")))
    environment = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}
    told = subprocess.run(["fc-match", "-f", "%{file}", asked], capture_output=True, check=True, text=True, env=environment).stdout
    assert file in Path(told).name


def test_font_settings__pages_own_settings_do_not_hide_the_machines_fonts() -> None:
    assert "/etc/fonts/fonts.conf" in font_settings(str(FONTS / "fonts.conf"))
    assert str(FONTS / "fonts.conf") not in font_settings(str(FONTS / "fonts.conf"))


def test_font_settings__an_office_with_blanks_and_signs_in_its_path_is_named_whole() -> None:
    assert '<include ignore_missing="yes">/srv/a &amp; b/fonts.conf</include>' in font_settings("/srv/a & b/fonts.conf")
