"""The result workbook of a batch: a line a document with its status and links to its files, and a line a finding with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from generator.batch.source import BatchSource
from generator.journal import Journal, JournalEntry, State
from generator.office.sheet.cells import MAX_TEXT, writable
from generator.office.sheet.write import HEAD, LINES, NewBook

if TYPE_CHECKING:
    from generator.office.sheet.write import Format, Worksheet

RESULT: Final = "hasil.xlsx"
STATES: Final[Mapping[State, str]] = {
    State.DONE: "jadi",
    State.REFUSED: "ditolak",
    State.WITHHELD: "tidak terbit",
    State.FAILED: "gagal",
    State.SKIPPED: "dilewati",
    State.PLANNED: "belum",
}
SEVERITIES: Final[Mapping[str, str]] = {"error": "Salah", "warning": "Perhatian", "note": "Catatan"}
_COLOURS: Final[Mapping[State, str]] = {State.DONE: "#E2EFDA", State.REFUSED: "#FCE4D6", State.FAILED: "#FCE4D6"}
_TEXT: Final = {**LINES, "valign": "top", "text_wrap": True}
_LINK: Final = {**_TEXT, "font_color": "#0563C1", "underline": 1}
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "'", "\t")
_LAST_ROW: Final = 1_048_575
_DOCUMENTS: Final = (("Letak", 18), ("Nama", 34), ("Status", 12), ("Temuan", 9), ("Yang perlu diperhatikan", 60), ("Yang dilakukan", 44))
_FINDINGS: Final = (
    ("Letak", 18),
    ("Nama", 30),
    ("Berat", 11),
    ("Kode", 24),
    ("Tempat", 30),
    ("Isian", 26),
    ("Temuan", 60),
    ("Yang dilakukan", 44),
    ("Dasar", 30),
)


def result_book(journal: Journal, source: BatchSource) -> bytes:
    """Return the workbook as an XLSX file; the same journal gives the same bytes, whenever and in how many runs it was written."""
    book = NewBook(is_long=True)
    outputs = _outputs(journal)
    columns = [*_DOCUMENTS[:3], *((f"Berkas {output}", 34) for output in outputs), *_DOCUMENTS[3:]]
    sheet = _begun(book, "Hasil", columns)
    last = 0
    for last, entry in enumerate(journal.every(), start=1):
        if last <= _LAST_ROW:
            _document(book, sheet, last, entry, outputs=outputs, place=where(source, entry))
    sheet.autofilter(0, 0, min(max(last, 1), _LAST_ROW), len(columns) - 1)
    _write_findings(book, journal, source)
    return book.finished()


def where(source: BatchSource, entry: JournalEntry) -> str:
    """Return which piece of the source a document is made of: "baris 5", "kak.yaml"."""
    name = source.name_of(entry.unit)
    return f"{name}, {entry.mark}" if entry.mark and entry.mark != name else name


def first_told(entry: JournalEntry) -> tuple[str, str]:
    """Return the first thing to be said of a document and what is to be done about it: a fault, else its first finding that counts."""
    if entry.fault:
        return entry.fault, ""
    order = ("note",) if entry.state is State.WITHHELD else ("error", "warning") if entry.state is not State.DONE else ("warning",)
    found = next((one for severity in order for one in entry.findings if one["severity"] == severity), None)
    if found is None:
        return "", ""
    place = " | ".join(str(part) for part in (found["where"], found["label"]) if part)
    return f"{place}: {found['message']}" if place else str(found["message"]), str(found["hint"])


def _outputs(journal: Journal) -> list[str]:
    """Return the outputs that the documents have."""
    return next((list(entry.targets) for entry in journal.every() if entry.targets), [])


def _begun(book: NewBook, name: str, columns: Sequence[tuple[str, int]]) -> Worksheet:
    sheet = book.sheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    for column, (title, _) in enumerate(columns):
        sheet.write_string(0, column, title, book.format(HEAD))
    return sheet


def _document(book: NewBook, sheet: Worksheet, row: int, entry: JournalEntry, *, outputs: Sequence[str], place: str) -> None:
    _text(book, sheet, (row, 0), place)
    _text(book, sheet, (row, 1), entry.label)
    state = book.format({**_TEXT, "bg_color": _COLOURS.get(entry.state, "#FFFFFF")})
    sheet.write_string(row, 2, STATES.get(entry.state, ""), state)
    for column, name in enumerate(_files(entry, outputs), start=3):
        saved: Any = name  # XlsxWriter's own hint says that a formula gives numbers alone
        if name:
            sheet.write_formula(row, column, f'=HYPERLINK("{name}","{name}")', book.format(_LINK), saved)
        else:
            sheet.write_blank(row, column, None, book.format(_TEXT))
    column = 3 + len(outputs)
    sheet.write_number(row, column, len(entry.findings) + bool(entry.fault), book.format({**_TEXT, "text_wrap": False}))
    for at, text in enumerate(first_told(entry), start=column + 1):
        _text(book, sheet, (row, at), text)


def _files(entry: JournalEntry, outputs: Sequence[str]) -> Iterator[str]:
    """Yield the name of the file of each output, "" where it is not there."""
    names = dict(zip(entry.targets, (file.name for file in entry.files), strict=False)) if len(entry.files) == len(entry.targets) else {}
    by_ending = {file.name.rpartition(".")[2]: file.name for file in entry.files}
    for output in outputs:
        yield names.get(output) or by_ending.get(entry.targets.get(output, "").rpartition(".")[2], "")


def _write_findings(book: NewBook, journal: Journal, source: BatchSource) -> None:
    sheet = _begun(book, "Temuan", _FINDINGS)
    row = 0
    for entry in journal.every():
        for texts in _lines(entry, where(source, entry)):
            row += 1
            if row <= _LAST_ROW:
                for column, text in enumerate(texts):
                    _text(book, sheet, (row, column), text)
    sheet.autofilter(0, 0, min(max(row, 1), _LAST_ROW), len(_FINDINGS) - 1)


def _lines(entry: JournalEntry, place: str) -> Iterator[tuple[str, ...]]:
    if entry.fault:
        yield place, entry.label, SEVERITIES["error"], "", "", "", entry.fault, "", ""
    for one in entry.findings:
        yield (
            place,
            entry.label,
            SEVERITIES.get(str(one["severity"]), ""),
            *_said(one, ("code", "where", "label", "message", "hint", "source")),
        )


def _said(found: Mapping[str, Any], parts: Iterable[str]) -> Iterator[str]:
    yield from (str(found.get(part, "")) for part in parts)


def _text(book: NewBook, sheet: Worksheet, at: tuple[int, int], text: str) -> None:
    """Write a text as a text, whatever it looks like."""
    look: Format = book.format({**_TEXT, "quote_prefix": True} if text.startswith(_FORMULA_STARTS) else _TEXT)
    sheet.write_string(*at, writable(text)[:MAX_TEXT], look)
