"""Damage to filled forms in Word, place by place: what stands in the cell of a value is another thing, or written another way."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import TypeAlias
from xml.sax.saxutils import escape

from tests.torture.cardforms import Form, Line, W, element, forms_of, paragraph, reads
from tests.torture.data import DATES, NUMBERS, ODD
from tests.torture.mutant import Mutant, Seen, either, in_turn
from tests.torture.originals import word_forms
from tests.torture.written import MONTHS, says

Damage: TypeAlias = Callable[[Form, random.Random], Mutant | None]
DAMAGES: list[Damage] = []
FILE = "isian.docx"
COUNTS = ("integer", "number", "money")
TEXTS = ("text", "paragraph")
PROMPTS = (
    "Pilih salah satu",
    "Choose an item.",
    "Click or tap to enter a date.",
    "Pilih tanggal",
    "Klik atau ketuk di sini untuk memasukkan teks.",
)


def damage(function: Damage) -> Damage:
    """Enter a damage in the list."""
    DAMAGES.append(function)
    return function


def mutant(kind: str, form: Form | bytes, expected: Callable[[Seen], str], *, is_read: bool = True, type_name: str = "") -> Mutant:
    """Return a damaged form as a mutant that `borang check` is given. type_name: that the user says, where the form does not."""
    data = form if isinstance(form, bytes) else form.bytes()
    named = ("--type", type_name) if type_name else ()
    return Mutant(f"kartu/{kind}", {FILE: data}, ("check", *named, FILE), expected, is_read)


def pick(form: Form, chance: random.Random, *kinds: str, filled: bool = True, lists: bool = False) -> Line | None:
    """Return one of the places, on cards four times out of five; none whose value names rows elsewhere. kinds: of fields, all where none is named."""
    named = names_of_rows(form)
    found = [
        line
        for line in form.ordered()
        if bool(line.values) == filled
        and (not kinds or (line.slot.kind in kinds and line.slot.is_list == lists))
        and not (line.card and set(line.values.values()) & named)
        and line.slot.path[-1] not in ("program", "sekolah")
    ]
    cards = [line for line in found if line.card]
    found = cards if cards and chance.random() < 0.8 else found
    return chance.choice(found) if found else None


def names_of_rows(form: Form) -> set[str]:
    """Return the values by which one table names the rows of another."""
    tables: dict[str, set[tuple[str, ...]]] = {}
    for line in form.lines:
        if line.card and line.slot.kind in ("text", "row", "reference"):
            for value in line.values.values():
                tables.setdefault(value, set()).add(line.card.table)
    return {value for value, named in tables.items() if len(named) > 1}


def given(form: Form, line: Line, value: str) -> Callable[[Seen], str]:
    """Return the expectation that a place gives another value, and all others theirs."""
    line.values = {"": value} if value else {}
    return reads(form.values())


def spoilt(form: Form, line: Line) -> Callable[[Seen], str]:
    """Return the expectation that a place is told to be unreadable, and all others are read."""
    return reads(form.values(), spoilt={form.path(line): form.mark(line)})


@damage
def number_as_words(form: Form, chance: random.Random) -> Mutant | None:
    """A number typed in any of the forms people use: the same number, or told."""
    line = pick(form, chance, *COUNTS)
    if line is None:
        return None
    text = chance.choice(NUMBERS)
    line.write(text)
    meaning = says(line.slot.kind, text)
    if meaning is not None and not (line.slot.kind == "integer" and Fraction(meaning).denominator != 1):
        told = spoilt(form, line)
        return mutant("angka", form, either(given(form, line, meaning), told))
    return mutant("angka-rancu", form, _as_a_person_may_read(form, line, text))


def _as_a_person_may_read(form: Form, line: Line, text: str) -> Callable[[Seen], str]:
    """Return the expectation of a text that says nothing certain to the judge: told at its place, or the number that its digits say."""
    told, path = spoilt(form, line), form.path(line)
    digits = "".join(filter(str.isdigit, text.replace("٣", "3")))

    def check(seen: Seen) -> str:
        fault, found = told(seen), seen.values.get(path)
        return "" if not fault or (found is not None and digits and "".join(filter(str.isdigit, found)) == digits) else fault

    return check


@damage
def number_with_its_unit(form: Form, chance: random.Random) -> Mutant | None:
    """A number with words around it: told, or the number itself."""
    line = pick(form, chance, *COUNTS)
    if line is None:
        return None
    text = chance.choice(
        ("12 orang", "± 30", "20-25", "dua belas", "12 (dua belas)", "Rp 1.500.000,-", "15 JP", "7.", "12 ", " 12", "１２", "1 2")
    )
    line.write(text)
    return mutant("angka-berkata", form, _as_a_person_may_read(form, line, text.rstrip("-,. ")))


@damage
def other_day(form: Form, chance: random.Random) -> Mutant | None:
    """A day typed over the calendar: in words, with slashes, one that there is not."""
    line = pick(form, chance, "date")
    if line is None:
        return None
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(700))
    month = next(name for name, number in MONTHS.items() if number == day.month)
    ways = (day.isoformat(), f"{day.day}/{day.month}/{day.year}", f"{day.day} {month} {day.year}", f"{day.day} {month.title()} {day.year}")
    text = chance.choice((*ways, *DATES))
    line.write(text)
    meaning = says("date", text)
    told = spoilt(form, line)
    return mutant("tanggal", form, given(form, line, meaning) if meaning else told)


@damage
def odd_text(form: Form, chance: random.Random) -> Mutant | None:
    """Another text: it arrives letter by letter."""
    line = pick(form, chance, *TEXTS)
    if line is None:
        return None
    more = (
        "_x0041_",
        "٣ بسم الله",
        "👍🏽 baik",
        "a\tb",
        "中文",
        "1. satu",
        "- butir",
        "* butir",
        "| a | b |",
        "kata\u00a0kata",
        "Kartu 1:",
        "Nama *",
    )
    between = chance.choice(("", " ", "\n", "\n\n")) if line.slot.kind == "paragraph" else chance.choice(("", " ", " x "))
    text = chance.choice((*ODD, *more)) + between + chance.choice((*ODD, *more))
    line.write(text)
    return mutant("teks", form, given(form, line, text.strip()))


@damage
def emptied(form: Form, chance: random.Random) -> Mutant | None:
    """A place emptied: nothing is read of it, however the emptiness is written."""
    line = pick(form, chance)
    if line is None:
        return None
    blank = "<w:p/>"
    prompt = f"<w:p><w:r><w:t>{chance.choice(PROMPTS)}</w:t></w:r></w:p>"
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>{paragraph('Tulis di sini')}</w:sdtContent></w:sdt>"
    line.put(chance.choice((blank, blank * 3, paragraph("  "), paragraph("\u00a0"), "<w:p><w:r><w:br/></w:r></w:p>", prompt, control)))
    line.values = {}
    return mutant("dikosongkan", form, reads(form.values()))


@damage
def filled_in(form: Form, chance: random.Random) -> Mutant | None:
    """A place filled that was empty, also on a card that was: it is read, and its card counts."""
    line = pick(form, chance, *TEXTS, filled=False)
    if line is None:
        return None
    line.write("Diisi kemudian")
    return mutant("diisi", form, given(form, line, "Diisi kemudian"))


@damage
def other_choice(form: Form, chance: random.Random) -> Mutant | None:
    """What is none of the choices of a closed list: told."""
    found = [line for line in form.ordered() if line.values and line.slot.choices and not line.slot.is_open and not line.slot.is_list]
    if not found:
        return None
    line = chance.choice(found)
    text = chance.choice(("lain", "Sangat", f"{line.slot.choices[0]} atau {line.slot.choices[-1]}", "xxx", "?", "0"))
    line.write(text)
    return mutant("pilihan-lain", form, spoilt(form, line))


@damage
def choice_typed(form: Form, chance: random.Random) -> Mutant | None:
    """A choice typed as a person types it, over the control: what was chosen."""
    found = [line for line in form.ordered() if line.values and line.slot.choices and not line.slot.is_list and "" in line.values]
    found = [line for line in found if line.text.strip() in line.slot.choices]
    if not found:
        return None
    line = chance.choice(found)
    line.write(chance.choice((str.upper, str.lower, lambda text: f" {text} ", lambda text: text.replace(" ", "  ")))(line.text.strip()))
    return mutant(
        "pilihan-diketik", form, reads(form.values()) if not line.slot.is_open else either(reads(form.values()), spoilt(form, line))
    )


@damage
def identifier_damaged(form: Form, chance: random.Random) -> Mutant | None:
    """A NIP with blanks, of too few digits, or as a spreadsheet spoils it."""
    line = pick(form, chance, "identifier")
    if line is None:
        return None
    number = line.text.strip()
    if chance.random() < 0.5:
        line.write(chance.choice((f" {number} ", f"{number[:8]} {number[8:]}", f"{number}\n")))
        return mutant("nip-berspasi", form, either(reads(form.values()), spoilt(form, line)))
    line.write(chance.choice((number[:-1], number + "0", "1,98503E+17", "NIP " + number[:5], number.replace("1", "l", 1) + "x")))
    return mutant("nip-salah", form, spoilt(form, line))


@damage
def list_retyped(form: Form, chance: random.Random) -> Mutant | None:
    """A list typed anew: an item a line, with blank lines, dashes, or as Word makes lists."""
    line = pick(form, chance, *TEXTS, lists=True)
    if line is None:
        return None
    items = [chance.choice(("Pengawas", "a, b; c", "Dinas (kota)", "No. 3", "R&D")) + str(number) for number in range(chance.randint(1, 4))]
    ways = ("\n".join(items), "\n\n".join(items), "\n".join(f"- {item}" for item in items), "\n".join(f"  {item} " for item in items))
    line.write(chance.choice(ways))
    line.values = {str(number): item for number, item in enumerate(items)}
    return mutant("daftar", form, reads(form.values()))


# The same words, written in other markup


def _pieces(text: str, wrap: Callable[[str], str]) -> str:
    runs = (f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(letter)}</w:t></w:r>' for letter in text)
    return f"<w:p>{''.join(wrap(one) for one in runs)}</w:p>"


WRAPS: dict[str, Callable[[str], str]] = {
    "huruf": lambda run: run,
    "ejaan": lambda run: f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>',
    "tanda": lambda run: f'<w:bookmarkStart w:id="7" w:name="a"/>{run}<w:bookmarkEnd w:id="7"/>',
    "tautan": lambda run: f'<w:hyperlink w:anchor="a">{run}</w:hyperlink>',
    "sisipan": lambda run: f'<w:ins w:id="9" w:author="x" w:date="2026-01-01T00:00:00Z">{run}</w:ins>',
    "pindahan": lambda run: f'<w:moveTo w:id="9" w:author="x">{run}</w:moveTo>',
    "pintar": lambda run: f'<w:smartTag w:uri="u" w:element="e">{run}</w:smartTag>',
    "xml": lambda run: f'<w:customXml w:element="e">{run}</w:customXml>',
    "kendali": lambda run: f'<w:sdt><w:sdtPr><w:tag w:val="asing"/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>',
    "bidang": lambda run: f'<w:fldSimple w:instr=" DATE ">{run}</w:fldSimple>',
    "arah": lambda run: f'<w:dir w:val="rtl">{run}</w:dir>',
    "komentar": lambda run: f'<w:commentRangeStart w:id="0"/>{run}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    "hapusan": lambda run: f'{run}<w:del w:id="9" w:author="x"><w:r><w:delText>HAPUS</w:delText></w:r></w:del>',
    "dipindah": lambda run: f'{run}<w:moveFrom w:id="9" w:author="x"><w:r><w:t>PINDAH</w:t></w:r></w:moveFrom>',
    "kode": lambda run: (
        f'{run}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "gaya-lama": lambda run: run.replace("<w:b/>", '<w:b/><w:rPrChange w:id="1" w:author="x"><w:rPr><w:i/></w:rPr></w:rPrChange>'),
    "cadangan": lambda run: (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{run}</mc:Choice><mc:Fallback>{run}</mc:Fallback></mc:AlternateContent>'
    ),
}


@damage
def other_markup(form: Form, chance: random.Random) -> Mutant | None:
    """The words of a place in runs of one letter each, and what Word puts around runs: the same words."""
    line = pick(form, chance)
    if line is None or line.value.find(f".//{W}tbl") is not None or any(one in line.text for one in "\t\u2011"):
        return None
    way = chance.choice(sorted(WRAPS))
    line.put("".join(_pieces(text, WRAPS[way]) for text in line.text.split("\n")))
    return mutant(f"ruas-{way}", form, reads(form.values()))


@damage
def changes_tracked(form: Form, chance: random.Random) -> Mutant | None:
    """Another text under change tracking: the new one is read, the deleted one is not."""
    line = pick(form, chance, *TEXTS)
    if line is None:
        return None
    old = "".join(
        f'<w:del w:id="{number}" w:author="x"><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'
        for number, text in enumerate(line.text.split("\n"))
    )
    joined = '<w:pPr><w:rPr><w:del w:id="3" w:author="x"/></w:rPr></w:pPr>'
    new = '<w:ins w:id="8" w:author="x"><w:r><w:t>Teks baru</w:t></w:r></w:ins>'
    line.put(chance.choice((f"<w:p>{old}{new}</w:p>", f"<w:p>{new}{old}</w:p>", f"<w:p>{joined}{old}</w:p><w:p>{new}</w:p>")))
    return mutant("lacak-perubahan", form, given(form, line, "Teks baru"))


SIGNS = {
    "baris": ("<w:t>a</w:t><w:br/><w:t>b</w:t>", "a\nb"),
    "kembali": ("<w:t>a</w:t><w:cr/><w:t>b</w:t>", "a\nb"),
    "tab": ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a\tb"),
    "hubung-tetap": ("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t>", "a\u2011b"),
    "hubung-lunak": ("<w:t>a</w:t><w:softHyphen/><w:t>b</w:t>", "a\u00adb"),
    "simbol": ('<w:t>a</w:t><w:sym w:font="Symbol" w:char="00B7"/><w:t>b</w:t>', "a·b"),
    "baris-xml": ("<w:t>a\nb</w:t>", "a\nb"),
}


@damage
def hidden_letters(form: Form, chance: random.Random) -> Mutant | None:
    """Breaks, tabs, hyphens and signs as Word writes them."""
    line = pick(form, chance, "paragraph")
    if line is None:
        return None
    way = chance.choice(sorted(SIGNS))
    runs, text = SIGNS[way]
    line.put(f"<w:p><w:r>{runs}</w:r></w:p>")
    wanted = given(form, line, text)
    return mutant(f"huruf-{way}", form, either(wanted, given(form, line, "a b")) if way == "baris-xml" else wanted)


@damage
def table_pasted(form: Form, chance: random.Random) -> Mutant | None:
    """A table pasted into the cell of a value: its words are read, as a table in a long text."""
    line = pick(form, chance, *TEXTS)
    if line is None:
        return None
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(text)}</w:tc>' for text in row)}</w:tr>" for row in (("Butir", "Nilai"), ("A", "90"))
    )
    line.put(f"{paragraph('Lihat:')}<w:tbl>{rows}</w:tbl><w:p/>")
    text = "Lihat:\n| Butir | Nilai |\n| --- | --- |\n| A | 90 |" if line.slot.is_long else "Lihat:\nButir Nilai\nA 90"
    flat = given(form, line, " ".join(text.split()))
    return mutant("tabel-tempel", form, either(given(form, line, text), flat))


@damage
def words_in_a_picture(form: Form, chance: random.Random) -> Mutant | None:
    """Words in a text box within a cell: read, or said."""
    line = pick(form, chance, *TEXTS)
    if line is None:
        return None
    box = f"<w:txbxContent>{paragraph('Tulisan di kotak')}</w:txbxContent>"
    shape = chance.choice(
        (
            f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>",
            f"<w:drawing><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></w:drawing>",
        )
    )
    line.value.find(f"{W}p").append(element(f"<w:r>{shape}</w:r>"))
    return mutant("kotak-teks", form, reads(form.values(), told=(form.mark(line),)))


@cache
def bases(names: tuple[str, ...] = ()) -> tuple[Callable[[], Form], ...]:
    """Return what opens each sound form, with what the program reads of it, seen in a process of its own. names: of samples, all where none is."""
    from tests.torture.campaign import campaign

    jobs = [Mutant(one.name, {FILE: one.data}, ("check", FILE), lambda seen: "") for one in word_forms(names)]
    seen = {verdict.mutant.kind: verdict.seen.values for verdict in campaign(jobs, workers=1)}
    return tuple(forms_of(one, seen[one.name]) for one in word_forms(names))


def mutants(chance: random.Random, count: int, names: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> Iterator[Mutant]:
    """Yield `count` damaged forms, every damage in turn over the forms. names: of samples; kinds: of the damage that is wanted."""
    from tests.torture import recut, wordparts  # noqa: F401 - their damages enter themselves

    damages = [hurt for hurt in DAMAGES if not kinds or hurt.__name__ in kinds]

    def base() -> Form:
        return chance.choice(bases(names))()

    return in_turn(damages, base, chance, count)
