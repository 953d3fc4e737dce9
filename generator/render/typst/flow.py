"""A document as the typst library takes it: paper and letters, letterhead, and its leaves with what each keeps to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generator.fields.kind import LANDSCAPE_CM, PORTRAIT_CM
from generator.outline.filled import fill
from generator.outline.keeping import Bond, bonds
from generator.outline.sections import PageSection, sections
from generator.outline.walk import outline
from generator.render.cover import covering
from generator.render.letterhead import SIZES, Letterhead, balanced, letterhead
from generator.render.lettering import lettering
from generator.render.logo import size_of
from generator.render.paper import USUAL_SPACING, faces, is_justified, margins, running_text, size_mm, spacing, spacing_in_twips, text_area
from generator.render.signatures import signing
from generator.render.titles import numbered, titles
from generator.render.typst.leaves import LeafWriter, TypstLeaf
from generator.render.typst.lists import lists_on_new_pages
from generator.render.typst.words import Files
from generator.spec.model import CERTIFICATE, LETTER, REPORT

if TYPE_CHECKING:
    from generator.render.rendering import Rendering
    from generator.spec.compile import CompiledSpec

_LOGO_WIDE: Final = 2.4
_LOGO_HIGH: Final = 2.0
_LOGO_PT: Final = 2.4 * 72 / 2.54
_FEET: Final = {REPORT: "laporan", LETTER: "surat", CERTIFICATE: "tiada"}


@lru_cache(maxsize=64)
def outline_sections(compiled: CompiledSpec) -> tuple[PageSection, ...]:
    """Return the blocks of a type cut into upright and turned pages; once a process."""
    return sections(outline(compiled), is_turned=compiled.spec.layout == CERTIFICATE)


def document_data(rendering: Rendering, files: Files) -> dict[str, Any]:
    """Return what the library prints of a document without a page of its own. Raises ExpressionFault where an expression cannot run."""
    compiled, office = rendering.document.compiled, running_text(rendering.document)
    context = {**rendering.context, **called(rendering)}
    letters = lettering(office)
    pages: list[tuple[bool, list[TypstLeaf]]] = []
    writer = LeafWriter(letters, files, text_area(office))
    for section in outline_sections(compiled):
        writer.page = text_area(office, is_turned=section.is_wide)
        filled = fill(section.blocks, context, compiled.environment, width_cm=LANDSCAPE_CM if section.is_wide else PORTRAIT_CM)
        leaves = [leaf for block in filled for leaf in writer.leaves(block)]
        if leaves or not pages:
            pages.append((section.is_wide, leaves))
    blocks = [leaf.data for _, leaves in pages for leaf in leaves]
    for block in blocks:
        if block["k"] == "daftar-isi":
            block["baru"] = lists_on_new_pages(blocks, letters, text_area(office))
    found = iter(bonds(list(_pieces(pages))))
    bonded = [(is_wide, [(leaf, next(found)) for leaf in leaves]) for is_wide, leaves in pages]
    return {
        **paper_data(rendering),
        "kaki": _FEET.get(compiled.spec.layout, "biasa"),
        "kop": {} if compiled.spec.layout == REPORT else letterhead_data(letterhead(rendering.document.given.institution), office, files),
        "bagian": [{"mendatar": is_wide, "isi": blocks_data(leaves)} for is_wide, leaves in bonded],
    }


def _pieces(pages: Sequence[tuple[bool, list[TypstLeaf]]]) -> Iterable[Any]:
    for at, (_, leaves) in enumerate(pages):
        for number, leaf in enumerate(leaves):
            yield replace(leaf.piece, begins_page=True) if at and number == 0 else leaf.piece


def called(rendering: Rendering) -> dict[str, Any]:
    """Return what blocks and templates call, each giving its words."""
    office = rendering.document.given.institution
    return {
        **signing(office, rendering.document.type.id, lambda block: block),
        **covering(office, rendering.created, lambda cover: cover),
        **titles(numbered()),
    }


def paper_data(rendering: Rendering) -> dict[str, Any]:
    """Return paper, letters and properties of a document."""
    office = running_text(rendering.document)
    edges = margins(office)
    width, height = size_mm(office)
    return {
        "judul": rendering.title,
        "penulis": str(rendering.document.given.institution.get("nama") or ""),
        "kata": [f"{name}={value}" for name, value in rendering.properties.items()],
        "tanggal": [rendering.created.year, rendering.created.month, rendering.created.day] if rendering.created else [],
        "kertas": [width, height],
        "tepi": [edges.top, edges.right, edges.bottom, edges.left] if edges else [],
        **faces(office),
        "baris": spacing_in_twips(office, spacing(office) or USUAL_SPACING),
        "baris-biasa": spacing_in_twips(office, USUAL_SPACING),
        "rata": is_justified(office),
        "draf": rendering.draft_lines if rendering.draft_notes else [],
    }


def letterhead_data(head: Letterhead, office: Mapping[str, Any], files: Files) -> dict[str, Any]:
    """Return the letterhead: its picture, or its lines and logos; nothing where there is none."""
    if not head:
        return {}
    if head.picture is not None:
        return {"gambar": files.kept_file(head.picture, "kop"), "alt": head.alt}
    room = text_area(office)[0] - _LOGO_PT * sum(file is not None for file in (head.logo, head.right_logo))
    lines = [
        [role, "\n".join(balanced(text, room, SIZES[role], is_bold=role == "nama")) if role != "alamat" else text]
        for role, text in head.lines
    ]
    return {
        "baris": lines,
        "logo": _logo(head.logo, "logo", files),
        "kanan": _logo(head.right_logo, "logo-kanan", files),
        "alt": f"Logo {head.alt}",
    }


def _logo(file: Path | None, name: str, files: Files) -> list[Any]:
    """Return a logo and whether it is wider than the room beside the lines of the letterhead; nothing where there is none."""
    if file is None:
        return []
    width, height = size_of(file)
    return [files.kept_file(file, name), width * _LOGO_HIGH > height * _LOGO_WIDE]


def blocks_data(leaves: Sequence[tuple[TypstLeaf, Bond]]) -> list[dict[str, Any]]:
    """Return leaves with what each keeps to: lists joined again, what follows a table that it belongs to within that table."""
    made: list[_BondedBlock] = [_BondedBlock(leaf.data, leaf.series, bond.to_next) for leaf, bond in leaves]
    for one, after in pairwise(made):
        one.data["lalu"] = after.data["k"]
        if one.series and one.series == after.series:
            one.data["lanjut"] = True
    for one, (leaf, bond) in zip(made, leaves, strict=True):
        if leaf.data["k"] in ("tabel", "tabel-ketik", "fakta"):
            one.data.update(_rows_together(leaf, bond))
    return _with_tails(_joined(made))


@dataclass(slots=True)
class _BondedBlock:
    data: dict[str, Any]
    series: int
    to_next: bool


def _rows_together(leaf: TypstLeaf, bond: Bond) -> dict[str, Any]:
    """Return how many rows of a table's body stay together each time, and which may break; nothing where each stands for itself."""
    heads = sum(row.is_head for row in leaf.piece.rows)
    groups: list[int] = [0]
    for at in range(heads, len(leaf.piece.rows)):
        groups[-1] += 1
        if at not in bond.rows_to_next or at in bond.breakable:
            groups.append(0)
    groups = [count for count in groups if count]
    breaks = [at - heads for at in sorted(bond.breakable) if at >= heads]
    return {"bersama": groups if any(count > 1 for count in groups) else [], "patah": breaks}


