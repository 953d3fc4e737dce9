"""One gate in front of every given file: each entrance meets each attack, and an honest file passes. SAFE-02."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import guard
from generator.errors import BorangError, IntakeFault
from generator.home import Home
from generator.intake.institution import read_institution
from generator.intake.read import read
from generator.intake.tables.large import open_large
from generator.intake.tables.read import read_table
from generator.office.package.parts import MAX_MEMBERS
from generator.pipeline import examine
from generator.render.contract import sources
from generator.spec.catalogue import Catalogue
from tests.cases import SAMPLES
from tests.generator.test_guard import JPEG, PNG, picture
from tests.homes import write
from tests.pages import ROOT
from tests.torture.sheets import packed, parts_of
from validators.findings import Finding

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
WORD = (ROOT / "templates" / "kak" / "kak.docx").read_bytes()
EXCEL = (ROOT / "templates" / "kak" / "kak.xlsx").read_bytes()
BOOK = packed(parts_of({"Data": [["Kabupaten", "Lulus", "Target"], ["Kota A", "8", "10"]]}))
CSV = b"kabupaten;lulus;target\nKota A;8;10\n"
YAML = (SAMPLES / "rancangan-moderasi" / "ok-minimal.yaml").read_bytes()
OLE = b"\xd0\xcf\x11\xe0" + b"0" * 600


@dataclass(frozen=True)
class Way:
    """One way in. honest: a file that comes through; enter: opens it as the program does; suffix: what its name ends with."""

    honest: bytes
    enter: Callable[[Path], object]
    suffix: str


def as_table(file: Path) -> object:
    return read_table(file, ("kabupaten", "lulus", "target"))


def as_large(file: Path) -> object:
    return open_large(file, ("kabupaten", "lulus", "target"), shown=file.name, least_bytes=0) or as_table(file)


def as_data(file: Path) -> object:
    return read(file, Catalogue(Home()), type_name="rancangan-moderasi")


def as_office(file: Path) -> object:
    return read_institution(Home(), near=file.parent / "isian.yaml")


def as_feeder(file: Path) -> object:
    """A programme's file, which a data file names."""
    named = write(file.parent / "isian.yaml", f"jenis: kak\nprogram: {file.name}\n")
    document = read(named, Catalogue(Home()))
    assert not isinstance(document, Finding)
    told = [one for one in examine(document).findings if one.path[:1] == ("program",) and one.code.startswith("asal-")]
    if told:
        raise IntakeFault(told[0].message, code=told[0].code)
    return document


def as_template(file: Path) -> object:
    kind = {".docx": "docx", ".xlsx": "xlsx"}.get(file.suffix, "pdf")
    if kind == "docx":
        from generator.render.docx.sources import docx_problems

        problems = docx_problems(file, file.name)
        if problems:
            raise problems[0].fault(file.name)
    return list(sources(file, kind, file.name))


def as_picture(file: Path) -> object:
    refused = guard.file_refusal(file, guard.PICTURE)
    if refused is not None:
        raise guard.fault_of(refused, file)
    return file


WAYS: Mapping[str, Way] = {
    "isian": Way(YAML, as_data, ".yaml"),
    "isian-json": Way(b'{"jenis": "rancangan-moderasi"}', as_data, ".json"),
    "institusi": Way(b"nama: Dinas\n", as_office, "institusi.yaml"),
    "program": Way(b"jenis: program\n", as_feeder, ".yaml"),
    "tabel-csv": Way(CSV, as_table, ".csv"),
    "tabel-csv-besar": Way(CSV, as_large, ".csv"),
    "tabel-yaml": Way(b"- {kabupaten: Kota A, lulus: 8, target: 10}\n", as_table, ".yaml"),
    "tabel-xlsx": Way(BOOK, as_table, ".xlsx"),
    "templat-word": Way(WORD, as_template, ".docx"),
    "templat-excel": Way(EXCEL, as_template, ".xlsx"),
    "templat-html": Way(b"<!DOCTYPE html><html><body>{{ nama }}</body></html>", as_template, ".html"),
    "gambar": Way(PNG, as_picture, ".png"),
}
PACKAGES = ("tabel-xlsx", "templat-word", "templat-excel")


