"""Damage to filled forms that are workbooks, cell by cell: what stands in a data cell is another thing, or written another way."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from tests.torture.data import DATES, NUMBERS, ODD
from tests.torture.filled import SINGLES, STRINGS, Form, Held, Page, Sound, form_of, marked, reads, sound, stored
from tests.torture.mutant import Mutant, Seen, either, in_turn
from tests.torture.written import says

Damage: TypeAlias = Callable[[Form, random.Random], Mutant | None]
DAMAGES: list[Damage] = []
FILE = "isian.xlsx"
COUNTS = ("integer", "number", "money")
TEXTS = ("text", "paragraph")
EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Spot:
    """A data cell that was chosen: where it is and what it holds. path: of its value in the sound form."""

    page: Page
    row: int
    number: int
    held: Held
    path: str

    @property
    def mark(self) -> str:
        return marked(self.page.title, self.row, self.number)

    @property
    def address(self) -> str:
        return self.mark.rpartition("!")[2]


def damage(function: Damage) -> Damage:
    """Enter a damage in the list."""
    DAMAGES.append(function)
    return function


def mutant(kind: str, form: Form | bytes, expected: Any, *, is_read: bool = True, name: str = FILE) -> Mutant:
    """Return a damaged form as a mutant that `borang check` is given."""
    data = form if isinstance(form, bytes) else form.bytes()
    return Mutant(f"buku-kerja/{kind}", {name: data}, ("check", name), expected, is_read)


def spots(form: Form, *kinds: str) -> list[Spot]:
    """Return the data cells of some kinds of fields, of all where none is named."""
    return [
        Spot(page, row, number, held, _path(line.prefix, next(iter(held.values))))
        for page in form.pages.values()
        for row, line in page.lines.items()
        for number, held in line.cells.items()
        if held.values and (not kinds or held.kind in kinds)
    ]


def _path(prefix: tuple[str, ...], rest: str) -> str:
    return rest[1:] if rest.startswith("=") else ".".join((*prefix, *filter(None, [rest])))


def keys_of(form: Form, page: Page) -> set[int]:
    """Return the columns whose cells other cells hang on: rows are named by them in matrices, in tables of a table, in other sheets."""
    if page.title == SINGLES:
        return set()
    hanging = any(slot.endswith(("._sel._sel", "._induk", "._baris")) for slot in page.slots)
    hanging |= any(len(line.prefix) > 3 for other in form.pages.values() for line in other.lines.values())
    return {min(number for line in page.lines.values() for number in line.cells)} if hanging and page.lines else set()


def pick(form: Form, chance: random.Random, *kinds: str) -> Spot | None:
    """Return one of the data cells, of tables four times out of five; names of rows are left alone."""
    found = [spot for spot in spots(form, *kinds) if spot.number not in keys_of(form, spot.page)]
    tables = [spot for spot in found if spot.page.title != SINGLES]
    found = tables if tables and chance.random() < 0.8 else found
    return chance.choice(found) if found else None


def given(form: Form, spot: Spot, value: str) -> Callable[[Seen], str]:
    """Return the expectation that a cell gives another value, and all others theirs."""
    spot.held.values = {next(iter(spot.held.values)): value} if value else {}
    return reads(form.values())


def spoilt(form: Form, spot: Spot) -> Callable[[Seen], str]:
    """Return the expectation that a cell is told to be unreadable, and all others read."""
    return reads(form.values(), spoilt={spot.path.rpartition(".")[0] if spot.held.kind == "list" else spot.path: spot.mark})


@damage
def number_as_text(form: Form, chance: random.Random) -> Mutant | None:
    """A number typed as words, in every form people use: the same number, or told."""
    spot = pick(form, chance, *COUNTS)
    if spot is None:
        return None
    text = chance.choice(NUMBERS)
    spot.page.text(spot.row, spot.number, text)
    meaning = says(spot.held.kind, text)
    if meaning is not None and not (spot.held.kind == "integer" and Fraction(meaning).denominator != 1):
        return mutant("angka-teks", form, either(given(form, spot, meaning), spoilt(form, spot)))
    return mutant("angka-teks-rancu", form, _as_a_person_may_read(form, spot, text))


def _as_a_person_may_read(form: Form, spot: Spot, text: str) -> Callable[[Seen], str]:
    """Return the expectation of a text that says nothing certain to the judge: told at its cell, or the number that its digits say."""
    told = spoilt(form, spot)

    def check(seen: Seen) -> str:
        found = seen.values.get(spot.path)
        fault = told(seen)
        digits = "".join(filter(str.isdigit, text.replace("٣", "3")))
        return "" if not fault or (found is not None and "".join(filter(str.isdigit, found)) == digits and digits) else fault

    return check


@damage
def other_number(form: Form, chance: random.Random) -> Mutant | None:
    """Another number in the cell, negative, with decimals or as programs write it."""
    spot = pick(form, chance, *COUNTS)
    if spot is None:
        return None
    written = chance.choice(("-7", "0", "12", "3.5", "1.5E3", "36.0", "1E2", "0.125", "999999", "-0.5", "1e+02"))
    value = Fraction(written)
    spot.page.write(spot.row, spot.number, f"<v>{written}</v>", *(["n"] if chance.random() < 0.3 else []))
    if spot.held.kind == "integer" and value.denominator != 1:
        return mutant("angka-pecahan", form, spoilt(form, spot))
    return mutant("angka-lain", form, given(form, spot, str(value)))


@damage
def spoilt_number(form: Form, chance: random.Random) -> Mutant | None:
    """A numeric cell whose number is none, written by no office program."""
    spot = pick(form, chance, *COUNTS, "date", *TEXTS)
    if spot is None:
        return None
    spot.page.write(
        spot.row, spot.number, f"<v>{chance.choice(('abc', '1_000', '٣', 'NaN', 'INF', '1,5', '0x1F', '1e999', '--1', '1 000'))}</v>"
    )
    return mutant("angka-rusak", form, either(refused_at(spot), spoilt(form, spot)))


def refused_at(spot: Spot) -> Callable[[Seen], str]:
    """Return the expectation that the file is refused, and the sheet or part named."""

    def check(seen: Seen) -> str:
        if seen.exit_code != 4:
            return "diterima"
        return (
            "" if spot.page.title in seen.output or spot.page.part in seen.output or spot.address in seen.output else "tempat tidak disebut"
        )

    return check


@damage
def error_value(form: Form, chance: random.Random) -> Mutant | None:
    """An error of a formula in a data cell."""
    spot = pick(form, chance)
    if spot is None:
        return None
    error = chance.choice(("#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!", "#NULL!", "#NUM!", "#SPILL!"))
    formula = chance.choice(("", "<f>A1/0</f>"))
    spot.page.write(spot.row, spot.number, f"{formula}<v>{error}</v>", "e")
    return mutant("galat", form, spoilt(form, spot))


@damage
def formula(form: Form, chance: random.Random) -> Mutant | None:
    """A formula of the user's own: its value is read where the file has it, else the cell is told."""
    spot = pick(form, chance, *COUNTS)
    if spot is None:
        return None
    if chance.random() < 0.5:
        spot.page.write(spot.row, spot.number, chance.choice(("<f>10+2</f>", "<f>10+2</f><v></v>", '<f t="shared" si="0"/>')))
        return mutant("rumus-tanpa-nilai", form, spoilt(form, spot))
    inner = chance.choice(("<f>10+2</f><v>12</v>", "<v>12</v><f>10+2</f>", '<f t="array" ref="A1">10+2</f><v>12</v>'))
    spot.page.write(spot.row, spot.number, inner)
    return mutant("rumus", form, given(form, spot, "12"))


