"""A chart in a Word document: crisp SVG with a PNG for programs that know no SVG, and alternative text."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from generator.charts import Chart, description, to_png, to_svg
from generator.render.pictures import chart_fonts

_SVG_BLIP = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{link}"/></a:ext></a:extLst>'
)


class ChartImage(InlineImage):
    """A chart that prints itself as a drawing where the template names it."""

    def __init__(self, template: DocxTemplate, chart: Chart, number: int) -> None:
        super().__init__(template, io.BytesIO(to_png(chart, chart_fonts())), width=Mm(chart.width_mm))
        self.chart = chart
        self.number = number

    def _insert_image(self) -> str:
        part: Any = self.tpl.current_rendering_part  # type: ignore[union-attr]
        inline = part.new_pic_inline(self.image_descriptor, self.width, self.height).xml
        svg = Part(
            PackURI(f"/word/media/grafik{self.number}.svg"),
            "image/svg+xml",
            to_svg(self.chart, chart_fonts()).encode("utf-8"),
            part.package,
        )
        link = part.relate_to(svg, RELATIONSHIP_TYPE.IMAGE)
        words = quoteattr(description(self.chart))
        inline = inline.replace("<wp:docPr ", f"<wp:docPr descr={words} ", 1)
        start = inline.index("<a:blip ")
        end = inline.index("/>", start)
        inline = f"{inline[:end]}>{_SVG_BLIP.format(link=link)}</a:blip>{inline[end + 2 :]}"
        return f'</w:t></w:r><w:r><w:drawing>{inline}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
