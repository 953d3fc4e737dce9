"""A body read chunk by chunk is the body read whole, however it is cut, and what documents share stays as it is."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from markupsafe import Markup

from generator.office.word.chunks import SharingReader, StepMemory, UnknownChunk
from generator.office.word.flat import Block, BlockReader, FlatBody, FlatTable, NotFlat, made_of, make_own, paragraphs_of, written

START = '<w:body xmlns:w="x">'
SECTION = '<w:sectPr><w:pgSz w:w="11906"/></w:sectPr>'
ROW = '<w:tr w:rsidR="1"><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="9"/></w:tcPr><w:p><w:r><w:t>Tetap</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>'
HEAD = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>'


def remembered() -> StepMemory:
    return StepMemory(lambda paragraph: "numPr" in paragraph.look)


def read(chunks: Sequence[str], memory: StepMemory) -> FlatBody:
    return SharingReader().chunks(chunks, memory)


def markup(body: FlatBody) -> str:
    return written(body.blocks) + body.ending


def rows(blocks: Sequence[Block]) -> list[object]:
    return [row for block in blocks if isinstance(block, FlatTable) for row in block.rows]


@pytest.mark.parametrize("seed", range(8))
def test_chunks__read_as_the_whole_however_they_are_cut(seed: int) -> None:
    """Cut between tags, three times over with one memory: the second and third reading follow the first's steps."""
    value = Markup("Budi &amp; Ani")
    pieces = [
        START + '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>Nama: ',
        value,
        "</w:t></w:r></w:p><w:p/>" + HEAD + ROW + ROW,
        '<w:tr><w:tc><w:p w:rsidR="2"><w:r><w:t>',
        value,
        "</w:t></w:r><w:r><w:t>",
        Markup(""),
        "</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:shd/></w:tcPr><w:p/></w:tc></w:tr>",
        f"</w:tbl><w:p/>{SECTION}</w:body>",
    ]
    made = random.Random(seed)
    cut: list[str] = []
    for piece in pieces:
        ends = [at for at in range(len(START), len(piece)) if piece[at] == "<" or piece[at - 1] == ">"]
        places = sorted(made.sample(ends, min(5, len(ends))))
        cut += [piece[start:end] for start, end in zip([0, *places], [*places, len(piece)], strict=True)]
    memory = remembered()
    whole = markup(BlockReader().body("".join(pieces).removeprefix(START).removesuffix("</w:body>")))
    for _ in range(3):
        assert markup(read(cut, memory)) == whole
    assert markup(read(pieces, memory)) == whole


def test_chunks__share_the_rows_without_a_value() -> None:
    """Two documents get one row, and a row with a value each its own; what is made of the shared one is made once."""
    memory = remembered()
    pieces = [START + HEAD + ROW + "<w:tr><w:tc><w:p><w:r><w:t>", "nilai", "</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>"]
    [shared, own], [again, other] = (rows(read([pieces[0], value, pieces[2]], memory).blocks) for value in ("satu", "dua"))
    assert shared is again
    assert own is not other
    assert made_of(shared, "tinggi", lambda: 1) == made_of(again, "tinggi", lambda: 2) == 1  # type: ignore[arg-type] - a row
    assert made_of(own, "tinggi", lambda: 1) == 1  # type: ignore[arg-type] - as above
    assert made_of(own, "tinggi", lambda: 2) == 2  # type: ignore[arg-type] - as above


def test_make_own__leaves_what_is_shared_as_it_is() -> None:
    """What one document changes after `make_own` no other one sees."""
    memory = remembered()
    pieces = [f"{START}{HEAD}{ROW}</w:tbl></w:body>"]
    first = read(pieces, memory)
    make_own(first.blocks)
    for paragraph in paragraphs_of(first.blocks):
        paragraph.content = "<w:r><w:t>lain</w:t></w:r>"
    assert "lain" in markup(first)
    assert markup(read(pieces, memory)) == markup(BlockReader().body(f"{HEAD}{ROW}</w:tbl>"))


@pytest.mark.parametrize(
    ("pieces", "fault"),
    [
        ([START + "<w:p><w:pPr>", "lepas", "</w:pPr></w:p></w:body>"], UnknownChunk),
        ([START + "<w:p/>", "di luar", "<w:p/></w:body>"], UnknownChunk),
        ([START + "<w:sdt/><w:p/></w:body>"], UnknownChunk),
        ([START + "<w:p>\ufdd2</w:p></w:body>"], UnknownChunk),
        (["<w:p/></w:body>"], NotFlat),
        ([START + HEAD + "</w:body>"], NotFlat),
    ],
)
def test_chunks__leave_what_they_do_not_know_to_the_whole(pieces: list[str], fault: type[Exception]) -> None:
    """A value between properties or between paragraphs, and what is neither paragraph nor table."""
    with pytest.raises(fault):
        read(pieces, remembered())


def test_chunks__take_a_value_within_a_tag_as_the_template_s_own() -> None:
    """The merge of a cell and the width of a column, other ones in each document."""
    memory = remembered()
    for width, merge in (("9", "restart"), ("12", "continue"), ("9", "restart")):
        pieces = [
            START + HEAD.partition('"9"')[0] + '"',
            Markup(width),
            '"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:vMerge w:val="',
            Markup(merge),
        ]
        pieces.append('"/></w:tcPr><w:p></w:p></w:tc></w:tr></w:tbl></w:body>')
        assert markup(read(pieces, memory)) == "".join(pieces).removeprefix(START).removesuffix("</w:body>")


def test_chunks__remember_no_more_than_a_template_has() -> None:
    """A loop comes back to the state it was in; markup that a document brings itself is not kept."""
    memory = remembered()
    again = ["<w:p><w:r><w:t>", "x", "</w:t></w:r></w:p>"]
    read([START, *again * 3, "</w:body>"], memory)
    before = len(memory)
    read([START, *again * 50, "</w:body>"], memory)
    read([START, *[Markup(f"<w:p><w:r><w:t>{number}</w:t></w:r></w:p>") for number in range(50)], "</w:body>"], memory)
    assert len(memory) == before
