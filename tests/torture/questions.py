"""Damage to exports of form services around the answers: questions, columns, rows, dialects, sheets, mappings."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable

from tests.torture.answers import Answers, Column, Row, asks, reads
from tests.torture.exports import damage, pick
from tests.torture.mutant import Mutant, Seen, either
from tests.torture.packages import unread
from tests.torture.sheets import column

STAMPS = {
    "Timestamp": "2026/05/14 10:11:12 AM GMT+7",
    "Cap waktu": "14/05/2026 10:11:12",
    "Email Address": "rani@contoh.sch.id",
    "Alamat Email": "rani@contoh.sch.id",
    "Username": "rani@contoh.sch.id",
    "Start time": "5/14/26 10:11:12",
    "Completion time": "5/14/26 10:20:12",
    "_id": "12345",
    "_uuid": "a-b-c",
    "_submission_time": "2026-05-14T10:11:12",
}


@damage
def dialect(export: Answers, chance: random.Random) -> Mutant:
    """The dialects and encodings of CSV."""
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"))
    export.dialect = {
        "delimiter": chance.choice((",", ";", "\t")),
        "quoting": chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        "end": chance.choice(("\n", "\r\n")),
        "encoding": encoding,
    }
    if encoding == "cp1252":
        for row in export.rows:
            for at in list(row.texts):
                if row.texts[at].encode("cp1252", "ignore").decode("cp1252") != row.texts[at]:
                    row.texts[at], row.values[at] = "", {}
        export.columns = [at for at in export.columns if any(row.texts.get(at) for row in export.rows)]
        export.columns = [at for at in export.columns if at.title.encode("cp1252", "ignore").decode("cp1252") == at.title]
        _forget(export)
    if encoding == "utf-16-le":
        data = "\ufeff".encode("utf-16-le") + export.bytes()
        return export.mutant("ragam-utf-16-le", reads(export), data=data)
    return export.mutant(f"ragam-{encoding}", reads(export))


def _forget(export: Answers) -> None:
    """Forget the answers of columns that are gone."""
    for row in export.rows:
        row.values = {at: values for at, values in row.values.items() if at in export.columns}


@damage
def as_a_book(export: Answers, chance: random.Random) -> Mutant:
    """As a workbook, with other sheets around."""
    export.is_book = True
    others = {
        "Sampul": [["LAPORAN"], ["2026"]],
        "Daftar": [["Pilihan"], ["Ya"], ["Tidak"]],
        "Rekap": [["Uraian", "Banyak"], ["Masuk", "3"]],
        "Sheet3": [],
    }
    names = chance.sample(sorted(others), chance.randint(0, 2))
    export.after = {name: others[name] for name in names[:1]}
    export.before = {name: others[name] for name in names[1:]}
    return export.mutant("buku", reads(export))


@damage
def columns_in_other_order(export: Answers, chance: random.Random) -> Mutant:
    """The columns in another order."""
    chance.shuffle(export.columns)
    export.is_book = chance.random() < 0.3
    return export.mutant("kolom-urutan", reads(export))


@damage
def columns_dropped(export: Answers, chance: random.Random) -> Mutant | None:
    """Columns gone: what they asked is not read, the rest is."""
    named = {at for at in export.columns if at.question and at.question.kind == "row"}
    left = [at for at in export.columns if at not in named]
    gone = set(chance.sample(left, min(len(left) - 1, chance.randint(1, 3))))
    export.columns = [at for at in export.columns if at not in gone]
    _forget(export)
    return export.mutant("kolom-hilang", reads(export)) if not _hangs(export) else None


def _hangs(export: Answers) -> bool:
    return any(at.question and at.question.kind == "row" for at in export.columns)


@damage
def question_written_otherwise(export: Answers, chance: random.Random) -> Mutant | None:
    """A question with its number, a colon, a star, in capitals, with stray blanks, or by its address: the same question."""
    at = chance.choice(export.questions())
    assert at.question is not None
    is_address = at.title == at.question.address
    ways = {
        "nomor": f"{chance.randint(1, 40)}. {at.title}", "titik-dua": f"{at.title}:", "bintang": f"{at.title} *", "besar": at.title.upper(),
        "spasi": f"  {at.title} ", "nbsp": at.title.replace(" ", "\u00a0"), "ganda": at.title.replace(" ", "  "), "alamat": at.question.address,
        "baris": at.title.replace(" ", "\n", 1), "strip": at.title.replace("–", "-"),
    }  # fmt: skip
    way = chance.choice(sorted(ways if not is_address else {"spasi", "alamat"}))
    at.title = ways[way]
    export.is_book = chance.random() < 0.3
    kept = reads(export)
    return export.mutant(f"pertanyaan-{way}", either(kept, asks(export, at)) if way == "besar" and "[" in at.title else kept)


@damage
def question_reworded(export: Answers, chance: random.Random) -> Mutant | None:
    """A question in other words: nobody guesses, it is asked about at its cell."""
    answered = [at for at in export.questions() if any(row.values.get(at) for row in export.rows)]
    at = chance.choice(answered)
    asked = " ".join(one.title for one in export.columns).casefold()
    others = ("Apa kesanmu hari ini?", "Pertanyaan 7", "xxx", "Mohon dijelaskan", "Ceritakan sedikit")
    at.title = chance.choice(
        [one for one in others if one.partition(" ")[0].casefold() not in asked]
    )  # siklus-kinerja has questions of its own
    export.is_book = chance.random() < 0.3
    return export.mutant("pertanyaan-lain", asks(export, at))


@damage
def question_twice(export: Answers, chance: random.Random) -> Mutant | None:
    """A column twice, with other answers: nobody guesses which is meant."""
    at = chance.choice([one for one in export.questions() if any(row.values.get(one) for row in export.rows)])
    made = Column(at.title, None, own="jawaban yang lain")
    export.columns.insert(chance.randrange(export.columns.index(at) + 1, len(export.columns) + 1), made)
    return export.mutant("pertanyaan-ganda", either(asks(export, made, "pertanyaan"), asks(export, at, "pertanyaan")))


@damage
def stamps_added(export: Answers, chance: random.Random) -> Mutant:
    """The columns that services add: passed over."""
    for name in chance.sample(sorted(STAMPS), chance.randint(1, 4)):
        place = chance.choice((0, 0, len(export.columns), chance.randrange(len(export.columns))))
        export.columns.insert(place, Column(name, None, STAMPS[name]))
    export.is_book = chance.random() < 0.3
    return export.mutant("kolom-layanan", reads(export))


@damage
def own_column(export: Answers, chance: random.Random) -> Mutant:
    """A column of the user's own: asked about where it holds anything, passed over where it is blank."""
    own = chance.choice(("", "", "sudah dicek"))
    made = Column(chance.choice(("Catatan panitia (internal)", "Verifikasi oleh siapa", "zzz")), None, own)
    export.columns.insert(chance.randrange(len(export.columns) + 1), made)
    return export.mutant("kolom-sendiri", asks(export, made) if own else reads(export))