def _joined(made: Iterable[_BondedBlock]) -> list[_BondedBlock]:
    """Return the pieces with the items of each list together, but those that keep to what follows by themselves."""
    found: list[_BondedBlock] = []
    for (series, to_next), group in groupby(made, key=lambda one: (one.series, one.to_next)):
        held = list(group)
        if not series or to_next:
            found += held
            continue
        first = held[0]
        first.data = {**first.data, "lanjut": held[-1].data.get("lanjut", False), "isi": [item for one in held for item in one.data["isi"]]}
        found.append(first)
    return found


def _with_tails(made: Sequence[_BondedBlock]) -> list[dict[str, Any]]:
    """Return the blocks; what a table keeps to stands in its last row, with whose rows above it no page ends between."""
    found: list[dict[str, Any]] = []
    at = 0
    while at < len(made):
        one = made[at]
        at += 1
        data = {**one.data, "lekat": True} if one.to_next else one.data
        if one.to_next and data["k"] in ("tabel", "tabel-ketik", "fakta"):
            end = next((place for place in range(at, len(made)) if not made[place].to_next), len(made) - 1)
            data = {**data, "lekat": False, "ekor": _with_tails(made[at : end + 1])}
            at = end + 1
        if found and "k" in found[-1]:
            data = {**data, "sesudah": found[-1]["k"]}
        found.append(data)
    return found
