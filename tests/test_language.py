"""What the spec language can say, item by item, each with an example that is run. FRM-07, TPL-05.

Most examples are a type of a few lines with its data (`EXAMPLES`); what needs more than one file or command has a test elsewhere,
and `ELSEWHERE` says which, so that no item is without one. What comes with `analisis_butir` and with templates by example is not
there yet, and has none.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.cases import SPECS
from tests.homes import told
from tests.language import Example, at, examined_all, faults_of, page_words, stands_in

ROOT = SPECS.parent
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
SPEC = {"asal": ASAL}
FILE = {"asal.yaml": INDUK}
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
        specs=SPEC,
        files=FILE,
        values={
            "judul": "Pelatihan",
            "mulai": "2026-07-06",
            "uraian": "Panjang.",
            "langkah": ["satu", "dua"],
            "wilayah.0.guru": 20,
            "bebas.1.a": "y",
            "alat.0.nama": "luring",
            "nilai.Melati.satu": 1,
        },
    ),
    Example("without the file that feeds it a type stands alone", TAKES, "judul: A\n", specs={"asal": ASAL}, values={"judul": "A"}),
    Example(
        "a value that is written and differs is told, and used",
        TAKES,
        "asal: asal.yaml\njudul: Lain\nmulai: 7 Juli 2026\n",
        specs=SPEC,
        files=FILE,
        told=("beda-dari-program@judul", "beda-dari-program@mulai"),
        values={"judul": "Lain", "mulai": "2026-07-07"},
    ),
    Example(
        "a value that is written and is the same is not told",
        TAKES,
        "asal: asal.yaml\njudul: Pelatihan\nmulai: 06/07/2026\n",
        specs=SPEC,
        files=FILE,
    ),
    Example(
        "a table with a key is joined: rows and order from there, a written row adds its columns",
        TAKES,
        "asal: asal.yaml\nwilayah:\n  - {nama: Anggrek, dilatih: 9}\n",
        specs=SPEC,
        files=FILE,
        values={"wilayah.0.nama": "Melati", "wilayah.0.dilatih": None, "wilayah.1.guru": 10, "wilayah.1.dilatih": 9},
    ),
    Example(
        "a written row that differs is told and used",
        TAKES,
        "asal: asal.yaml\nwilayah:\n  - {nama: Anggrek, guru: 11}\n",
        specs=SPEC,
        files=FILE,
        told=("beda-dari-program@wilayah.1.guru",),
        values={"wilayah.1.guru": 11},
    ),
    Example(
        "a written row that is not there is an error",
        TAKES,
        "asal: asal.yaml\nwilayah:\n  - {nama: Mawar}\n",
        specs=SPEC,
        files=FILE,
        told=("baris-di-luar-asal@wilayah.2.nama",),
    ),
    Example(
        "unless the table allows rows of its own",
        TAKES.replace("from: asal.wilayah", "from: asal.wilayah\n    plus_rows: true"),
        "asal: asal.yaml\nwilayah:\n  - {nama: Mawar}\n",
        specs=SPEC,
        files=FILE,
        values={"wilayah.2.nama": "Mawar"},
    ),
    Example(
        "a table without a key, a list, a long text and a matrix that are written stand alone, whole",
        TAKES,
        "asal: asal.yaml\nbebas:\n  - {a: z}\nlangkah: [tiga, satu]\nuraian: Pendek.\nnilai: {Anggrek: {satu: 5}}\n",
        specs=SPEC,
        files=FILE,
        told=("tabel-beda-dari-program@bebas",),
        values={
            "bebas": [{"a": "z", "b": None}],
            "langkah": ["tiga", "satu"],
            "uraian": "Pendek.",
            "nilai.Anggrek.satu": 5,
            "nilai.Melati.satu": None,
        },
    ),
    Example(
        "a matrix differs cell by cell, a list of dates as a whole, in whatever order",
        "fields:\n"
        "  - {name: wilayah, type: table, key: nama, from: asal.wilayah, fields: [{name: nama, type: text}]}\n"
        "  - {name: langkah, type: list, of: {type: text}, from: asal.langkah}\n"
        "  - {name: nilai, type: matrix, rows: wilayah, columns: langkah, from: asal.nilai, of: {type: integer}, optional: true}\n"
        "  - {name: hari, type: list, of: {type: date}, from: asal.hari}\n"
        "  - {name: lain, type: list, of: {type: date}, from: asal.hari}\n",
        "asal: asal.yaml\nnilai: {Melati: {satu: 2, dua: 3}, Anggrek: {satu: 1}}\nhari: [7 Juli 2026, 6 Juli 2026]\nlain: [6 Juli 2026]\n",
        specs={"asal": ASAL + "  - {name: hari, type: list, of: {type: date}, optional: true}\n"},
        files={"asal.yaml": INDUK + "hari: [6 Juli 2026, 7 Juli 2026]\n"},
        told=("beda-dari-program@nilai.Melati.satu", "beda-dari-program@lain"),
        values={"nilai.Melati.satu": 2},
    ),
    Example(
        "of a table with fixed rows each cell is taken or differs for itself",
        TAKES,
        "asal: asal.yaml\nalat: {luring: {ada: ya}}\n",
        specs=SPEC,
        files=FILE,
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
        "what the feeding file leaves to its default is taken too",
        TAKES,
        "asal: asal.yaml\n",
        specs={
            "asal": ASAL.replace(
                "{name: mulai, type: date, optional: true}", "{name: awal, type: date}\n  - {name: mulai, type: date, default: awal}"
            )
        },
        files={"asal.yaml": INDUK.replace("mulai: 6 Juli 2026", "awal: 7 Juli 2026")},
        values={"mulai": "2026-07-07"},
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
        specs=SPEC,
        files=FILE,
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
        "in the first language a field is required only where it says so",
        "fields: [{name: a, type: text}, {name: b, type: text, required: true}]",
        "a: x\n",
        language=1,
        told=("wajib-diisi@b",),
    ),
    Example(
        "a side of a matrix holds no twins",
        "fields:\n  - {name: butir, type: list, of: {type: text}}\n  - {name: nilai, type: matrix, rows: butir, columns: moda, of: {type: integer}, optional: true}\n",
        "butir: [B1, b1]\nnilai: {B1: {daring: 3}}\n",
        told=("butir-kembar@butir.1",),
    ),
    Example(
        "a matrix is computed cell by cell, with the sums of its rows and columns",
        "fields:\n  - {name: butir, type: table, key: kode, fields: [{name: kode, type: text}, {name: kunci, type: text}]}\n"
        "  - {name: orang, type: list, of: {type: text}}\n"
        "  - {name: jawab, type: matrix, rows: orang, columns: butir, of: {type: text}, optional: true}\n"
        "  - {name: benar, label: Benar, type: matrix, rows: orang, columns: butir, sums: [rows, columns],\n"
        '     of: {type: integer, expr: "1 if jawab[row][column] == butir[column].kunci else 0"}}\n'
        "computed: [{name: ani, label: A, expr: \"benar['Ani'] | sum\"}]\n",
        "butir: [{kode: B1, kunci: A}, {kode: B2, kunci: C}]\norang: [Ani, Budi]\njawab: {Ani: {B1: A, B2: C}, Budi: {B1: B, B2: C}}\n",
        values={"benar.Ani.B1": 1, "benar.Budi.B1": 0, "benar.Budi.B2": 1, "ani": 2},
        page=("Ani 1 1 2", "Budi 0 1 1"),
    ),
    Example(
        "a value names a row of another table, and reads on in it",
        "fields:\n  - {name: kisi, type: table, key: kode, fields: [{name: kode, type: text}, {name: indikator, type: text}]}\n"
        "  - {name: soal, type: table, fields: [{name: kisi, type: row, of: kisi}, {name: tentang, type: text, expr: row.kisi.indikator}]}\n",
        "kisi: [{kode: K1, indikator: Asesmen}]\nsoal: [{kisi: K1}]\n",
        values={"soal.0.tentang": "Asesmen"},
    ),
    Example(
        "a table describes each row of another once",
        "fields:\n  - {name: mata, type: list, of: {type: text}}\n"
        "  - {name: uraian, type: table, key: nama, each_once: mata, fields: [{name: nama, type: text}]}\n",
        "mata: [satu, dua]\nuraian: [{nama: satu}]\n",
        told=("baris-belum-ada@uraian",),
    ),
    Example(
        "a picture is a file beside the data file, never one outside its folder",
        "fields: [{name: foto, type: image, caption: nama}, {name: nama, type: text}]",
        "foto: ../x.png\nnama: Ani\n",
        told=("gambar-di-luar-folder@foto",),
    ),
    Example(
        "a computed picture: a QR code of a text",
        "fields: [{name: nomor, type: text}]\ncomputed: [{name: kode, label: Kode, qr: \"'https://contoh.go.id/' ~ nomor\"}]\n",
        "nomor: '7'\n",
    ),
    Example(
        "days lie between dates",
        "fields: [{name: mulai, type: date}, {name: selesai, type: date}]\ncomputed: [{name: lama, label: Lama, expr: selesai - mulai}]\n",
        "mulai: 28 Februari 2024\nselesai: 2 Maret 2024\n",
        values={"lama": 3},
    ),
    Example(
        "a computed value stands inside a group, at its level",
        "fields:\n  - {name: hasil, label: Hasil, type: group, fields: [{name: a, label: A, type: integer}]}\n  - {name: akhir, label: Akhir, type: group, fields: [{name: b, label: B, type: integer}]}\n"
        "computed: [{name: dua, label: Dua, expr: hasil.a * 2, in: hasil}]\n",
        "hasil: {a: 3}\nakhir: {b: 4}\n",
        page=("Hasil A 3 Dua 6 Akhir B 4",),
    ),
    Example(
        "a computed table prints with the columns of its source",
        "fields: [{name: p, label: P, type: table, print: hidden, fields: [{name: n, label: Nama, type: text}, {name: k, label: Nilai, type: integer}]}]\n"
        "computed: [{name: atas, label: Teratas, type: table, expr: \"p | sort(attribute='k', reverse=true)\"}]\n",
        "p: [{n: x, k: 1}, {n: y, k: 2}]\n",
        page=("Teratas No Nama Nilai 1 y 2 2 x 1",),
    ),
    Example(
        "ringkas takes rows together by a column, with one column a value",
        "fields: [{name: guru, type: table, fields: [{name: mapel, type: text}, {name: level, type: text}, {name: jumlah, type: integer}]}]\n"
        "computed: [{name: r, label: R, score: ringkas, with: {dari: guru, menurut: \"['mapel']\", lajur: \"'level'\", nilai: \"'jumlah'\"}}]\n",
        "guru: [{mapel: IPA, level: L1, jumlah: 2}, {mapel: IPA, level: L2, jumlah: 3}, {mapel: IPS, level: L1, jumlah: 4}]\n",
        values={"r.baris.0.jumlah": "5", "r.baris.1.jumlah": "4", "r.tabel.IPA.L1": "2", "r.tabel.IPA.L2": "3"},
    ),
    Example(
        "keys of references print by their names",
        "fields: [{name: m, label: Moda, type: choice, choices: moda}, {name: r, label: RHK, type: reference, table: jenjang-jabatan}]",
        "m: blended\nr: Ahli Muda\n",
        page=("Moda Kombinasi (blended)",),
    ),
    Example(
        "texts are joined and cut, also a list of long texts, and row reads on in fixed rows",
        "fields:\n  - {name: a, type: text}\n  - {name: uraian, type: list, of: {type: paragraph}, optional: true}\n"
        "  - {name: t, type: table, rows: moda, optional: true, fields: [{name: n, type: integer, optional: true}, {name: x, type: text, expr: \"row.cetak ~ ' ' ~ row.n\"}]}\n"
        "computed: [{name: ujung, label: U, expr: \"a[-2:] ~ '!'\"}]\n",
        "a: abcd\nuraian: ['**satu**', dua]\nt: {daring: {n: 3}}\n",
        values={"ujung": "cd!", "t.1.x": "Daring 3", "uraian": ["**satu**", "dua"]},
    ),
    Example(
        "what a computed value of a score shows, in which order and under which words",
        "fields:\n  - {name: p, label: P, type: table, key: nama, fields: [{name: nama, label: N, type: text}, {name: k, label: K, type: text}]}\n"
        "computed:\n  - {name: r, label: Ringkas, score: ringkas, with: {dari: p, menurut: \"['k']\"}, show: [{table: baris, columns: [kelompok, n]}],\n"
        "     labels: {baris.kelompok: Kelas, baris.n: Orang}}\n",
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


PIECES = [
    "identitas-program",
    "waktu-tempat",
    "sasaran-wilayah",
    "mata-ajar",
    "peserta",
    "narasumber",
    "pelaksana",
    "luaran-aktivitas",
    "anggaran",
    "nilai",
    "pengesahan",
    "identitas-guru",
    "identitas-sekolah",
    "rencana-aksi",
    "lampiran-format-4",
]


@pytest.mark.parametrize("piece", sorted(file.stem for file in (SPECS / "_pieces").glob("*.yaml")))
def test_pieces__each_is_used_by_a_shipped_type(piece: str) -> None:
    files = [*SPECS.glob("[a-z]*.yaml"), *(SPECS / "_pieces").glob("*.yaml")]
    assert any(re.search(rf"use: {piece}[,}}\s]", file.read_text(encoding="utf-8")) for file in files)


def test_pieces__what_types_share_is_there() -> None:
    assert [name for name in PIECES if not (SPECS / "_pieces" / f"{name}.yaml").is_file()] == []


@pytest.mark.parametrize("name", sorted(file.stem for file in SPECS.glob("[a-z]*.yaml")))
def test_shipped__every_type_is_written_in_the_second_language(name: str) -> None:
    """One mark for the fewer (`optional`), the file's name once, outputs by kind."""
    text = (SPECS / f"{name}.yaml").read_text(encoding="utf-8")
    assert "spec: 2\n" in text
    assert "required:" not in text
    assert len(re.findall(r"(?m)^filename:", text)) == 1
    assert re.search(r"(?m)^outputs: \[[a-z, ]+(\{(kind: pdf, engine: typst|name: [a-z]+, kind: xlsx)\})?[a-z, ]*\]$", text)