@damage
def titles_above(export: Answers, chance: random.Random) -> Mutant:
    """Titles and blank lines above the questions."""
    wide = len(export.columns)
    facts = (["REKAP JAWABAN"], ["Kepada Yth."], ["Diunduh 12 Juni 2026", "oleh operator"], [""], ["Program", "Guru Penggerak"])
    export.above = [[*fact, *[""] * wide][:wide] for fact in chance.sample(facts, chance.randint(1, 4))]
    export.is_book = chance.random() < 0.5
    if export.is_book and chance.random() < 0.5 and wide > 1:
        export.merged = [f"A1:{column(wide - 1)}1"]
        export.above[0] = [export.above[0][0], *[""] * (wide - 1)]
    return export.mutant("judul-di-bawah", reads(export))


@damage
def blank_rows(export: Answers, chance: random.Random) -> Mutant:
    """Blank rows, and rows without an answer, between the rows and below: none of them a document."""
    wide = len(export.columns)
    for _ in range(chance.randint(1, 4)):
        mark = chance.choice(("", "", " ", "-", "n/a"))
        export.rows.insert(chance.randrange(len(export.rows) + 1), Row(raw=[mark] * wide))
    export.is_book = chance.random() < 0.4
    return export.mutant("baris-kosong", reads(export))


@damage
def heading_again(export: Answers, chance: random.Random) -> Mutant:
    """The questions once more where somebody joined two exports: no document, and said."""
    made = Row(raw=[at.title for at in export.columns])
    export.rows.insert(chance.randint(1, len(export.rows)), made)
    return export.mutant("judul-berulang", reads(export, codes=("baris-judul",)))


