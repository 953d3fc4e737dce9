"""Printed pages as tests see them: the words and the ink of a PDF's pages, and what the Word document behind it says must stand where.

A DOCX is printed by LibreOffice with the shipped fonts, many files in one run.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pikepdf
from docx import Document as WordDocument
from docx.oxml.ns import qn
from PIL import Image

from generator.home import SHIPPED
from generator.render.office import program

_RESOLUTION: Final = 36
_WHITE: Final = 247
_HEAD_NUMBER: Final = re.compile(r"^-\d+-")
"""The page's number where it stands above the text, as in letters."""
_FOOT: Final = re.compile(r"^(Halaman\d+dari\d+|-\d+-|[ivxlc]+|\d+)$")
_WORD: Final = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_PAGE: Final = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_CM: Final = 72 / 2.54
# A line and the space behind it reach below its ink.
_BELOW_INK: Final = 8.0
_DOTTED: Final = re.compile(r"\.{5,}[0-9ivx]+$")
_ANNEX: Final = re.compile(r"Lampiran[IVX]+")
_TOTALS: Final = ("Jumlah", "Total", "Keseluruhan")
_MOST_AT_ONCE: Final = 100
_EXPORT: Final = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'


@dataclass(frozen=True)
class Page:
    """A page in points. text: its letters without blanks, running foot left out. bottom: of the last ink above the foot."""

    number: int
    width: float
    height: float
    text: str
    left: float
    right: float
    bottom: float

    @property
    def fill(self) -> float:
        """The share of the text's height down to the last line; 2 cm above and 2.5 cm below are the page's own."""
        top = 2 * _CM
        return max(self.bottom + _BELOW_INK - top, 0) / (self.height - top - 2.5 * _CM)


@dataclass(frozen=True)
class Facts:
    """What a document's own blocks say of its pages; all texts without blanks.

    followed: what must not stand last on a page. repeated: (head, total) of tables. forced: what begins a page by order.
    signatures: texts of signature blocks. fronts: titles of a report's pages before its chapters. headings: (level, text).
    listed: (text, page) of the contents list; titled: of the lists of tables and pictures.
    """

    followed: tuple[str, ...]
    repeated: tuple[tuple[str, str], ...]
    forced: tuple[str, ...]
    signatures: tuple[str, ...]
    headings: tuple[str, ...]
    listed: tuple[tuple[str, int], ...]
    words: tuple[str, ...]
    titled: tuple[tuple[str, int], ...] = ()
    fronts: tuple[str, ...] = ()


def squeezed(text: str) -> str:
    """Return the letters of a text: no blanks, no soft hyphens, list markers of one sign gone, compatibility forms folded."""
    plain = unicodedata.normalize("NFKC", text.replace("\u2011", "-")).replace("\u00ad", "").replace("\u2010", "")
    return "".join(plain.split())