@pytest.mark.parametrize("name", ["kurikulum", "laporan-evaluasi", "panduan-teknis", "peta-kebutuhan-belajar", "rekap-nilai", "sertifikat"])
def test_shipped__the_newest_are_short(name: str) -> None:
    lines = (SPECS / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 110
    assert max(map(len, lines)) <= 140


ELSEWHERE = {
    # Fields and computed values
    "a matrix in a group, its sides beside it or by path": "tests/generator/spec/test_matrices.py::test_matrix__in_a_group_finds_its_sides_beside_it_and_by_path",
    "a matrix computed cell by cell, its sums and means": "tests/generator/spec/test_matrices.py::test_matrix__computed_prints_with_its_margins",
    "a matrix with columns of its rows beside it": "tests/generator/spec/test_matrices.py::test_matrix__prints_columns_of_its_rows_behind_its_sums",
    "a side of a matrix holds no twins": "tests/generator/spec/test_matrices.py::test_matrix__a_side_holds_no_twins",
    "each_once: missing and doubled rows": "tests/generator/test_links.py::test_each_once__missing_and_doubled_rows",
    "days between dates": "tests/validators/test_days.py::test_days__between_dates_and_from_them",
    "decimals of single parts of a result": "tests/generator/outline/test_decimals.py::test_decimals__of_columns_cells_and_parts_of_results",
    "sort: the order of a table in print": "tests/generator/outline/test_computed.py::test_table__prints_in_the_order_of_its_key_and_what_is_empty_last",
    "a computed table in groups, with a title": "tests/generator/outline/test_computed.py::test_computed_table__stands_in_groups_under_a_title_as_its_spec_says",
    "cgi in several cuts, named in the call": "tests/generator/scoring/gap/test_cuts.py::test_gap_index__by_several_columns_that_the_call_names",
    "items of a list are laid out": "tests/generator/test_list_items.py::test_list__prints_its_marks_in_word",
    "optional and required mean one thing": "tests/generator/spec/test_shorthand.py::test_required__the_first_language_reads_optional_too_and_both_together_are_a_fault",
    "every filter, test and operator knows absence": "tests/validators/test_language_lists.py::test_every_filter__gives_back_what_is_absent_whatever_its_arguments",
    "lint names each slip of an author": "tests/generator/test_planted_slips.py::test_lint__names_a_planted_slip_with_its_line_and_the_nearest_name",
    # Pages
    "caption: a table's title is numbered and listed": "tests/generator/starter/test_layouts.py::test_report__titles_are_numbered_and_listed_with_their_pages",
    "orientation, widths: a table lies as the spec says": "tests/generator/starter/test_layouts.py::test_table__lies_as_its_spec_says_or_as_its_columns_need",
    "widths: what is said is kept": "tests/generator/starter/test_layouts.py::test_widths__said_ones_are_kept_and_the_others_share_the_rest",
    "print: signature, of any group with a name": "tests/generator/starter/test_layouts.py::test_signature__of_a_group_that_the_spec_calls_so_with_its_other_lines",
    "print: annex, layout: a report's pages": "tests/generator/starter/test_layouts.py::test_report__pages_stand_in_the_order_of_a_report",
    "what cannot stand on a page is told": "tests/generator/starter/test_layouts.py::test_spec__what_cannot_stand_on_a_page_is_told",
    # Forms that are workbooks
    "the programme's file may be a workbook": "tests/test_program.py::test_program__as_a_workbook_gives_the_same",
    "what differs from it is told with both cells": "tests/test_program.py::test_program__in_a_workbook_what_differs_is_told_at_both_cells",
    "what is gathered may be a filled workbook": "tests/generator/test_gather.py::test_gather__workbooks_into_a_workbook",
    "a default of its row is a formula in the workbook": "tests/generator/blank/test_xlsx_form.py::test_form__a_default_that_reads_its_row_shows_as_a_formula",
    # Sharing
    "older types' files still read": "tests/test_former_names.py::test_old_file__gives_the_words_of_todays_sample",
    "one programme's file makes every type it has the data for": "tests/test_program.py::test_program__makes_all_that_it_feeds",
    "it says of each other type what is missing": "tests/test_program.py::test_program__says_of_a_type_that_takes_little_from_it_what_is_missing",
    "a changed target is told with both places": "tests/test_program.py::test_program__a_changed_target_is_told_with_both_places",
    "both places stand in JSON": "tests/generator/intake/test_feeding.py::test_feeding__a_difference_names_the_other_place_in_json_too",
    "what is taken has its place in the programme's file": "tests/generator/intake/test_feeding.py::test_feeding__what_is_wrong_with_a_taken_value_is_shown_where_it_stands",
    "a programme's file is checked once, under its own name": "tests/generator/intake/test_feeding.py::test_feeding__the_feeder_is_told_once_under_its_own_name",
    "what rests on a wrong value of it is refused": "tests/generator/intake/test_feeding.py::test_feeding__what_is_taken_from_a_wrong_value_is_refused",
    "blank --program shows what is taken": "tests/generator/blank/test_known.py::test_program__what_is_taken_is_said_and_not_asked",
    "each: equal names get a number and a note": "tests/generator/intake/test_feeding.py::test_each__rows_of_one_name_are_numbered_and_told",
    "each: outcomes and JSON carry the row's key and line": "tests/generator/intake/test_feeding.py::test_each__outcomes_and_json_carry_the_rows_key_and_line",
    "gathers: files become rows, columns, and what is the same": "tests/generator/test_gather.py::test_gather__rows_columns_and_what_is_the_same",
    "gathers: a field that must be equal names two files": "tests/generator/test_gather.py::test_gather__a_value_that_must_be_the_same_everywhere",
    "gathers: a doubled key": "tests/generator/test_gather.py::test_gather__a_doubled_key_is_told_with_the_first_file",
    "gathers: a file of another type": "tests/generator/test_gather.py::test_gather__other_types_errors_and_broken_files_stay_out",
    "gathers: rows of one name are one row": "tests/generator/test_gather.py::test_gather__rows_that_say_their_name_are_one_row_of_all_files",
    "gathers: rows of a table in a table": "tests/generator/test_gather.py::test_gather__a_row_for_each_row_of_a_table_in_a_table",
    "gathers: an older revision": "tests/generator/test_gather.py::test_gather__a_form_of_another_revision_is_told_by_file",
    "gathers: an expected key that is missing": "tests/generator/test_gather.py::test_gather__who_has_not_handed_in",
    "gather writes what make reads": "tests/generator/test_gather.py::test_gather__what_it_writes_reads_back",
    # Fields
    "a picture: real type, size, upright, words, in every format": "tests/generator/fields/test_image.py::test_image__every_fault_is_a_finding_at_the_field",
    "a row of another table: choices, and what was meant": "tests/generator/test_links.py::test_row__of_no_row_says_which_is_meant",
    "the sides of a matrix: text, reference, date": "tests/generator/spec/test_matrices.py::test_matrix__sides_of_each_kind",
    "a default over the row": "tests/generator/test_defaults.py::test_default__of_a_row_comes_from_the_catalogue_and_of_a_date_from_another",
    "a QR code in all formats": "tests/generator/test_qr.py::test_qr__stands_in_the_word_document_and_the_workbook",
    "the file's name once, outputs by kind": "tests/generator/spec/test_shorthand.py::test_outputs__by_kind_alone",
    "several outputs of one kind by name": "tests/generator/spec/test_shorthand.py::test_outputs__several_of_one_kind_have_names",
    "orientation of a table": "tests/generator/starter/test_layouts.py::test_table__lies_as_its_spec_says_or_as_its_columns_need",
    "widths of its columns": "tests/generator/starter/test_layouts.py::test_widths__said_ones_are_kept_and_the_others_share_the_rest",
    "caption, numbered and listed": "tests/generator/starter/test_layouts.py::test_report__titles_are_numbered_and_listed_with_their_pages",
    "print: signature on a group": "tests/generator/starter/test_layouts.py::test_signature__of_a_group_that_the_spec_calls_so_with_its_other_lines",
    # Computed values
    "in: a group, at its heading's level": "tests/generator/outline/test_computed.py::test_computed__in_a_group_closes_it_at_its_level",
    "a computed table with the columns that it names": "tests/generator/outline/test_computed.py::test_computed_table__prints_the_columns_that_it_names",
    "columns that hold keys print and chart by name": "tests/generator/outline/test_computed.py::test_result__keys_print_and_chart_by_name",
    "berbeda counts each person once": "tests/generator/scoring/test_distinct.py::test_distinct__a_person_in_two_programmes_counts_once",
    "ringkas feeds a heat map": "tests/generator/scoring/test_regroup.py::test_regroup__prints_a_column_for_each_value_and_draws_a_heat_map_of_it",
    "scores document themselves": "tests/generator/cli/test_attempt.py::test_score__says_what_it_needs_and_gives",
    # Authors
    "new-type: a type of under 60 lines gives Word, PDF and Excel": "tests/generator/new_type/test_new_type.py::test_new_type__makes_word_pdf_and_excel_of_its_sample",
    "new-type --elements: every heading a field": "tests/generator/new_type/test_new_type.py::test_new_type__every_heading_of_the_form_is_a_field",
    "new-type --like": "tests/generator/new_type/test_new_type.py::test_new_type__its_good_sample_is_good",
    "new-type: two bad samples": "tests/generator/new_type/test_new_type.py::test_new_type__bad_samples_say_what_is_found_in_them",
    "try: lint, invented data, all outputs": "tests/generator/cli/test_attempt.py::test_try__makes_every_output_of_invented_data",
    "schema for editors": "tests/generator/cli/test_attempt.py::test_schema__every_shipped_type_has_a_sound_one_that_its_samples_meet",
    "lint refuses what make would": "tests/generator/test_trial.py",
    "lint fails on slips planted in the shipped types": "tests/generator/test_planted_slips.py::test_lint__finds_a_slip_planted_in_a_shipped_type",
    "tags of a cell in Word": "tests/generator/render/docx/test_cell_tags.py::test_cell_tags__shade_and_span",
    "the guide summarises by fixed rows, joins and cuts texts, lists long ones": "tests/test_docs.py::test_page__every_command_runs_and_answers_as_shown",
    "the page for authors is executed": "tests/test_own_type.py::test_page__every_command_answers_as_promised",
}
"""Item by item: the test that runs its example, where more than a type of a few lines is needed."""


@pytest.mark.parametrize("item", ELSEWHERE)
def test_language__every_other_item_has_its_test(item: str) -> None:
    name, _, function = ELSEWHERE[item].partition("::")
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    assert not function or function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
