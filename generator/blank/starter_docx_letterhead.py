"""The letterhead of a starter Word template: nothing where the office has no settings, with a logo or without."""

from __future__ import annotations

from typing import Final

from generator.blank.starter_docx_wml import cell, paragraph, row, twips

_LOGO_CM: Final = 2.4
_CONTACT: Final = (
    "{% if institusi.telepon %}Telepon {{ institusi.telepon }}{% if institusi.laman or institusi.surel %}; {% endif %}{% endif %}"
    "{% if institusi.laman %}Laman {{ institusi.laman }}{% if institusi.surel %}; {% endif %}{% endif %}"
    "{% if institusi.surel %}Surel {{ institusi.surel }}{% endif %}"
)


def letterhead(width_cm: float) -> str:
    """Return the letterhead, `width_cm` wide."""
    logo, width = twips(_LOGO_CM), twips(width_cm)
    picture = cell(logo, paragraph("{{ institusi.logo }}", "KopAlamat", align="start"))
    with_logo = _table([picture, cell(width - logo, _lines(), middle=True)], [logo, width - logo])
    plain = _table([cell(width, _lines(), middle=True)], [width])
    return "".join(
        (
            paragraph("{%p if institusi.nama %}"),
            paragraph("{%p if institusi.logo %}"),
            with_logo,
            paragraph("{%p else %}"),
            plain,
            paragraph("{%p endif %}"),
            paragraph("", "KopAlamat"),
            paragraph("{%p endif %}"),
        )
    )


def _lines() -> str:
    pieces = [
        *_optional("institusi.kementerian", "{{ institusi.kementerian | upper }}", "KopInduk"),
        *_optional("institusi.unit_utama", "{{ institusi.unit_utama | upper }}", "KopInduk"),
        paragraph("{{ institusi.nama | upper }}", "KopNama"),
        *_optional("institusi.alamat", "{{ institusi.alamat }}", "KopAlamat"),
        *_optional("institusi.telepon or institusi.laman or institusi.surel", _CONTACT, "KopAlamat"),
        paragraph("", "Antara"),
    ]
    return "".join(pieces)


def _optional(condition: str, text: str, style: str) -> tuple[str, str, str]:
    return paragraph(f"{{%p if {condition} %}}", style), paragraph(text, style), paragraph("{%p endif %}", style)


def _table(cells: list[str], widths: list[int]) -> str:
    none = "".join(f'<w:{edge} w:val="nil"/>' for edge in ("top", "left"))
    borders = f'{none}<w:bottom w:val="double" w:sz="6" w:space="0" w:color="000000"/><w:right w:val="nil"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{row(cells, whole=True)}</w:tbl>"
    )