@damage
def ragged(export: Answers, chance: random.Random) -> Mutant | None:
    """Rows shorter than the questions, and longer ones: what stands beyond them is told."""
    row = chance.choice(export.rows)
    texts = [row.texts.get(at, "") for at in export.columns]
    while texts and not texts[-1]:
        texts.pop()
    if chance.random() < 0.5:
        kept, row.raw = row.values, texts
        row.values = kept
        return export.mutant("baris-pendek", reads(export))
    row.raw = [*[row.texts.get(at, "") for at in export.columns], "", "di luar"]
    number = export.line(row)
    expected = reads(export)

    def check(seen: Seen) -> str:
        fault = expected(seen)
        said = any("di luar" in str(one.get("message")) or f"baris {number}" in str(one.get("where")) for one in seen.findings)
        return fault if fault else "" if said or seen.exit_code == 4 else "diam: sel di luar tidak disebut"

    return export.mutant("baris-panjang", either(unread, check))


@damage
def rows_moved(export: Answers, chance: random.Random) -> Mutant | None:
    """Rows sorted, deleted or doubled."""
    way = chance.choice(("urut", "hapus", "ganda"))
    if way == "ganda":
        row = chance.choice(export.rows)
        export.rows.append(Row(row.texts, row.values))
    elif len(export.rows) < 2:
        return None
    elif way == "hapus":
        del export.rows[chance.randrange(len(export.rows))]
    else:
        chance.shuffle(export.rows)
    return export.mutant(f"baris-{way}", reads(export))


@damage
def row_hidden(export: Answers, chance: random.Random) -> Mutant:
    """A row hidden: read, and said."""
    export.is_book = True
    row = chance.choice(export.rows)
    row.is_hidden = True
    return export.mutant("baris-tersembunyi", reads(export, codes=("baris-tersembunyi",)))


@damage
def merged(export: Answers, chance: random.Random) -> Mutant | None:
    """Answers merged from left to right: only the first is there, and that is told."""
    found = pick(export, chance)
    if found is None:
        return None
    export.is_book = True
    row, at = found
    place, line = export.columns.index(at), export.line(row)
    if place + 1 >= len(export.columns):
        return None
    following = export.columns[place + 1]
    row.texts[following], row.values[following] = "", {}
    export.merged = [f"{column(place)}{line}:{column(place + 1)}{line}"]
    return export.mutant("gabung", reads(export, codes=("sel-gabung",)))


@damage
def file_damaged(export: Answers, chance: random.Random) -> Mutant:
    """A file cut within quotes, with null letters, of another encoding than it says, of another kind than its name: refused."""
    way = chance.choice(("petik", "nol", "campur", "buku-sebagai-csv", "csv-sebagai-buku", "kosong", "judul-saja", "terpotong"))
    data = export.bytes()
    if way == "petik":
        data += b'"jawaban yang tidak ditutup, a, b\r\n1,2\r\n'
        return export.mutant("berkas-petik", _no_more(export), data=data)
    if way == "nol":
        return export.mutant("berkas-nol", either(unread, _told_or_refused, reads(export)), data=data.replace(b",", b"\0,", 1))
    if way == "campur":
        return export.mutant("berkas-campur", either(unread, _told_or_refused), data=data.rstrip() + "\r\nRené".encode("cp1252") + b"\r\n")
    if way == "terpotong":
        export.is_book = True
        book = export.bytes()
        return export.mutant("berkas-terpotong", unread, data=book[: chance.randrange(len(book))])
    if way == "csv-sebagai-buku":
        export.is_book = True
        return export.mutant("berkas-csv-sebagai-buku", unread, data=data)
    if way == "buku-sebagai-csv":
        export.is_book = True
        book = export.bytes()
        export.is_book = False
        return export.mutant("berkas-buku-sebagai-csv", either(unread, reads(export)), data=book)
    if way == "judul-saja":
        export.rows = []
    return export.mutant(f"berkas-{way}", _told_or_refused, data=b"" if way == "kosong" else export.bytes())


def _told_or_refused(seen: Seen) -> str:
    return "" if seen.exit_code != 0 else "diterima"


def _no_more(export: Answers) -> Callable[[Seen], str]:
    """Return the expectation of one broken row more: refused, or the others are read and that one is told."""
    wanted = export.values()

    def check(seen: Seen) -> str:
        if seen.exit_code == 4:
            return ""
        lost = [path for path, value in wanted.items() if seen.values.get(path) != value]
        return f"salah diam-diam: {lost[0]}" if lost else "" if seen.exit_code else "diterima"

    return check


# Mappings


def _mapping(export: Answers, lines: dict[str, str], *more: str) -> str:
    told = "".join(
        f"  {json.dumps(title, ensure_ascii=False)}: {json.dumps(target, ensure_ascii=False)}\n" for title, target in lines.items()
    )
    return f"jenis: {export.type}\npertanyaan:\n{told}" + "".join(f"{one}\n" for one in more)


