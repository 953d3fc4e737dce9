"""Damage to exports of form services, answer by answer: what stands in a cell is another thing, or written another way."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import TypeAlias

from tests.torture.answers import Answers, Column, Row, opened, reads
from tests.torture.data import DATES, NUMBERS, ODD
from tests.torture.mutant import Mutant, Seen, either, in_turn
from tests.torture.originals import exports
from tests.torture.written import MONTHS, says

Damage: TypeAlias = Callable[[Answers, random.Random], Mutant | None]
DAMAGES: list[Damage] = []
COUNTS = ("integer", "number", "money")
TEXTS = ("text", "paragraph")
NO_ANSWER = ("-", "–", "n/a", "N/A", "n.a.", " - ", "—")


def damage(function: Damage) -> Damage:
    """Enter a damage in the list."""
    DAMAGES.append(function)
    return function


def pick(export: Answers, chance: random.Random, *kinds: str, lists: bool = False) -> tuple[Row, Column] | None:
    """Return an answer; none that names a row elsewhere. kinds: of fields, all where none is named."""
    named = names_of_rows(export)
    found = [
        (row, at)
        for row in export.rows
        for at, values in row.values.items()
        if values
        and at.question is not None
        and (not kinds or (at.question.kind in kinds and at.question.is_list == lists))
        and not set(values.values()) & named
    ]
    return chance.choice(found) if found else None


def names_of_rows(export: Answers) -> set[str]:
    """Return the values by which one table names the rows of another, and those of matrices: what hangs on them goes along."""
    tables: dict[str, set[tuple[object, ...]]] = {}
    for row in export.rows:
        for at, values in row.values.items():
            if at.question is not None and at.question.kind in ("text", "row", "reference", "identifier"):
                table = tuple(step for step in at.question.steps[:-1] if not isinstance(step, int))
                for value in values.values():
                    tables.setdefault(value, set()).add(table)
    sides = {str(step) for at in export.columns if at.question for step in at.question.steps if "[" in at.question.address}
    return {value for value, named in tables.items() if len(named) > 1} | sides


def given(export: Answers, row: Row, at: Column, value: str) -> Callable[[Seen], str]:
    """Return the expectation that a cell gives another value, and all others theirs."""
    row.values[at] = {"": value} if value else {}
    return reads(export)


@damage
def number_as_words(export: Answers, chance: random.Random) -> Mutant | None:
    """A number in any of the forms people use: the same number, or told."""
    found = pick(export, chance, *COUNTS)
    if found is None:
        return None
    row, at = found
    assert at.question is not None
    text = row.texts[at] = chance.choice((*NUMBERS, "12 orang", "± 30", "dua belas", "１２", "20-25"))
    export.is_book = chance.random() < 0.4
    if export.is_book:  # a service writes such an answer as a text
        row.cells[at] = f'<c r="ADDRESS" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    meaning = says(at.question.kind, text)
    told = reads(export, spoilt=[found])
    if meaning is not None and not (at.question.kind == "integer" and Fraction(meaning).denominator != 1):
        return export.mutant("angka", either(given(export, row, at, meaning), told))
    return export.mutant("angka-rancu", _as_a_person_may_read(export, found, text, told))


def _as_a_person_may_read(export: Answers, found: tuple[Row, Column], text: str, told: Callable[[Seen], str]) -> Callable[[Seen], str]:
    path, digits = (
        export.path(*found),
        "".join(filter(str.isdigit, text.replace("٣", "3").translate({65296 + n: 48 + n for n in range(10)}))),
    )

    def check(seen: Seen) -> str:
        fault, value = told(seen), seen.values.get(path)
        return "" if not fault or (value is not None and digits and "".join(filter(str.isdigit, value)) == digits) else fault

    return check


@damage
def other_day(export: Answers, chance: random.Random) -> Mutant | None:
    """A day written otherwise: in words, with slashes, with the hour of midnight, one that there is not."""
    found = pick(export, chance, "date")
    if found is None:
        return None
    row, at = found
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
    month = next(name for name, number in MONTHS.items() if number == day.month)
    ways = (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day} {month.title()} {day.year}",
        f"{day.isoformat()}T00:00:00",
        f"{day.isoformat()} 00:00:00",
    )
    text = row.texts[at] = chance.choice((*ways, *DATES, "besok", "2024", "Mei 2024"))
    meaning = day.isoformat() if text in ways else says("date", text)
    told = reads(export, spoilt=[found])
    if text == "12/13/2024":  # the month first, as it alone tells: read so, with a warning
        return export.mutant("tanggal-bulan-dahulu", either(told, given(export, row, at, "2024-12-13")))
    return export.mutant("tanggal-miring" if "/" in text else "tanggal", given(export, row, at, meaning) if meaning else told)


@damage
def odd_text(export: Answers, chance: random.Random) -> Mutant | None:
    """Another text, with commas, quotes and line ends: it arrives letter by letter."""
    found = pick(export, chance, *TEXTS)
    if found is None:
        return None
    row, at = found
    assert at.question is not None
    export.is_book = chance.random() < 0.4
    more = ('kata "kutip", koma; titik', "a;b;c", "a,b", "\tb", "#N/A?", "1/2", "TRUE", "👍🏽 baik", "٣ بسم", "x" * 3000, "'=1+1")
    between = chance.choice(("", "\n", "\r\n", "\n\n")) if at.question.kind == "paragraph" else chance.choice(("", " ", " x "))
    text = row.texts[at] = chance.choice((*ODD, *more)) + between + chance.choice((*ODD, *more))
    meant = text.replace("\r\n", "\n").strip()
    if meant[:1] == "'" and meant[1:2] in "=+-@":  # an apostrophe before a formula is the spreadsheet's
        return export.mutant("teks", either(given(export, row, at, meant), given(export, row, at, meant[1:])))
    return export.mutant("teks", given(export, row, at, meant))


@damage
def no_answer(export: Answers, chance: random.Random) -> Mutant | None:
    """The marks by which people say that they have no answer."""
    found = pick(export, chance)
    if found is None:
        return None
    row, at = found
    row.texts[at] = chance.choice(NO_ANSWER)
    row.values[at] = {}
    return export.mutant("tidak-dijawab", reads(export))


@damage
def nothing_in_words(export: Answers, chance: random.Random) -> Mutant | None:
    """Nothing, said in words: an answer in a text, nothing in a number or a day."""
    found = pick(export, chance, *COUNTS, *TEXTS, "date")
    if found is None:
        return None
    row, at = found
    assert at.question is not None
    text = row.texts[at] = chance.choice(("tidak ada", "nihil", "belum ada", "Tidak Ada"))
    return export.mutant("nihil", given(export, row, at, text if at.question.kind in TEXTS else ""))


@damage
def other_choice(export: Answers, chance: random.Random) -> Mutant | None:
    """What is none of the choices of a closed list: told at its cell."""
    found = [
        (row, at)
        for row in export.rows
        for at, values in row.values.items()
        if values and at.question and at.question.choices and not at.question.is_open and not at.question.is_list
    ]
    if not found:
        return None
    row, at = cell = chance.choice(found)
    assert at.question is not None
    export.is_book = chance.random() < 0.4
    row.texts[at] = chance.choice(
        ("lain", "Sangat", f"{at.question.choices[0]} dan {at.question.choices[-1]}", "xxx", "99", "5 - Luar biasa")
    )
    return export.mutant("pilihan-lain", reads(export, spoilt=[cell]))


@damage
def choice_written_otherwise(export: Answers, chance: random.Random) -> Mutant | None:
    """A choice in other capitals, with blanks, or with its number on a scale before it: what was chosen, or told."""
    found = [
        (row, at)
        for row in export.rows
        for at, values in row.values.items()
        if "" in values and at.question and row.texts[at] in at.question.choices and not at.question.is_list
    ]
    if not found:
        return None
    row, at = cell = chance.choice(found)
    assert at.question is not None
    text, number = row.texts[at], at.question.choices.index(row.texts[at]) + 1
    row.texts[at] = chance.choice(
        (text.upper(), f"  {text} ", text.replace(" ", "  "), f"{number} - {text}", f"{number}. {text}", f"{text} ({number})")
    )
    return export.mutant("pilihan-berangka", either(reads(export), reads(export, spoilt=[cell])))


@damage
def ticked(export: Answers, chance: random.Random) -> Mutant | None:
    """The items of a list as ticked boxes: with commas between where the type knows the choices, else a line each."""
    found = [(row, at) for row in export.rows for at, values in row.values.items() if values and at.question and at.question.is_list]
    if not found:
        return None
    row, at = cell = chance.choice(found)
    items = [item for item in row.texts[at].split("\n") if item.strip()]
    assert at.question is not None
    if any(item.startswith("-") for item in items):
        return None
    known = {choice.casefold() for choice in at.question.choices}
    if known and all(item.strip().casefold() in known for item in items):
        row.texts[at] = chance.choice((", ", ",", "\n")).join(items)
        return export.mutant("centang-dikenal", reads(export))
    row.texts[at] = chance.choice(("\n", "\n\n", "\r\n")).join(f" {item} " for item in items)
    return export.mutant(
        "centang-baris", reads(export) if at.question.kind in TEXTS else either(reads(export), reads(export, spoilt=[cell]))
    )


@damage
def free_answers_with_commas(export: Answers, chance: random.Random) -> Mutant | None:
    """Answers of a list that the type does not know, with commas: one answer, unless a mapping parts them."""
    found = pick(export, chance, *TEXTS, lists=True)
    if found is None:
        return None
    row, at = found
    assert at.question is not None
    if at.question.choices:
        return None
    row.texts[at] = "Rekan, Sejawat; Dinas"
    if chance.random() < 0.5:
        row.values[at] = {"0": "Rekan, Sejawat; Dinas"}
        return export.mutant("daftar-berkoma", reads(export))
    for other in export.rows:
        parts = [part.strip() for part in other.texts.get(at, "").split(",") if part.strip()]
        other.values[at] = {str(number): part for number, part in enumerate(parts)}
        if any("\n" in part for part in parts):
            return None
    export.mapping = f'jenis: {export.type}\npertanyaan:\n  "{at.title}": "{at.question.address} (pisah koma)"\n'
    return None if any(mark in at.title for mark in '"\\') else export.mutant("daftar-dipisah-koma", reads(export))


@damage
def score_of_a_hundred(export: Answers, chance: random.Random) -> Mutant | None:
    """`40 / 100`: 40 where a hundred is the most that the field takes, else told."""
    found = pick(export, chance, *COUNTS)
    if found is None:
        return None
    row, at = found
    assert at.question is not None
    row.texts[at] = chance.choice(("40 / 100", "40/100", " 40 / 100 ", "40 / 100.0"))
    told = reads(export, spoilt=[found])
    return export.mutant("nilai-seratus", given(export, row, at, "40") if at.question.most == "100" else told)


@damage
def identifier_damaged(export: Answers, chance: random.Random) -> Mutant | None:
    """A NIP that a spreadsheet has spoilt, too short, or with blanks: told, or the same."""
    found = pick(export, chance, "identifier")
    if found is None:
        return None
    row, at = found
    number = row.texts[at].strip()
    way = chance.choice(("spasi", "pendek", "ilmiah", "sel"))
    if way == "spasi":
        row.texts[at] = chance.choice((f" {number} ", f"{number[:8]} {number[8:]}", f"{number}\n"))
        return export.mutant("nip-berspasi", either(reads(export), reads(export, spoilt=[found])))
    if way == "sel":
        export.is_book = True
        row.cells[at] = f'<c r="ADDRESS"><v>{chance.choice(("1.98503142011012E+17", "198503142011012000"))}</v></c>'
    else:
        row.texts[at] = number[:-1] if way == "pendek" else chance.choice(("1,98E+17", "1.98503E+17"))
    return export.mutant(f"nip-{way}", reads(export, spoilt=[found]))


BAD_CELLS = (
    '<c r="ADDRESS" t="e"><v>#REF!</v></c>',
    '<c r="ADDRESS" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c r="ADDRESS"><f>10+2</f></c>',
    '<c r="ADDRESS"><f>10+2</f><v></v></c>',
)


@damage
def cell_without_a_value(export: Answers, chance: random.Random) -> Mutant | None:
    """An error, or a formula without its result: told at its cell."""
    found = pick(export, chance)
    if found is None:
        return None
    export.is_book = True
    found[0].cells[found[1]] = chance.choice(BAD_CELLS)
    return export.mutant("sel-galat", reads(export, spoilt=[found]))


@damage
def cell_of_a_formula(export: Answers, chance: random.Random) -> Mutant | None:
    """A formula with its result: read."""
    found = pick(export, chance, *COUNTS)
    if found is None:
        return None
    export.is_book = True
    found[0].cells[found[1]] = '<c r="ADDRESS"><f>10+2</f><v>12</v></c>'
    return export.mutant("sel-rumus", given(export, *found, "12"))


@damage
def month_first(export: Answers, chance: random.Random) -> Mutant | None:
    """All days of the file with the month first, as American spreadsheets write them: told, and read so where one of them is plain."""
    at = {one for row in export.rows for one, values in row.values.items() if "" in values and one.question and one.question.kind == "date"}
    days = [date.fromisoformat(row.values[one][""]) for row in export.rows for one in at if row.values.get(one)]
    if not any(day.day > 12 for day in days):
        return None
    for row in export.rows:
        for one in at:
            if row.values.get(one):
                day = date.fromisoformat(row.values[one][""])
                row.texts[one] = f"{day.month}/{day.day}/{day.year}"
    return export.mutant("bulan-dahulu", reads(export, codes=("tanggal-bulan-dahulu",)))


@cache
def bases(types: tuple[str, ...] = ()) -> tuple[Callable[[], Answers], ...]:
    """Return what opens each sound export, with what the program reads of it, seen in a process of its own. types: all where none is named."""
    from tests.torture.campaign import campaign

    jobs = [opened(one, {})().mutant(one.type, lambda seen: "") for one in exports(types)]
    seen = {verdict.mutant.kind.partition("/")[2]: verdict.seen.values for verdict in campaign(jobs, workers=1)}
    return tuple(opened(one, seen[one.type]) for one in exports(types))


def mutants(chance: random.Random, count: int, types: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> Iterator[Mutant]:
    """Yield `count` damaged exports, every damage in turn over the types. types: all where none is named; kinds: of the damage that is wanted."""
    from tests.torture import questions  # noqa: F401 - its damages enter themselves

    damages = [hurt for hurt in DAMAGES if not kinds or hurt.__name__ in kinds]

    def base() -> Answers:
        return chance.choice(bases(types))()

    return in_turn(damages, base, chance, count)
