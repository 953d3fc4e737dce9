"""A form as a Word document: label and value on cards, one card for each row of a table; in the office's letters, under its letterhead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

from generator.blank.begun import begun
from generator.blank.docx_cards import CardSetting, Looks, numbers, written_part
from generator.blank.docx_letterhead import with_letterhead
from generator.blank.known import KnownFields
from generator.errors import UsageFault
from generator.form.cards import GUIDE, GUIDE_HEAD, feeder_of_all, obstacles, on_cards
from generator.form.fed import told_of
from generator.form.filled import FilledForm, filled
from generator.form.identity import Identity, identity_line, identity_properties
from generator.form.parts import own_cards
from generator.form.plan import Plan
from generator.form.planning import plan_of
from generator.office.package.parts import write_parts
from generator.office.word import controls
from generator.office.word.build import cell, row, table, words
from generator.office.word.numbering import Numbering
from generator.office.word.parts import with_part
from generator.office.word.properties import LANGUAGE, with_properties, with_title
from generator.office.word.settings import tidy_settings
from generator.office.word.styles import WordStyles, with_language
from generator.render.paper import Margins, margins, size_mm
from generator.render.word_start import MAIN, START, running_parts, start_parts, with_body

if TYPE_CHECKING:
    from generator.home import Home
    from generator.spec.compile import CompiledSpec

_NOTHING: Final = KnownFields()
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ADDRESS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES, _NUMBERING, _SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"
_TWIPS_MM: Final = 1440 / 25.4
_SIDES: Final = Margins(top=2.0, right=2.0, bottom=2.0, left=2.5)
_GUIDE_BORDERS: Final = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>' for edge in ("top", "left", "bottom", "right")
)
_NEAR: Final = '<w:spacing w:before="0" w:after="60"/>'


def blank_docx(
    compiled: CompiledSpec,
    waived: frozenset[tuple[str, ...]] = frozenset(),
    known: KnownFields = _NOTHING,
    institution: Mapping[str, Any] | None = None,
) -> tuple[bytes, FilledForm]:
    """Return the form of a type as a Word document, and what stands in it.

    waived: what an electronic office fills. known: what it begins with. institution: the office's settings. Raises UsageFault
    where cards cannot hold the form.
    """
    made = begun(compiled, waived, known, institution or {}, plan=on_cards(plan_of(compiled), known.gives))
    return form_docx(made.form, compiled.home, made.elsewhere, institution or {}), made.form


def filled_docx(compiled: CompiledSpec, values: Mapping[str, Any]) -> tuple[bytes, FilledForm]:
    """Return the form of a type with values as a Word document, and what stands in it. Raises UsageFault where cards cannot hold it."""
    form = filled(on_cards(plan_of(compiled)), values, compiled.home.library)
    return form_docx(form, compiled.home), form


def form_docx(
    form: FilledForm, home: Home, elsewhere: Mapping[tuple[str, ...], str] | None = None, institution: Mapping[str, Any] | None = None
) -> bytes:
    """Return a form with its values as a Word document. elsewhere: what is not asked in it, and why. Raises UsageFault where cards cannot hold it."""
    plan, office = form.plan, institution or {}
    refuse_obstacles(plan)
    start = start_parts(home.template(START).read_bytes())
    styles, numbering = WordStyles(start.get(_STYLES)), Numbering(start.get(_NUMBERING))
    edges, sides = margins(office) or _SIDES, size_mm(office)
    width = round((sides[0] - 10 * (edges.left + edges.right)) * _TWIPS_MM)
    number = numbers()
    setting = CardSetting(Looks(styles), numbering, home.library, width, elsewhere or {}, number)
    start, head = with_letterhead(start, styles, office, width)
    body = head + _opening(plan, setting) + "".join(written_part(part, form, setting) for part in own_cards(plan))
    body += _section(running_parts(start), sides, edges)
    parts = with_body(start, body, {"w15": controls.CARDS})
    return _packed(parts, (styles, numbering), plan, office)


def refuse_obstacles(plan: Plan) -> None:
    """Raise UsageFault where a form holds what cards cannot."""
    if found := obstacles(plan):
        listed = ", ".join(f"“{label}”" for label in found)
        hint = f"Pakai formulir Excel: borang blank {plan.type} -o {plan.type}.xlsx."
        if feeder := feeder_of_all(plan):
            hint += f" Atau sebut berkas {feeder} yang sudah memuatnya: borang blank {plan.type} --program BERKAS -o {plan.type}.docx."
        raise UsageFault(
            f"Formulir Word tidak dapat memuat {listed}: tabel di dalam tabel, baris yang sudah tentu, atau matriks.",
            hint=hint,
            code="formulir-tidak-muat",
        )


def _identity(plan: Plan) -> Identity:
    return Identity(plan.type, plan.revision, plan.mark)


def _opening(plan: Plan, setting: CardSetting) -> str:
    """Return what stands before the fields: what the form is, and how it is filled in."""
    said = setting.looks["said"]
    guide = words(GUIDE_HEAD, said, bold=True, more=_NEAR) + "".join(words(sentence, said, more=_NEAR) for sentence in GUIDE)
    guide += "".join(words(sentence, said, more=_NEAR) for sentence in told_of(plan.left_out, setting.elsewhere))
    box = table([row([cell(setting.width, guide)])], [setting.width], borders=_GUIDE_BORDERS, margins=(80, 120, 40, 120))
    source = words(f"Sumber: {plan.source}", said, align="center") if plan.source else ""
    return (
        words(plan.title, "Title", more='<w:spacing w:before="0" w:after="60"/>')
        + source
        + box
        + words(identity_line(_identity(plan)), setting.looks["mark"])
    )


def _section(running: Mapping[str, str], sides: tuple[float, float], edges: Margins) -> str:
    """Return the paper of the form, with the page's number at its foot."""
    foot = f'<w:footerReference w:type="default" r:id={quoteattr(running["footer"])}/>' if "footer" in running else ""
    wide, high = (round(side * _TWIPS_MM) for side in sides)
    top, right, bottom, left = (round(edge * 10 * _TWIPS_MM) for edge in (edges.top, edges.right, edges.bottom, edges.left))
    return (
        f'<w:sectPr>{foot}<w:pgSz w:w="{wide}" w:h="{high}"/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        ' w:header="709" w:footer="567" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>'
    )


def _packed(parts: dict[str, bytes], dress: tuple[WordStyles, Numbering], plan: Plan, office: Mapping[str, Any]) -> bytes:
    """Return the package: styles and numberings in it, what it says of itself, and the office's letters."""
    for name, xml in zip((_STYLES, _NUMBERING), (one.to_xml() for one in dress), strict=True):
        if xml is not None:
            part = name.removeprefix("word/").removesuffix(".xml")
            parts = with_part(parts, name, xml, f"{_WORD}.{part}+xml", address=f"{_ADDRESS}/{part}", owner=MAIN)
    parts[_STYLES] = with_language(parts.get(_STYLES), LANGUAGE)
    if _SETTINGS in parts:
        parts[_SETTINGS] = tidy_settings(parts[_SETTINGS])
    name = office.get("nama")
    parts = with_properties(parts, properties=identity_properties(_identity(plan)), author=name if isinstance(name, str) else "")
    parts = with_title(parts, f"Formulir {plan.title}")
    font = office.get("huruf")
    if isinstance(font, str):
        letters = quoteattr(font).encode()
        parts = {
            one: data.replace(b'"Arial"', letters) if one.startswith("word/") and one.endswith(".xml") else data
            for one, data in parts.items()
        }
    return write_parts(parts, fresh=(MAIN,))