def entered(way: Way, folder: Path, data: bytes) -> object:
    return way.enter(write(folder / (way.suffix if way.suffix[0] != "." else f"berkas{way.suffix}"), data))


@pytest.mark.parametrize("name", WAYS)
def test_gate__an_honest_file_comes_through(tmp_path: Path, name: str) -> None:
    assert entered(WAYS[name], tmp_path, WAYS[name].honest) is not None


FOREIGN = {
    "pdf": b"%PDF-1.7\n" + b"x" * 400,
    "png": PNG,
    "jpg": JPEG,
    "gif": picture("GIF"),
    "zip": packed({"a.txt": b"x"}),
    "word": WORD,
    "excel": BOOK,
    "ole": OLE,
    "rtf": rb"{\rtf1\ansi x}",
    "gzip": b"\x1f\x8b\x08\x00" + b"x" * 40,
    "parquet": b"PAR1" + b"\0" * 40 + b"PAR1",
    "html": b"<html><table><tr><td>1</td></tr></table></html>",
    "xml": b'<?xml version="1.0"?><a/>',
    "biner": bytes(range(256)) * 4,
    "teks": b"nama: x\n",
    "kosong": b"",
}
"""Files by what they are; each is given under the name of another kind."""
BELONGS = {
    "word": {"templat-word"},
    "excel": {"tabel-xlsx"},
    "png": {"gambar"},
    "jpg": {"gambar"},
    "html": {"templat-html"},
    "xml": {"templat-html"},
    "teks": set(WAYS) - {*PACKAGES, "gambar", "isian-json"},
    "kosong": set(WAYS) - {*PACKAGES, "gambar", "isian-json"},
    "biner": {"tabel-csv", "tabel-csv-besar"},
    "excel-templat": {"templat-excel"},
}
"""Where such a file is what is asked for, or says by itself what is wrong (an empty table)."""


STRANGE = [
    (name, kind) for name in WAYS for kind in FOREIGN if name not in BELONGS.get(kind, set()) and (name, kind) != ("templat-excel", "excel")
]


@pytest.mark.parametrize(("name", "kind"), STRANGE)
def test_gate__a_file_of_another_kind_under_a_name_is_refused_by_its_content(tmp_path: Path, name: str, kind: str) -> None:
    with pytest.raises(BorangError) as caught:
        entered(WAYS[name], tmp_path, FOREIGN[kind])
    assert caught.value.code not in ("gagal", "templat-salah", "berkas-tidak-terbaca"), caught.value


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_gate__a_table_in_utf_16_is_read(tmp_path: Path, encoding: str) -> None:
    data = CSV.decode().encode(encoding)
    assert as_table(write(tmp_path / "a.csv", data)).headings == ("kabupaten", "lulus", "target")


# --- what a package may not be or carry


