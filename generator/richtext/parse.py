"""Markdown to blocks, by markdown-it-py with everything off that a form does not mean.

On: paragraphs, lists, tables, bold and italic. Off, and so printed as typed: headings, rules, code (also by indent),
quotations, links, images, HTML, entities. `*` and `_` mark only at the edges of words, so that 2*3*4 and nama_berkas stay;
a backslash takes the meaning from a `*` or `_` that begins a word and is otherwise a backslash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, cast

from generator.formatting import ListItem
from generator.richtext.blocks import Alignment, Block, ListBlock, Marker, Paragraph, Run, TableBlock
from generator.richtext.output import to_plain
from generator.richtext.simple import is_words, simple_blocks, simple_plain
from generator.richtext.typed import GUARD, LETTER, MAX_LEVELS, clean, markdown_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

_ON = [
    "normalize",
    "block",
    "inline",
    "text_join",
    "paragraph",
    "list",
    "table",
    "text",
    "newline",
    "escape",
    "emphasis",
    "balance_pairs",
    "fragments_join",
]

# What cannot begin a marked word: "*)" and "*.docx" are text, and so is "{_{".
_NO_OPENING = frozenset(")]}{.,;:!?/|=<>")


def plain_text(text: str) -> str:
    """Return a long text as lines of text, as `to_plain` gives its blocks; words without a mark are what they are."""
    if is_words(text):
        return str(text)
    simple = None if isinstance(text, ListItem) else simple_plain(text)
    return to_plain(blocks_of(text)) if simple is None else simple


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a long text; of an item of a list one paragraph, in which only bold and italic are marks."""
    return parse_item(text) if isinstance(text, ListItem) else parse(text)


def is_marked(item: ListItem) -> bool:
    """Whether an item of a list prints otherwise than as the letters that were typed."""
    return parse_item(item) != (Paragraph((Run(str(item)),)),)


@lru_cache(maxsize=256)
def parse_item(text: str) -> tuple[Block, ...]:
    """Return an item of a list as one paragraph: what would begin a list or table elsewhere is its text."""
    if is_words(text):
        return (Paragraph((Run(str(text)),)),)
    tokens = _parser().parseInline(clean(text))
    return (Paragraph(_joined(tokens[0].children or [])),)


@lru_cache(maxsize=256)
def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a long text; nothing for a text of blanks.

    A text without markup is one paragraph per stretch between blank lines, its line ends kept as line breaks.
    """
    return simple_blocks(text) or parse_marked(text)


def parse_marked(text: str) -> tuple[Block, ...]:
    """Return the blocks of a long text that may hold markup."""
    from markdown_it.tree import SyntaxTreeNode

    tokens = _parser().parse(markdown_of(clean(text)))
    return _blocks(SyntaxTreeNode(tokens).children)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"maxNesting": 4 * MAX_LEVELS}).enable(_ON)
    parser.inline.ruler.at("escape", _escape)
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.core.ruler.after("block", "signs", _read_signs)
    return parser


def _escape(state: StateInline, silent: bool) -> bool:
    r"""Rule: `\*` and `\_` at the edge of a word are the characters themselves; in C:\_arsip the backslash stays."""
    before, sign = state.src[state.pos - 1 : state.pos], state.src[state.pos : state.pos + 2]
    if sign not in ("\\*", "\\_") or before.isalnum() or before in (":", "\\"):
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = sign[1], sign, "escape"
    state.pos += 2
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Rule: a run of `*` or `_` opens or closes emphasis only at the edge of a word; CommonMark asks that of `_` alone."""
    from markdown_it.rules_inline.state_inline import Delimiter

    mark = state.src[state.pos]
    if silent or mark not in "*_":
        return False
    scanned = state.scanDelims(state.pos, False)
    behind = state.src[state.pos + scanned.length : state.pos + scanned.length + 1]
    can_open = scanned.can_open and behind not in _NO_OPENING
    for _ in range(scanned.length):
        state.push("text", "", 0).content = mark
        at = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(mark), scanned.length, at, -1, can_open, scanned.can_close))
    state.pos += scanned.length
    return True


def _read_signs(state: StateCore) -> None:
    """Core rule: take LETTER and GUARD out of the text, and note on the list item that it is lettered."""
    for index, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        if token.content.startswith(LETTER) and state.tokens[index - 2].type == "list_item_open":
            state.tokens[index - 2].meta["letter"] = True
        token.content = token.content.replace(LETTER, "").replace(GUARD, "")


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
    return tuple(block for node in nodes for block in _block(node))


def _block(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type == "paragraph":
        yield Paragraph(_runs(node))
    elif node.type == "bullet_list":
        yield ListBlock("bullet", 1, tuple(_blocks(item.children) for item in node.children))
    elif node.type == "ordered_list":
        yield from _ordered_lists(node.children)
    elif node.type == "table":
        yield _table(node)


def _ordered_lists(items: Sequence[SyntaxTreeNode]) -> Iterator[ListBlock]:
    """Yield the list as one, or cut where the numbers typed do not follow each other: what prints is what was typed.

    Items all typed "1." are Markdown's own way to let the computer count.
    """
    numbers = [int(item.info) for item in items]
    if len(items) > 1 and set(numbers) == {1}:
        numbers = list(range(1, len(items) + 1))
    counted = list(zip(items, numbers, strict=True))
    for (marker, _), group in groupby(enumerate(counted), key=lambda entry: (_marker(entry[1][0]), entry[1][1] - entry[0])):
        members = [entry for _, entry in group]
        yield ListBlock(marker, members[0][1], tuple(_blocks(item.children) for item, _ in members))


def _marker(item: SyntaxTreeNode) -> Marker:
    return "letter" if item.meta.get("letter") else "number"


def _table(node: SyntaxTreeNode) -> TableBlock:
    rows = [row for section in node.children for row in section.children]
    cells = [tuple(_runs(cell) for cell in row.children) for row in rows]
    return TableBlock(cells[0], tuple(cells[1:]), tuple(_alignment(cell) for cell in rows[0].children))


def _alignment(cell: SyntaxTreeNode) -> Alignment:
    style = str(cell.attrs.get("style", "text-align:left"))
    return cast("Alignment", style.removeprefix("text-align:"))


def _runs(node: SyntaxTreeNode) -> tuple[Run, ...]:
    """Return the runs of a node that holds inline text, neighbours of one format joined."""
    tokens = node.children[0].to_tokens()[0].children if node.children else None
    return _joined(tokens or [])


def _joined(tokens: Iterable[Token]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for text, bold, italic, ends_line in _pieces(tokens):
        last = runs[-1] if runs else None
        if ends_line:
            runs[-1:] = (
                [Run(last.text, last.bold, last.italic, True)] if last and not last.break_after else [*runs[-1:], Run("", break_after=True)]
            )
        elif last and (last.bold, last.italic, last.break_after) == (bold, italic, False):
            runs[-1] = Run(last.text + text, bold, italic)
        elif text:
            runs.append(Run(text, bold, italic))
    return tuple(runs)


def _pieces(tokens: Iterable[Token]) -> Iterator[tuple[str, bool, bool, bool]]:
    """Yield (text, bold, italic, ends the line) of each inline token that shows."""
    depth = {"strong": 0, "em": 0}
    for token in tokens:
        mark = token.type.removesuffix("_open").removesuffix("_close")
        if mark in depth:
            depth[mark] += token.nesting
        else:
            yield token.content, depth["strong"] > 0, depth["em"] > 0, mark in ("softbreak", "hardbreak")
