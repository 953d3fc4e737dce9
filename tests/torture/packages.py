"""Damage to the package of a filled form: parts missing, cut, doubled, flooded; what no form may carry; dates of another reckoning."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.torture.filled import BOOK, STRINGS, Form, reads
from tests.torture.mutant import Mutant, Seen, either, flipped, refused
from tests.torture.rebuilt import tables
from tests.torture.sheets import OFFICE, packed
from tests.torture.workbooks import damage, mutant, spots

STYLES = "xl/styles.xml"
_BOMBS: dict[tuple[str, str], bytes] = {}


def unread(seen: Seen) -> str:
    """The file must be refused as a file."""
    return "" if seen.exit_code == 4 else "diterima"


@damage
def part_missing(form: Form, chance: random.Random) -> Mutant:
    """A part gone: refused, told, or without meaning for what is read."""
    part = chance.choice(sorted(form.parts))
    data = form.bytes()
    wanted = form.values()
    gone = packed({name: content for name, content in _unpacked(data).items() if name != part})
    return mutant(
        "bagian-hilang", gone, either(unread, _told_or_same(form, wanted)), is_read=part.startswith(("xl/w", "xl/s", "[", "_rels"))
    )


def _unpacked(data: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _told_or_same(form: Form, wanted: dict[str, str]) -> Callable[[Seen], str]:
    """Return the expectation that nothing is read otherwise in silence; days are told where their look is gone with the styles."""
    days = {spot.path: spot.mark for spot in spots(form, "date", "time")}
    same, without_days = reads(wanted), reads({path: value for path, value in wanted.items() if path not in days}, spoilt=days)
    return either(same, without_days)


@damage
def styles_gone(form: Form, chance: random.Random) -> Mutant:
    """The looks of cells gone: a day is then a bare number, and told at its cell."""
    way = chance.choice(("kosong", "tanpa-format", "hilang"))
    expected = _told_or_same(form, form.values())
    if way == "hilang":
        form.edit("[Content_Types].xml", lambda xml: re.sub(r'<Override PartName="/xl/styles.xml"[^>]*/>', "", xml))
        form.edit("xl/_rels/workbook.xml.rels", lambda xml: re.sub(r'<Relationship [^>]*Target="styles.xml"[^>]*/>', "", xml))
        del form.parts[STYLES]
    elif way == "kosong":
        form.parts[STYLES] = re.sub(rb"<cellXfs.*</cellXfs>", b"<cellXfs/>", form.parts[STYLES], flags=re.DOTALL)
    else:
        form.parts[STYLES] = re.sub(rb"<numFmts.*</numFmts>", b"", form.parts[STYLES], flags=re.DOTALL)
    return mutant(f"gaya-{way}", form, either(unread, expected))


@damage
def part_cut(form: Form, chance: random.Random) -> Mutant:
    """A part of which the end is missing."""
    parts = _unpacked(form.bytes())
    part = chance.choice(
        [name for name in sorted(parts) if name.startswith(("xl/workbook", "xl/worksheets", "xl/shared", "[", "xl/_rels"))]
    )
    parts[part] = parts[part][: chance.randrange(len(parts[part]) - 12)]
    return mutant("bagian-terpotong", packed(parts), either(unread, reads(form.values())))


@damage
def cut_short(form: Form, chance: random.Random) -> Mutant:
    """A file of which the end is missing."""
    data = form.bytes()
    return mutant("terpotong", data[: chance.randrange(len(data))], unread)


@damage
def bytes_flipped(form: Form, chance: random.Random) -> Mutant:
    """Bits changed on the disk: refused, or without effect."""
    data = flipped(form.bytes(), chance)
    return mutant("bit-terbalik", data, either(unread, reads(form.values())))


@damage
def bytes_flipped_in_part(form: Form, chance: random.Random) -> Mutant:
    """Letters changed within a part that has no data: refused, told, or read as before."""
    parts = _unpacked(form.bytes())
    part = chance.choice((STYLES, "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels", "docProps/app.xml"))
    data = bytearray(parts[part])
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    parts[part] = bytes(data)
    return mutant("bit-dalam-bagian", packed(parts), either(unread, _told_or_same(form, form.values())))


@damage
def dtd(form: Form, chance: random.Random) -> Mutant:
    """A document type in a part: refused, whatever it says."""
    part = chance.choice((STRINGS, BOOK, STYLES, "xl/worksheets/sheet2.xml"))
    parts = _unpacked(form.bytes())
    head, sep, rest = parts[part].partition(b"?>")
    parts[part] = head + sep + b'<!DOCTYPE s [<!ENTITY x "PALSU">]>' + rest
    return mutant("dtd", packed(parts), unread)


@damage
def entry_doubled(form: Form, chance: random.Random) -> Mutant:
    """A package with a part in it twice, or twice but for capitals."""
    data = form.bytes()
    parts = _unpacked(data)
    part = chance.choice(sorted(parts))
    return mutant("entri-ganda", packed(parts, [(part, parts[part].replace(b"1", b"2"))]), unread)


def _flood(kind: str) -> bytes:
    if kind == "spasi":
        return b"<a>" + b" " * (160 * 1024 * 1024) + b"</a>"
    if kind == "dalam":
        return b"<r>" * 200_000
    return b"<si><t>x</t></si>" * 300_000 + b"</sst>"


@damage
def bomb(form: Form, chance: random.Random) -> Mutant:
    """A small file that unpacks without end, or nests without end."""
    kind = chance.choice(("spasi", "dalam", "teks"))
    if (form.type, kind) not in _BOMBS:
        part = STRINGS if kind == "teks" else "xl/worksheets/sheet2.xml"
        parts = _unpacked(form.bytes())
        _BOMBS[form.type, kind] = packed(parts | {part: parts[part].replace(b"</sst>", _flood(kind)) if kind == "teks" else _flood(kind)})
    return mutant(f"bom-{kind}", _BOMBS[form.type, kind], either(unread, reads(form.values())) if kind == "teks" else unread)


@damage
def many_cells(form: Form, chance: random.Random) -> Mutant | None:
    """A sheet formatted to its last row: a hundred thousand rows of nothing, read as before."""
    page = chance.choice(tables(form) or [None])
    if page is None:
        return None
    data = form.bytes()
    last = max(int(row.get("r")) for row in page.data())
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>'
        for row in range(last + 1, last + chance.choice((1_000, 20_000, 100_000)))
    )
    parts = _unpacked(data)
    parts[page.part] = parts[page.part].replace(b"</sheetData>", rows.encode() + b"</sheetData>", 1)
    return mutant("baris-bergaris", packed(parts), reads(form.values()))


@damage
def forbidden(form: Form, chance: random.Random) -> Mutant:
    """What no form carries: macros, links to other files, parts outside the package, a file of another kind under its name."""
    kind = chance.choice(("makro", "keluar-folder", "word", "terkunci", "kosong", "csv", "zip"))
    data = form.bytes()
    parts = _unpacked(data)
    if kind == "makro":
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + b"x" * 100
    elif kind == "keluar-folder":
        parts["../../luar.txt"] = b"x"
    elif kind == "word":
        parts = {"word/document.xml" if name == BOOK else name: content for name, content in parts.items()}
        parts["[Content_Types].xml"] = (
            parts["[Content_Types].xml"]
            .replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")
            .replace(b"/xl/workbook.xml", b"/word/document.xml")
        )
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"word/document.xml")
    whole = {
        "terkunci": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data[:4000],
        "kosong": b"",
        "csv": b"a;b\n1;2\n",
        "zip": packed({"x.txt": b"x"}),
    }
    return mutant(f"terlarang-{kind}", whole.get(kind) or (b"" if kind == "kosong" else packed(parts)), unread)


@damage
def outside_link(form: Form, chance: random.Random) -> Mutant:
    """A relationship to something outside: nothing is fetched; read as before or refused."""
    link = f'<Relationship Id="rIdX" Type="{OFFICE}/externalLinkPath" Target="https://contoh.invalid/x.xlsx" TargetMode="External"/>'
    form.edit("xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", f"{link}</Relationships>"))
    return mutant("tautan-luar", form, either(unread, reads(form.values())))


@damage
def other_reckoning(form: Form, _: random.Random) -> Mutant | None:
    """A workbook that counts its days from 1904: each is four years and a day later, hours stay."""
    days = [spot for spot in spots(form, "date") if _is_serial(spot.page.cell(spot.row, spot.number))]
    if not days:
        return None
    form.edit(
        BOOK,
        lambda xml: (
            xml.replace("<workbookPr ", '<workbookPr date1904="1" ', 1)
            if "<workbookPr " in xml
            else xml.replace("<workbookPr/>", '<workbookPr date1904="1"/>')
        ),
    )
    for spot in days:
        spot.held.values = {
            rest: (date.fromisoformat(value) + timedelta(days=1462)).isoformat() for rest, value in spot.held.values.items()
        }
    return mutant("hitungan-1904", form, reads(form.values()))


def _is_serial(cell: Any) -> bool:
    return cell.get("t") in (None, "n")


@damage
def identity_gone(form: Form, chance: random.Random) -> Mutant:
    """What says which form it is, gone in one or two of three places: read as before; in none told."""
    parts = _unpacked(form.bytes())
    places = chance.sample(("lembar", "sifat", "baris"), chance.randint(1, 2))
    if "sifat" in places:
        parts["docProps/custom.xml"] = re.sub(rb"<property .*</property>", b"", parts["docProps/custom.xml"])
    for word, place in ((b"borang.jenis", "lembar"), (b"Formulir borang", "baris")):
        if place in places:
            parts[STRINGS] = parts[STRINGS].replace(word, b"x")
    return mutant("tanda-jenis", packed(parts), reads(form.values()))


@damage
def identity_of_another(form: Form, chance: random.Random) -> Mutant:
    """A form that says it is of a type that there is not: asked."""
    parts = _unpacked(form.bytes())
    for name in (STRINGS, "docProps/custom.xml"):
        parts[name] = parts[name].replace(f">{form.type}<".encode(), b">jenis-asing<")
    return mutant("jenis-asing", packed(parts), refused)