def printed(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the PDF that LibreOffice prints of each DOCX, by name; a run for many, and a new one before it has had hundreds, which ends it."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {f"d{at}": name for at, name in enumerate(files)}
    for short, name in names.items():
        (folder / f"{short}.docx").write_bytes(files[name])
    sources = [folder / f"{short}.docx" for short in names]
    for at in range(0, len(sources), _MOST_AT_ONCE):
        _print(sources[at : at + _MOST_AT_ONCE], folder)
    return {name: (folder / f"{short}.pdf").read_bytes() for short, name in names.items()}


def _print(sources: Sequence[Path], folder: Path) -> None:
    office = program()
    assert office is not None, "LibreOffice is not installed"
    fonts = SHIPPED / "templates" / "_shared" / "fonts" / "fonts.conf"
    command = [office, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore", "--convert-to", _EXPORT]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run([*command, "--outdir", str(folder), *map(str, sources)], capture_output=True, check=True, timeout=600, env=environment)


def pages(data: bytes, folder: Path) -> list[Page]:
    """Return the pages of a PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "halaman.pdf"
    file.write_bytes(data)
    told = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    for old in folder.glob("p-*.pgm"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", str(_RESOLUTION), "-gray", str(file), str(folder / "p")], capture_output=True, check=True)
    pictures = sorted(folder.glob("p-*.pgm"))
    found = _PAGE.findall(told)
    assert len(found) == len(pictures)
    return [
        _page(at, (float(wide), float(high)), body, picture)
        for at, ((wide, high, body), picture) in enumerate(zip(found, pictures, strict=True), 1)
    ]


def _page(number: int, size: tuple[float, float], body: str, picture: Path) -> Page:
    width, height = size
    words = [(float(x1), float(y1), float(x2), float(y2), unescape(text)) for x1, y1, x2, y2, text in _WORD.findall(body)]
    foot = _foot(words, height)
    kept = [word for word in words if word not in foot]
    with Image.open(picture) as opened:
        ink = np.asarray(opened) < _WHITE
    scale = 72 / _RESOLUTION
    end = int(min((word[1] for word in foot), default=height) / scale)
    rows, columns = np.flatnonzero(ink[:end].any(axis=1)), np.flatnonzero(ink[:end].any(axis=0))
    bottom = (int(rows[-1]) + 1) * scale if len(rows) else 0.0
    left, right = (int(columns[0]) * scale, (int(columns[-1]) + 1) * scale) if len(columns) else (0.0, 0.0)
    return Page(number, width, height, squeezed("".join(_in_lines(kept))), left, right, bottom)


def _in_lines(words: Sequence[tuple[float, float, float, float, str]]) -> Iterator[str]:
    """Yield words line by line, from left to right: poppler reads a table's columns one by one."""
    lines: list[list[tuple[float, float, float, float, str]]] = []
    for word in sorted(words, key=lambda one: one[1] + one[3]):
        if lines and abs(word[1] + word[3] - lines[-1][0][1] - lines[-1][0][3]) < 5:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        yield from (word[4] for word in sorted(line))


def _foot(words: Sequence[tuple[float, float, float, float, str]], height: float) -> list[tuple[float, float, float, float, str]]:
    """Return the words of the running foot: the last line, where it is a page's number."""
    low = [word for word in words if word[1] > height - 2.2 * _CM]
    last = [word for word in low if word[1] > max(other[1] for other in low) - 3] if low else []
    return last if _FOOT.match(squeezed("".join(word[4] for word in last))) else []


def bookmarks(data: bytes) -> list[tuple[str, int]]:
    """Return the outline of a PDF: (text, page), without blanks."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.objgen: at for at, page in enumerate(pdf.pages, start=1)}
        with pdf.open_outline() as outline:
            return list(_flat(outline.root, numbers, pdf))


def contents_of(data: bytes, entries: Sequence[str], folder: Path) -> tuple[tuple[str, int], ...]:
    """Return the contents list as a PDF prints it: each entry with the number behind its dots, each behind the one before it."""
    text = "".join(page.text for page in pages(data, folder)) if entries else ""
    found, at = [], 0
    for entry, after in pairwise([*entries, "\0"]):
        # "9. Penanggung Jawab ... 6" and "10. Lampiran" read "...610.Lampiran" without blanks
        number = re.compile(rf"{re.escape(entry)}\.{{3,}}(\d{{1,2}}?)(?={re.escape(after)}|\D|\d\.)").search(text, at)
        found.append((entry, int(number[1]) if number else 0))
        at = number.end() if number else at
    return tuple(found)


def _flat(items: Any, numbers: Mapping[Any, int], pdf: Any) -> Iterator[tuple[str, int]]:
    for item in items:
        target = item.destination if item.destination is not None else item.action.D
        place = target if isinstance(target, pikepdf.Array) else pdf.Root.Names.Dests
        yield squeezed(str(item.title)), numbers[place[0].objgen]
        yield from _flat(item.children, numbers, pdf)


def facts(data: bytes) -> Facts:
    """Return what the blocks of a DOCX say of its pages."""
    document = WordDocument(io.BytesIO(data))
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    blocks = [_Block(node, styles) for node in document.element.body if node.tag in (qn("w:p"), qn("w:tbl"))]
    shown = [block for block in blocks if block.text or block.has_picture]
    signed = [text for block in shown for text in block.signatures]
    # A class or a name stands above its table and in the cells of another: where these end a page nothing is parted.
    cells = {squeezed("".join(_texts(one))) for block in shown if block.is_table for one in block.node.iter(qn("w:p"))}
    return Facts(
        followed=tuple(one.text for one, after in pairwise(shown) if one.wants_company(after) and one.text not in cells),
        repeated=tuple(block.head_and_total for block in shown if all(block.head_and_total)),
        forced=tuple(_forced(blocks)),
        signatures=tuple(signed),
        headings=tuple(block.text for block in shown if block.is_heading),
        listed=tuple(_listed([block for block in blocks if not block.is_listed_title])),
        titled=tuple(_listed([block for block in blocks if block.is_listed_title])),
        fronts=tuple(block.text for block in shown if block.style == "judul depan"),
        words=tuple(squeezed(word) for block in shown if not block.is_contents for word in block.spaced.split()),
    )


class _Block:
    """A paragraph or table of a document's body."""

    def __init__(self, node: Any, styles: Mapping[str, str]) -> None:
        self.node = node
        self.is_table = node.tag == qn("w:tbl")
        self.spaced = " ".join("".join(_texts(paragraph)) for paragraph in node.iter(qn("w:p")))
        self.text = squeezed(self.spaced)
        self.has_picture = next(node.iter(qn("w:drawing")), None) is not None
        style = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        self.style = styles.get(style.get(qn("w:val")), "") if style is not None else ""
        self.is_heading = re.match(r"heading [1-9]", self.style) is not None
        self.is_contents = self.style.startswith(("toc ", "table of figures"))
        self.is_listed_title = self.style == "table of figures"
        self.signatures = [text for table in _tables(node) if (text := _signed(table, styles))]

    @property
    def breaks_before(self) -> bool:
        return self.node.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None

    @property
    def ends_section(self) -> bool:
        return self.node.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None

    @property
    def head_and_total(self) -> tuple[str, str]:
        if not self.is_table:
            return "", ""
        rows = [row for row in self.node.findall(qn("w:tr")) if next(row.iter(qn("w:tbl")), None) is None]
        heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
        head = squeezed(" ".join("".join(_texts(p)) for row in heads for p in row.iter(qn("w:p"))))
        last = squeezed(" ".join("".join(_texts(p)) for p in rows[-1].iter(qn("w:p")))) if rows else ""
        return head, last if last.startswith(_TOTALS) and len(rows) > len(heads) + 1 else ""

    def wants_company(self, after: _Block) -> bool:
        """Whether the block may not stand last on a page, `after` being the next."""
        if self.is_table or not self.text or self.is_contents:
            return False
        is_short = len(self.text) < 160
        return self.is_heading or "label" in self.style or (is_short and (after.is_table or self.text.endswith(":")))


def _tables(node: Any) -> list[Any]:
    """Return a table and those within it."""
    return list(node.iter(qn("w:tbl"))) if node.tag == qn("w:tbl") else []


def _signed(table: Any, styles: Mapping[str, str]) -> str:
    """Return the text of a table that is a signature block, without the tables around it; "" of another."""
    own = list(table.iterfind(f"{qn('w:tr')}/{qn('w:tc')}/{qn('w:p')}"))
    marks = [one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") for one in own if "".join(_texts(one)).strip()]
    is_signed = any(mark is not None and styles.get(mark.get(qn("w:val")), "") == "tanda tangan" for mark in marks)
    return squeezed(" ".join("".join(_texts(paragraph)) for paragraph in own)) if is_signed else ""


def _texts(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:noBreakHyphen")):
        yield (node.text or "") if node.tag == qn("w:t") else "-" if node.tag == qn("w:noBreakHyphen") else " "


def _forced(blocks: Sequence[_Block]) -> Iterator[str]:
    starts = False
    for block in blocks:
        if block.text and (block.breaks_before or starts):
            yield block.text
        starts = (starts and not block.text) or block.ends_section


def _listed(blocks: Sequence[_Block]) -> Iterator[tuple[str, int]]:
    for block in blocks:
        found = re.fullmatch(r"(.*?)\s+(\d+)", block.spaced.strip()) if block.is_contents else None
        if found:
            yield squeezed(found.group(1)), int(found.group(2))


def faults(found: Sequence[Page], marks: Sequence[tuple[str, int]], told: Facts) -> list[str]:
    """Return what is wrong with a document's pages, each with its page: nothing for pages that an office would sign."""
    shown = [page for page in found if page.text or page.bottom]
    return [
        *(f"halaman {page.number} kosong" for page in found if page not in shown),
        *_fill_faults(found, told),
        *_part_faults(found, told),
        *_contents_faults(marks, told),
        *_title_faults(found, told),
        *_lost_words(found, told),
    ]


def _fill_faults(found: Sequence[Page], told: Facts) -> Iterator[str]:
    for page, after in pairwise(found):
        if _DOTTED.search(page.text):
            continue  # a page of the contents list, or of the titles below it
        is_before_break = any(_HEAD_NUMBER.sub("", after.text).startswith(text[:40]) for text in told.forced) or page.width != after.width
        if is_before_break and _ANNEX.match(page.text) and _ANNEX.match(after.text):
            continue  # an annex has a page of its own, however short it is
        if is_before_break and page.text.startswith(told.fronts):
            continue  # so has the page of approval, which holds a title, three lines and a signature
        # With the signature the text itself is at its end, the heading and sentence before it there or not.
        ends = any(_ends_with_signature(page.text, text) for text in told.signatures)
        least = 0.18 if is_before_break and ends else 0.3 if is_before_break else 0.6
        if page.fill < least:
            yield f"halaman {page.number} terisi {page.fill:.0%}"
    for page in found:
        if page.text and (page.left < 1.4 * _CM or page.right > page.width - 1.4 * _CM):
            yield f"halaman {page.number} melewati batas teks"


def _part_faults(found: Sequence[Page], told: Facts) -> Iterator[str]:
    for page in found[:-1]:
        yield from (f"halaman {page.number} berakhir dengan “{text[:40]}”" for text in told.followed if _ends_with(page.text, text))
    for page in found[1:]:
        for head, total in told.repeated:
            if Counter(page.text[: len(head) + len(total)]) == Counter(head + total):
                yield f"halaman {page.number} hanya kepala tabel dan “{total[:40]}”"
    for text in told.signatures:
        if text and not any(_holds(page.text, text) for page in found):
            yield f"tanda tangan terbelah: “{text[:40]}”"
        yield from (f"halaman {page.number} hanya tanda tangan" for page in found if page.text and _holds(text, page.text))


def _ends_with(page: str, text: str) -> bool:
    """Whether a page ends with a heading, and not with a numbered title of the same words."""
    return page.endswith(text) and re.search(r"(Gambar|Tabel)\d+$", page.removesuffix(text)) is None


def _ends_with_signature(page: str, text: str) -> bool:
    """Whether a page ends with the words of a signature block, which stand beside each other."""
    return bool(text) and Counter(page[-len(text) :]) == Counter(text)


def _holds(text: str, part: str) -> bool:
    return not Counter(part) - Counter(text)


def _contents_faults(marks: Sequence[tuple[str, int]], told: Facts) -> Iterator[str]:
    ahead = list(marks)
    for heading in told.headings:
        at = next((index for index, (text, _) in enumerate(ahead) if text == heading), None)
        if at is None:
            yield f"tidak ada di penanda: “{heading[:40]}”"
        else:
            ahead = ahead[at + 1 :]
    ahead = list(marks)
    for text, page in told.listed:
        at = next((index for index, (mark, _) in enumerate(ahead) if mark == text), None)
        if at is None or ahead[at][1] != page:
            yield f"daftar isi: “{text[:40]}” halaman {page}, seharusnya {ahead[at][1] if at is not None else '-'}"
        ahead = ahead[at + 1 :] if at is not None else ahead


def _title_faults(found: Sequence[Page], told: Facts) -> Iterator[str]:
    """Yield the titles that do not stand on the page that their list says; the list itself, with dots, does not count."""
    for text, page in told.titled:
        places = [one.number for one in found if re.search(re.escape(text) + r"(?!\.\.)", one.text)]
        if page not in places:
            yield f"daftar tabel dan gambar: “{text[:40]}” halaman {page}, seharusnya {places}"


def _lost_words(found: Sequence[Page], told: Facts) -> Iterator[str]:
    lost = Counter("".join(told.words)) - Counter("".join(page.text for page in found))
    if set(lost) - set("-•–◦▪0123456789.abcdefghi"):
        yield f"hilang dari halaman: {dict(lost)}"
