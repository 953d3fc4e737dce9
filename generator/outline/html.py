"""The shared page: an outline as an HTML template that extends `_shared/base.html`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from generator.fields.kind import LANDSCAPE_CM, PORTRAIT_CM, Format
from generator.outline.blocks import (
    SUBTOTAL,
    Block,
    CentreLine,
    Column,
    Contents,
    Cover,
    Facts,
    ForEach,
    Grid,
    Heading,
    Items,
    Margin,
    MatrixGrid,
    Picture,
    Sentence,
    Side,
    Signature,
    Text,
    Value,
    When,
    any_of,
    span_of,
)
from generator.outline.fronts import caption_call
from generator.outline.literals import literal
from generator.outline.sections import PageSection, sections
from generator.outline.widths import column_widths, letter_size
from generator.spec.model import CERTIFICATE, LETTER, REPORT

_SIZE_CLASSES: Final = {10: "sepuluh", 9: "kecil", 8: "sangat-kecil"}
_CELL_CLASSES: Final = {"right": ' class="angka"', "center": ' class="tengah"', "left": ""}
_NUMBER: Final = _CELL_CLASSES["right"]
_MATRIX_COLUMNS: Final = 8
_TAGS: Final = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_STYLE: Final = "section.tegak { page: tegak; }"
_STYLES: Final = {
    REPORT: "\n@page :first { @bottom-center { content: none; } }",
    LETTER: """
