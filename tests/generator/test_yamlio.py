"""The one door to YAML and JSON: strict, with lines.

IN-04: no surprises of YAML in data; line numbers; no aliases, tags, doubled keys, second documents. SAFE-02: alias bombs, depth, size.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import BorangError, IntakeFault, SpecFault
from generator.yamlio import DoubledKey, parse_data, parse_spec, read_data, read_spec, read_spec_head
from validators.absence import KOSONG

BOMB = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefg", "bcdefgh", strict=True))


@pytest.mark.parametrize("written", ["no", "off", "yes", "true", "0123", "12:30", "1_000", "1.5", "2023-07-12", "0x1F", ".inf", "1e5"])
def test_data__every_scalar_stays_text(written: str) -> None:
    """IN-04: `no`, `0123`, `12:30` arrive as written."""
    assert parse_data(f"a: {written}", file="x.yaml").values == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_data__what_was_left_empty_is_kosong(written: str) -> None:
    assert parse_data(f"a: {written}\nb: x", file="x.yaml").values["a"] is KOSONG


def test_data__quoted_null_is_text() -> None:
    assert parse_data("a: 'null'\nb: '~'", file="x.yaml").values == {"a": "null", "b": "~"}


def test_data__each_value_knows_its_line() -> None:
    lines = parse_data("a: 1\nb:\n  - x: 2\n    y: 3\n  - x: 4\n", file="x.yaml").lines
    assert lines[("a",)] == 1
    assert lines[("b",)] == 2
    assert lines[("b", 0)] == 3
    assert lines[("b", 0, "y")] == 4
    assert lines[("b", 1, "x")] == 5


def test_data__doubled_key_is_noted_with_both_lines() -> None:
    data = parse_data("g:\n  a: 1\n  b: 2\n  a: 3\n", file="x.yaml")
    assert data.doubled == (DoubledKey(("g", "a"), 4, 2),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: x\nb: *a\n", 2),
        ("a: &j x\n", 1),
        (BOMB, 1),
        ("a: x\nb: !!python/name:os.system\n", 2),
        ("a: x\nb: !tanda y\n", 2),
        ("a: 1\n---\na: 2\n", 2),
        ("a: x\nb: " + "[" * 60 + "]" * 60, 2),
        ("a: x\nb: " + "[" * 100_000, 2),
        ("a:\n\tb: x\n", 2),
        ("a: x: y\n", 1),
        ("a: 'x\n", 1),
        ("? [a, b]\n: c\n", 1),
        ("a: x\n  b: y\n", 2),
    ],
    ids=["alias", "anchor", "bomb", "python", "tag", "second", "deep", "very-deep", "tab", "colon", "quote", "key", "indent"],
)
@pytest.mark.parametrize(("parse", "fault"), [(parse_data, IntakeFault), (parse_spec, SpecFault)], ids=["data", "spec"])
def test_yaml__what_is_not_strict_is_refused_at_its_line(parse, fault: type[BorangError], text: str, line: int) -> None:
    """IN-04: one fault with file and line, for data and specs alike."""
    with pytest.raises(fault) as caught:
        parse(text, file="x.yaml")
    assert caught.value.file == "x.yaml"
    assert caught.value.place == f"baris {line}"


def test_spec__scalars_are_typed_but_no_and_dates_stay_text() -> None:
    spec = parse_spec("a: true\nb: 12\nc: 0.10\nd: no\ne: 2023-07-12\nf: 012\ng: '12'\nh:\n", file="s.yaml")
    assert dict(spec) == {"a": True, "b": 12, "c": Decimal("0.10"), "d": "no", "e": "2023-07-12", "f": "012", "g": "12", "h": None}
    assert spec.line_of("d") == 4


def test_spec__doubled_key_is_a_fault_naming_both_lines() -> None:
    with pytest.raises(SpecFault) as caught:
        parse_spec("a: 1\nb: 2\na: 3\n", file="s.yaml")
    assert caught.value.place == "baris 3"
    assert "baris 1" in caught.value.message


def test_spec__a_number_of_thousands_of_digits_stays_text() -> None:
    assert parse_spec("a: " + "9" * 5000, file="s.yaml")["a"] == "9" * 5000


def test_json__numbers_are_exact_and_null_is_kosong() -> None:
    data = parse_data('{"a": 0.1,\n "b": 12, "c": null, "d": [true]}', file="x.json")
    assert data.values == {"a": Decimal("0.1"), "b": 12, "c": KOSONG, "d": [True]}
    assert data.lines[("b",)] == 2


def test_json__doubled_key_is_noted() -> None:
    assert [key.path for key in parse_data('{"a": 1, "a": 2}', file="x.json").doubled] == [("a",)]


def test_json__a_number_of_thousands_of_digits_is_left_to_its_finding() -> None:
    assert parse_data('{"a": ' + "9" * 5000 + "}", file="x.json").values == {"a": "9" * 5000}


@pytest.mark.parametrize(
    "text", ['{"a": NaN}', '{"a": -Infinity}', '{"a": 1', "[" * 200_000, "halo"], ids=["nan", "inf", "open", "deep", "word"]
)
def test_json__unsound_is_a_fault(text: str) -> None:
    with pytest.raises(IntakeFault):
        parse_data(text, file="x.json")


def test_json__without_lines_still_has_a_place() -> None:
    """A lone surrogate is JSON but not YAML, so that lines cannot be had: the file's first line stands for all."""
    assert parse_data('{"a": "\\ud800"}', file="x.json").lines == {(): 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_read__encodings_with_a_mark_are_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes("a: Café\n".encode(encoding))
    assert read_data(file).values == {"a": "Café"}


def test_read__no_text_at_all_is_an_empty_form(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"")
    assert read_data(file).values == {}


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"a: x\nb: \xff\xfe\n", "baris 2"), (b"\x00\x01\x02", "baris 1"), ("a: x".encode("utf-16-le"), "baris 1")],
    ids=["latin", "binary", "utf-16-bare"],
)
def test_read__what_is_not_text_is_a_fault(tmp_path: Path, content: bytes, place: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(content)
    with pytest.raises(IntakeFault) as caught:
        read_data(file)
    assert caught.value.place == place


def test_read__missing_folder_or_too_large_is_a_fault(tmp_path: Path) -> None:
    large = tmp_path / "besar.yaml"
    with large.open("wb") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    for file in (tmp_path / "tidak-ada.yaml", tmp_path, large, Path("x" * 5000)):
        with pytest.raises(IntakeFault):
            read_data(file)


def test_read_spec_head__what_follows_the_fields_is_not_read(tmp_path: Path) -> None:
    """`borang list` costs the same however long a spec is, and a broken tail does not stop it."""
    file = tmp_path / "s.yaml"
    file.write_text("spec: 1\ntitle: Uji\nfields:\n  - *salah\n", encoding="utf-8")
    assert dict(read_spec_head(file)) == {"spec": 1, "title": "Uji"}


@pytest.mark.parametrize("content", [b"- a\n", b"\xff\n", b"a: 'x\n"], ids=["list", "bytes", "quote"])
def test_read_spec_head__unsound_is_a_fault(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "s.yaml"
    file.write_bytes(content)
    with pytest.raises(SpecFault):
        read_spec_head(file)
    with pytest.raises(SpecFault):
        read_spec_head(tmp_path)


def test_read_spec__missing_is_a_spec_fault(tmp_path: Path) -> None:
    with pytest.raises(SpecFault):
        read_spec(tmp_path / "tidak-ada.yaml")


@pytest.mark.parametrize("text", ['a: x\nb: "\\u0000"\n', 'a: x\nb: ["y", "\\x1b[1m"]\n', 'a: x\n"b\\uFFFE": y\n'])
def test_spec__a_character_that_no_document_can_hold_is_refused_at_its_line(text: str) -> None:
    """A NUL in a title was lint clean, and ended the program that drew the starter workbook."""
    with pytest.raises(SpecFault) as caught:
        parse_spec(text, file="x.yaml")
    assert (caught.value.place, caught.value.code) == ("baris 2", "karakter-tidak-sah")


def test_spec__tab_and_line_ends_are_text() -> None:
    assert parse_spec('a: "x\\ty\\nz"\n', file="x.yaml") == {"a": "x\ty\nz"}


def test_json__a_number_that_a_program_computed_is_without_its_remainder() -> None:
    """Programs write (60.2 + 70.4 + 79.4) / 3 as 70.00000000000001; money of 16 digits and numbers in quotes stay."""
    data = parse_data('{"a": 70.00000000000001, "b": 12345678901234.56, "c": "70.00000000000001", "d": 7.0e1}', file="x.json")
    assert data.values == {"a": Decimal(70), "b": Decimal("12345678901234.56"), "c": "70.00000000000001", "d": Decimal(70)}