@damage
def text_formula(form: Form, chance: random.Random) -> Mutant | None:
    """A formula that gives words."""
    spot = pick(form, chance, *TEXTS)
    if spot is None:
        return None
    spot.page.write(spot.row, spot.number, '<f>UPPER("melati")</f><v>MELATI</v>', "str")
    return mutant("rumus-teks", form, given(form, spot, "MELATI"))


@damage
def string_index(form: Form, chance: random.Random) -> Mutant | None:
    """A text that points to no shared string."""
    spot = pick(form, chance)
    if spot is None:
        return None
    spot.page.write(spot.row, spot.number, f"<v>{chance.choice(('-1', '99999', 'x', '1.5', '1e3', '-999999', '0 0'))}</v>", "s")
    return mutant("indeks-teks", form, either(refused_at(spot), spoilt(form, spot)))


@damage
def odd_text(form: Form, chance: random.Random) -> Mutant | None:
    """Another text, as each of the ways that programs write one: it arrives letter by letter."""
    spot = pick(form, chance, *TEXTS)
    if spot is None:
        return None
    between = chance.choice(("", " ", "  x", "\n")) if spot.held.kind == "paragraph" else chance.choice(("", " ", " x "))
    text = chance.choice(ODD) + between + chance.choice(ODD)
    way = chance.choice(("sebaris", "str", "bersama", "kaya", "fonetik"))
    shown = escape(text.replace("_x", "_x005F_x"))
    if way == "sebaris":
        spot.page.write(spot.row, spot.number, f'<is><t xml:space="preserve">{shown}</t></is>', "inlineStr")
    elif way == "str":
        spot.page.write(spot.row, spot.number, f"<v>{shown}</v>", "str")
    elif way == "kaya":
        runs = f'<r><rPr><b/></rPr><t xml:space="preserve">{shown[:1]}</t></r><r><t xml:space="preserve">{shown[1:]}</t></r>'
        if shown[0] in "&_":
            runs = f'<r><t xml:space="preserve">{shown}</t></r>'
        spot.page.write(spot.row, spot.number, f"<is>{runs}</is>", "inlineStr")
    else:
        phonetic = '<rPh sb="0" eb="1"><t>BUKAN ISI</t></rPh>' if way == "fonetik" else ""
        form.edit(STRINGS, lambda xml: xml.replace("</sst>", f'<si><t xml:space="preserve">{shown}</t>{phonetic}</si></sst>'))
        spot.page.write(spot.row, spot.number, f"<v>{len(form.texts)}</v>", "s")
    return mutant(f"teks-{way}", form, given(form, spot, text.strip()))


