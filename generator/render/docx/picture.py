"""Pictures in a Word document: charts as crisp SVG with a PNG for programs that know no SVG, and the institution's logo."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Emu, Mm
from docxtpl import DocxTemplate, InlineImage

from generator.charts.model import Chart, description
from generator.charts.parts import parts
from generator.charts.picture import to_png, to_scene, to_svg
from generator.errors import TemplateFault
from generator.fields.image import Gambar
from generator.guard import PICTURE, file_refusal
from generator.render.docx.captions import title_mark
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
    """A chart that prints itself as a drawing, or several one below the other, where the template names it; drawn when first printed."""

    def __init__(self, template: DocxTemplate, chart: Chart, number: int) -> None:
        self.wide = Mm(chart.width_mm)
        super().__init__(template, None, width=self.wide)
        self.chart = chart
        self.number = number
        self._drawn: list[tuple[Chart, io.BytesIO, Part]] = []

    def _insert_image(self) -> str:
        part: Any = self.tpl.current_rendering_part  # type: ignore[union-attr] - set while a template is filled
        if not self._drawn:
            self._drawn = [self._drawing(chart, at, part) for at, chart in enumerate(parts(replace(self.chart, title=""), chart_fonts()))]
        written = "".join(f"<w:r><w:drawing>{self._inline(part, *one)}</w:drawing></w:r>" for one in self._drawn)
        return f'</w:t></w:r>{written}<w:r><w:t xml:space="preserve">{escape(title_mark("gambar", self.chart.title, behind=True))}'

    def _drawing(self, chart: Chart, at: int, part: Any) -> tuple[Chart, io.BytesIO, Part]:
        name = PackURI(f"/word/media/grafik{self.number}{f'-{at + 1}' if at else ''}.svg")
        svg = Part(name, "image/svg+xml", to_svg(chart, chart_fonts()).encode("utf-8"), part.package)
        return chart, io.BytesIO(to_png(chart, chart_fonts(), width_px=_FALLBACK_WIDTH)), svg

    def _inline(self, part: Any, chart: Chart, png: io.BytesIO, svg: Part) -> str:
        scene = to_scene(chart, chart_fonts())
        inline = part.new_pic_inline(png, self.wide, Emu(round(self.wide * scene.height / scene.width))).xml
        link = part.relate_to(svg, RELATIONSHIP_TYPE.IMAGE)
        inline = inline.replace("<wp:docPr ", f"<wp:docPr descr={quoteattr(description(chart))} ", 1)
        start = inline.index("<a:blip ")
        end = inline.index("/>", start)
        return f"{inline[:end]}>{_SVG_BLIP.format(link=link)}</a:blip>{inline[end + 2 :]}"


class LogoImage(InlineImage):
    """The institution's logo, printed where the template names it. A broken one is told when the settings are read; none gets as far as Word."""

    def __init__(self, template: DocxTemplate, file: Path) -> None:
        super().__init__(template, None, height=_LOGO_HEIGHT)
        self.file = file

    def _insert_image(self) -> str:
        if file_refusal(self.file, PICTURE) is not None:
            raise TemplateFault(
                "Gambar logo ini tidak dapat dipakai.", file=self.file, hint="Simpan ulang sebagai PNG atau JPEG.", code="gambar-rusak"
            )
        self.image_descriptor = for_word(self.file)
        return super()._insert_image()


class FieldImage(InlineImage):
    """A picture of the form that prints itself where the template names it."""

    def __init__(self, template: DocxTemplate, picture: Gambar) -> None:
        width, height = picture.size_mm
        super().__init__(template, io.BytesIO(picture.data), width=Mm(width), height=Mm(height))
        self.words = picture.words

    def _insert_image(self) -> str:
        drawn = super()._insert_image()
        return drawn.replace("<wp:docPr ", f"<wp:docPr descr={quoteattr(self.words)} ", 1)


def logo_image(template: DocxTemplate, institution: Mapping[str, Any]) -> Any:
    """Return the institution's logo, to be printed where the template names it; `KOSONG` where it has none."""
    file = logo_file(institution)
    return KOSONG if file is None else LogoImage(template, file)
