"""Damage to filled forms that are workbooks: cells, rows, columns and sheets that are elsewhere, gone, hidden or there twice."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from lxml import etree

from tests.torture.filled import BOOK, HEAD, SINGLES, Form, Line, Page, marked, placed, reads
from tests.torture.mutant import Mutant, Seen, either, told, told_at
from tests.torture.sheets import MAIN, column
from tests.torture.workbooks import damage, keys_of, mutant, pick, spoilt, spots

_M = f"{{{MAIN}}}"


def tables(form: Form, *, least: int = 1, free: bool = False) -> list[Page]:
    """Return the sheets of tables with rows. free: those alone of which no other cell names a row."""
    return [
        page
        for page in form.pages.values()
        if page.title != SINGLES
        and len(page.lines) >= least
        and not (free and (page.is_fixed or keys_of(form, page) or _is_named(form, page)))
    ]


def _is_named(form: Form, page: Page) -> bool:
    """Whether other sheets choose from the first column of this one."""
    keys = {value for line in page.lines.values() for held in line.cells.values() for value in held.values.values()}
    others = (spot for spot in spots(form) if spot.page is not page)
    return any(spot.held.kind in ("text", "") and keys & set(spot.held.values.values()) for spot in others)


def names_shifted(
    form: Form, page: Page, row: Callable[[int], int | None] = lambda row: row, col: Callable[[int], int | None] = lambda col: col
) -> None:
    """Let the names that point into a sheet follow, as a spreadsheet does; what went becomes #REF!."""

    def follow(found: re.Match[str]) -> str:
        number = 0
        for letter in found[2]:
            number = number * 26 + ord(letter) - 64
        new_row, new_col = row(int(found[3])), col(number - 1)
        return f"{found[1]}#REF!" if new_row is None or new_col is None else f"{found[1]}${column(new_col)}${new_row}"

    title = re.escape(page.title)
    pattern = rf"((?:(?:'|&apos;){title}(?:'|&apos;)!|{title}!|(?<=:)))\$([A-Z]+)\$(\d+)"
    old = form.parts[BOOK].decode("utf-8")
    lines = re.split(r"(<definedName .*?</definedName>)", old)
    form.parts[BOOK] = "".join(
        re.sub(pattern, follow, line) if line.startswith("<definedName") and f"{page.title}" in line else line for line in lines
    ).encode("utf-8")


@damage
def rows_between(form: Form, chance: random.Random) -> Mutant | None:
    """Blank rows put in between the rows."""
    page = chance.choice(tables(form) or [None])
    if page is None:
        return None
    at, count = chance.choice(sorted(page.lines)), chance.randint(1, 4)
    page.renumber(lambda row: row + count if row >= at else row)
    return mutant("baris-sisip", form, reads(form.values()))


@damage
def rows_above(form: Form, chance: random.Random) -> Mutant:
    """Rows put in above the headings, with words of the user's or without; the names follow or do not."""
    page = chance.choice(list(form.pages.values()))
    count, at = chance.randint(1, 5), chance.randint(2, HEAD)
    page.renumber(lambda row: row + count if row >= at else row)
    if chance.random() < 0.7:
        names_shifted(form, page, row=lambda row: row + count if row >= at else row)
    if chance.random() < 0.5:
        page.text(at, 0, "Diisi oleh operator sekolah")
    return mutant("baris-di-atas", form, reads(form.values()))


@damage
def rows_in_other_order(form: Form, chance: random.Random) -> Mutant | None:
    """The rows of a table sorted: its ratings and the rows within its rows go along."""
    found = [page for page in tables(form, least=2) if "._induk" not in " ".join(page.slots)]
    if not found:
        return None
    page = chance.choice(found)
    rows = sorted(page.lines)
    others = rows[:]
    chance.shuffle(others)
    moved = dict(zip(rows, others, strict=True))
    page.renumber(lambda row: moved.get(row, row))
    return mutant("baris-diurutkan", form, reads(form.values()))


@damage
def row_deleted(form: Form, chance: random.Random) -> Mutant | None:
    """A row deleted that no other cell names."""
    found = tables(form, least=2, free=True)
    if not found:
        return None
    page = chance.choice(found)
    gone = chance.choice(sorted(page.lines))
    page.renumber(lambda row: None if row == gone else row - 1 if row > gone else row)
    return mutant("baris-hapus", form, reads(form.values()))


