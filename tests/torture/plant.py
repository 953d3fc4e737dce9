"""Faults planted in the readers on purpose, each in a process of its own: every one must be caught by the campaign."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

FAULTS: dict[str, Callable[[], None]] = {}
"""By name; one that begins with "tabel" is caught by damaged tables, with "data" by damaged data files, "buku" by
damaged workbooks, with "kartu" by damaged forms in Word, with "ekspor" by damaged exports."""


def plant(name: str) -> None:
    """Change the program in this process as the fault says."""
    FAULTS[name]()


def _fault(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    def enter(function: Callable[[], None]) -> Callable[[], None]:
        FAULTS[name] = function
        return function

    return enter


# ---- tables: what is read of a grid is changed


def _table(change: Callable[[Any], Any]) -> None:
    import generator.intake.tables.read as tables

    whole = tables.table_of
    tables.table_of = functools.wraps(whole)(lambda *given, **named: change(whole(*given, **named)))


def _cells(change: Callable[[Any], Any]) -> None:
    _table(lambda table: replace(table, rows=tuple(tuple(change(cell) for cell in row) for row in table.rows)))


@_fault("tabel-baris-terakhir")
def _last_row() -> None:
    _table(lambda table: replace(table, rows=table.rows[:-1]))


@_fault("tabel-tanpa-minus")
def _no_minus() -> None:
    _cells(lambda cell: cell.lstrip("-") if isinstance(cell, str) else abs(cell) if isinstance(cell, (int, Decimal)) else cell)


@_fault("tabel-koma-memotong")
def _comma_cuts() -> None:
    _cells(lambda cell: re.split("[.,]", cell)[0] if isinstance(cell, str) else int(cell) if isinstance(cell, Decimal) else cell)


@_fault("tabel-lajur-tertukar")
def _columns_swapped() -> None:
    _table(lambda table: replace(table, rows=tuple((*row[:-2], row[-1], row[-2]) for row in table.rows)))


@_fault("tabel-kosong-menjadi-nol")
def _blank_is_zero() -> None:
    from validators.absence import KOSONG

    _cells(lambda cell: "0" if cell is KOSONG else cell)


@_fault("tabel-diam")
def _silent() -> None:
    from validators.findings import Findings

    _table(lambda table: replace(table, found=Findings()))


# ---- data files: what is given its type is changed


def _raw(change: Callable[[Any, Mapping[str, Any]], Mapping[str, Any]]) -> None:
    import generator.intake.read as reading

    whole = reading.typed
    reading.typed = functools.wraps(whole)(lambda compiled, raw, *more, **named: whole(compiled, change(compiled, raw), *more, **named))


def _values(change: Callable[[Any], Any]) -> None:
    import generator.intake.read as reading

    whole = reading.typed

    def changed(*given: Any, **named: Any) -> Any:
        values, *more = whole(*given, **named)
        return (_each(values, change), *more)

    reading.typed = changed


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: _each(child, change) for key, child in value.items()}
    return [_each(child, change) for child in value] if isinstance(value, list) else change(value)


@_fault("data-kunci-asing-diam")
def _unknown_keys() -> None:
    _raw(lambda compiled, raw: {key: value for key, value in raw.items() if compiled.spec.field_at((key,)) is not None})


@_fault("data-butir-terakhir")
def _last_item() -> None:
    _raw(lambda _, raw: {key: value[:-1] if isinstance(value, list) and len(value) > 1 else value for key, value in raw.items()})


@_fault("data-petik-hilang")
def _no_apostrophe() -> None:
    _values(lambda value: value.replace("'", "") if isinstance(value, str) else value)


@_fault("data-bulan-hari")
def _month_first() -> None:
    _values(lambda value: value.replace(month=value.day, day=value.month) if isinstance(value, date) and value.day <= 12 else value)


@_fault("data-bilangan-dibulatkan")
def _rounded() -> None:
    _values(lambda value: Decimal(int(value)) if isinstance(value, Decimal) else value)


@_fault("data-pagar-diam")
def _hash_is_silent() -> None:
    import generator.intake.yaml_data as yaml_data

    whole = yaml_data.found_in
    yaml_data.found_in = functools.wraps(whole)(lambda *given: [one for one in whole(*given) if one.code != "tanda-pagar"])


# ---- filled forms: what is read of a workbook's cells, and what is said of it


def _form_cells(change: Callable[[Any], Any]) -> None:
    from generator.office.sheet.rows import _RowReader

    whole = _RowReader._value
    _RowReader._value = functools.wraps(whole)(lambda self, given, inner: change(whole(self, given, inner)))


def _unsaid(*codes: str) -> None:
    """What is said of a workbook, without some codes."""
    import generator.intake.workbook.read as reading

    whole = reading._said
    reading._said = functools.wraps(whole)(lambda *given, **named: (one for one in whole(*given, **named) if one.code not in codes))


@_fault("buku-baris-terakhir")
def _last_line() -> None:
    import generator.intake.workbook.read as reading

    whole = reading.read_rows
    reading.read_rows = functools.wraps(whole)(lambda *given: whole(*given)[:-1] or whole(*given))


@_fault("buku-tanpa-minus")
def _no_sign() -> None:
    _form_cells(lambda value: abs(value) if isinstance(value, (int, Decimal)) else value)


@_fault("buku-desimal-terpotong")
def _cut_off() -> None:
    _form_cells(lambda value: int(value) if isinstance(value, Decimal) else value)


@_fault("buku-galat-kosong")
def _errors_are_empty() -> None:
    from generator.office.sheet.values import CellError

    _form_cells(lambda value: None if isinstance(value, CellError) else value)


@_fault("buku-rumus-kosong")
def _formulas_are_empty() -> None:
    from generator.office.sheet.values import NoResult

    _form_cells(lambda value: None if isinstance(value, NoResult) else value)


@_fault("buku-hitungan-1904")
def _always_from_1900() -> None:
    import generator.intake.workbook.read as reading

    whole = reading.open_book
    reading.open_book = functools.wraps(whole)(lambda *given: replace(whole(*given), from_1904=False))


@_fault("buku-lolos-mentah")
def _raw_escapes() -> None:
    import generator.office.sheet.rows as rows

    rows.unescaped = lambda text: text


@_fault("buku-teks-melingkar")
def _text_index_goes_round() -> None:
    from generator.office.sheet.rows import _RowReader

    whole = _RowReader._shared
    _RowReader._shared = functools.wraps(whole)(
        lambda self, text: whole(self, str(int(text) % len(self.texts)) if text.lstrip("-").isdigit() else text)
    )


@_fault("buku-baris-tersembunyi-hilang")
def _hidden_rows_are_lost() -> None:
    from generator.office.sheet.rows import Sheet

    whole = Sheet.rows
    Sheet.rows = functools.wraps(whole)(lambda self: (row for row in whole(self) if not row.is_hidden))


@_fault("buku-lajur-tertukar")
def _places_swapped() -> None:
    import generator.intake.workbook.read as reading

    whole = reading.located

    def swapped(*given: Any) -> Any:
        found = whole(*given)
        for one in found.values():
            columns = getattr(one, "columns", {})
            if len(columns) > 2:
                (first, one_), (second, other) = list(columns.items())[-2:]
                columns[first], columns[second] = other, one_
        return found

    reading.located = swapped


@_fault("buku-gabung-diam")
def _merged_is_silent() -> None:
    _unsaid("sel-gabung")


@_fault("buku-samping-diam")
def _beside_is_silent() -> None:
    _unsaid("kolom-tidak-dikenal", "kolom-tanpa-judul", "sel-tidak-dibaca")


@_fault("buku-tempat-hilang-diam")
def _lost_is_silent() -> None:
    _unsaid("tempat-hilang", "lembar-hilang")


# ---- filled forms in Word: what is found of a document's flow, and what is said of it


def _located_cards(change: Callable[[Any], None]) -> None:
    """What was located of a form, changed."""
    import generator.intake.cards.read as reading

    whole = reading.located

    def changed(*given: Any) -> Any:
        found = whole(*given)
        change(found)
        return found

    reading.located = changed


def _flow(change: Callable[[Any, str], bool]) -> None:
    """Elements of a document that are passed over: where `change` tells so."""
    from generator.office.word.flow import _FlowReader

    whole = _FlowReader._is_passed
    _FlowReader._is_passed = functools.wraps(whole)(lambda self, space, name, above: change(whole(self, space, name, above), name))


def _unsaid_of_cards(*codes: str) -> None:
    import generator.intake.cards.read as reading

    whole = reading.read_cards

    def silent(*given: Any) -> Any:
        for form in whole(*given):
            yield replace(form, found=type(form.found)([one for one in form.found if one.code not in codes]))

    reading.read_cards = silent


@_fault("kartu-terakhir-hilang")
def _last_card() -> None:
    def change(found: Any) -> None:
        for path, cards in found.cards.items():
            filled = [
                card
                for card in cards
                if any(
                    spot.cell.blocks and any(getattr(b, "text", "") for b in spot.cell.blocks)
                    for spots in card.spots.values()
                    for spot in spots
                )
            ]
            found.cards[path] = [card for card in cards if card is not (filled or cards)[-1]]

    _located_cards(change)


@_fault("kartu-terbalik")
def _cards_backwards() -> None:
    _located_cards(lambda found: found.cards.update({path: cards[::-1] for path, cards in found.cards.items()}))


@_fault("kartu-luar-diam")
def _outside_is_silent() -> None:
    _located_cards(lambda found: found.strays.clear())


@_fault("kartu-tempat-hilang-diam")
def _lost_place_is_silent() -> None:
    _unsaid_of_cards("tempat-hilang")


@_fault("kartu-ganda-diam")
def _second_is_silent() -> None:
    _unsaid_of_cards("isian-ganda")


@_fault("kartu-gabung-diam")
def _merged_cell_is_silent() -> None:
    _unsaid_of_cards("sel-gabung")


@_fault("kartu-hapusan-terbaca")
def _deleted_is_read() -> None:
    _flow(lambda is_passed, name: is_passed and name not in ("moveFrom", "del"))


@_fault("kartu-sisipan-hilang")
def _inserted_is_lost() -> None:
    _flow(lambda is_passed, name: is_passed or name in ("ins", "hyperlink"))


@_fault("kartu-petunjuk-terbaca")
def _prompts_are_read() -> None:
    import generator.intake.cards.values as values

    values.is_prompt = lambda text: False


@_fault("kartu-alinea-menyatu")
def _breaks_are_lost() -> None:
    import generator.office.word.flow as flow

    flow._LETTERS["br"] = " "


@_fault("kartu-ruas-pertama")
def _first_run_alone() -> None:
    from generator.office.word.flow import _FlowReader

    whole = _FlowReader._write
    _FlowReader._write = functools.wraps(whole)(
        lambda self, text: None if self.paragraphs and self.paragraphs[-1].pieces else whole(self, text)
    )


@_fault("kartu-kotak-diam")
def _boxes_are_silent() -> None:
    from generator.office.word.flow import _FlowReader

    _FlowReader._close_box = lambda self, box: setattr(self, "box", None)


# ---- exports of form services: which question goes where, and what an answer is


@_fault("ekspor-baris-terakhir")
def _last_document() -> None:
    import generator.intake.export.read as reading

    whole = reading.ExportRows.forms
    reading.ExportRows.forms = functools.wraps(whole)(lambda self: iter((held := list(whole(self)))[:-1] or held))


@_fault("ekspor-lajur-tertukar")
def _questions_swapped() -> None:
    import generator.intake.export.read as reading

    whole = reading.questions_of

    def swapped(*given: Any) -> Any:
        found = list(whole(*given))
        used = [at for at, one in enumerate(found) if one.is_used][-2:]
        if len(used) == 2:
            first, second = used
            found[first], found[second] = (
                replace(found[first], target=found[second].target),
                replace(found[second], target=found[first].target),
            )
        return tuple(found)

    reading.questions_of = swapped


@_fault("ekspor-asing-diam")
def _strangers_are_silent() -> None:
    from generator.form.mapping import MappedQuestion

    MappedQuestion.is_settled = property(lambda self: True)


@_fault("ekspor-strip-terbaca")
def _dashes_are_answers() -> None:
    import generator.form.answers as answers

    answers.NO_ANSWER = frozenset()


@_fault("ekspor-koma-memotong")
def _commas_part_all() -> None:
    import generator.form.answers as answers

    answers.items_of = lambda text: [part.strip() for part in re.split("[,\n]", text) if part.strip()]


@_fault("ekspor-seratus-selalu")
def _scores_everywhere() -> None:
    import generator.form.answers as answers

    whole = answers._scaled

    def scaled(field: Any, text: str, tables: Any) -> str:
        score = answers._SCORE.fullmatch(text)
        return score[1] if score else whole(field, text, tables)

    answers._scaled = scaled


@_fault("ekspor-bulan-hari")
def _months_first() -> None:
    import generator.form.answers as answers

    whole = answers._day
    answers._day = lambda text, habits: whole(text, replace(habits, month_first=True))


@_fault("ekspor-judul-berulang")
def _headings_are_answers() -> None:
    import generator.intake.export.read as reading

    reading._code_of = lambda *given: ""


@_fault("ekspor-galat-kosong")
def _errors_are_no_answer() -> None:
    import generator.intake.export.rows as rows
    from generator.form.bare import Trouble
    from validators.absence import KOSONG

    whole = rows.answer
    rows.answer = lambda target, raw, *more: (KOSONG, None) if isinstance(raw, Trouble) else whole(target, raw, *more)


@_fault("ekspor-baris-tabel-terbalik")
def _rows_backwards() -> None:
    import generator.intake.export.rows as rows

    whole = rows._order
    rows._order = lambda step: -whole(step)


@_fault("ekspor-gabung-diam")
def _merged_answers_are_silent() -> None:
    import generator.intake.export.read as reading

    reading.shape_found = lambda *given: ()


@_fault("ekspor-ganda-diam")
def _second_question_wins() -> None:
    from generator.form.mapping import _Proposal

    _Proposal._taken = lambda self, question: question
