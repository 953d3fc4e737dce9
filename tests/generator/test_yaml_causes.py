"""A text that YAML cannot read is answered with the character, its line and what to write. IN-04, UX-02."""

from __future__ import annotations

import pytest

from generator.errors import IntakeFault
from generator.yamlio import parse_data

CASES = [
    ("apostrof", "judul: 'Jum'at'\n", 2, "apostrof"),
    ("apostrof-dalam-kurung", "a: {nama: 'Ma'rifatul', b: 1}\n", 2, "apostrof"),
    ("petik-dalam-petik", 'judul: "kata "kunci" ini"\n', 2, "petik ganda"),
    ("kutip-sebagian", "judul: 'satu' dua\n", 2, "sesudah tanda kutip penutup"),
    ("kutip-koma", 'judul: "satu", dua\n', 2, "sesudah tanda kutip penutup"),
    ("kutip-lengkung", "judul: “Modul: Ajar”\n", 2, "lengkung"),
    ("kutip-terbuka", 'judul: "buka\n', 2, "tidak ditutup"),
    ("kurung-siku", "judul: [Draf] Modul\n", 2, "["),
    ("kurung-kurawal", "judul: {Draf} Modul\nx: 1\n", 2, "{"),
    ("kurung-terbuka", "judul: [a, b\n", 2, "tidak ditutup"),
    ("kurung-titik-dua", "a: {b: x, plt:}\n", 2, "titik dua"),
    ("kurung-dua-titik-dua", "a: {b: x: y}\n", 2, "tanda kurung"),
    ("bintang", "judul: *Penting*\n", 2, "*"),
    ("dan", "judul: &lain\n", 2, "&"),
    ("dan-spasi", "judul: & lain\n", 2, "&"),
    ("seru", "judul: !penting\n", 2, "!"),
    ("seru-spasi", "judul: ! penting\n", 2, "!"),
    ("persen", "judul: %50\n", 2, "%"),
    ("keong", "daftar:\n  - @ani\n  - b\n", 3, "@"),
    ("petik-miring", "judul: `kode`\n", 2, "`"),
    ("tanya", "judul: ? x\n", 2, "?"),
    ("pipa", "judul: |teks\n", 2, "|"),
    ("lebih", "judul: > 5 orang\n", 2, ">"),
    ("strip", "judul: -\n", 2, '"-"'),
    ("strip-spasi", "judul: - \n", 2, '"-"'),
    ("tanpa-spasi", "judul:Melati\n", 2, "judul:"),
    ("tanpa-spasi-di-dalam", "g:\n  tempat:Melati\n  x: 1\n", 3, "tempat:"),
    ("tanpa-spasi-akhir", "g:\n  tempat: Melati\n  x:1\n", 4, "x:"),
    ("titik-dua", "judul: Modul: Ajar\n", 2, "titik dua"),
    ("tanpa-titik-dua", "judul Melati\n", 2, "titik dua"),
    ("tanpa-titik-dua-di-dalam", "g:\n  nama Ratna\n  nip: 1\n", 3, "titik dua"),
    ("menjorok", "g:\n  a: x\n    b: y\n", 4, "menjorok"),
    ("tidak-sejajar", "g:\n    a: x\n  b: y\n", 4, "sejajar"),
    ("tab", "g:\n  a: x\n\tb: y\n", 4, "tab"),
    ("pagar", "judul: Guru #7\n  lanjut\n", 2, "#"),
    ("spasi-khusus", "judul:\u00a0Melati\n", 2, "spasi khusus"),
    ("spasi-khusus-awal", "g:\n\u00a0 a: x\n  b: 1\n", 3, "spasi khusus"),
    ("spasi-khusus-kunci", "\u00a0\u00a0judul: x\n", 2, "spasi khusus"),
    ("pemisah-tersembunyi", "judul: a\u2028b\n", 2, "tidak terlihat"),
    ("garis-miring", 'judul: "C:\\data"\n', 2, "\\"),
    ("garis-miring-huruf", 'judul: "Modul \\Program"\n', 2, "\\"),
    ("garis-miring-folder", 'judul: "D:\\nama\\tahun"\n', 2, "\\"),
    ("kendali", "judul: a\x07b\n", 2, "kendali"),
    ("baris-tidak-sejajar", "baris:\n  - {a: 1}\n - {a: 2}\n", 4, "sejajar"),
    ("daftar-tidak-sejajar", "baris:\n  - [1, 2]\n - [3]  # tiga\n", 4, "sejajar"),
    ("kurung-lalu-kata", "baris:\n  - [1] dan\n", 3, "kutip"),
]


@pytest.mark.parametrize(("text", "line", "word"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cause__is_the_character_on_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(IntakeFault) as caught:
        parse_data(f"jenis: kak\n{text}tahun: 2025\n", file="x.yaml")
    assert caught.value.place == f"baris {line}"
    assert word in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize(
    "text",
    ["a: 'x" + "," * 200_000, "a: " + "'" * 200_001, "- " * 3000 + "x", "a: b: " * 20_000, "[" * 100_000, "a:\n" + " " * 100_000 + "- [b"],
)
def test_cause__of_a_huge_line_is_told_at_once(text: str) -> None:
    with pytest.raises(IntakeFault):
        parse_data(text, file="x.yaml")


@pytest.mark.parametrize("text", ["- x\n" * 200_001, "a: [" + "1," * 300_000 + "]", "a: {" + "b, " * 500_000 + "}", "k" * 501 + ": x"])
def test_bounds__too_many_values_or_too_long_a_key_is_a_fault(text: str) -> None:
    with pytest.raises(IntakeFault):
        parse_data(text, file="x.yaml")


@pytest.mark.parametrize(
    "text",
    [
        r'"satu\nbaris \"dua\" \\ tiga\té \u00e9"',
        r"'D:\nama\Program'",
        r'"D:\\nama"',
        r'"jam\t08.00"',
        r'"\\Program"',
        r'"Kelas A:\nBudi"',
        '"panjang\\\n  \\ sekali"',
    ],
)
def test_escapes__that_people_mean_are_read(text: str) -> None:
    parse_data(f"judul: {text}\n", file="x.yaml")
