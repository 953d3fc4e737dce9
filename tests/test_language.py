"""What the spec language can say, item by item, each with an example that is run. FRM-07, TPL-05.

Most examples are a type of a few lines with its data (`EXAMPLES`); what needs more than one file or command has a test elsewhere,
and `ELSEWHERE` says which, so that no item is without one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.homes import told
from tests.language import Example, at, examined_all, faults_of, page_words, stands_in

ASAL = """
fields:
  - {name: judul, type: text}
  - {name: mulai, type: date, optional: true}
  - {name: uraian, type: paragraph, optional: true}
  - {name: langkah, type: list, of: {type: text}, optional: true}
  - name: wilayah
    type: table
    key: nama
    optional: true
    fields: [{name: nama, type: text}, {name: guru, type: integer, optional: true}]
  - name: bebas
    type: table
    optional: true
    fields: [{name: a, type: text}, {name: b, type: integer, optional: true}]
  - {name: alat, type: table, rows: moda, optional: true, fields: [{name: ada, type: boolean, optional: true}, {name: ket, type: text, optional: true}]}
  - {name: nilai, type: matrix, rows: wilayah, columns: langkah, of: {type: integer}, optional: true}
"""
INDUK = """jenis: asal
judul: Pelatihan
mulai: 6 Juli 2026
uraian: Panjang.
langkah: [satu, dua]
wilayah:
  - {nama: Melati, guru: 20}
  - {nama: Anggrek, guru: 10}
bebas:
  - {a: x, b: 1}
  - {a: y}
alat: {daring: {ada: ya}, luring: {ada: tidak, ket: lama}}
nilai: {Melati: {satu: 1}}
"""
FED = {"specs": {"asal": ASAL}, "files": {"asal.yaml": INDUK}}
TAKES = """
fields:
  - {name: judul, type: text, from: asal.judul}
  - {name: mulai, type: date, from: asal.mulai, optional: true}
  - {name: uraian, type: paragraph, from: asal.uraian, optional: true}
  - {name: langkah, type: list, of: {type: text}, from: asal.langkah, optional: true}
  - name: wilayah
    type: table
    key: nama
    from: asal.wilayah
    optional: true
    fields: [{name: nama, type: text}, {name: guru, type: integer, optional: true}, {name: dilatih, type: integer, optional: true}]
  - name: bebas
    type: table
    from: asal.bebas
    optional: true
    fields: [{name: a, type: text}, {name: b, type: integer, optional: true}]
  - {name: alat, type: table, rows: moda, from: asal.alat, optional: true, fields: [{name: ada, type: boolean, optional: true}, {name: ket, type: text, optional: true}]}
  - {name: nilai, type: matrix, rows: wilayah, columns: langkah, from: asal.nilai, of: {type: integer}, optional: true}