@page { @bottom-center { content: none; } @top-center { content: "- " counter(page) " -"; font-size: 11pt; } }
@page :first { @top-center { content: none; } }""",
    CERTIFICATE: "\n@page { @bottom-center { content: none; } }",
}
_HEADS: Final = {REPORT: "{% block kop %}{% endblock %}\n"}


def page(blocks: Iterable[Block], layout: str = "") -> str:
    """Return the HTML template of an outline. layout: where numbers of pages stand, and whether the letterhead does."""
    cut = sections(blocks, is_turned=layout == CERTIFICATE)
    first = "mendatar" if cut[0].is_wide else "tegak"
    body = "\n".join(_section(section, number) for number, section in enumerate(cut))
    return (
        '{% extends "_shared/base.html" %}\n'
        f"{{% block gaya %}}\n{_STYLE}{_STYLES.get(layout, '')}\n{{% endblock %}}\n"
        f"{{% block kelas %}}{first}{{% endblock %}}\n{_HEADS.get(layout, '')}"
        f"{{% block isi %}}\n{body}\n{{% endblock %}}\n"
    )


def _section(section: PageSection, number: int) -> str:
    width = LANDSCAPE_CM if section.is_wide else PORTRAIT_CM
    body = _written(section.blocks, width)
    turned = "mendatar" if section.is_wide else "tegak"
    whole = body if number == 0 else f'<section class="{turned}">\n{body}\n</section>'
    condition = any_of(section.blocks) if number else ""
    return _if(condition, f"\n{whole}\n") if condition else whole


def _written(blocks: Iterable[Block], width_cm: float) -> str:
    return "\n".join(_WRITERS[type(block)](block, width_cm) for block in blocks)


def _words(text: str) -> str:
    return literal(escape(text, quote=True))


def _if(condition: str, body: str) -> str:
    return f"{{% if {condition} %}}{body}{{% endif %}}" if condition else body


def _heading(block: Heading, _: float) -> str:
    text = _words(block.text) + (f"{{{{ {block.expr} }}}}" if block.expr else "")
    names = [name for name, is_set in (("halaman-baru", block.new_page), ("judul-depan", block.is_front)) if is_set]
    begins = f' class="{" ".join(names)}"' if names else ""
    return f"<h{block.level}{begins}>{text}</h{block.level}>"


def _cover(block: Cover, _: float) -> str:
    return f"{{{{ {block.call} }}}}"


def _centred(block: CentreLine, _: float) -> str:
    return f'<p class="di-tengah">{_words(block.text)}</p>'


def _contents(_block: Contents, _: float) -> str:
    return '<p class="judul-daftar halaman-baru">DAFTAR ISI</p>\n{{ daftar_isi }}\n{{ daftar_tabel }}\n{{ daftar_gambar }}'


def _caption(words: str) -> str:
    return f"{{{{ {caption_call(words)} }}}}\n" if words else ""


def _sentence(block: Sentence, _: float) -> str:
    """Return the sentence; what stands in its tags is no text of the page and stays as it is."""
    text = "".join(part if at % 2 else escape(part, quote=True) for at, part in enumerate(_TAGS.split(block.text)))
    return f'<p class="subjudul">{text}</p>' if block.is_subtitle else f"<p>{text}</p>"


def _facts(block: Facts, _: float) -> str:
    rows = [_if(fact.condition, f'<tr><th scope="row">{_words(fact.label)}</th><td>{_value(fact.value)}</td></tr>') for fact in block.rows]
    table = '<table class="identitas">\n<tbody>\n' + "\n".join(rows) + "\n</tbody>\n</table>"
    condition = any_of(block.rows)
    return _if(condition, f"\n{table}\n") if condition else table


def _value(value: Value) -> str:
    unit = f" {_words(value.unit)}" if value.unit else ""
    return f"{value.tag}{unit}"


def _text(block: Text, _: float) -> str:
    label = f'<p class="label">{_words(block.label)}</p>\n' if block.label else ""
    return f'{label}<div class="uraian">{{{{ {block.expr} }}}}</div>'


def _items(block: Items, _: float) -> str:
    label = f'<p class="label">{_words(block.label)}</p>\n' if block.label else ""
    loop = f"{{% for {block.variable} in {block.expr} %}}<li>{{{{ {block.variable} }}}}</li>{{% endfor %}}"
    return f"{label}<ul>{loop}</ul>"


def _grid(block: Grid, width_cm: float) -> str:
    widths = column_widths(block.page_columns, width_cm)
    columns = "".join(
        _if(column.condition, f'<col style="width: {width / width_cm * 100:.2f}%">')
        for column, width in zip(block.page_columns, widths, strict=True)
    )
    cells = "\n".join(_if(column.condition, _cell(column.value)) for column in block.page_columns)
    row = f"<tr>\n{cells}\n</tr>"
    return _caption(block.caption) + (
        f'<table class="{_table_class(len(block.page_columns))}">\n<colgroup>{columns}</colgroup>\n'
        f"<thead>\n{_head(block.page_columns)}\n</thead>\n<tbody>\n{_rows(block, row)}\n{_total(block)}</tbody>\n</table>"
    )


def _rows(block: Grid, row: str) -> str:
    """Return the loop over the rows, in groups where the table has them."""
    grouping = block.grouping
    if grouping is None:
        return f"{{% for {block.variable} in {block.rows} %}}\n{row}\n{{% endfor %}}"
    named = f'<tr class="kelompok"><th scope="colgroup" colspan="{_span(block.page_columns)}">{{{{ {grouping.shown} }}}}</th></tr>'
    rows = f"{{% for {block.variable} in {grouping.rows} %}}\n{row}\n{{% endfor %}}"
    label = f"{SUBTOTAL} {{{{ {grouping.shown} }}}}"
    sums = _last_row(block.page_columns, grouping.subtotals, label, "subtotal") if grouping.subtotals else ""
    return f"{{% for {grouping.variable} in {grouping.groups(block.rows)} %}}\n{named}\n{rows}\n{sums}{{% endfor %}}"


def _span(columns: Sequence[Column]) -> str:
    """Return how many columns there are, or the tag that says it where some come and go."""
    counted = span_of(columns)
    return counted if counted.isdigit() else f"{{{{ {counted} }}}}"


def _table_class(columns: int) -> str:
    return f"kisi {_SIZE_CLASSES[letter_size(columns)]}"


def _head(columns: Sequence[Column]) -> str:
    if not any(column.group for column in columns):
        cells = (_if(column.condition, f'<th scope="col">{_words(column.label)}</th>') for column in columns)
        return f"<tr>{''.join(cells)}</tr>"
    upper, lower = "", ""
    for position, column in enumerate(columns):
        if not column.group:
            upper += _if(column.condition, f'<th scope="col" rowspan="2">{_words(column.label)}</th>')
            continue
        lower += f'<th scope="col">{_words(column.label)}</th>'
        if position == 0 or columns[position - 1].group != column.group:
            span = sum(other.group == column.group for other in columns)
            upper += f'<th scope="colgroup" colspan="{span}">{_words(column.group)}</th>'
    return f"<tr>{upper}</tr>\n<tr>{lower}</tr>"


def _cell(value: Value) -> str:
    if value.form == "long":
        text = f'<div class="uraian">{value.tag}</div>'
        return f"<td>{_if(f'{value.expr} is not kosong', text)}</td>"
    whole = ' class="nama-utuh"' if value.is_whole else ""
    if value.form == "list":
        loop = f"{{% for butir_sel in {value.expr} %}}<li>{{{{ butir_sel }}}}</li>{{% endfor %}}"
        return f"<td{whole}>{_if(value.expr, f'<ul>{loop}</ul>')}</td>"
    return f"<td{_CELL_CLASSES[value.align] or whole}>{value.tag}</td>"


def _total(block: Grid) -> str:
    """Return the last row of a table that has one."""
    sums = {column.name: column.total for column in block.page_columns if column.total is not None}
    return _last_row(block.page_columns, sums, _words(block.total_label), "total") if block.total_label else ""


def _last_row(columns: Sequence[Column], sums: Mapping[str, Value], label: str, css_class: str) -> str:
    """Return a row of sums: its label over the columns before the first sum."""
    before = next(index for index, column in enumerate(columns) if column.name in sums)
    led = columns[:before]
    cells = [_if(any_of(led), f'<th scope="row" colspan="{_span(led)}" class="kanan">{label}</th>')] if led else []
    for column in columns[before:]:
        cell = f'<td class="angka">{sums[column.name].tag}</td>' if column.name in sums else "<td></td>"
        cells.append(_if(column.condition, cell))
    return f'<tr class="{css_class}">{"".join(cells)}</tr>\n'


def _matrix(block: MatrixGrid, width_cm: float) -> str:
    down, across = block.down, block.across
    columns = min(block.most_columns + len(block.beside), _MATRIX_COLUMNS) + len(block.columns) + 1
    align = _CELL_CLASSES["center" if block.format is Format.TEXT else "right"]
    heads = "".join(f'<th scope="col">{_words(label)}</th>' for _, label in across.known) or _looped(
        across, f'<th scope="col">{{{{ {across.shown} }}}}</th>'
    )
    cells = "".join(f"<td{align}>{{{{ {block.printed(down.key, repr(key))} }}}}</td>" for key, _ in across.known) or _looped(
        across, f"<td{align}>{{{{ {block.printed(down.key, across.key)} }}}}</td>"
    )
    heads += "".join(f'<th scope="col">{_words(one.label)}</th>' for one in (*block.beside, *block.columns))
    cells += "".join(f"<td{_NUMBER}>{{{{ {block.of_row(margin, down.key)} }}}}</td>" for margin in block.beside)
    cells += "".join(_cell(column.value) for column in block.columns)
    led = f'<colgroup><col style="width: {down.width_cm / width_cm * 100:.2f}%"></colgroup>\n' if down.width_cm else ""
    return _caption(block.caption) + (
        f'<table class="{_table_class(columns)}">\n{led}<thead>\n<tr><th scope="col">{_words(down.label)}</th>{heads}</tr>\n</thead>\n'
        f'<tbody>\n{{% for {down.variable} in {down.rows} %}}\n<tr><th scope="row" class="biasa{" nama-utuh" if down.is_whole else ""}">{{{{ {down.shown} }}}}</th>{cells}</tr>\n'
        f"{{% endfor %}}\n{''.join(_below(block, margin) for margin in block.below)}</tbody>\n</table>"
    )


def _below(block: MatrixGrid, margin: Margin) -> str:
    """Return a last row of a matrix: a sum or mean for each column."""
    known = (repr(key) for key, _ in block.across.known)
    cells = "".join(f"<td{_NUMBER}>{{{{ {block.of_column(margin, key)} }}}}</td>" for key in known) or _looped(
        block.across, f"<td{_NUMBER}>{{{{ {block.of_column(margin, block.across.key)} }}}}</td>"
    )
    corners = (block.corner(margin, beside) for beside in block.beside)
    cells += "".join(f"<td{_NUMBER}>{{{{ {corner} }}}}</td>" if corner else "<td></td>" for corner in corners)
    cells += "<td></td>" * len(block.columns)
    return f'<tr class="total"><th scope="row">{_words(margin.label)}</th>{cells}</tr>\n'


def _looped(side: Side, body: str) -> str:
    return f"{{% for {side.variable} in {side.rows} %}}{body}{{% endfor %}}"


def _picture(block: Picture, _: float) -> str:
    return _if(block.chart, f"{{{{ {block.chart} }}}}")


def _signature(block: Signature, _: float) -> str:
    return f"{{{{ {block.call} }}}}"


def _for_each(block: ForEach, width_cm: float) -> str:
    return f"{{% for {block.variable} in {block.rows} %}}\n{_written(block.blocks, width_cm)}\n{{% endfor %}}"


def _when(block: When, width_cm: float) -> str:
    return _if(block.condition, f"\n{_written(block.blocks, width_cm)}\n")


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
