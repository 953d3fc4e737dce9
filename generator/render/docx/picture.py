"""Pictures in a Word document: charts as crisp SVG with a PNG for programs that know no SVG, and the institution's logo."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Emu, Mm
from docxtpl import DocxTemplate, InlineImage

from generator.charts import Chart, description, to_png, to_scene, to_svg
from generator.render.logo import for_word, logo_file
from generator.render.pictures import chart_fonts
from validators.absence import KOSONG

_SVG_BLIP = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{link}"/></a:ext></a:extLst>'
)
_LOGO_HEIGHT: Final = Mm(20)
_FALLBACK_WIDTH: Final = 800
"""Pixels of the PNG, which only programs show that know no SVG."""


class ChartImage(InlineImage):
    """A chart that prints itself as a drawing where the template names it; it is drawn when first printed."""

    def __init__(self, template: DocxTemplate, chart: Chart, number: int) -> None:
        self.wide = Mm(chart.width_mm)
        super().__init__(template, None, width=self.wide)
        self.chart = chart
        self.number = number
        self._svg: Part | None = None

    def _insert_image(self) -> str:
        part: Any = self.tpl.current_rendering_part  # type: ignore[union-attr]
        if self._svg is None:
            scene = to_scene(self.chart, chart_fonts())
            self.height = Emu(round(self.wide * scene.height / scene.width))
            self.image_descriptor = io.BytesIO(to_png(self.chart, chart_fonts(), width_px=_FALLBACK_WIDTH))
            drawn = to_svg(self.chart, chart_fonts()).encode("utf-8")
            self._svg = Part(PackURI(f"/word/media/grafik{self.number}.svg"), "image/svg+xml", drawn, part.package)
        inline = part.new_pic_inline(self.image_descriptor, self.width, self.height).xml
        link = part.relate_to(self._svg, RELATIONSHIP_TYPE.IMAGE)
        words = quoteattr(description(self.chart))
        inline = inline.replace("<wp:docPr ", f"<wp:docPr descr={words} ", 1)
        start = inline.index("<a:blip ")
        end = inline.index("/>", start)
        inline = f"{inline[:end]}>{_SVG_BLIP.format(link=link)}</a:blip>{inline[end + 2 :]}"
        return f'</w:t></w:r><w:r><w:drawing>{inline}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def logo_image(template: DocxTemplate, institution: Mapping[str, Any]) -> Any:
    """Return the institution's logo, to be printed where the template names it; `KOSONG` where it has none."""
    file = logo_file(institution)
    return KOSONG if file is None else InlineImage(template, for_word(file), height=_LOGO_HEIGHT)