@damage
def mapped(export: Answers, chance: random.Random) -> Mutant:
    """All questions in words of the office's own, and a mapping that says what each is: read; what it passes over is not."""
    lines: dict[str, str] = {}
    for number, at in enumerate(export.questions(), start=1):
        assert at.question is not None
        at.title = f"P{number}: {chance.choice(('Isi', 'Jawab', 'Tulis'))} {number}"
        lines[at.title] = at.question.address
    export.is_book = chance.random() < 0.3
    if chance.random() < 0.4:
        at = chance.choice([one for one in export.questions() if one.question and one.question.kind != "row"])
        lines[at.title] = "-"
        at.question = None
        for row in export.rows:
            row.values.pop(at, None)
    export.mapping = _mapping(export, lines)
    return export.mutant("pemetaan", reads(export))


@damage
def mapping_wrong(export: Answers, chance: random.Random) -> Mutant | None:
    """A mapping that names no place, one place twice, a question that is not asked, or leaves one open: refused, with its line."""
    way = chance.choice(("tempat", "ganda", "pertanyaan", "tanya", "jenis", "kunci"))
    first, *others = [at for at in export.questions() if at.question]
    assert first.question is not None
    if not others or others[0].question is None:
        return None
    lines = {first.title: first.question.address}
    if way == "tempat":
        lines[first.title] = chance.choice(("tidak.ada", "guru..nama", "[", "", "1", first.question.address + ".x"))
    elif way == "ganda":
        lines[others[0].title] = first.question.address
    elif way == "pertanyaan":
        lines["Pertanyaan yang tidak ada"] = first.question.address
        del lines[first.title]
    elif way == "tanya":
        lines[first.title] = "?"
    export.mapping = _mapping(export, lines, *(["tambahan: 1"] if way == "kunci" else []))
    if way == "jenis":
        export.mapping = export.mapping.replace(f"jenis: {export.type}", "jenis: tidak-ada")
    return export.mutant(f"pemetaan-{way}", _refused_without_values)


def _refused_without_values(seen: Seen) -> str:
    return "" if seen.exit_code in (1, 4) and not seen.values else f"diterima ({seen.exit_code}, {len(seen.values)} nilai)"


# Rows of a table, asked for in other ways


@damage
def rows_asked_otherwise(export: Answers, chance: random.Random) -> Mutant | None:
    """The columns of a table asked for as people number them: read as they are, or asked about; never another row's."""
    tables = {
        at.question.steps[:-2]
        for at in export.questions()
        if at.question and len(at.question.steps) > 2 and isinstance(at.question.steps[-2], int)
    }
    tables = {above for above in tables if not any(isinstance(step, int) for step in above)}
    if not tables:
        return None
    above = chance.choice(sorted(tables, key=str))
    name = chance.choice(
        sorted({str(at.question.steps[-1]) for at in export.questions() if at.question and at.question.steps[:-2] == above})
    )
    way = chance.choice(("kurung", "titik-dua", "belakang", "ulang", "ulang-titik", "ulang-angka", "alamat"))
    matches = {
        at: re.fullmatch(r"(.*) (\d+) – (.*)", at.title) for at in export.questions() if at.question and at.question.steps[:-2] == above
    }
    rows = {at: match.groups() for at, match in matches.items() if match and at.question and at.question.steps[-1] == name}
    if way.startswith("ulang") and [int(row) for _, row, _ in rows.values()] != list(range(1, len(rows) + 1)):
        return None  # what is repeated begins with the first row
    for at, (table, row, label) in rows.items():
        assert at.question is not None
        number = int(row)
        at.title = {
            "kurung": f"{label} ({table} {row})", "titik-dua": f"{table} {row}: {label}", "belakang": f"{label} {row}", "ulang": label,
            "ulang-titik": label if number == 1 else f"{label}.{number - 1}", "ulang-angka": label if number == 1 else f"{label}{number}",
            "alamat": at.question.address.replace(".", "/"),
        }[way]  # fmt: skip
    export.is_book = chance.random() < 0.3
    return export.mutant(f"baris-tabel-{way}", either(reads(export), _asked_somewhere))


def _asked_somewhere(seen: Seen) -> str:
    codes = {str(one.get("code")) for one in seen.findings if one.get("severity") == "error"}
    return (
        ""
        if seen.exit_code == 1 and not seen.values and codes and all(code.startswith("pertanyaan") for code in codes)
        else "bukan pertanyaan"
    )
