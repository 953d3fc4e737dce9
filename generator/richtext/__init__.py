"""Long text typed in a form: Markdown in, neutral blocks in the middle, HTML and plain text out.

Word's XML is made from the same blocks by `generator.render.docx.richtext_xml`. What counts as markup is
narrower than CommonMark on purpose, because forms hold text first and markup second; `typed` says how.
"""

from generator.formatting import ListItem, LongText
from generator.richtext.blocks import Alignment, Block, ListBlock, Marker, Paragraph, Run, TableBlock, column_widths
from generator.richtext.output import marked_items, to_html, to_inline_html, to_plain
from generator.richtext.parse import blocks_of, is_marked, parse, parse_item, plain_text

__all__ = [
    "Alignment",
    "Block",
    "ListBlock",
    "ListItem",
    "LongText",
    "Marker",
    "Paragraph",
    "Run",
    "TableBlock",
    "blocks_of",
    "column_widths",
    "is_marked",
    "marked_items",
    "parse",
    "parse_item",
    "plain_text",
    "to_html",
    "to_inline_html",
    "to_plain",
]
