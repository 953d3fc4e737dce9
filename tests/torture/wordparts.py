"""Damage to the package of a filled form in Word: identity removed, older revisions, parts missing, cut, doubled, flooded; what no form may carry."""

from __future__ import annotations

import random
import re

from tests.torture.cardforms import MAIN, WORD, Form, element, paragraph, reads
from tests.torture.cards import damage, mutant, pick
from tests.torture.mutant import Mutant, Seen, either, flipped, refused
from tests.torture.packages import unread
from tests.torture.sheets import packed

CUSTOM = "docProps/custom.xml"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def _parts(form: Form) -> dict[str, bytes]:
    return {**form.parts, MAIN: form.xml()}


def _without_properties(form: Form) -> None:
    form.parts[CUSTOM] = re.sub(rb"<property .*</property>", b"", form.parts[CUSTOM], flags=re.DOTALL)


def _without_line(form: Form, text: str = "") -> None:
    for line in list(form.body):
        if "Formulir borang:" in "".join(line.itertext()) and line.tag.endswith("}p"):
            line.getparent().replace(line, element(paragraph(text)))


@damage
def identity_lost(form: Form, chance: random.Random) -> Mutant:
    """The properties or the small line gone: one is enough; both gone, the user says the type, or is asked for it."""
    way = chance.choice(("properti", "baris", "semua", "semua-dengan-jenis"))
    if way != "baris":
        _without_properties(form)
    if way != "properti":
        _without_line(form)
    if way == "semua":
        return mutant(f"tanda-{way}", form, _asks_for_type)
    return mutant(f"tanda-{way}", form, reads(form.values()), type_name=form.type if "jenis" in way else "")


def _asks_for_type(seen: Seen) -> str:
    return "" if seen.exit_code != 0 and any("jenis" in str(one.get("code")) for one in seen.findings) else "diterima tanpa jenis"


@damage
def other_type(form: Form, chance: random.Random) -> Mutant:
    """Another type asked for than the form is of: refused."""
    other = "kak" if form.type != "kak" else "coaching-rhk"
    return mutant("jenis-lain", form, refused, type_name=other)


@damage
def older_revision(form: Form, chance: random.Random) -> Mutant:
    """A form of another revision: read, and said."""
    line = next("".join(one.itertext()) for one in form.body if "Formulir borang:" in "".join(one.itertext()))
    now = re.search(r"revisi (\d+)", line)
    other = "1" if now is not None and now[1] != "1" else "9"
    _without_properties(form)
    _without_line(form, re.sub(r"tanda \w+", "tanda 000000000000", re.sub(r"revisi \d+", f"revisi {other}", line)))
    return mutant("revisi-lain", form, reads(form.values(), codes=("revisi-lain",)))


@damage
def part_missing(form: Form, chance: random.Random) -> Mutant:
    """A part gone: refused, or without meaning for what is read."""
    parts = _parts(form)
    part = chance.choice(sorted(parts))
    del parts[part]
    lists = (
        reads(form.values(), loose=tuple(form.path(line) for line in form.lines if line.slot.is_long))
        if "numbering" in part
        else reads(form.values())
    )
    return mutant("bagian-hilang", packed(parts), either(unread, lists), is_read=part.startswith(("word/d", "[", "_rels")))


@damage
def part_cut(form: Form, chance: random.Random) -> Mutant:
    """A part of which the end is missing."""
    parts = _parts(form)
    part = chance.choice([name for name in sorted(parts) if name.startswith((MAIN, "[", "_rels", "word/numbering", "docProps/custom"))])
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
def dtd(form: Form, chance: random.Random) -> Mutant:
    """A document type in a part: refused, whatever it says."""
    parts = _parts(form)
    part = chance.choice((MAIN, CUSTOM, "word/styles.xml"))
    head, sep, rest = parts[part].partition(b"?>")
    parts[part] = head + sep + b'<!DOCTYPE s [<!ENTITY x "PALSU">]>' + rest
    return mutant("dtd", packed(parts), unread)


