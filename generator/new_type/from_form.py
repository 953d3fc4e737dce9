"""A type from a form that people have already: a workbook, a Word document, or the export of a form service."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import IntakeFault
from generator.guard import FORM_BOOK, FORM_DOCUMENT, admit, read_given
from generator.intake.foreign.documents import document_pieces
from generator.intake.foreign.heads import FormSheetView
from generator.intake.foreign.pieces import FormHeading, Piece
from generator.intake.foreign.sheets import sheet_pieces
from generator.intake.missing import refuse_missing
from generator.intake.tables.read import content_of, grid_of
from generator.intake.workbook.grid import read_grids
from generator.new_type.pieces_to_fields import GuessedType, guessed_type
from generator.new_type.questions import is_export, type_of_export, type_of_grid
from generator.new_type.spec_text import guessed_spec
from generator.new_type.workbook_marks import SheetMarks, workbook_marks
from generator.office.sheet.book import open_book
from generator.office.word.flow import open_word


@dataclass(frozen=True, slots=True)
class FormAsked:
    """A form that becomes a type. name: of the type; title: of its documents, "" for what the form says."""

    file: Path
    name: str
    title: str = ""


def spec_from_form(asked: FormAsked) -> str:
    """Return the spec of a form. Raises IntakeFault when it cannot be read, or nothing is found to be filled in."""
    refuse_missing(asked.file)
    guessed = _guessed(asked.file)
    if not guessed.fields:
        hint = "Label dan tempat isinya bersebelahan, atau judul kolom di atas barisnya; lihat docs/formulir-lama.md."
        raise IntakeFault("Tidak ditemukan isian dalam berkas ini.", file=asked.file, hint=hint, code="bukan-formulir")
    title = asked.title or guessed.title or asked.name.replace("-", " ").title()
    return guessed_spec(guessed, name=asked.name, title=title, file=asked.file.name)


def _guessed(file: Path) -> GuessedType:
    suffix = file.suffix.lower()
    if suffix in (".csv", ".tsv"):
        return type_of_export(file)
    if suffix == ".docx":
        return guessed_type(_document(file), {})
    if suffix == ".xlsx":
        grid = grid_of(content_of(file), str(file))
        return type_of_grid(grid) if is_export(grid) else guessed_type(*_workbook(file))
    hint = "Yang dapat: .xlsx, .docx, .csv. Berkas .xls atau .doc: buka, lalu simpan sebagai .xlsx atau .docx."
    raise IntakeFault(f'"{file.suffix}" bukan formulir yang dapat dibaca.', file=file, hint=hint, code="jenis-berkas-tidak-dibaca")


def _document(file: Path) -> list[Piece]:
    data = read_given(file, FORM_DOCUMENT)
    admit(data, file, FORM_DOCUMENT)
    word = open_word(data, str(file))
    return list(document_pieces(word.blocks(), str(file), markers=word.markers()))


def _workbook(file: Path) -> tuple[list[Piece], dict[str, SheetMarks]]:
    data = read_given(file, FORM_BOOK)
    admit(data, file, FORM_BOOK)
    marks = workbook_marks(data)
    pieces: list[Piece] = []
    for grid in read_grids(open_book(data, str(file)), str(file)):
        if not grid.is_hidden:
            found = list(sheet_pieces(FormSheetView(grid, marks=marks.get(grid.name, SheetMarks()).form)))
            pieces += found if any(not isinstance(one, FormHeading) for one in found) else []
    return pieces, marks