@damage
def row_that_others_name_deleted(form: Form, chance: random.Random) -> Mutant | None:
    """A row deleted that other sheets name: that is said."""
    pages = {page.title: page for page in tables(form) if any(slot.endswith("._induk") for slot in page.slots)}
    parents = {line.prefix[:-2] for page in pages.values() for line in page.lines.values()}
    found = [(page, row) for page in tables(form, least=2) for row, line in page.lines.items() if line.prefix in parents]
    if not found:
        return None
    page, gone = chance.choice(found)
    page.renumber(lambda row: None if row == gone else row - 1 if row > gone else row)
    return mutant("induk-hapus", form, told)


@damage
def row_hidden(form: Form, chance: random.Random) -> Mutant | None:
    """A row hidden: read, and said."""
    page = chance.choice(tables(form) or [None])
    if page is None:
        return None
    row = chance.choice(sorted(page.lines))
    page.row(row).set("hidden", "1")
    first = min(page.lines[row].cells)
    values = form.values()
    cells = [marked(page.title, row, number) for number in range(first + 1)]
    return mutant("baris-tersembunyi", form, either(*(reads(values, told=(cell,)) for cell in cells)))


@damage
def column_hidden(form: Form, chance: random.Random) -> Mutant | None:
    """A column with data hidden: read, and said."""
    spot = pick(form, chance)
    if spot is None or spot.page.title == SINGLES:
        return None
    cols = spot.page.root.find(f"{_M}cols")
    if cols is None or spot.held.slot not in spot.page.slots:
        return None
    for one in list(cols):
        if int(one.get("min")) <= spot.number + 1 <= int(one.get("max")):
            one.set("hidden", "1")
    return mutant(
        "kolom-tersembunyi",
        form,
        either(*(reads(form.values(), told=(marked(spot.page.title, HEAD, number),)) for number in range(spot.number + 1))),
    )


@damage
def row_doubled(form: Form, chance: random.Random) -> Mutant | None:
    """A row twice: read twice where rows have no names of their own."""
    found = tables(form, free=True)
    if not found:
        return None
    page = chance.choice(found)
    row = chance.choice(sorted(page.lines))
    page.renumber(lambda number: number + 1 if number > row else number)
    line, copied = page.lines[row], etree.fromstring(etree.tostring(page.row(row)))
    copied.set("r", str(row + 1))
    for cell in copied:
        cell.set("r", re.sub(r"\d+$", str(row + 1), cell.get("r")))
        for made in cell.findall(f"{_M}f"):
            cell.remove(made)
            for value in cell.findall(f"{_M}v"):
                cell.remove(value)
    page.row(row).addnext(copied)
    page.lines[row + 1] = Line(line.prefix, line.cells)
    return mutant("baris-ganda", form, either(reads(form.values()), told_at(f"{row}", f"{row + 1}")))


@damage
def cell_cut(form: Form, chance: random.Random) -> Mutant | None:
    """A cell cut and pasted where no place is: what is lost is said at its cell."""
    spot = pick(form, chance)
    if spot is None or (spot.page.title != SINGLES and len(spot.page.lines[spot.row].cells) == 1):
        return None
    cell = spot.page.cell(spot.row, spot.number)
    to = max(spot.page.slots.values()) + chance.randint(12, 40)
    inner = "".join(etree.tostring(child, encoding="unicode") for child in cell)
    kind = cell.get("t") or ""
    spot.page.write(spot.row, spot.number, "")
    spot.page.write(spot.row, to, inner, kind)
    spot.held.values = {}
    if spot.page.title == SINGLES:
        return mutant("sel-pindah", form, reads(form.values(), told=(marked(spot.page.title, spot.row, to),)))
    return mutant("sel-pindah", form, reads(form.values(), told=(marked(spot.page.title, spot.row, to),)))


@damage
def cell_copied_over(form: Form, chance: random.Random) -> Mutant | None:
    """A cell pasted over another of its column: both then say the same."""
    spot = pick(form, chance)
    if spot is None or spot.page.title == SINGLES:
        return None
    others = [
        one
        for one in spots(form)
        if one.page is spot.page and one.number == spot.number and one.row != spot.row and one.held.slot == spot.held.slot
    ]
    if not others or next(iter(spot.held.values)).startswith("="):
        return None
    other = chance.choice(others)
    cell = spot.page.cell(spot.row, spot.number)
    inner = "".join(etree.tostring(child, encoding="unicode") for child in cell)
    other.page.write(other.row, other.number, inner, cell.get("t") or "", s=cell.get("s") or "0")
    other.held.values = dict(spot.held.values)
    return mutant("sel-ditimpa", form, reads(form.values()))


