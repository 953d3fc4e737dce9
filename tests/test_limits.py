"""docs/batas.md is true: each limit holds at its number and refuses one more. Cheap ones by size, dear ones by the number itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document as WordDocument
from jinja2 import TemplateRuntimeError, TemplateSyntaxError
from openpyxl import Workbook

from generator import formatting, guard, yamlio
from generator.errors import BorangError
from generator.intake.tables import read as table_reading
from generator.intake.tables.read import read_bytes
from generator.lint import lint_type
from generator.office.package import parts
from generator.office.package.container import Container
from generator.office.sheet import addresses, rows
from generator.render import page_bounds
from generator.render.docx import fill
from generator.yamlio import parse_data
from tests.generator.test_guard import picture
from tests.homes import home
from tests.pages import ROOT
from validators import bounds, patterns, shape, values
from validators.expressions import ExpressionFault, compile_expression, exact_environment

PAGE = (ROOT / "docs" / "batas.md").read_text(encoding="utf-8")
FILTERS: dict[str, Callable[..., object]] = {}


def holds(check: Callable[[], object]) -> bool:
    """Whether something is let through."""
    try:
        check()
    except (BorangError, ExpressionFault, TemplateSyntaxError, ValueError, bounds.TooLarge):
        return False
    return True


def expression(source: str) -> Callable[[], object]:
    return lambda: compile_expression(exact_environment(FILTERS), source)


def blocks(depth: int) -> Callable[[], object]:
    return lambda: exact_environment(FILTERS).from_string("{% if x %}" * depth + "a" + "{% endif %}" * depth)


def pattern(text: str) -> Callable[[], object]:
    def check() -> bool:
        if patterns.problem_of(text):
            raise bounds.TooLarge
        return True

    return check


def yaml(text: str) -> Callable[[], object]:
    return lambda: parse_data(text, file="a.yaml")


def page(text: str) -> Callable[[], bool]:
    def check() -> bool:
        if page_bounds.page_problem(text):
            raise bounds.TooLarge
        return True

    return check


def nested(depth: int) -> str:
    return "<table><tr><td>" * depth + "x" + "</td></tr></table>" * depth


def table(width: int) -> Callable[[], object]:
    text = ";".join(f"k{at}" for at in range(width)) + "\n" + ";".join("1" for _ in range(width)) + "\n"
    return lambda: read_bytes(text.encode(), "a.csv")


def refusing(refused: guard.Refusal | None) -> None:
    if refused is not None:
        raise guard.fault_of(refused, "a")


def readable(read: Callable[[object], object], text: str) -> Callable[[], object]:
    def check() -> object:
        if isinstance(read(text), values.Unreadable):
            raise bounds.TooLarge
        return True

    return check


def strangers(count: int) -> Callable[[], object]:
    schema = shape.Schema({"type": "object", "properties": {}, "additionalProperties": False})

    def check() -> object:
        if any(one.code == "kunci-terlalu-banyak" for one in shape.check(schema, {f"k{at}": "x" for at in range(count)})):
            raise bounds.TooLarge
        return True

    return check


def book(text: str) -> bytes:
    """A workbook of one row, in which one cell holds a text that no program would write so long."""
    made, written, changed = Workbook(), io.BytesIO(), io.BytesIO()
    made.active.append(["nama", "nilai"])
    made.active.append(["Ani", 1])
    made.save(written)
    with zipfile.ZipFile(written) as held, zipfile.ZipFile(changed, "w") as other:
        for name in held.namelist():
            other.writestr(name, held.read(name).replace(b"Ani", text.encode()))
    return changed.getvalue()


def letters(count: int) -> Callable[[], object]:
    return lambda: read_bytes(book("a" * count), "a.xlsx")


def package(members: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as held:
        for at in range(members):
            held.writestr(f"p{at}", b"")
    return written.getvalue()


def unpacked(data: bytes, most: int) -> Callable[[], object]:
    def check() -> object:
        if Container(data).unsound(most) is not None:
            raise bounds.TooLarge
        return True

    return check


def packed_bytes(size: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("p", b"0" * size)
    return written.getvalue()


def rounds(count: int) -> Callable[[], object]:
    def check() -> object:
        try:
            return exact_environment(FILTERS).from_string("{% for i in a %}{% endfor %}").render(a=range(count))
        except TemplateRuntimeError as error:
            raise bounds.TooLarge from error

    return check


AT_LIMIT: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "isian 20 MB": (
        lambda: refusing(guard.refusal(b" " * guard.DATA.most, "a", guard.DATA)),
        lambda: refusing(guard.refusal(b" " * (guard.DATA.most + 1), "a", guard.DATA)),
    ),
    "tanda 400.000": (yaml("# \n" + "\n" * 399_999), yaml("\n" * 400_001)),
    "susunan 50": (yaml("[" * 50 + "]" * 50), yaml("[" * 52 + "]" * 52)),
    "kunci 500": (yaml("k" * 500 + ": a"), yaml("k" * 501 + ": a")),
    "kolom 1.000": (table(1_000), table(1_001)),
    "colspan 1.000": (page('<td colspan="1000">'), page('<td colspan="1001">')),
    "rowspan 1.000": (page("<th class=a rowspan=1000>"), page("<th class=a rowspan=1001>")),
    "tabel dalam tabel 15": (page(nested(15)), page(nested(16))),
    "colspan bukan bilangan": (page("<td colspan='2'>"), page("<td colspan='dua'>")),
    "ungkapan dalam 60": (expression("not " * 59 + "1"), expression("not " * 60 + "1")),
    "bagian ungkapan 2.000": (expression(f"[{','.join('x' * 1_999)}]"), expression(f"[{','.join('x' * 2_000)}]")),
    "blok 15": (blocks(15), blocks(16)),
    "bilangan tertulis 60 angka": (expression("9" * 60), expression("9" * 61)),
    "pola 1.000": (pattern("a" * 1_000), pattern("a" * 1_001)),
    "bilangan hasil": (
        lambda: bounds.bounded_number(Fraction(2**bounds.MAX_BITS - 1)),
        lambda: bounds.bounded_number(Fraction(2**bounds.MAX_BITS)),
    ),
    "teks terbentuk": (lambda: bounds.bounded_length(bounds.MAX_TEXT), lambda: bounds.bounded_length(bounds.MAX_TEXT + 1)),
    "bagian": (lambda: bounds.bounded_parts(bounds.MAX_PARTS), lambda: bounds.bounded_parts(bounds.MAX_PARTS + 1)),
    "piksel": (
        lambda: refusing(guard.refusal(picture(size=(5_000, 5_000)), "a.png", guard.PICTURE)),
        lambda: refusing(guard.refusal(picture(size=(5_001, 5_000)), "a.png", guard.PICTURE)),
    ),
    "gambar 5 MB": (
        lambda: refusing(guard._of_content("png", "a", guard.PICTURE, guard.PICTURE.most)),
        lambda: refusing(guard._of_content("png", "a", guard.PICTURE, guard.PICTURE.most + 1)),
    ),
    "susunan 51": (yaml("[" * 50 + "]" * 50), yaml("[" * 51 + "]" * 51)),
    "teks 32.000": (readable(values.parse_text, "a" * 32_000), readable(values.parse_text, "a" * 32_001)),
    "bilangan 28 angka": (readable(values.parse_number, "9" * 28), readable(values.parse_number, "9" * 29)),
    "bilangan 28 angka dengan desimal": (readable(values.parse_number, "1," + "9" * 27), readable(values.parse_number, "1," + "9" * 28)),
    "kunci tidak dikenal 500": (strangers(500), strangers(501)),
    "huruf satu sel 32.767": (letters(32_767), letters(32_768)),
    "bagian kemasan 10.000": (unpacked(package(10_000), 1), unpacked(package(10_001), 1)),
    "isi kemasan": (unpacked(sized := packed_bytes(1_000), 1_000), unpacked(sized, 999)),
    "putaran 500.000": (rounds(500_000), rounds(500_001)),
    "desimal angka 50": (lambda: formatting.angka(1, 50), lambda: formatting.angka(1, 51)),
}


@pytest.mark.parametrize("limit", AT_LIMIT)
def test_limit__holds_at_its_number_and_refuses_one_more(limit: str) -> None:
    at, beyond = AT_LIMIT[limit]
    assert (holds(at), holds(beyond)) == (True, False)


def word(spans: str = "", depth: int = 1) -> bytes:
    document = WordDocument()
    document.add_paragraph("{{ nama }}")
    holder = document.add_table(1, 2)
    cell = holder.cell(0, 0)
    cell.text = spans
    for _ in range(depth - 1):
        cell = cell.add_table(1, 1).cell(0, 0)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("template", "is_refused"),
    [
        (word("{% colspan 63 %}x"), False),
        (word("{% colspan 64 %}x"), True),
        (word("{% colspan 1000000000 %}x"), True),
        (word("{% colspan 0 - 3 %}x"), True),
        (word(depth=15), False),
        (word(depth=16), True),
    ],
    ids=["63", "64", "1e9", "-3", "dalam-15", "dalam-16"],
)
def test_limit__of_columns_and_depth_in_word(tmp_path: Path, template: bytes, is_refused: bool) -> None:
    spec = "fields:\n  - {name: nama, label: Nama, type: text}\noutputs: [{kind: docx, template: uji/uji.docx, filename: x.docx}]\n"
    found = [one.code for one in lint_type("uji", home(tmp_path, spec, {"templates/uji/uji.docx": template})) if one.is_error]
    assert found == (["templat-rusak"] if is_refused else [])


@pytest.mark.parametrize("colspan", ["1000000000", "1001", "{{ nilai * 1000000 }}"])
def test_limit__of_a_page_is_told_by_lint_before_any_layout(tmp_path: Path, colspan: str) -> None:
    text = f'{{{{ nama }}}}{{{{ nilai }}}}<table><tr><td colspan="{colspan}">x</td></tr></table>'
    fields = "fields:\n  - {name: nama, label: Nama, type: text}\n  - {name: nilai, label: Nilai, type: integer, minimum: 5}\n"
    spec = fields + "outputs: [{kind: pdf, template: uji/uji.html, filename: x.pdf}]\n"
    found = [one.code for one in lint_type("uji", home(tmp_path, spec, {"templates/uji/uji.html": text})) if one.is_error]
    assert "templat-rusak" in found


NUMBERS = {
    "isian dalam satu berkas YAML": yamlio._MOST_VALUES,
    "baris, koma, dan kurung buka": yamlio._MOST_MARKS,
    "susunan di dalam susunan": yamlio._DEEPEST,
    "panjang satu kunci": yamlio._LONGEST_KEY,
    "panjang satu teks": values.MAX_TEXT,
    "panjang satu bilangan": values.MAX_DIGITS,
    "kunci tidak dikenal": shape.MOST_FINDINGS,
    "sel berisi dalam satu lembar": rows.MOST_CELLS,
    "kolom berjudul": table_reading.MOST_COLUMNS,
    "huruf dalam satu sel": addresses.MAX_TEXT,
    "bagian di dalam berkas Word atau Excel": parts.MAX_MEMBERS,
    "ukuran seluruh isi templat": parts.MAX_UNPACKED // 2**20,
    "tingkat dalam satu ungkapan": bounds.MAX_DEPTH,
    "bagian satu ungkapan": bounds.MAX_NODES,
    "perulangan dan syarat di dalam satu sama lain": bounds.MAX_BLOCKS,
    "putaran semua perulangan": bounds.MAX_ROUNDS,
    "panjang teks yang terbentuk": bounds.MAX_TEXT,
    "bagian yang dibuat": bounds.MAX_PARTS,
    "panjang satu `pattern:`": patterns.MAX_PATTERN,
    "kolom atau baris yang digabung satu sel (HTML)": page_bounds.MOST_SPANNED,
    "kolom yang digabung satu sel (Word)": fill.MOST_COLUMNS,
    "tabel di dalam tabel": page_bounds.DEEPEST_TABLE,
    "banyaknya piksel": guard.MOST_PIXELS // 1_000_000,
}


@pytest.mark.parametrize("words", NUMBERS)
def test_page__tells_the_number_that_the_program_holds_to(words: str) -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("|") and words in line)
    assert f"{NUMBERS[words]:,}".replace(",", ".") in line


def test_page__and_word_have_one_depth() -> None:
    assert page_bounds.DEEPEST_TABLE == fill.DEEPEST_TABLE


def test_limit__of_hash_signs_is_told_to_the_two_hundredth() -> None:
    text = "\n".join(f"k{at}: a #b" for at in range(201))
    assert len(parse_data(text, file="a.yaml").unread) == 200


def test_limit__of_cells_in_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five million cells are too dear to write: the same sheet under a limit of its own size, and of one less."""
    monkeypatch.setattr(rows, "MOST_CELLS", 4)
    assert len(read_bytes(book("Ani"), "a.xlsx").rows) == 1
    monkeypatch.setattr(rows, "MOST_CELLS", 3)
    with pytest.raises(BorangError):
        read_bytes(book("Ani"), "a.xlsx")


def test_limit__of_values_in_a_data_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred thousand values take seconds to read: the file itself, and what stands in it, under a limit of five."""
    monkeypatch.setattr(yamlio, "_MOST_VALUES", 5)
    assert holds(yaml("- a\n" * 4))
    assert not holds(yaml("- a\n" * 5))
