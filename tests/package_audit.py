"""Faults of a package over which Word or Excel offers a repair, and which a schema does not show.

Each fault is one Indonesian sentence that begins with the part's name; a sound package has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from generator.office.package.parts import CONTENT_TYPES
from generator.office.package.relations import TYPES, Relation, relations, relations_name
from generator.office.package.xml import Element, SyntaxFault, elements, local, parsed
from generator.office.sheet.cells import split_address

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_2010: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LINKS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def faults(parts: Mapping[str, bytes]) -> list[str]:
    """Return the faults of a DOCX or XLSX package given as parts, in the order of its parts."""
    found = [*_content_types(parts), *_relationships(parts)]
    styles, numbers = _declared(parts, "word/styles.xml", "style", "styleId"), _declared(parts, "word/numbering.xml", "num", "numId")
    for name, data in parts.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        try:
            root = parsed(data, forgiving=name.endswith(".vml"))
        except SyntaxFault as fault:
            found.append(f"{name}: bukan XML yang utuh ({fault.msg}).")
            continue
        _without_fallbacks(root)
        checks = _WORD_CHECKS if name.startswith("word/") else _SHEET_CHECKS if "worksheets/" in name else ()
        found += [f"{name}: {text}" for check in checks for text in check(root)]
        found += [f"{name}: {text}" for text in _links(root, relations(parts, name))]
        if name.startswith("word/") and name not in ("word/styles.xml", "word/numbering.xml"):
            found += [f"{name}: {text}" for text in (*_unknown(root, styles, _STYLE_USES), *_unknown(root, numbers, _NUMBER_USES))]
    return found


def _without_fallbacks(root: Element) -> None:
    """Take out what older programs read in place of a newer thing: it repeats ids by design."""
    for node in list(elements(root, "Fallback")):
        node.clear()


def _content_types(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield parts without a content type, types without a part, and parts named twice."""
    if CONTENT_TYPES not in parts:
        yield f"{CONTENT_TYPES}: tidak ada."
        return
    root = parsed(parts[CONTENT_TYPES])
    defaults = {node.get("Extension", "").lower() for node in root.iter(f"{{{TYPES}}}Default")}
    overrides = [node.get("PartName", "").lstrip("/") for node in root.iter(f"{{{TYPES}}}Override")]
    yield from (f"{CONTENT_TYPES}: jenis isi {name} ditulis dua kali." for name in _doubled(overrides))
    yield from (f"{CONTENT_TYPES}: {name} tidak ada dalam berkas." for name in overrides if name not in parts)
    for name in parts:
        if name != CONTENT_TYPES and name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name}: tanpa jenis isi."


