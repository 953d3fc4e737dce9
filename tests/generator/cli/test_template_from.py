"""`borang template from`: the command, its report and its refusals. TPL-06."""

from __future__ import annotations

from pathlib import Path

from generator.office.package.parts import read_parts
from tests.by_example import finished
from tests.cases import SAMPLES
from tests.generator.cli.conftest import Run

DATA = SAMPLES / "kak" / "ok-lengkap.yaml"


def test_from__writes_the_template_and_tells_what_it_placed(run: Run, tmp_path: Path) -> None:
    example = tmp_path / "kak-2024.docx"
    example.write_bytes(finished("kak", "ok-lengkap"))

    code, out, err = run("template", "from", str(example), str(DATA), "-o", str(tmp_path / "templat.docx"))

    assert code == 0, out + err
    assert "  sasaran[].kabupaten_kota" in out + err
    assert "Diisi lagi dengan datanya sendiri: 426 dari 426 kata sama." in out
    assert b"{{ judul }}" in read_parts((tmp_path / "templat.docx").read_bytes())["word/document.xml"]


def test_from__never_writes_over_its_example(run: Run, tmp_path: Path) -> None:
    example = tmp_path / "kak-2024.docx"
    example.write_bytes(finished("kak", "ok-lengkap"))

    code, out, err = run("template", "from", str(example), str(DATA), "-o", str(example), "--force")

    assert code == 2
    assert "contohnya sendiri" in out + err
    assert example.read_bytes() == finished("kak", "ok-lengkap")


def test_from__what_is_no_word_document_is_named(run: Run, tmp_path: Path) -> None:
    example = tmp_path / "kak.docx"
    example.write_bytes(b"bukan dokumen")

    code, out, err = run("template", "from", str(example), str(DATA), "-o", str(tmp_path / "t.docx"))

    assert code == 4
    assert "kak.docx" in out + err


def test_from__workbooks_take_a_second_example_too(run: Run, tmp_path: Path) -> None:
    words = ["template", "from"]
    for sample in ("ok-lokakarya", "ok-mandiri"):
        book = tmp_path / f"{sample}.xlsx"
        book.write_bytes(finished("rancangan-moderasi", sample, "xlsx"))
        words += [*(["--and"] if sample == "ok-mandiri" else []), str(book), str(SAMPLES / "rancangan-moderasi" / f"{sample}.yaml")]

    code, out, err = run(*words, "-o", str(tmp_path / "templat.xlsx"))

    assert code == 0, out + err
    assert "Diisi lagi dengan datanya sendiri: 357 dari 357 kata sama." in out


def test_from__second_example_is_of_the_same_kind(run: Run, tmp_path: Path) -> None:
    document, book = tmp_path / "kak.docx", tmp_path / "kak.xlsx"
    document.write_bytes(finished("kak", "ok-lengkap"))
    book.write_bytes(finished("kak", "ok-lengkap", "xlsx"))

    code, out, err = run("template", "from", str(book), str(DATA), "--and", str(document), str(DATA), "-o", str(tmp_path / "t.xlsx"))

    assert code == 2
    assert '"kak.docx" harus berakhiran .xlsx' in out + err