@damage
def escapes(form: Form, chance: random.Random) -> Mutant | None:
    """The escapes of letters that XML cannot hold."""
    spot = pick(form, chance, "paragraph")
    if spot is None:
        return None
    written, meant = chance.choice(
        (
            ("a_x000D_\nb", "a\nb"),
            ("a_x000A_b", "a\nb"),
            ("_x0041_b", "Ab"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x005f_x005F_", "_x005F_"),
            ("x_x004_y", "x_x004_y"),
            ("_x00e9_", "é"),
            ("a\r\nb", "a\nb"),
        )
    )
    spot.page.write(spot.row, spot.number, f'<is><t xml:space="preserve">{written}</t></is>', "inlineStr")
    return mutant("lolos", form, given(form, spot, meant))


@damage
def other_day(form: Form, chance: random.Random) -> Mutant | None:
    """Another day in a cell of days: as a serial number, with an hour, as ISO text, in words."""
    spot = pick(form, chance, "date")
    if spot is None:
        return None
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
    serial = (day - EPOCH).days
    way = chance.choice(("serial", "iso", "teks", "umum", "kecil"))
    if way == "serial":
        spot.page.write(spot.row, spot.number, f"<v>{serial}{chance.choice(('', '.0'))}</v>")
        return mutant("tanggal-serial", form, given(form, spot, day.isoformat()))
    if way == "iso":
        spot.page.write(spot.row, spot.number, f"<v>{day.isoformat()}{chance.choice(('', 'T00:00:00'))}</v>", "d")
        return mutant("tanggal-iso", form, given(form, spot, day.isoformat()))
    if way == "umum":  # a serial number in a cell without the look of a day
        spot.page.write(spot.row, spot.number, f"<v>{serial}</v>", s="0")
        return mutant("tanggal-bilangan", form, spoilt(form, spot))
    if way == "kecil":
        written = chance.choice(("-5", "0.5", "99999999", "1e15", "2958466"))
        spot.page.write(spot.row, spot.number, f"<v>{written}</v>")
        return mutant("tanggal-mustahil", form, either(refused_at(spot), spoilt(form, spot)))
    text = chance.choice(DATES)
    spot.page.text(spot.row, spot.number, text)
    meaning = says("date", text)
    return mutant("tanggal-teks", form, given(form, spot, meaning) if meaning else spoilt(form, spot))


@damage
def number_of_a_person(form: Form, chance: random.Random) -> Mutant | None:
    """A NIP typed as a number: its last digits are gone, and that is said."""
    spot = pick(form, chance, "identifier")
    if spot is None:
        return None
    spot.page.write(spot.row, spot.number, f"<v>{chance.choice(('1.98503142011012E+17', '198503142011012003', '198503142011012000'))}</v>")
    return mutant("nip-angka", form, spoilt(form, spot))


@damage
def truth_value(form: Form, chance: random.Random) -> Mutant | None:
    """TRUE in a cell of numbers or days."""
    spot = pick(form, chance, *COUNTS, "date")
    if spot is None:
        return None
    spot.page.write(spot.row, spot.number, f"<v>{chance.choice('01')}</v>", "b")
    return mutant("benar-salah", form, spoilt(form, spot))


@damage
def unknown_kind(form: Form, chance: random.Random) -> Mutant | None:
    """A cell of a kind that there is not."""
    spot = pick(form, chance)
    if spot is None:
        return None
    spot.page.write(spot.row, spot.number, "<v>7</v>", chance.choice(("zz", "S", "", "date")) or "number")
    return mutant("jenis-sel-asing", form, either(refused_at(spot), spoilt(form, spot)))


@damage
def emptied(form: Form, chance: random.Random) -> Mutant | None:
    """A cell emptied: nothing is read of it, however the emptiness is written."""
    spot = pick(form, chance)
    if spot is None:
        return None
    if len(spot.page.lines[spot.row].cells) == 1 and spot.page.title != SINGLES:
        return None
    way = chance.choice(("", "<v></v>", "<is><t/></is>", '<is><t xml:space="preserve">  \n </t></is>', "<is><t>\u00a0</t></is>"))
    spot.page.write(spot.row, spot.number, way, "inlineStr" if "<is>" in way else "")
    return mutant("dikosongkan", form, given(form, spot, ""))


@cache
def bases(names: tuple[str, ...] = ()) -> tuple[Sound, ...]:
    """Return the sound forms, each with what the program reads of it, seen in a process of its own. names: of those wanted, all where none is."""
    from tests.torture.campaign import campaign

    files = [file for file in stored() if not names or file.stem in names]
    jobs = [Mutant(file.stem, {FILE: file.read_bytes()}, ("check", FILE), lambda seen: "") for file in files]
    seen = {verdict.mutant.kind: verdict.seen.values for verdict in campaign(jobs, workers=1)}
    return tuple(sound(file, seen[file.stem]) for file in files)


def mutants(chance: random.Random, count: int, names: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> Iterator[Mutant]:
    """Yield `count` damaged forms, every damage in turn over the stored forms. names: of forms; kinds: of the damage that is wanted."""
    from tests.torture import packages, rebuilt  # noqa: F401 - their damages enter themselves

    damages = [hurt for hurt in DAMAGES if not kinds or hurt.__name__ in kinds]
    return in_turn(damages, lambda: form_of(chance.choice(bases(names))), chance, count)