def _relationships(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield relationships that lead nowhere or share an id, and relationship parts of nothing."""
    owners = ["", *(name for name in parts if not name.endswith(".rels"))]
    known = {relations_name(owner): relations(parts, owner) for owner in owners}
    for name, listed in known.items():
        yield from (f"{name}: id {key} dipakai dua kali." for key in _doubled(relation.id for relation in listed))
        yield from (f"{name}: {one.target} tidak ada dalam berkas." for one in listed if not one.external and _is_missing(one, parts))
    yield from (f"{name}: hubungan dari bagian yang tidak ada." for name in parts if name.endswith(".rels") and name not in known)


def _is_missing(relation: Relation, parts: Mapping[str, bytes]) -> bool:
    target = relation.target.partition("#")[0]
    return bool(target) and target not in parts


def _links(root: Element, listed: Iterable[Relation]) -> Iterator[str]:
    """Yield ids of relationships that a part names and does not have."""
    known = {relation.id for relation in listed}
    used = {text for node in root.iter() for key, text in node.attrib.items() if key.startswith(_LINKS) and text}
    yield from (f"hubungan {key} tidak ada." for key in sorted(used - known))


def _declared(parts: Mapping[str, bytes], name: str, tag: str, attribute: str) -> set[str]:
    data = parts.get(name)
    return set() if data is None else {node.get(_WORD + attribute, "") for node in parsed(data).iter(_WORD + tag)}


_STYLE_USES: Final = ("gaya", ("pStyle", "rStyle", "tblStyle"), set[str]())
_NUMBER_USES: Final = ("penomoran", ("numId",), {"0"})


def _unknown(root: Element, known: set[str], uses: tuple[str, tuple[str, ...], set[str]]) -> Iterator[str]:
    """Yield styles and numberings that a part uses and nobody declares."""
    what, tags, allowed = uses
    used = {node.get(f"{_WORD}val", "") for tag in tags for node in root.iter(_WORD + tag)}
    yield from (f"{what} {key} tidak ada." for key in sorted(used - known - allowed))


def _drawings(root: Element) -> Iterator[str]:
    ids = [node.get("id", "") for node in elements(root, "docPr")]
    yield from (f"id gambar {key} dipakai dua kali." for key in _doubled(ids))


def _bookmarks(root: Element) -> Iterator[str]:
    starts = list(root.iter(f"{_WORD}bookmarkStart"))
    ids = [node.get(f"{_WORD}id", "") for node in starts]
    ends = [node.get(f"{_WORD}id", "") for node in root.iter(f"{_WORD}bookmarkEnd")]
    yield from (f"id penanda {key} dipakai dua kali." for key in _doubled(ids))
    yield from (f"nama penanda {key} dipakai dua kali." for key in _doubled(node.get(f"{_WORD}name", "").lower() for node in starts))
    yield from (f"penanda {key} tanpa pasangan." for key in sorted(set(ids) ^ set(ends)))
    names = {node.get(f"{_WORD}name", "") for node in starts}
    anchors = {node.get(f"{_WORD}anchor", "") for node in root.iter(f"{_WORD}hyperlink")} - {""}
    yield from (f"tautan ke penanda {key} yang tidak ada." for key in sorted(anchors - names - {"_top"}))


def _paragraph_ids(root: Element) -> Iterator[str]:
    ids = [node.get(f"{_WORD_2010}paraId", "").upper() for node in root.iter(f"{_WORD}p", f"{_WORD}tr")]
    yield from (f"id paragraf {key} dipakai dua kali." for key in _doubled(filter(None, ids)))


def _controls(root: Element) -> Iterator[str]:
    ids = [node.get(f"{_WORD}val", "") for properties in root.iter(f"{_WORD}sdtPr") for node in properties.iterchildren(f"{_WORD}id")]
    yield from (f"id isian {key} dipakai dua kali." for key in _doubled(ids))


def _fields(root: Element) -> Iterator[str]:
    """Yield a fault when complex fields do not close as often as they open, or in the wrong order."""
    depth = 0
    for node in root.iter(f"{_WORD}fldChar"):
        depth += {"begin": 1, "end": -1}.get(node.get(f"{_WORD}fldCharType", ""), 0)
        if depth < 0:
            break
    if depth:
        yield "bidang (field) yang tidak berpasangan."


def _cells(root: Element) -> Iterator[str]:
    """Yield cells that do not end in a paragraph, rows without cells, and rows wider or narrower than the table's grid."""
    for number, table in enumerate(root.iter(f"{_WORD}tbl"), start=1):
        grid = sum(1 for _ in table.iterfind(f"{_WORD}tblGrid/{_WORD}gridCol"))
        rows = [row for row in table.iter(f"{_WORD}tr") if next(row.iterancestors(f"{_WORD}tbl")) is table]
        for place, row in enumerate(rows, start=1):
            cells = [cell for cell in row.iter(f"{_WORD}tc") if next(cell.iterancestors(f"{_WORD}tr")) is row]
            width = (
                sum(_number(cell, "tcPr/gridSpan", 1) for cell in cells)
                + _number(row, "trPr/gridBefore", 0)
                + _number(row, "trPr/gridAfter", 0)
            )
            if width != grid:
                yield f"tabel {number}, baris {place}: {width} kolom, padahal tabelnya {grid}."
            if any(not len(cell) or local(cell[-1]) != "p" for cell in cells):
                yield f"tabel {number}, baris {place}: sel tidak berakhir dengan paragraf."
        if not rows:
            yield f"tabel {number}: tanpa baris."


def _number(element: Element, path: str, default: int) -> int:
    node = element.find("/".join(_WORD + name for name in path.split("/")))
    return default if node is None else int(node.get(f"{_WORD}val", default))


def _merges(root: Element) -> Iterator[str]:
    """Yield merged ranges of a sheet that share a cell."""
    areas = [(node.get("ref", ""), *_area(node.get("ref", ""))) for node in elements(root, "mergeCell")]
    areas.sort(key=lambda area: area[1])
    for index, (name, _, right, top, bottom) in enumerate(areas):
        for other, left, _, other_top, other_bottom in areas[index + 1 :]:
            if left > right:
                break
            if other_top <= bottom and other_bottom >= top:
                yield f"sel gabungan {name} dan {other} bertumpang tindih."


def _area(reference: str) -> tuple[int, int, int, int]:
    """Return (first column, last column, first row, last row) of a range such as A1:B2."""
    first, _, last = reference.replace("$", "").partition(":")
    rows, columns = (sorted(pair) for pair in zip(split_address(first), split_address(last or first), strict=True))
    return columns[0], columns[1], rows[0], rows[1]


def _order(root: Element) -> Iterator[str]:
    """Yield rows and cells of a sheet that are out of order or there twice."""
    last_row = 0
    for row in elements(root, "row"):
        number = int(row.get("r", last_row + 1))
        if number <= last_row:
            yield f"baris {number} tidak pada urutannya."
        last_row = max(last_row, number)
        columns = [split_address(cell.get("r", ""))[1] for cell in row if cell.get("r")]
        if any(right <= left for left, right in pairwise(columns)):
            yield f"baris {number}: sel tidak pada urutannya."


def _doubled(keys: Iterable[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1]


_Check = Callable[[Element], Iterator[str]]
_WORD_CHECKS: Final[tuple[_Check, ...]] = (_drawings, _bookmarks, _paragraph_ids, _controls, _fields, _cells)
_SHEET_CHECKS: Final[tuple[_Check, ...]] = (_merges, _order)