def parts_in(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main_of(parts: Mapping[str, bytes]) -> str:
    return "word/document.xml" if "word/document.xml" in parts else "xl/workbook.xml"


def with_link(parts: dict[str, bytes], kind: str, target: str, mode: str = 'TargetMode="External"') -> dict[str, bytes]:
    folder, _, base = main_of(parts).partition("/")
    name = f"{folder}/_rels/{base}.rels"
    link = f'<Relationship Id="rId9001" Type="{R}/{kind}" Target="{target}" {mode}/></Relationships>'.encode()
    return {**parts, name: parts[name].replace(b"</Relationships>", link)}


def with_type(parts: dict[str, bytes], name: str, content_type: str) -> dict[str, bytes]:
    types = parts["[Content_Types].xml"]
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'.encode()
    return {**parts, "[Content_Types].xml": types.replace(b"</Types>", override)}


def doubled(data: bytes, *, other_case: bool = False) -> bytes:
    parts = parts_in(data)
    main = main_of(parts)
    return packed(parts, [(main.upper() if other_case else main, parts[main])])


def with_declaration(data: bytes, encoding: str = "utf-8") -> bytes:
    parts = parts_in(data)
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    return packed({**parts, "docProps/app.xml": text})


def with_flipped_bit(data: bytes) -> bytes:
    """One bit of a part's packed bytes: its checksum is wrong then, or it cannot be unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = max(archive.infolist(), key=lambda one: one.compress_size)
        at = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    return data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :]


def with_bomb(data: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts_in(data).items():
            archive.writestr(name, part)
        with archive.open("docProps/bom.xml", "w") as stream:
            for _ in range(410):
                stream.write(b" " * 1024 * 1024)
    return written.getvalue()


def with_lying_size(data: bytes) -> bytes:
    """A part that unpacks to more than its head says."""
    parts = {**parts_in(data), "docProps/bom.xml": bytes(1_000_003)}
    return packed(parts).replace((1_000_003).to_bytes(4, "little"), (999).to_bytes(4, "little"))


def added(data: bytes, more: Mapping[str, bytes]) -> bytes:
    return packed({**parts_in(data), **more})


@pytest.mark.parametrize(
    ("name", "code"), [("sandi.xlsx", "paket-terkunci"), ("lama.xls", "paket-format-lama"), ("lama.doc", "paket-format-lama")]
)
def test_gate__tells_a_locked_package_from_one_of_old_office(name: str, code: str) -> None:
    refused = guard.refusal((ROOT / "tests" / "refused" / name).read_bytes(), "isian.xlsx", guard.FORM_BOOK)
    assert refused is not None
    assert refused.code == code


def encrypted(data: bytes) -> bytes:
    """The sign of an encrypted part in the first head of the directory."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + bytes([data[at] | 1]) + data[at + 1 :]


MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ATTACKS: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = {
    "ganda": ("paket-bagian-ganda", doubled),
    "ganda-beda-huruf": ("paket-bagian-ganda", lambda data: doubled(data, other_case=True)),
    "dtd": ("paket-dtd", with_declaration),
    "dtd-utf16": ("paket-dtd", lambda data: with_declaration(data, "utf-16")),
    "crc": ("paket-rusak", with_flipped_bit),
    "terpotong": ("paket-rusak", lambda data: data[:-40]),
    "ukuran-bohong": ("paket-rusak", with_lying_size),
    "bom": ("paket-terlalu-besar", with_bomb),
    "bagian-banyak": ("paket-terlalu-besar", lambda data: added(data, {f"a/{at}.xml": b"" for at in range(MAX_MEMBERS)})),
    "sandi": ("paket-terkunci", encrypted),
    "makro-bagian": ("paket-makro", lambda data: added(data, {"xl/vbaProject.bin": b"x"})),
    "makro-huruf-besar": ("paket-makro", lambda data: added(data, {"WORD/VBAProject.BIN": b"x"})),
    "makro-hubungan": ("paket-makro", lambda data: packed(with_link(parts_in(data), "vbaProject", "biasa.bin", ""))),
    "makro-jenis": ("paket-makro", lambda data: packed(with_type(parts_in(data), "xl/biasa.xml", MACRO) | {"xl/biasa.xml": b"<a/>"})),
    "kendali": ("paket-makro", lambda data: added(data, {"xl/activeX/activeX1.xml": b"<a/>"})),
    "gambar-luar": ("paket-tautan-luar", lambda data: packed(with_link(parts_in(data), "image", "http://contoh.go.id/a.png"))),
    "gambar-diam-diam": ("paket-tautan-luar", lambda data: packed(with_link(parts_in(data), "image", "file:///c:/a.png", ""))),
    "tautan-jaringan": ("paket-tautan-luar", lambda data: packed(with_link(parts_in(data), "image", r"\\server\a.png", ""))),
    "buku-lain": ("paket-data-luar", lambda data: added(data, {"xl/externalLinks/externalLink1.xml": b"<a/>"})),
    "buku-lain-hubungan": ("paket-data-luar", lambda data: packed(with_link(parts_in(data), "externalLinkPath", "Lain.xlsx"))),
    "basis-data": ("paket-data-luar", lambda data: added(data, {"xl/connections.xml": b"<connections/>"})),
    "keluar": ("paket-nama-keluar", lambda data: added(data, {"../a.xml": b"<a/>"})),
    "keluar-dalam": ("paket-nama-keluar", lambda data: added(data, {"xl/../../a.xml": b"<a/>"})),
    "mutlak": ("paket-nama-keluar", lambda data: added(data, {"/etc/a.xml": b"<a/>"})),
    "garis-miring-balik": ("paket-nama-keluar", lambda data: added(data, {"..\\a.xml": b"<a/>"})),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", PACKAGES)
def test_gate__what_a_package_may_not_be_or_carry(tmp_path: Path, name: str, attack: str) -> None:
    code, change = ATTACKS[attack]
    with pytest.raises(BorangError) as caught:
        entered(WAYS[name], tmp_path, change(WAYS[name].honest))
    assert (caught.value.code, bool(caught.value.hint)) == (code, True)


HONEST: Mapping[str, Callable[[bytes], bytes]] = {
    "tautan-diklik": lambda data: packed(with_link(parts_in(data), "hyperlink", "https://contoh.go.id")),
    "folder-dalam-arsip": lambda data: added(data, {"xl/media/": b""}),
    "pengaturan-cetak": lambda data: added(data, {"xl/printerSettings/printerSettings1.bin": b"\0\1"}),
    "teks-bukan-xml": lambda data: added(data, {"docProps/catatan.txt": b"<!DOCTYPE"}),
}


@pytest.mark.parametrize("change", HONEST)
@pytest.mark.parametrize("name", PACKAGES)
def test_gate__what_people_keep_in_their_files_passes(tmp_path: Path, name: str, change: str) -> None:
    assert entered(WAYS[name], tmp_path, HONEST[change](WAYS[name].honest)) is not None


@pytest.mark.parametrize(
    ("data", "code"),
    [(PNG[:-30], "gambar-rusak"), (picture(size=(6000, 5000)), "gambar-terlalu-besar"), (PNG + bytes(6_000_000), "berkas-terlalu-besar")],
)
def test_gate__a_picture(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(BorangError) as caught:
        entered(WAYS["gambar"], tmp_path, data)
    assert caught.value.code == code


@pytest.mark.parametrize(("name", "data"), [("besar.png", picture(size=(6000, 5000))), ("rusak.png", PNG[:-30])])
def test_gate__a_picture_that_a_page_loads(name: str, data: bytes) -> None:
    assert guard.fetched_refusal(data, name) is not None


def test_gate__a_drawing_that_a_page_loads_declares_no_entities() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    assert guard.fetched_refusal(bomb, "a.svg") is not None
    assert guard.fetched_refusal(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg") is None
    assert guard.fetched_refusal(b"p { margin: 0 }", "a.css") is None


@pytest.mark.parametrize("entrance", ["DATA", "TABLE_TEXT", "TABLE_BOOK", "TABLE_PARQUET", "TABLE_STREAM", "WORD_TEMPLATE", "PICTURE"])
def test_gate__a_file_far_too_large_is_refused_unread(tmp_path: Path, entrance: str) -> None:
    way: guard.Entrance = getattr(guard, entrance)
    file = tmp_path / "besar"
    with file.open("wb") as stream:
        stream.truncate(way.most + 1)
    refused = guard.file_refusal(file, way)
    assert refused is not None
    assert refused.code == "berkas-terlalu-besar"