"""
PIECE = {
    "specs/_pieces/orang.yaml": "spec: 2\nfields: [{name: nama, label: Nama, type: text}, {name: nip, label: NIP, type: text, optional: true}]\n"
}


EXAMPLES = [
    # Sharing: pieces
    Example(
        "a piece stands where it is used, more added, some left out",
        "fields: [{use: orang, without: [nip]}, {use: pejabat, name: kepala, plus: [{name: paraf, type: text}]}]",
        "nama: A\nkepala: {jabatan: K, nama: B, paraf: p}\n",
        files=PIECE,
        values={"nama": "A", "kepala.paraf": "p"},
    ),
    Example(
        "a piece left out is not there",
        "fields: [{use: orang, without: [nip]}]",
        "nama: A\nnip: '1'\n",
        files=PIECE,
        told=("kunci-tidak-dikenal@nip",),
    ),
    Example(
        "a field that has another name or another group still reads under the old one",
        "fields: [{name: judul, type: text, formerly: [nama, program.nama]}]",
        "program: {nama: A}\n",
        values={"judul": "A"},
    ),
    # Sharing: what is taken
    Example(
        "what is not written is taken whole, of every shape",
        TAKES,
        "asal: asal.yaml\n",
        **FED,
        values={
            "judul": "Pelatihan",
            "mulai": "2026-07-06",
            "uraian": "Panjang.",
            "langkah": ["satu", "dua"],
            "wilayah.0.guru": 20,
            "bebas.1.a": "y",
            "alat.0.kode": "luring",
            "nilai.Melati.satu": 1,
        },
    ),
    Example("without the file that feeds it a type stands alone", TAKES, "judul: A\n", specs={"asal": ASAL}, values={"judul": "A"}),
    Example(
        "a value that is written and differs is told, and used",
        TAKES,
        "asal: asal.yaml\njudul: Lain\nmulai: 7 Juli 2026\n",
        **FED,
        told=("beda-dari-program@judul", "beda-dari-program@mulai"),
        values={"judul": "Lain", "mulai": "2026-07-07"},
    ),
    Example("a value that is written and is the same is not told", TAKES, "asal: asal.yaml\njudul: Pelatihan\nmulai: 06/07/2026\n", **FED),
    Example(
        "a table with a key is joined: rows and order from there, a written row adds its columns",
        TAKES,
        "asal: asal.yaml\nwilayah:\n  - {nama: Anggrek, dilatih: 9}\n",
        **FED,
        values={"wilayah.0.nama": "Melati", "wilayah.0.dilatih": None, "wilayah.1.guru": 10, "wilayah.1.dilatih": 9},
    ),
    Example(
        "a written row that differs is told and used",
        TAKES,
        "asal: asal.yaml\nwilayah:\n  - {nama: Anggrek, guru: 11}\n",
        **FED,
        told=("beda-dari-program@wilayah.1.guru",),
        values={"wilayah.1.guru": 11},
    ),
    Example(
        "a written row that is not there is an error",
        TAKES,
        "asal: asal.yaml\nwilayah:\n  - {nama: Mawar}\n",
        **FED,
        told=("baris-di-luar-asal@wilayah.2.nama",),
    ),
    Example(
        "unless the table allows rows of its own",
        TAKES.replace("from: asal.wilayah", "from: asal.wilayah\n    plus_rows: true"),
        "asal: asal.yaml\nwilayah:\n  - {nama: Mawar}\n",
        **FED,
        values={"wilayah.2.nama": "Mawar"},
    ),
    Example(
        "a table without a key, a list, a long text and a matrix that are written stand alone, whole",
        TAKES,
        "asal: asal.yaml\nbebas:\n  - {a: z}\nlangkah: [tiga, satu]\nuraian: Pendek.\nnilai: {Anggrek: {satu: 5}}\n",
        **FED,
        values={
            "bebas": [{"a": "z", "b": None}],
            "langkah": ["tiga", "satu"],
            "uraian": "Pendek.",
            "nilai.Anggrek.satu": 5,
            "nilai.Melati.satu": None,
        },
    ),
    Example(
        "of a table with fixed rows each cell is taken or differs for itself",
        TAKES,
        "asal: asal.yaml\nalat: {luring: {ada: ya}}\n",
        **FED,
        told=("beda-dari-program@alat.luring.ada",),
        values={"alat.0.ada": True, "alat.0.ket": "lama"},
    ),
    Example(
        "old names are put right in both files before they are compared",
        TAKES.replace("from: asal.judul", "from: asal.judul, formerly: [nama_lama]"),
        "asal: asal.yaml\nnama_lama: Lain\n",
        specs={"asal": ASAL.replace("{name: judul,", "{name: judul, formerly: [nama_program],")},
        files={"asal.yaml": INDUK.replace("judul:", "nama_program:")},
        told=("beda-dari-program@judul",),
        values={"judul": "Lain"},
    ),
    Example(
        "a path that leads nowhere is a fault of the type", TAKES.replace("asal.mulai", "asal.mulay"), specs={"asal": ASAL}, fault="mulay"
    ),
    Example(
        "the name of what feeds it is no field of the type", TAKES + "  - {name: asal, type: text}\n", specs={"asal": ASAL}, fault="asal"
    ),
    Example(
        "nor a name in its expressions", TAKES + "computed: [{name: x, label: X, expr: asal.judul}]\n", specs={"asal": ASAL}, fault="asal"
    ),
    # Sharing: one document a row
    Example(
        "one document a row, which the type's expressions name; what belongs to one row stands under its key",
        "each: {of: asal.wilayah, as: daerah}\nfields:\n  - {name: judul, type: text, from: asal.judul}\n  - {name: nama, type: text, from: daerah.nama}\n"
        "  - {name: nomor, type: text, optional: true}\ncomputed: [{name: dua, label: D, expr: daerah.guru * 2}]\nfilename: 'x-{{ daerah.nama }}'\n",
        'asal: asal.yaml\ntiap:\n  Anggrek: {nomor: "7"}\n',
        **FED,
        values={"nama": "Anggrek", "nomor": "7", "judul": "Pelatihan", "dua": 20},
    ),
    Example(
        "the file's name must say something of the row",
        "each: {of: asal.wilayah, as: daerah}\nfields: [{name: judul, type: text, from: asal.judul}]\nfilename: 'x-{{ judul }}'\n",
        specs={"asal": ASAL},
        fault="filename",
    ),
    # Fields
    Example(
        "a field is required unless it says that it is optional",
        "fields: [{name: a, type: text}, {name: b, type: text, optional: true}]",
        "b: x\n",
        told=("wajib-diisi@a",),
    ),
    Example(
        "a matrix stands in a group; its sides are found beside it first",
        "fields:\n  - name: hasil\n    type: group\n    fields:\n      - {name: butir, type: list, of: {type: text}}\n"
        "      - {name: nilai, type: matrix, rows: butir, columns: moda, of: {type: integer}, optional: true}\n",
        "hasil:\n  butir: [B1]\n  nilai: {B1: {daring: 3}}\n",
        values={"hasil.nilai.B1.daring": 3},
    ),
    Example(
        "a default is an expression over the other fields and the office",
        "fields:\n  - {name: rhk, type: reference, table: rhk}\n  - {name: poin, type: number, default: \"lookup('rhk', rhk).poin\"}\n"
        "  - {name: tempat, type: text, default: institusi.tempat}\n",
        "rhk: pelatihan-mandiri-peserta\n",
        files={"institusi.yaml": "nama: Balai\ntempat: Kota Contoh\n"},
        values={"poin": 8, "tempat": "Kota Contoh"},
    ),
    Example(
        "a date may not be before another",
        "fields: [{name: mulai, type: date}, {name: selesai, type: date, not_before: mulai}]",
        "mulai: 2 Juli 2026\nselesai: 1 Juli 2026\n",
        told=("mendahului@selesai",),
    ),
    Example(
        "decimals say how many print, plain prints a year without points",
        "fields: [{name: a, label: A, type: number, decimals: 2}, {name: t, label: T, type: integer, plain: true}]\n"
        "computed: [{name: u, label: U, plain: true, expr: t + 1}]\n",
        "a: 2\nt: 2026\n",
        page=("A 2,00", "T 2026", "U 2027"),
    ),
    Example(
        "what a computed value of a score shows, in which order and under which words",
        "fields:\n  - {name: p, label: P, type: table, key: nama, fields: [{name: nama, label: N, type: text}, {name: k, label: K, type: text}]}\n"
        "computed:\n  - {name: r, label: Ringkas, score: ringkas, with: {dari: p, menurut: \"['k']\"}, show: [{table: baris, columns: [kelompok, banyak]}],\n"
        "     labels: {baris.kelompok: Kelas, baris.banyak: Orang}}\n",
        "p:\n  - {nama: a, k: X}\n  - {nama: b, k: X}\n  - {nama: c, k: Y}\n",
        page=("Kelas Orang X 2 Y 1",),
    ),
]


@pytest.mark.parametrize("example", [one for one in EXAMPLES if not one.fault], ids=lambda example: example.item)
def test_language__example_gives_what_it_says(example: Example, tmp_path: Path) -> None:
    *_, last = examined_all(example, tmp_path)
    assert told(last.findings) == sorted(example.told)
    assert {path: at(last.scope, path) for path in example.values} == example.values
    if example.page:
        shown = page_words(last)
        assert [words for words in example.page if not stands_in(shown, words)] == [], " ".join(shown)


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.fault], ids=lambda example: example.item)
def test_language__what_cannot_be_is_refused(example: Example, tmp_path: Path) -> None:
    told_faults = faults_of(example, tmp_path)
    assert any(example.fault in message for message in told_faults), told_faults