@damage
def merged(form: Form, chance: random.Random) -> Mutant | None:
    """Data cells merged: only the first is seen, and that is said."""
    spot = pick(form, chance)
    if spot is None or spot.page.title == SINGLES or spot.row + 1 not in spot.page.lines:
        return None
    area = f"{spot.address}:{column(spot.number)}{spot.row + 1}"
    page = spot.page
    found = page.root.find(f"{_M}mergeCells")
    if found is None:
        found = etree.Element(f"{_M}mergeCells")
        after = page.root.find(f"{_M}sheetProtection")
        (after if after is not None else page.data()).addnext(found)
    etree.SubElement(found, f"{_M}mergeCell", ref=area)
    return mutant("gabung", form, reads({}, loose=("",), told=(spot.mark,)))


def _column_moved(form: Form, page: Page, old: int, new: int) -> None:
    """Cut a column and put it where nothing is; heading and data go along."""
    for row in [int(one.get("r")) for one in page.data() if int(one.get("r")) >= HEAD]:
        cell = page.cell(row, old)
        inner = "".join(etree.tostring(child, encoding="unicode") for child in cell)
        if inner:
            page.write(row, new, inner, cell.get("t") or "", s=cell.get("s") or "0")
            page.write(row, old, "")
    for line in page.lines.values():
        if old in line.cells:
            line.cells[new] = line.cells.pop(old)


@damage
def column_moved(form: Form, chance: random.Random) -> Mutant | None:
    """A column moved behind all others; the names follow, as in a spreadsheet, or stay, as in other programs."""
    spot = pick(form, chance)
    if spot is None or spot.page.title == SINGLES or spot.held.slot not in spot.page.slots:
        return None
    if next(iter(spot.held.values)).startswith("="):
        return None
    new = max(spot.page.slots.values()) + chance.randint(12, 20)
    _column_moved(form, spot.page, spot.number, new)
    if chance.random() < 0.6:
        names_shifted(form, spot.page, col=lambda number: new if number == spot.number else number)
    return mutant("kolom-pindah", form, reads(form.values()))


@damage
def column_deleted(form: Form, chance: random.Random) -> Mutant | None:
    """A column deleted: its name points to nothing, and that is said."""
    spot = pick(form, chance)
    if spot is None or spot.page.title == SINGLES or next(iter(spot.held.values)).startswith("=") or spot.held.slot not in spot.page.slots:
        return None
    page = spot.page
    if _is_named(form, page) and spot.number == min(number for line in page.lines.values() for number in line.cells):
        return None  # with the names of rows goes whatever hangs on them; that is another damage
    for row in list(page.data()):
        for cell in list(row):
            letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()  # type: ignore[union-attr]  # the form's own
            at = _number(letters)
            if at == spot.number:
                row.remove(cell)
            elif at > spot.number:
                cell.set("r", f"{column(at - 1)}{number}")
    names_shifted(form, page, col=lambda number: None if number == spot.number else number - 1 if number > spot.number else number)
    for line in page.lines.values():
        line.cells = {number: held for number, held in line.cells.items() if number != spot.number}
    page.lines = {row: line for row, line in page.lines.items() if line.cells}
    expected = reads(form.values())
    return mutant("kolom-hapus", form, lambda seen: expected(seen) or _names_lost(seen))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _names_lost(seen: Seen) -> str:
    return "" if any(one.get("code") in ("tempat-hilang", "lembar-hilang") for one in seen.findings) else "diam: kolom atau lembar hilang"


@damage
def head_reworded(form: Form, chance: random.Random) -> Mutant | None:
    """A heading in other words: the hidden name says what it is."""
    spot = pick(form, chance)
    if spot is None or spot.held.slot not in spot.page.slots:
        return None
    row, number = (spot.row, spot.number - 1) if spot.page.title == SINGLES else (HEAD, spot.number)
    spot.page.text(row, number, chance.choice(("Berapa?", "Kolom saya", "Isi di sini ya", "xxx")))
    return mutant("judul-lain", form, reads(form.values()))


@damage
def head_spaced(form: Form, chance: random.Random) -> Mutant | None:
    """A heading with stray blanks, capitals, line ends; all names gone."""
    from tests.torture.filled import shown_in

    spot = pick(form, chance)
    if spot is None or spot.page.title == SINGLES or spot.held.slot not in spot.page.slots:
        return None
    spot.page.cells = {cell.get("r"): cell for cell in spot.page.root.iter(f"{_M}c") if len(cell)}
    title = shown_in(form, spot.page, HEAD, spot.number)
    spot.page.text(HEAD, spot.number, f" {title.replace(' ', '  ')}\u00a0".upper())
    _without_names(form, 1.0, chance)
    return mutant("judul-berspasi", form, reads(form.values()))


