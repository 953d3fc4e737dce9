"""A starter Word template from an outline: its blocks with docxtpl's tags in them, on upright and turned pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.fields.kind import LANDSCAPE_CM, PORTRAIT_CM
from generator.office.word.build import cell, row, twips, words
from generator.outline.blocks import (
    Block,
    CentreLine,
    Contents,
    Cover,
    Facts,
    ForEach,
    Grid,
    Heading,
    Items,
    MatrixGrid,
    Picture,
    Sentence,
    Signature,
    Text,
    When,
    any_of,
)
from generator.outline.fronts import caption_call
from generator.outline.literals import office_literal
from generator.outline.sections import sections
from generator.render.word_start import running_parts, start_parts
from generator.spec.model import CERTIFICATE, LETTER, REPORT
from generator.starter.docx_package import package, with_number_head
from generator.starter.docx_parts import drawn_table, gap, tag_row
from generator.starter.docx_tables import grid, matrix

_STYLES: Final = {1: "Title", 2: "Heading2", 3: "Heading3", 4: "Heading4"}
_NEW_PAGE: Final = "<w:pageBreakBefore/>"
_NEAR: Final = '<w:spacing w:after="80"/>'
_FAR: Final = '<w:spacing w:after="280"/>'
_LABEL_CM: Final = 5.0
_COLON_CM: Final = 0.4


def starter_docx(blocks: Iterable[Block], start: bytes, *, title: str, layout: str = "") -> bytes:
    """Return the Word template of an outline in the dress of a start document; the same of both give the same bytes.

    layout: where numbers of pages stand, and whether the letterhead does.
    """
    start = with_number_head(start) if layout == LETTER else start
    foot, cut = _Foot(running_parts(start_parts(start)), layout), sections(blocks, is_turned=layout == CERTIFICATE)
    body = [] if layout == REPORT else [words("{{ kop }}")]
    for number, section in enumerate(cut):
        # The line that ends a section takes the place of the one behind a table: on a full page there is no room for both.
        body.append(_written(section.blocks, _width(section.is_wide)).removesuffix(gap()))
        properties = _section(foot, is_wide=section.is_wide, is_first=number == 0)
        ending = words("", "Akhir", more="" if number == len(cut) - 1 else properties)
        body.append(ending + (properties if number == len(cut) - 1 else ""))
    return package(start, "".join(body), title=title)


def _width(is_wide: bool) -> float:
    return LANDSCAPE_CM if is_wide else PORTRAIT_CM


@dataclass(frozen=True, slots=True)
class _Foot:
    """What stands at head and foot of each page: ids of parts by their kind, "header" and "footer"."""

    parts: Mapping[str, str]
    layout: str

    @property
    def references(self) -> str:
        part = {LETTER: "header", CERTIFICATE: ""}.get(self.layout, "footer")
        return f'<w:{part}Reference w:type="default" r:id="{self.parts[part]}"/>' if part in self.parts else ""


def _section(foot: _Foot, *, is_wide: bool, is_first: bool) -> str:
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if is_wide else '<w:pgSz w:w="11906" w:h="16838"/>'
    other_first = "<w:titlePg/>" if is_first and foot.layout in (REPORT, LETTER) else ""
    return (
        f"<w:sectPr>{foot.references}{size}"
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1417" w:left="1701" w:header="709" w:footer="709" w:gutter="0"/>'
        f'<w:cols w:space="720"/>{other_first}</w:sectPr>'
    )


def _written(blocks: Sequence[Block], width_cm: float) -> str:
    written = ""
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading) and isinstance(after, Sentence) and after.is_subtitle:
            written += _heading(block, width_cm, more=_NEAR)
        else:
            written += _WRITERS[type(block)](block, width_cm)
    return written


def _if(condition: str, body: str) -> str:
    return f"{words(f'{{%p if {condition} %}}')}{body}{words('{%p endif %}')}" if condition else body


def _heading(block: Heading, _: float, *, more: str = "") -> str:
    text = office_literal(block.text) + (f"{{{{ {block.expr} }}}}" if block.expr else "")
    return words(text, "JudulDepan" if block.is_front else _STYLES[block.level], more=(_NEW_PAGE if block.new_page else "") + more)


def _cover(block: Cover, _: float) -> str:
    return words(f"{{{{ {block.call} }}}}")


def _centred(block: CentreLine, _: float) -> str:
    return words(office_literal(block.text), align="center", bold=True) + gap()


def _contents(_block: Contents, _: float) -> str:
    lists = "".join(words(f"{{{{ {name} }}}}") for name in ("daftar_isi", "daftar_tabel", "daftar_gambar"))
    return words("DAFTAR ISI", "JudulDaftar", more=_NEW_PAGE) + lists


def _caption(title: str) -> str:
    return words(f"{{{{ {caption_call(title)} }}}}", "Caption") if title else ""


def _sentence(block: Sentence, _: float) -> str:
    return words(block.text, align="center", more=_FAR) if block.is_subtitle else words(block.text)


def _facts(block: Facts, width_cm: float) -> str:
    widths = [twips(_LABEL_CM), twips(_COLON_CM), twips(width_cm - _LABEL_CM - _COLON_CM)]
    rows: list[str] = []
    for fact in block.rows:
        unit = f" {office_literal(fact.value.unit)}" if fact.value.unit else ""
        texts = (office_literal(fact.label), ":", f"{fact.value.tag}{unit}")
        line = row((cell(width, words(text, "IsiIdentitas")) for width, text in zip(widths, texts, strict=True)), whole=True)
        rows += [tag_row(f"{{%tr if {fact.condition} %}}", widths), line, tag_row("{%tr endif %}", widths)] if fact.condition else [line]
    body = drawn_table(rows, widths, bordered=False) + gap()
    return _if(any_of(block.rows), body)


def _text(block: Text, _: float) -> str:
    return _label(block.label) + words(f"{{{{ {block.expr} }}}}")


def _items(block: Items, _: float) -> str:
    item = words(f"{{{{ {block.variable} }}}}", "ListBullet")
    return f"{_label(block.label)}{_loop(block.variable, block.expr, item)}"


def _label(label: str) -> str:
    return words(office_literal(label), "LabelIsi") if label else ""


def _loop(variable: str, rows: str, body: str) -> str:
    return f"{words(f'{{%p for {variable} in {rows} %}}')}{body}{words('{%p endfor %}')}"


def _grid(block: Grid, width_cm: float) -> str:
    return _caption(block.caption) + grid(block, width_cm) + gap()


def _matrix(block: MatrixGrid, width_cm: float) -> str:
    return _caption(block.caption) + matrix(block, width_cm) + gap()


def _picture(block: Picture, _: float) -> str:
    return _if(block.chart, words(f"{{{{ {block.chart} }}}}", "Gambar"))


def _signature(block: Signature, _: float) -> str:
    return words(f"{{{{ {block.call} }}}}", "TandaTangan")


def _for_each(block: ForEach, width_cm: float) -> str:
    return _loop(block.variable, block.rows, _written(block.blocks, width_cm))


def _when(block: When, width_cm: float) -> str:
    return _if(block.condition, _written(block.blocks, width_cm))


_WRITERS: Final[dict[type, Callable[[Any, float], str]]] = {
    Cover: _cover,
    Contents: _contents,
    CentreLine: _centred,
    Heading: _heading,
    Sentence: _sentence,
    Facts: _facts,
    Text: _text,
    Items: _items,
    Grid: _grid,
    MatrixGrid: _matrix,
    Picture: _picture,
    Signature: _signature,
    ForEach: _for_each,
    When: _when,
}
