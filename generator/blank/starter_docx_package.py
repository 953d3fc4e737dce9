"""The parts of a starter DOCX besides its text: styles, lists, footer, settings, properties."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from generator.ooxml.package import write_parts

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
FOOTER_ID: Final = "rId4"

# id, name, based on, next, paragraph properties, run properties; sizes are half points, lengths twips.
_STYLES: Final = (
    ("Title", "Title", "Normal", "Normal", '<w:keepNext/><w:spacing w:before="160" w:after="280" w:line="264" w:lineRule="auto"/><w:jc w:val="center"/>', "<w:b/>|28"),
    ("Heading1", "heading 1", "Normal", "Normal", '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="120" w:line="264" w:lineRule="auto"/><w:outlineLvl w:val="0"/>', "<w:b/>|26"),
    ("Heading2", "heading 2", "Normal", "Normal", '<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="120" w:line="264" w:lineRule="auto"/><w:outlineLvl w:val="1"/>', "<w:b/>|24"),
    ("Heading3", "heading 3", "Normal", "Normal", '<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80" w:line="264" w:lineRule="auto"/><w:outlineLvl w:val="2"/>', "<w:b/>|22"),
    ("Heading4", "heading 4", "Normal", "Normal", '<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="60" w:line="264" w:lineRule="auto"/><w:outlineLvl w:val="3"/>', "<w:b/><w:i/>|22"),
    ("ListBullet", "List Bullet", "Normal", "", '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="0" w:after="120"/><w:ind w:left="312" w:hanging="312"/><w:contextualSpacing/>', ""),
    ("ListNumber", "List Number", "Normal", "", '<w:numPr><w:numId w:val="2"/></w:numPr><w:spacing w:before="0" w:after="120"/><w:ind w:left="397" w:hanging="397"/><w:contextualSpacing/>', ""),
    ("Footer", "footer", "Normal", "", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', "|18"),
    ("LabelIsi", "Label Isi", "Normal", "Normal", '<w:keepNext/><w:spacing w:before="80" w:after="40"/>', "<w:b/>|22"),
    ("IsiIdentitas", "Isi Identitas", "Normal", "", '<w:spacing w:before="0" w:after="20" w:line="252" w:lineRule="auto"/>', ""),
    ("IsiTabel", "Isi Tabel", "Normal", "", '<w:spacing w:before="0" w:after="40" w:line="252" w:lineRule="auto"/>', "|20"),
    ("IsiTabelKecil", "Isi Tabel Kecil", "IsiTabel", "", '<w:spacing w:before="0" w:after="20" w:line="245" w:lineRule="auto"/>', "|18"),
    ("IsiTabelRapat", "Isi Tabel Rapat", "IsiTabel", "", '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>', "|16"),
    ("KepalaTabel", "Kepala Tabel", "IsiTabel", "", '<w:keepNext/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', "<w:b/>|20"),
    ("KepalaTabelKecil", "Kepala Tabel Kecil", "KepalaTabel", "", "", "<w:b/>|18"),
    ("KepalaTabelRapat", "Kepala Tabel Rapat", "KepalaTabel", "", "", "<w:b/>|16"),
    ("ButirTabel", "Butir Tabel", "ListBullet", "", '<w:spacing w:before="0" w:after="0" w:line="252" w:lineRule="auto"/><w:ind w:left="255" w:hanging="255"/>', "|20"),
    ("ButirTabelKecil", "Butir Tabel Kecil", "ButirTabel", "", "", "|18"),
    ("ButirTabelRapat", "Butir Tabel Rapat", "ButirTabel", "", "", "|16"),
    ("Gambar", "Gambar", "Normal", "", '<w:keepLines/><w:spacing w:before="60" w:after="120" w:line="240" w:lineRule="auto"/>', ""),
    ("TandaTangan", "Tanda Tangan", "Normal", "", '<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="0" w:line="264" w:lineRule="auto"/>', ""),
    ("KopInduk", "Kop Induk", "Normal", "", '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', "|22"),
    ("KopNama", "Kop Nama", "KopInduk", "", "", "<w:b/>|24"),
    ("KopAlamat", "Kop Alamat", "KopInduk", "", "", "|18"),
    ("Antara", "Antara", "Normal", "", '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>', "|4"),
    ("Akhir", "Akhir Sel", "Normal", "", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', "|2"),
)  # fmt: skip


def package(body: str, *, title: str) -> bytes:
    """Return the DOCX file of a body (WordprocessingML): A4, Arial 11, Indonesian."""
    document = f"{_HEAD}<w:document {_W} {_R}><w:body>{body}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations((("officeDocument", "word/document.xml"), ("core", "docProps/core.xml"))),
        "docProps/core.xml": _core(title),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            (
                ("styles", "styles.xml"),
                ("numbering", "numbering.xml"),
                ("settings", "settings.xml"),
                ("footer", "footer1.xml"),
                ("fontTable", "fontTable.xml"),
                ("theme", "theme/theme1.xml"),
            )
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer(),
        "word/fontTable.xml": _font_table(),
        "word/theme/theme1.xml": _theme(),
    }
    return write_parts({name: text.encode("utf-8") for name, text in parts.items()})


def _content_types() -> str:
    kinds = {
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "settings": "settings",
        "footer1": "footer",
        "fontTable": "fontTable",
    }
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/><Default Extension="jpg" ContentType="image/jpeg"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{overrides}'
        '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(targets: tuple[tuple[str, str], ...]) -> str:
    kinds = {"core": f"{_PACKAGE}/relationships/metadata/core-properties"}
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kinds.get(kind, f"{_OFFICE}/relationships/{kind}")}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator><dc:language>id-ID</dc:language></cp:coreProperties>"
    )


def _styles() -> str:
    font = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    cells = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108)))
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        f"{''.join(map(_style, _STYLES))}"
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f'<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>'
        "</w:styles>"
    )


def _style(entry: tuple[str, str, str, str, str, str]) -> str:
    key, name, base, following, paragraph, look = entry
    marks, _, size = look.partition("|")
    letters = marks + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{letters}</w:rPr>" if letters else "")
        + "</w:style>"
    )


def _numbering() -> str:
    lists = ((0, "bullet", "•", 312, "ListBullet"), (1, "decimal", "%1.", 397, "ListNumber"))
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl></w:abstractNum>'
        for number, kind, sign, indent, style in lists
    )
    used = "".join(f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>' for number, *_ in lists)
    return f"{_HEAD}<w:numbering {_W}>{defined}{used}</w:numbering>"


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _footer() -> str:
    return (
        f'{_HEAD}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{_text("Halaman ")}{_field("PAGE")}'
        f"{_text(' dari ')}{_field('NUMPAGES')}</w:p></w:ftr>"
    )


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(name: str) -> str:
    chars = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    instruction = f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
    return f"{chars['begin']}{instruction}{chars['separate']}{_text('1')}{chars['end']}"


def _font_table() -> str:
    return (
        f'{_HEAD}<w:fonts {_W}><w:font w:name="Arial"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _theme() -> str:
    """Return a theme of plain colours and one font: Word wants one, our styles use none of it."""
    colours = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "hlink": "0563C1", "folHlink": "954F72"}
    accents = ("4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47")
    named = {**colours, **{f"accent{number}": colour for number, colour in enumerate(accents, start=1)}}
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    scheme = "".join(f'<a:{name}><a:srgbClr val="{named[name]}"/></a:{name}>' for name in order)
    faces = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    return (
        f'{_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements>'
        f'<a:clrScheme name="Office">{scheme}</a:clrScheme><a:fontScheme name="Office"><a:majorFont>{faces}</a:majorFont>'
        f'<a:minorFont>{faces}</a:minorFont></a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