def _without_names(form: Form, share: float, chance: random.Random) -> None:
    def keep(found: re.Match[str]) -> str:
        return "" if chance.random() < share else found[0]

    form.parts[BOOK] = re.sub(r'<definedName [^>]*name="_b\..*?</definedName>', keep, form.parts[BOOK].decode("utf-8")).encode("utf-8")


@damage
def names_deleted(form: Form, chance: random.Random) -> Mutant:
    """Hidden names deleted, all or some, or pointing to nothing: the words over the columns are still there."""
    way = chance.choice(("semua", "sebagian", "ref"))
    if way == "ref":
        form.edit(
            BOOK,
            lambda xml: re.sub(r'(name="_b\.[^>]*>)[^<]*<', lambda found: f"{found[1]}#REF!<" if chance.random() < 0.5 else found[0], xml),
        )
    else:
        _without_names(form, 1.0 if way == "semua" else 0.5, chance)
    return mutant(f"nama-{way}", form, reads(form.values()))


@damage
def sheets_renamed(form: Form, chance: random.Random) -> Mutant:
    """Sheets under other names; the hidden names follow or are gone."""
    pages = chance.sample(list(form.pages.values()), chance.randint(1, len(form.pages)))
    for number, page in enumerate(pages):
        new = f"{chance.choice(('Lembar', 'Data', 'Sheet', 'Bagian'))}{number}"
        form.edit(BOOK, lambda xml, old=page.title, new=new: xml.replace(f'name="{_escaped(old)}"', f'name="{new}"'))
        text = form.parts[BOOK].decode("utf-8")
        form.parts[BOOK] = (
            text.replace(f"'{_escaped(page.title)}'!", f"{new}!").replace(f">{_escaped(page.title)}!", f">{new}!").encode("utf-8")
        )
    return mutant("lembar-nama", form, reads(form.values()))


def _escaped(title: str) -> str:
    return title.replace("&", "&amp;").replace("<", "&lt;")


@damage
def sheet_removed(form: Form, chance: random.Random) -> Mutant | None:
    """A sheet with data deleted: said."""
    page = chance.choice(tables(form) or [None])
    if page is None:
        return None
    names_shifted(form, page, row=lambda _: None)
    sheet = re.search(rf'<sheet name="{re.escape(_escaped(page.title))}"[^>]*/>', form.parts[BOOK].decode("utf-8"))
    assert sheet, page.title
    form.edit(BOOK, lambda xml: re.sub(r"<definedName[^>]*localSheetId.*?</definedName>", "", xml).replace(sheet[0], ""))
    del form.parts[page.part], form.pages[page.title]
    form.edit("[Content_Types].xml", lambda xml: re.sub(rf'<Override PartName="/{page.part}"[^>]*/>', "", xml))
    identifier = re.search(r'r:id="([^"]+)"', sheet[0])
    form.edit("xl/_rels/workbook.xml.rels", lambda xml: re.sub(rf'<Relationship Id="{identifier and identifier[1]}"[^>]*/>', "", xml))
    gone = {line.prefix for line in page.lines.values() if line.prefix}
    wanted = {path: value for path, value in form.values().items() if not any(tuple(path.split("."))[: len(one)] == one for one in gone)}
    expected = reads(wanted, loose=tuple(f"{'.'.join(one)}." for one in gone if len(one) == 2) if _has_children(form, gone) else ())
    return mutant("lembar-hapus", form, lambda seen: expected(seen) or _names_lost(seen))


def _has_children(form: Form, gone: set[tuple[str, ...]]) -> bool:
    return any(line.prefix[:-2] in gone for page in form.pages.values() for line in page.lines.values())


@damage
def sheet_hidden(form: Form, chance: random.Random) -> Mutant:
    """A sheet with data hidden: read."""
    page = chance.choice(list(form.pages.values()))
    state = chance.choice(("hidden", "veryHidden"))
    form.edit(BOOK, lambda xml: _with_state(xml, page.title, state))
    return mutant("lembar-tersembunyi", form, reads(form.values()))


def _with_state(xml: str, title: str, state: str) -> str:
    head = f'<sheet name="{_escaped(title)}"'
    return re.sub(rf'{re.escape(head)}([^>]*?) state="visible"', rf"{head}\1", xml).replace(head, f'{head} state="{state}"')


