"""A Word template, read once for lint and make alike: through the gate, then each story as Jinja text with its places."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import lxml.etree
from docx import Document
from docxtpl import DocxTemplate

from generator.errors import TemplateFault
from generator.guard import WORD_TEMPLATE, admit
from generator.office.package.gate import Danger, dangers
from generator.office.package.parts import CONTENT_TYPES, read_parts, write_parts
from generator.office.package.relations import relations
from generator.office.package.xml import Element, elements, parsed
from generator.office.word.styles import WordStyles
from generator.office.word.wml import W, find
from generator.render.docx.blocks import block_problems
from generator.render.docx.cleaning import cleaned, with_main_named
from generator.render.docx.joining import MARK, JoinedStory, join, marked, without_bindings
from generator.render.docx.restarts import with_restarts
from generator.render.docx.spots import Problem, Spot
from generator.render.docx.tags import Stray, WordTag, tags_of

STORIES: Final = {
    "header": "kepala halaman",
    "footer": "kaki halaman",
    "footnotes": "catatan kaki",
    "endnotes": "catatan akhir",
}
PROPERTIES: Final = (
    "author",
    "category",
    "comments",
    "content_status",
    "identifier",
    "keywords",
    "language",
    "subject",
    "title",
    "version",
)
_BODY: Final = "isi"
_MAIN: Final = "word/document.xml"
_CHARTS: Final = re.compile(r"(?:charts|diagrams|drawings)/[^/]+\.xml$")
_IN_TAG: Final = re.compile(r"(\{\{|\{%|\{#)(.*?)(\}\}|%\}|#\})", re.DOTALL)
_ENTITIES: Final = {"&amp;": "&", "&quot;": '"', "&apos;": "'", "&#39;": "'", "&#34;": '"', "&#38;": "&"}
_ENTITY: Final = re.compile("|".join(_ENTITIES))
_KEPT_SIGNS: Final = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")
_EMPTY_GRID: Final = f"{W}tblGrid"


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story as Jinja text. spots: where each of its lines stands; one line ends with each tag."""

    part: str
    text: str
    spots: tuple[Spot, ...]

    def spot(self, line: int | None) -> Spot:
        """Return the place of a line, 1-based."""
        return self.spots[min(max(line or 1, 1), len(self.spots)) - 1]


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template ready to be filled. package: as python-docx is to open it; problems: for which it can be neither filled nor passed."""

    package: bytes
    stories: Mapping[str, StoryText]
    properties: Mapping[str, StoryText]
    problems: tuple[Problem, ...] = field(default=())


def read_template(data: bytes, file: str) -> WordTemplate:
    """Return a Word template, read. Raises TemplateFault when it is no sound Word document."""
    try:
        return _read(data, file)
    except zipfile.BadZipFile as error:
        hint = "Simpan ulang dengan Word sebagai Word Document (.docx), bukan .dotx, .docm, atau Strict Open XML."
        raise TemplateFault("Templat ini bukan berkas Word (.docx) yang utuh.", file=file, hint=hint, code="templat-bukan-word") from error


@lru_cache(maxsize=32)
def _read(data: bytes, file: str) -> WordTemplate:
    """Read a template; kept, for it is filled once for each document. Raises TemplateFault, zipfile.BadZipFile."""
    admit(data, file, WORD_TEMPLATE, fault=TemplateFault)
    parts = read_parts(data)
    main = _main(parts)
    found = tuple(_danger(parts, danger) for danger in dangers(parts))
    if found:
        return WordTemplate(b"", {}, {}, found)
    parts, main = with_main_named(cleaned(parts), main, _MAIN), _MAIN
    styles = WordStyles(parts.get(next((item.target for item in relations(parts, main) if item.type == "styles"), "")))
    problems: list[Problem] = []
    stories: dict[str, StoryText] = {}
    for name, label in _stories(parts, main):
        stories[name], wrong = _story(name, parsed(parts[name]), label, styles)
        problems += wrong
    problems += _tags_elsewhere(parts, set(stories))
    package = write_parts(parts)
    return WordTemplate(package, stories, _properties(package), tuple(dict.fromkeys(problems)))


def _main(parts: Mapping[str, bytes]) -> str:
    """Return the name of the document part. Raises zipfile.BadZipFile when there is none that Word would open as a document."""
    try:
        main = next((item.target for item in relations(parts, "") if item.type == "officeDocument"), "")
        types = {item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in parsed(parts[CONTENT_TYPES])}
        root = parsed(parts[main])
    except (KeyError, lxml.etree.XMLSyntaxError) as error:
        raise zipfile.BadZipFile(f"no document part: {error}") from error
    if not main.startswith("word/") or not types.get(main, "").endswith("document.main+xml") or find(root, "body") is None:
        raise zipfile.BadZipFile("the document part is none of a Word document")
    return main


def _danger(parts: Mapping[str, bytes], danger: Danger) -> Problem:
    """Return what the gate found as a problem, at its paragraph where it stands in one."""
    text = ""
    if danger.paragraph:
        paragraph = next(node for at, node in enumerate(parsed(parts[danger.part]).iter(f"{W}p"), start=1) if at == danger.paragraph)
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
    return Problem(danger.message, danger.hint, Spot(_label(danger.part), danger.paragraph, text), danger.code)


def _label(part: str) -> str:
    """Return how a part of the package is called."""
    name = part.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
    return STORIES.get(name, _BODY if name == "document" else part)


def _stories(parts: Mapping[str, bytes], main: str) -> Iterator[tuple[str, str]]:
    """Yield the parts that are filled, with their names for the user: the body, then headers, footers and notes."""
    yield main, _BODY
    seen: set[str] = set()
    for relation in relations(parts, main):
        if relation.type in STORIES and relation.target in parts and relation.target not in seen:
            seen.add(relation.target)
            yield relation.target, STORIES[relation.type]


def _story(name: str, root: Element, label: str, styles: WordStyles) -> tuple[StoryText, list[Problem]]:
    """Return a story's text and what is wrong with it."""
    body = find(root, "body")
    whole = root if body is None else body
    for table in whole.iter(f"{W}tbl"):
        _complete_grid(table)
    without_bindings(whole)
    joined = join(whole, label)
    xml = lxml.etree.tostring(whole, encoding="unicode", with_tail=False)
    patched = DocxTemplate.patch_xml(None, xml) if _has_tags(xml) else xml  # type: ignore[arg-type] - it reads nothing of itself
    problems = joined.problems or list(block_problems(patched, joined))
    text = with_restarts(patched, styles)
    return _with_places(name, text, joined), problems


