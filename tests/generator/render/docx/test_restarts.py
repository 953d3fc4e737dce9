"""Numbered lists in a loop begin again in each round; numbers that a loop gives itself count on. TPL-01."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.office.package.parts import read_parts
from generator.office.package.xml import parsed
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find, value
from tests.package_audit import faults
from tests.word_files import filled, p, table, word

FIELDS = """\
fields:
  - name: bagian
    label: Bagian
    type: table
    fields: [{name: nama, label: Nama, type: text}, {name: langkah, label: Langkah, type: list, of: {type: text}}]
"""
DATA = "bagian: [{nama: Pertama, langkah: [a, b]}, {nama: Kedua, langkah: [c, d]}]\n"
LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="%{2}."/></w:lvl>'
NUMBERED = LEVEL.format(0, "decimal", 1) + LEVEL.format(1, "lowerLetter", 2)
DOTTED = LEVEL.format(0, "bullet", 1)
NUMBERING = (
    f'<w:numbering xmlns:w="{W[1:-1]}"><w:abstractNum w:abstractNumId="0">{NUMBERED}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{DOTTED}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
FOR, END = p("{%p for b in bagian %}"), p("{%p endfor %}")


def items(paragraph: str) -> str:
    """Return a loop over the steps around a paragraph."""
    return p("{%p for l in b.langkah %}") + paragraph + END


def item(text: str, number: int = 1, level: int = 0) -> str:
    return p(text, f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>')


def counted(folder: Path, body: str) -> list[str]:
    """Return the paragraphs as Word numbers them: `1 a`; without a number as they are."""
    parts = read_parts(filled(folder, FIELDS, word(body, {"word/numbering.xml": NUMBERING.encode()}), DATA))
    assert b"borang-daftar" not in parts["word/document.xml"]
    assert faults(parts) == []
    root, styles = parsed(parts["word/numbering.xml"]), WordStyles(parts["word/styles.xml"])
    definitions = {node.get(f"{W}numId"): value(find(node, "abstractNumId")) for node in root.iter(f"{W}num")}
    restarted = {node.get(f"{W}numId") for node in root.iter(f"{W}num") if find(node, "lvlOverride") is not None}
    counts: dict[tuple[str, str], int] = {}
    seen: set[str] = set()
    lines: list[str] = []
    for paragraph in parsed(parts["word/document.xml"]).iter(f"{W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        number, level = value(find(paragraph, "pPr/numPr/numId")), value(find(paragraph, "pPr/numPr/ilvl"), "0")
        if not number and (by_style := styles.numbering(value(find(paragraph, "pPr/pStyle")))):
            number = str(by_style[0])
        if number:
            key = (definitions[number], level)  # Word counts through all instances of a definition
            if number in restarted and number not in seen:
                counts = {known: count for known, count in counts.items() if known[0] != key[0]}
            counts = {known: count for known, count in counts.items() if known[0] != key[0] or known[1] <= level}
            seen.add(number)
            counts[key] = counts.get(key, 0) + 1
            text = f"{counts[key]} {text}"
        lines.append(text)
    return [line for line in lines if line]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (FOR + p("{{ b.nama }}") + item("buka") + item("tutup") + END, ["Pertama", "1 buka", "2 tutup", "Kedua", "1 buka", "2 tutup"]),
        (
            FOR + p("{{ b.nama }}") + items(item("{{ l }}")) + END + item("sesudah"),
            ["Pertama", "1 a", "2 b", "Kedua", "1 c", "2 d", "3 sesudah"],
        ),
        (FOR + item("{{ b.nama }}") + END, ["1 Pertama", "2 Kedua"]),
        (FOR + item("{{ b.nama }}") + p("isi") + END, ["1 Pertama", "isi", "2 Kedua", "isi"]),
        (FOR + p("Bagian:") + item("{{ b.nama }}") + END, ["Bagian:", "1 Pertama", "Bagian:", "2 Kedua"]),
        (FOR + item("{{ b.nama }}") + items(item("{{ l }}", level=1)) + END, ["1 Pertama", "1 a", "2 b", "2 Kedua", "1 c", "2 d"]),
        (FOR + items(item("{{ l }}")) + END, ["1 a", "2 b", "3 c", "4 d"]),
        (item("satu") + FOR + item("{{ b.nama }}") + END, ["1 satu", "2 Pertama", "3 Kedua"]),
        (
            table(("{%tr for b in bagian %}", ""), ("{{ b.nama }}", items(item("{{ l }}"))), ("{%tr endfor %}", "")),
            ["Pertama", "1 a", "2 b", "Kedua", "1 c", "2 d"],
        ),
        (
            table(("{%tr for b in bagian %}", ""), (item(""), "{{ b.nama }}"), ("{%tr endfor %}", "")),
            ["1 ", "Pertama", "2 ", "Kedua"],
        ),
    ],
    ids=["fixed", "inner-loop", "heading-items", "items-with-text", "one-each", "two-levels", "flat", "continued", "cell", "row-numbers"],
)  # fmt: skip
def test_lists__in_a_loop(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert counted(tmp_path, body) == expected


def test_lists__of_a_style_begin_again(tmp_path: Path) -> None:
    """Word's own "List Number" carries its number in the style."""
    style = '<w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>'
    found = filled(tmp_path, FIELDS, word(FOR + p("{{ b.nama }}") + items(p("{{ l }}", style)) + END), DATA)
    numbers = [value(node) for node in parsed(read_parts(found)["word/document.xml"]).iter(f"{W}numId")]
    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_lists__dots_stay_as_they_are(tmp_path: Path) -> None:
    body = FOR + p("{{ b.nama }}") + items(item("{{ l }}", number=2)) + END
    parts = read_parts(filled(tmp_path, FIELDS, word(body, {"word/numbering.xml": NUMBERING.encode()}), DATA))
    assert {value(node) for node in parsed(parts["word/document.xml"]).iter(f"{W}numId")} == {"2"}
