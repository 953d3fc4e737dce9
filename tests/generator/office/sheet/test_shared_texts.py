"""Shared texts that are nothing but texts are told at once, as the parser tells them; every other part is left to it. PERF-08."""

from __future__ import annotations

import pytest

from generator.guard import FORM_BOOK, admit
from generator.home import SHIPPED
from generator.office.package.archive import Archive
from generator.office.package.container import proved_parts
from generator.office.package.parts import read_parts, write_parts
from generator.office.sheet import book
from generator.office.sheet.book import open_book

FORM = SHIPPED / "samples" / "formulir" / "coaching-rhk.xlsx"
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPEN = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2">'
PART = "xl/sharedStrings.xml"


def texts(part: bytes, monkeypatch: pytest.MonkeyPatch, *, at_once: bool) -> tuple[str | None, ...]:
    """Return the shared texts of a workbook that came through the gate, told at once where they can be, or by the parser."""
    data = write_parts(read_parts(FORM.read_bytes()) | {PART: part})
    admit(data, "isian.xlsx", FORM_BOOK)
    if not at_once:
        monkeypatch.setattr(book, "_plain_texts", lambda _: None)
    return open_book(data, "isian.xlsx").texts


@pytest.mark.parametrize(
    ("items", "found"),
    [
        (b"<si><t>satu &amp; &lt;dua&gt; &quot;&apos;</t></si><si><t xml:space=\"preserve\"> tiga \n</t></si>", ("satu & <dua> \"'", " tiga \n")),
        (b"<si><t></t></si><si><t>&amp;lt; _x000D_ \xc3\xa9</t></si>", ("", "&lt; \n é")),
        (b"", ()),
    ],
)  # fmt: skip
def test_texts__plain_ones_at_once_and_by_the_parser(items, found, monkeypatch):
    part = HEAD + OPEN + items + b"</sst>"
    assert book._plain_texts(part) == found
    assert texts(part, monkeypatch, at_once=True) == texts(part, monkeypatch, at_once=False) == found


@pytest.mark.parametrize(
    "part",
    [
        HEAD + OPEN + b"<si><r><t>a</t></r></si></sst>",
        HEAD + OPEN + b"<si><t>a</t><rPh sb='0' eb='1'><t>b</t></rPh></si></sst>",
        HEAD + OPEN + b"<si><t>a&#10;</t></si></sst>",
        HEAD + OPEN + b"<si><t>a\r\n</t></si></sst>",
        HEAD + OPEN + b"<si><t>a]]></t></si></sst>",
        HEAD + OPEN + b"<si><t>a\x01</t></si></sst>",
        HEAD + OPEN + b"<si><t>\xff</t></si></sst>",
        HEAD + OPEN + b"<si><t>a</t></si>",
        HEAD + OPEN + b"<si><t>a</t></si><!-- b --></sst>",
        OPEN + b"<si><t>a</t></si></sst>",
        HEAD.replace(b"UTF-8", b"UTF-16") + OPEN + b"<si><t>a</t></si></sst>",
        HEAD + OPEN.replace(b"count", b'xmlns:x="u" count', 1) + b"<si><t>a</t></si></sst>",
    ],
)
def test_texts__anything_else_is_left_to_the_parser(part):
    assert book._plain_texts(part) is None


def test_texts__of_the_shipped_forms_are_told_at_once():
    parts = [read_parts(file.read_bytes()).get(PART, b"") for file in sorted(FORM.parent.glob("*.xlsx"))]
    plain = [part for part in parts if part and not any(sign in part for sign in (b"<r>", b"<rPr>", b"&#"))]
    assert len(plain) > len(parts) // 2
    assert all(book._plain_texts(part) for part in plain)


def test_archive__takes_what_the_gate_has_proved_of_the_same_bytes_once():
    data = FORM.read_bytes()
    admit(data, "isian.xlsx", FORM_BOOK)
    assert Archive(data, "isian.xlsx").small(PART) == read_parts(data)[PART]
    assert Archive(data, "isian.xlsx").small(PART) is None
    admit(data, "isian.xlsx", FORM_BOOK)
    assert proved_parts(bytes(bytearray(data))) == {}
