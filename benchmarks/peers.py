"""PEERS: libraries of Node that fill Word and Excel templates, beside docxtpl, openpyxl and borang; one core, where npm is present.

One form for all, in the tags of each: in Word a title, thirty paragraphs and a table of 12 rows and 5 columns; in Excel a title and six rows
of 12 columns. Each gets the same values every time, but ours, whose documents differ in every text. A peer is measured only where its
file holds the last value of the table.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.rounds import Measured, timed
from benchmarks.samples import one_core, prepared, unlike
from generator.document import Document, Given
from generator.examine import examine
from generator.home import Home
from generator.spec.catalogue import Catalogue

NODE: Final = Path(__file__).parent / "node"
WORD: Final = {
    "docxtemplater": ("{%s}", "{#baris}", "{%s}", "{/baris}"),
    "easy-template-x": ("{%s}", "{#baris}", "{%s}", "{/baris}"),
    "docx-templates": ("+++INS %s+++", "+++FOR r IN baris+++", "+++INS $r.%s+++", "+++END-FOR r+++"),
    "carbone": ("{d.%s}", "", "{d.baris[i].%s}", "{d.baris[i+1].%s}"),
}
EXCEL: Final = ("exceljs", "xlsx-template")
OURS: Final = ("{{ %s }}", "{%%tr for r in baris %%}", "{{ r.%s }}", "{%%tr endfor %%}")
PARAGRAPHS: Final = 30
ROUNDS: Final = 5
BATCH: Final = 20
_WORDS: Final = "Guru menyusun rencana pelatihan bersama rekan sejawat di sekolahnya dan mencatat bukti pelaksanaannya setiap bulan. "
_HEAD: Final = """\
spec: 1
id: uji
title: Uji
revision: 1
source: {document: perdirjen-gtk-4141-2023, place: Uji}
fields:
"""


def measure(rounds: int = ROUNDS, count: int = 200) -> list[Measured]:
    """Return the time of a document of each; nothing, and a word of why, where Node or its libraries are not to be had."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        modules = installed(folder)
        if modules is None:
            return []
        with one_core():
            return [
                line for medium in ("docx", "xlsx") for line in _of_medium(medium, folder / medium, modules, rounds=rounds, count=count)
            ]


def installed(folder: Path) -> Path | None:
    """Return the folder of Node's libraries, installed by npm; None, told, where that cannot be."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("PEERS: npm tidak ada, pustaka Node tidak diukur.", file=sys.stderr)
        return None
    shutil.copy(NODE / "package.json", folder)
    done = subprocess.run(
        [npm, "install", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=False, capture_output=True, timeout=600
    )
    if done.returncode:
        print("PEERS: npm tidak dapat memasang pustakanya, jadi tidak diukur.", file=sys.stderr)
        return None
    return folder / "node_modules"


def _of_medium(medium: str, folder: Path, modules: Path, *, rounds: int, count: int) -> list[Measured]:
    folder.mkdir()
    columns, number = ("abcde", 12) if medium == "docx" else ("abcdefghijkl", 6)
    data = values(columns, number)
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    methods = {"borang": borang_way(medium, folder, data, rounds), **_pythons(medium, folder, data)}
    taken = {name: median(times) / BATCH for name, times in timed(methods, rounds, time.process_time).items()}
    for peer in WORD if medium == "docx" else EXCEL:
        template = folder / f"{peer}.{medium}"
        template.write_bytes(word_template(WORD[peer], columns) if medium == "docx" else excel_template(peer, columns))
        seconds = node_seconds(modules, peer, template, count=count, data=data)
        if seconds is not None:
            taken[peer] = seconds
    return [Measured("PEERS", f"{medium.upper()}, {name}", seconds, seconds / taken["borang"]) for name, seconds in taken.items()]


def values(columns: str, rows: int) -> dict[str, Any]:
    """Return the values of the form: a title, paragraphs, and the rows of its table."""
    texts = {f"p{at}": f"{at + 1}. {_WORDS * 4}" for at in range(PARAGRAPHS)}
    table = [{column: f"Isi {column} {at + 1}" for column in columns} for at in range(rows)]
    return {"judul": "Rencana pelatihan", **texts, "baris": table}


def word_template(tags: tuple[str, str, str, str], columns: str) -> bytes:
    """Return the Word template in a library's tags: of a value, before the row, of a cell, behind the row. In carbone what is behind is the next row."""
    import docx

    value, opening, cell, closing = tags
    document = docx.Document()
    document.add_heading(value % "judul")
    for at in range(PARAGRAPHS):
        document.add_paragraph(value % f"p{at}")
    is_inside = opening.startswith("{#")
    own_rows = bool(opening) and not is_inside
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for at, column in enumerate(columns):
        table.rows[0].cells[at].text = f"Kolom {column.upper()}"
    if own_rows:
        table.add_row().cells[0].text = opening.replace("%%", "%")
    row = table.add_row().cells
    for at, column in enumerate(columns):
        before, behind = (opening if is_inside and not at else ""), (closing if is_inside and at == len(columns) - 1 else "")
        row[at].text = f"{before}{cell % column}{behind}"
    if own_rows:
        table.add_row().cells[0].text = closing.replace("%%", "%")
    elif not opening:
        row = table.add_row().cells
        for at, column in enumerate(columns):
            row[at].text = closing % column
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def excel_template(peer: str, columns: str) -> bytes:
    """Return the Excel template in a library's tags; one that has none for exceljs and openpyxl, which set cells."""
    import xlsxwriter

    title, cell = {"xlsx-template": ("${judul}", "${table:baris.%s}"), "borang": ("{{ judul }}", "{{ r.%s }}")}.get(peer, ("", ""))
    rows = [[title], [f"Kolom {column.upper()}" for column in columns], [cell % column for column in columns] if cell else []]
    if peer == "borang":
        rows = [*rows[:2], ["{%tr for r in baris %}"], rows[2], ["{%tr endfor %}"]]
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Uji")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return written.getvalue()


