"""Letterhead, cover and signatures on a page for PDF."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from generator.render.cover import CoverWords
from generator.render.letterhead import Letterhead
from generator.render.logo import media_of
from generator.render.signatures import SignatureWords, SignerWords

_NOBODY = SignerWords((), "")


def address(file: Path) -> str:
    """Return a picture as an address, made once as long as the file does not change."""
    return _address(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _address(file: Path, _changed: int) -> str:
    return f"data:{media_of(file)};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"


def letterhead_html(head: Letterhead) -> Markup:
    """Return the letterhead as the page's header; nothing where there is none."""
    if not head:
        return Markup("")
    if head.picture is not None:
        return Markup('<header class="kop-gambar"><img src="{}" alt="{}"></header>').format(address(head.picture), head.alt)
    lines = Markup("").join(Markup('<p class="kop-{}">{}</p>').format(role, text) for role, text in head.lines)
    marks = f"{' kop-berlogo' if head.logo else ''}{' kop-dua-logo' if head.right_logo else ''}"
    logos = _logo(head.logo, head.alt, "") + _logo(head.right_logo, head.alt, " kanan")
    return Markup('<header class="kop{}">{}<div class="kop-teks">{}</div></header>').format(marks, logos, lines)


def _logo(file: Path | None, alt: str, side: str) -> Markup:
    if file is None:
        return Markup("")
    return Markup('<div class="kop-logo{}"><img src="{}" alt="Logo {}"></div>').format(side, address(file), alt)


def cover_html(cover: CoverWords) -> Markup:
    """Return the cover of a report: logos, title, what it is about and its year, the institution at the foot."""
    logos = Markup("").join(Markup('<img src="{}" alt="Logo {}">').format(address(file), cover.alt) for file in cover.logos)
    lines = (("tentang", cover.subject), ("baris", cover.year))
    said = Markup("").join(Markup('<p class="sampul-{}">{}</p>').format(role, text) for role, text in lines if text)
    foot = Markup("").join(Markup('<p class="sampul-{}">{}</p>').format(role, text) for role, text in cover.foot)
    return Markup(
        '<section class="sampul"><div class="sampul-logo">{}</div><h1>{}</h1>{}<div class="sampul-kaki">{}</div></section>'
    ).format(logos, cover.title, said, foot)


def signature_html(block: SignatureWords | None) -> Markup:
    """Return a signature block: positions, room and names in rows of their own, so that names stand on one line."""
    if block is None:
        return Markup("")
    rows = Markup("").join(_pair(pair, block.above(pair, is_first=at == 0)) for at, pair in enumerate(block.rows))
    count = "satu" if len(block.signers) == 1 else "dua"
    return Markup('<table class="tanda-tangan tanda-tangan-{}"><colgroup><col><col></colgroup><tbody>{}</tbody></table>').format(
        count, rows
    )


def _pair(pair: tuple[SignerWords | None, SignerWords | None], above: tuple[tuple[str, ...], tuple[str, ...]]) -> Markup:
    sides = [side or _NOBODY for side in pair]
    heads = Markup("").join(_cell((*first, *side.head)) for first, side in zip(above, sides, strict=True))
    rooms = Markup("").join(Markup("<td>{}</td>").format(side.room) for side in sides)
    names = Markup("").join(_name(side) for side in sides)
    return Markup('<tr>{}</tr><tr class="ruang">{}</tr><tr class="nama">{}</tr>').format(heads, rooms, names)


def _cell(lines: tuple[str, ...]) -> Markup:
    return Markup("<td>{}</td>").format(Markup("").join(Markup("<p>{}</p>").format(line or "\u00a0") for line in lines))


def _name(side: SignerWords) -> Markup:
    below = Markup("").join(Markup("<p>{}</p>").format(line) for line in side.foot)
    return Markup('<td><p class="nama">{}</p>{}</td>').format(side.name, below) if side.name else Markup("<td></td>")