@damage
def sheet_doubled(form: Form, chance: random.Random) -> Mutant | None:
    """A sheet copied, as people keep one "(2)" with other data in it: the first is read, and the other said; nothing is added up."""
    page = chance.choice(tables(form) or [None])
    if page is None:
        return None
    part = "xl/worksheets/sheet99.xml"
    form.parts[part] = etree.tostring(page.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    form.edit(
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "</Types>",
            f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        ),
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    form.edit(
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(
            "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/sheet99.xml"/></Relationships>'
        ),
    )
    title = f"{page.title[:27]} (2)"
    sheet = f'<sheet name="{_escaped(title)}" sheetId="99" r:id="rId99"/>'
    where = chance.choice(("</sheets>", "<sheets>"))
    form.edit(BOOK, lambda xml: xml.replace(where, sheet + where if where == "</sheets>" else where + sheet))
    if where == "<sheets>":
        form.edit(BOOK, lambda xml: re.sub(r'localSheetId="(\d+)"', lambda found: f'localSheetId="{int(found[1]) + 1}"', xml))
    expected = reads(form.values())
    return mutant("lembar-ganda", form, lambda seen: expected(seen) or _sheet_told(seen, title))


def _sheet_told(seen: Seen, title: str) -> str:
    return "" if any(one.get("sheet") == title for one in seen.findings) else f"diam: lembar “{title}” tidak disebut"


@damage
def words_beside(form: Form, chance: random.Random) -> Mutant | None:
    """Words of the user's own beside the data: said, not read."""
    page = chance.choice(tables(form) or [None])
    if page is None:
        return None
    row, number = chance.choice(sorted(page.lines)), max(page.slots.values()) + chance.randint(12, 30)
    page.text(row, number, "periksa lagi")
    return mutant("tulisan-samping", form, reads(form.values(), told=(marked(page.title, row, number),)))


@damage
def data_far_below(form: Form, chance: random.Random) -> Mutant | None:
    """A row far below the ready ones, after hundreds of blank ones: read."""
    found = [page for page in tables(form) if not page.is_fixed and not any(slot.endswith("._induk") for slot in page.slots)]
    if not found:
        return None
    page = chance.choice(found)
    row, to = max(page.lines), chance.choice((205, 900, 5000))
    page.renumber(lambda number: to if number == row else number + 1 if number >= to else number)
    return mutant("baris-jauh-di-bawah", form, reads(form.values()))


@damage
def far_cell(form: Form, chance: random.Random) -> Mutant | None:
    """One cell at the end of the sheet."""
    page = chance.choice(tables(form) or [None])
    if page is None:
        return None
    page.text(1048576, 16383, "x")
    return mutant("sel-terjauh", form, reads(form.values()))


@damage
def total_below(form: Form, chance: random.Random) -> Mutant | None:
    """A row of sums under the table: no row of data, and said."""
    found: Sequence[Page] = [
        page for page in tables(form) if not page.is_fixed and not any(slot.endswith("._induk") for slot in page.slots)
    ]
    counts = [spot for spot in spots(form, "integer", "number", "money") if spot.page in found and spot.number > 0]
    if not counts:
        return None
    spot = chance.choice(counts)
    row = max(spot.page.lines) + chance.randint(1, 3)
    spot.page.text(row, 0, chance.choice(("Jumlah", "TOTAL", "Total:")))
    spot.page.write(row, spot.number, "<v>120</v>")
    return mutant(
        "baris-jumlah", form, either(*(reads(form.values(), told=(marked(spot.page.title, row, number),)) for number in (0, spot.number)))
    )


@damage
def cell_without_address(form: Form, chance: random.Random) -> Mutant | None:
    """Cells and rows without addresses, as some programs write them: they follow each other."""
    page = chance.choice(tables(form) or [None])
    if page is None:
        return None
    for row in page.data():
        for number in range(max((placed(cell.get("r"))[1] for cell in row), default=-1)):
            page.cell(int(row.get("r")), number)
        for cell in row:
            del cell.attrib["r"]
    return mutant("tanpa-alamat", form, reads(form.values()))


@damage
def address_spoilt(form: Form, chance: random.Random) -> Mutant | None:
    """An address that is none, goes back, or stands twice."""
    spot = pick(form, chance)
    if spot is None:
        return None
    cell = spot.page.cell(spot.row, spot.number)
    way = chance.choice(("ZZZZZZ5", "A0", "5", "b5", "", "A-1", "A1048577", "XFE5"))
    cell.set("r", way)
    return mutant("alamat-rusak", form, either(_refused, spoilt(form, spot)))


def _refused(seen: Seen) -> str:
    return "" if seen.exit_code == 4 else "diterima"