def _complete_grid(table: Element) -> None:
    """Give a table the column grid that docxtpl counts on, where a program left it out."""
    grid = table.find(_EMPTY_GRID)
    if grid is None:
        grid = lxml.etree.Element(_EMPTY_GRID)
        properties = table.find(f"{W}tblPr")
        table.insert(0 if properties is None else table.index(properties) + 1, grid)
    for column in grid.iter(f"{W}gridCol"):
        if not (column.get(f"{W}w") or "").replace(".", "", 1).isdecimal():
            column.set(f"{W}w", "0")


def _has_tags(xml: str) -> bool:
    return "{{" in xml or "{%" in xml or "{#" in xml


def _with_places(name: str, text: str, joined: JoinedStory) -> StoryText:
    """Return the text with a line's end in place of each mark, and where each line stands."""
    text = _IN_TAG.sub(_unescaped, text)
    text = _outside_tags(text)
    pieces = re.split("(\n|\ufdd2[0-9]+\ufdd3)", text)
    numbers: list[int | None] = [None if sign == "\n" else int(sign[1:-1]) for sign in pieces[1::2]]
    following = 0
    for position in range(len(numbers) - 1, -1, -1):  # a line that ends by itself holds nothing; its place is the next tag's
        number = numbers[position]
        following = following if number is None else number
        numbers[position] = following
    spots = [joined.spot(number or 0) for number in numbers]
    return StoryText(name, "\n".join(pieces[::2]), (*spots, spots[-1] if spots else Spot(joined.story)))


def _unescaped(found: re.Match[str]) -> str:
    inner = _ENTITY.sub(lambda entity: _ENTITIES[entity.group()], found.group(2))
    return found.group(1) + inner + found.group(3)


def _outside_tags(text: str) -> str:
    """Return the text with docxtpl's own escapes for braces, `{_{` and the like, as tags that print braces."""
    if not _KEPT_SIGNS.search(text):
        return text
    return _KEPT_SIGNS.sub(lambda found: "{{ '" + found.group().replace("_", "") + "' }}", text)


def _properties(package: bytes) -> dict[str, StoryText]:
    """Return the properties of the file (title, author ...) that hold tags. Raises zipfile.BadZipFile for a package with a part missing."""
    try:
        document = Document(io.BytesIO(package))
        document.save(io.BytesIO())  # what cannot be written again shows now, not in the middle of a run
        known = document.core_properties
    except (KeyError, ValueError, TypeError, AttributeError, lxml.etree.LxmlError) as error:
        raise zipfile.BadZipFile(f"not what python-docx can open: {error}") from error
    found: dict[str, StoryText] = {}
    for name in PROPERTIES:
        text = str(getattr(known, name) or "")
        if _has_tags(text):
            written = MARK.sub("", _joined_line(text))
            found[name] = StoryText(name, written, tuple(Spot("properti berkas", 0, text) for _ in range(written.count("\n") + 1)))
    return found


def _joined_line(text: str) -> str:
    """Return a line's text with its tags as the template engine reads them."""
    pieces: list[str] = []
    position = 0
    for one in tags_of(text):
        if isinstance(one, WordTag):
            pieces += (text[position : one.start], marked(one.text, 0))
            position = one.end
        elif isinstance(one, Stray):
            continue
    return "".join(pieces) + text[position:]


def _tags_elsewhere(parts: Mapping[str, bytes], stories: set[str]) -> Iterator[Problem]:
    """Yield the tags that nobody would fill: in charts and diagrams."""
    for name, data in parts.items():
        if name in stories or not _CHARTS.search(name) or (b"{{" not in data and b"{%" not in data):
            continue
        for element in elements(parsed(data), "t", "v"):
            if _has_tags(element.text or ""):
                message = "Tanda di dalam grafik atau diagram tidak dapat diisi."
                yield Problem(message, "Tulis tanda itu di paragraf di luarnya.", Spot(name, 0, element.text or ""))
