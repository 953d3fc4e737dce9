"""A finished body set: running text as the office asks, blanks that end no line, long words parted in cells, and what stays together."""

from __future__ import annotations

from functools import lru_cache, partial

from generator.office.word.flat import (
    Block,
    Cell,
    FlatBody,
    FlatParagraph,
    FlatTable,
    Row,
    made_of,
    make_own,
    own_cell,
    own_row,
    paragraphs_of,
)
from generator.office.word.looks import TextArea, changed, kept_to_next, look, on_new_page, page, unparted
from generator.office.word.styles import WordStyles
from generator.outline.keeping import Bond, Piece, Role, bonds
from generator.render.docx.flat.emptiness import drop_empty_pages
from generator.render.docx.flat.measuring import TextSetting, measured, with_set_texts, words
from generator.render.docx.flat.places import sections_of
from generator.render.docx.flat.signature_rows import take_in_signatures
from generator.render.docx.keeping import listed, named_role
from generator.render.docx.paper import LISTS, set_running


def set_together(body: FlatBody, setting: TextSetting) -> None:
    """Set the texts of a body and bind its pieces as the rules say."""
    for block in body.blocks:
        if isinstance(block, FlatParagraph):
            _set(block, setting)
    drop_empty_pages(body, setting.styles)
    pieces: list[Piece] = []
    before: TextArea | None = None
    for block, here in zip(body.blocks, map(page, sections_of(body)), strict=True):
        pieces.append(_piece(block, here, setting, is_turned=before is not None and before != here))
        before = here
    found = bonds(pieces)
    for block, piece, bond in zip(body.blocks, pieces, found, strict=True):
        if isinstance(block, FlatTable):
            _bind_rows(block, piece, bond)
        elif bond.to_next:
            block.look = kept_to_next(block.look)
        if bond.begins_page and isinstance(block, FlatParagraph):
            block.look = on_new_page(block.look)
    take_in_signatures(body, pieces, found)


def _set(paragraph: FlatParagraph, setting: TextSetting) -> None:
    if setting.justified or setting.line:
        style = look(paragraph.look).style
        if setting.styles.is_plain(style) or setting.styles.name(style).startswith(LISTS):
            paragraph.look = _running(paragraph.look, is_justified=setting.justified, line=setting.line)
    paragraph.content = with_set_texts(paragraph.content, in_cell=False, most=0.0)


@lru_cache(maxsize=4096)
def _running(inner: str, *, is_justified: bool, line: float | None) -> str:
    return changed(inner, lambda paragraph: set_running(paragraph, is_justified=is_justified, line=line))


def _piece(block: Block, here: TextArea, setting: TextSetting, *, is_turned: bool) -> Piece:
    if isinstance(block, FlatTable):
        rows, signs = measured(block, here, setting)
        return Piece("signature" if signs else "table", rows=tuple(rows), begins_page=is_turned)
    says = look(block.look)
    begins_page = is_turned or says.begins_page
    text = words(block.content)
    if not text.strip():
        return Piece("picture", begins_page=begins_page) if "<w:drawing" in block.content else Piece("gap")
    role = _role(block, setting.styles)
    if role == "listed":
        return listed(text, here.width, here.height, setting.letters)
    size, letters = setting.sizes[block.look], setting.letters
    line = letters.running_line(size) / here.height
    return Piece(role, text, letters.lines(text, here.width, size), line=line, begins_page=begins_page)


def _role(block: FlatParagraph, styles: WordStyles) -> Role:
    says = look(block.look)
    if styles.heading_level(says.style) is not None:
        return "heading"
    if (role := named_role(styles.name(says.style))) is not None:
        return role
    return "item" if says.is_numbered or styles.numbering(says.style) is not None else "text"


def _bind_rows(table: FlatTable, piece: Piece, bond: Bond) -> None:
    is_signature = piece.role == "signature"
    for at, row in enumerate(table.rows):
        is_whole = is_signature or at not in bond.breakable
        is_kept = at in bond.rows_to_next or is_signature  # the last one keeps to the low line behind the table
        if row.known is None:
            _bind(row, is_whole=is_whole, is_kept=is_kept)
        else:
            bound = (is_whole, is_kept)
            table.rows[at] = made_of(row, bound, partial(_shared_bound, row, *bound))


def _shared_bound(row: Row, is_whole: bool, is_kept: bool) -> Row:
    made = own_row(row)
    _bind(made, is_whole=is_whole, is_kept=is_kept)
    made.known = {}
    return made


def _bind(row: Row, *, is_whole: bool, is_kept: bool) -> None:
    if is_whole:
        row.look = unparted(row.look)
    for at, cell in enumerate(row.cells) if is_kept else ():
        if cell.known is None:
            _keep(cell)
        else:
            row.cells[at] = made_of(cell, "kept", partial(_kept_cell, cell))


def _kept_cell(cell: Cell) -> Cell:
    made = own_cell(cell)
    _keep(made)
    made.known = {}
    return made


def _keep(cell: Cell) -> None:
    """Keep the paragraphs of a document's own cell to the next ones, those of tables in it too."""
    for block in cell.blocks:
        if isinstance(block, FlatTable):
            make_own([block])
            for paragraph in paragraphs_of([block]):
                paragraph.look = kept_to_next(paragraph.look)
        else:
            block.look = kept_to_next(block.look)