def borang_way(medium: str, folder: Path, data: Mapping[str, Any], rounds: int) -> Callable[[], object]:
    """Return what fills a batch of documents with borang, each unlike the others."""
    home, columns = folder / "rumah", tuple(data["baris"][0])
    texts = [f"  - {{name: {name}, label: {name.title()}, type: text}}" for name in data if name != "baris"]
    cells = ", ".join(f"{{name: {column}, label: {column.upper()}, type: text}}" for column in columns)
    table = f"  - {{name: baris, label: Baris, type: table, fields: [{cells}]}}"
    output = f'outputs: [{{kind: {medium}, template: uji/uji.{medium}, filename: "uji.{medium}"}}]'
    (home / "specs").mkdir(parents=True)
    (home / "templates" / "uji").mkdir(parents=True)
    (home / "specs" / "uji.yaml").write_text("\n".join([_HEAD.rstrip(), *texts, table, output, ""]), encoding="utf-8")
    template = word_template(OURS, "".join(columns)) if medium == "docx" else excel_template("borang", "".join(columns))
    (home / "templates" / "uji" / f"uji.{medium}").write_bytes(template)
    catalogue = Catalogue(Home(home))
    document = Document(catalogue.compiled("uji"), Given("uji", data))
    ready = prepared(document, medium)
    scored = iter([examine(unlike(document, number)).scored for number in range((rounds + 1) * BATCH)])
    return lambda: [ready.fill(next(scored)) for _ in range(BATCH)]


def _pythons(medium: str, folder: Path, data: Mapping[str, Any]) -> dict[str, Callable[[], object]]:
    """Return what fills a batch of documents with the libraries of Python."""
    if medium == "docx":
        template = folder / "rumah" / "templates" / "uji" / "uji.docx"
        return {"docxtpl": lambda: [_by_docxtpl(template, data) for _ in range(BATCH)]}
    bare = excel_template("openpyxl", "".join(data["baris"][0]))
    return {"openpyxl": lambda: [_by_openpyxl(bare, data) for _ in range(BATCH)]}


def _by_docxtpl(template: Path, data: Mapping[str, Any]) -> bytes:
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(dict(data), autoescape=True)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _by_openpyxl(template: bytes, data: Mapping[str, Any]) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    sheet["A1"] = data["judul"]
    for at, row in enumerate(data["baris"], start=3):
        for column, name in enumerate(row, start=1):
            sheet.cell(at, column, row[name])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def node_seconds(modules: Path, peer: str, template: Path, *, count: int, data: Mapping[str, Any]) -> float | None:
    """Return the CPU seconds of one document by a library of Node, None, told, where it fails or leaves the table's last value out."""
    out = template.with_name(f"{peer}-jadi{template.suffix}")
    command = [
        "node",
        str(NODE / "fill.cjs"),
        str(modules),
        peer,
        str(template),
        str(template.with_name("data.json")),
        str(out),
        str(count),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    last = data["baris"][-1][max(data["baris"][-1])]
    if done.returncode or not _holds(out, last):
        print(f"PEERS: {peer} tidak diukur: {(done.stderr or 'isi tabelnya tidak ada di hasilnya').strip()[:200]}", file=sys.stderr)
        return None
    return float(done.stdout.split()[-1])


def _holds(file: Path, text: str) -> bool:
    with zipfile.ZipFile(file) as package:
        return any(text.encode() in package.read(name) for name in package.namelist() if name.endswith(".xml"))