@damage
def entry_doubled(form: Form, chance: random.Random) -> Mutant:
    """A package with a part in it twice, or twice but for capitals."""
    form.extra.append((chance.choice((MAIN, MAIN.upper(), CUSTOM)), form.xml()))
    return mutant("entri-ganda", form, unread)


@damage
def other_names_of_xml(form: Form, chance: random.Random) -> Mutant:
    """The same document with another prefix, in UTF-16, or in the strict edition of the format."""
    parts = _parts(form)
    text = parts[MAIN].decode("utf-8")
    way = chance.choice(("awalan", "utf-16", "ketat"))
    if way == "utf-16":
        parts[MAIN] = re.sub(r"^<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-16"?>', text).encode("utf-16")
    elif way == "ketat":
        parts[MAIN] = text.replace(WORD, STRICT).encode("utf-8")
    else:
        parts[MAIN] = re.sub(r"(</?|[ ])w:", r"\1ns0:", text.replace("xmlns:w=", "xmlns:ns0=")).encode("utf-8")
    return mutant(f"xml-{way}", packed(parts), reads(form.values()))


@damage
def forbidden(form: Form, chance: random.Random) -> Mutant:
    """What is no document, or one that carries what no form may: refused."""
    way = chance.choice(("kosong", "zip", "makro", "keluar-folder", "excel", "rtf", "terkunci", "teks"))
    parts = _parts(form)
    if way == "makro":
        form.extra.append(("word/vbaProject.bin", b"\xd0\xcf\x11\xe0makro"))
        return mutant(f"terlarang-{way}", form, unread)
    if way == "keluar-folder":
        form.extra.append(("../jahat.xml", b"<x/>"))
        return mutant(f"terlarang-{way}", form, unread)
    data = {
        "kosong": b"",
        "zip": packed({"a.txt": b"bukan dokumen"}),
        "excel": packed({name.replace("word/", "xl/").replace("document", "workbook"): text for name, text in parts.items()}),
        "rtf": rb"{\rtf1\ansi formulir}",
        "terkunci": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000,
        "teks": b"Nama Guru: Ani",
    }[way]
    return mutant(f"terlarang-{way}", data, unread)


@damage
def flooded(form: Form, chance: random.Random) -> Mutant:
    """A part that unpacks to far more than it says, tables within tables, a million blanks: bounded, and refused or read."""
    way = chance.choice(("spasi", "dalam", "paragraf", "huruf"))
    parts = _parts(form)
    text = parts[MAIN].decode("utf-8")
    if way == "spasi":
        parts[MAIN] = text.replace("</w:body>", f"{' ' * 30_000_000}</w:body>").encode()
    elif way == "dalam":
        deep = 3000
        parts[MAIN] = text.replace(
            "<w:sectPr", "<w:tbl><w:tr><w:tc>" * deep + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * deep + "<w:sectPr", 1
        ).encode()
    elif way == "paragraf":
        parts[MAIN] = text.replace("<w:sectPr", "<w:p/>" * 300_000 + "<w:sectPr", 1).encode()
    else:
        parts[MAIN] = text.replace("<w:sectPr", f"<w:p><w:r><w:t>{'x' * 25_000_000}</w:t></w:r></w:p><w:sectPr", 1).encode()
    return mutant(f"banjir-{way}", packed(parts), either(unread, reads(form.values())))


@damage
def comment_and_note(form: Form, chance: random.Random) -> Mutant | None:
    """Words in a comment, a footnote or the foot of the page: no value, and the values stay."""
    line = pick(form, chance)
    if line is None:
        return None
    part, root = chance.choice((("word/comments.xml", "comments"), ("word/footnotes.xml", "footnotes"), ("word/header9.xml", "hdr")))
    form.parts[part] = f'<?xml version="1.0"?><w:{root} xmlns:w="{WORD}">{paragraph("Mohon dilengkapi")}</w:{root}>'.encode()
    reference = {"comments": '<w:commentReference w:id="0"/>', "footnotes": '<w:footnoteReference w:id="0"/>', "hdr": ""}[root]
    line.value.find(f".//{{{WORD}}}p").append(element(f"<w:r>{reference}</w:r>"))
    return mutant(f"catatan-{root}", form, reads(form.values()))
