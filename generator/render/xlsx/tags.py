"""Tags in the text of cells: found, told apart, and put into one line of Jinja text a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

OPENERS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_ROW_TAG = re.compile(r"\{%-?\s*tr\b(.*?)-?%\}", re.DOTALL)
_FOREIGN_TAG = re.compile(r"\{%-?(p|tc|r)\s")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}
START_TEXT: Final = "__awal"
START_PLAIN: Final = "__awal_polos"
END_TEXT: Final = "__akhir"
RUN: Final = "__lari"
COPY: Final = "__salinan"
END_LOOP: Final = "__usai"
NEXT_LINE: Final = "{#\n#}"

Holds = Literal["value", "text", "for", "endfor", "unknown", "foreign", ""]


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of a cell's text with one look: the XML of its run properties ("" for none) and the text."""

    properties: str
    text: str


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of a cell with tags, what it holds, and for `for` and `endfor` the statement.

    holds: value (one {{ }} and nothing else), text (tags among text), for and endfor (rows; `if` and `endif` too: rows that
    come once or are hidden), unknown (another {%tr %}),
    foreign (a tag of Word templates only), "" (no tags).
    """

    holds: Holds
    runs: tuple[TextRun, ...]
    statement: str = ""

    @property
    def text(self) -> str:
        """The whole text, looks aside."""
        return "".join(run.text for run in self.runs)


_SILENT: Final = re.compile(r"for ada_ in |.*\|\s*(?:ada|alinea)\s*$", re.DOTALL)


def is_silent(statement: str) -> bool:
    """Tell whether a loop leaves no row to be seen where it has no data: it ends with `| ada` or `| alinea`, as `if` does."""
    return _SILENT.match(statement) is not None


def is_conditional(statement: str) -> bool:
    """Tell whether a loop is an `if`: its rows come once or not at all."""
    return statement.startswith("for ada_ in ")


def has_tags(text: str) -> bool:
    """Tell whether a text holds a tag of a template; a comment is none."""
    return "{{" in text or "{%" in text


def cell_text(runs: Sequence[TextRun]) -> CellText:
    """Return what the text of a cell is as a piece of a template."""
    text = "".join(run.text for run in runs)
    if not has_tags(text) and "{#" not in text:
        return CellText("", tuple(runs))
    row_tag = _ROW_TAG.search(text)
    if row_tag is not None:
        return _row_tag(text.strip() == row_tag.group(), row_tag.group(1).strip(), tuple(runs))
    if _FOREIGN_TAG.search(text):
        return CellText("foreign", tuple(runs))
    pieces = [piece for piece in segments(text) if piece.strip()]
    holds: Holds = "value" if len(pieces) == 1 and pieces[0].startswith("{{") else "text"
    return CellText(holds, tuple(runs))


def _row_tag(alone: bool, statement: str, runs: tuple[TextRun, ...]) -> CellText:
    statement = _one_line(statement)
    if alone and statement.startswith("for "):
        return CellText("for", runs, statement)
    if alone and statement.startswith("if "):
        return CellText("for", runs, f"for ada_ in [1] if ({statement[3:]})")
    if alone and statement in {"endfor", "endif"}:
        return CellText("endfor", runs, "endfor")
    return CellText("unknown", runs, statement)


def segments(text: str) -> Iterator[str]:
    """Yield plain text and whole tags in turn; an unclosed tag runs to the end."""
    position = 0
    while position < len(text):
        start = _opening(text, position)
        if start > position:
            yield text[position:start]
        if start == len(text):
            return
        position = _closing(text, start)
        yield text[start:position]


def _opening(text: str, position: int) -> int:
    found = (text.find(opener, position) for opener in OPENERS)
    return min((index for index in found if index >= 0), default=len(text))


def _closing(text: str, start: int) -> int:
    closer = OPENERS[text[start : start + 2]]
    if closer == "#}":
        end = text.find(closer, start + 2)
        return end + 2 if end >= 0 else len(text)
    quote, waiting, position = "", [], start + 2
    while position < len(text):
        letter = text[position]
        if quote:
            position += letter == "\\"
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif not waiting and text.startswith(closer, position):
            return position + 2
        elif letter in _PAIRS:
            waiting.append(_PAIRS[letter])
        elif waiting and letter == waiting[-1]:
            waiting.pop()
        position += 1
    return len(text)


def _one_line(text: str) -> str:
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def plain_line(cell: CellText) -> str:
    """Return the cell as one line of Jinja text, as lint reads it."""
    if cell.holds in {"for", "endfor"}:
        return "{% " + cell.statement + " %}"
    text = cell.text.strip() if cell.holds == "value" else cell.text
    return "".join(_flat(piece) for piece in segments(text))


def program_line(cell: CellText) -> str:
    """Return the cell as one line of Jinja text that yields its value, or its text between two marks.

    In text with several looks a mark stands wherever another run begins; a tag belongs to the run it begins in.
    """
    if cell.holds == "value":
        return plain_line(cell)
    body = plain_line(cell) if len(cell.runs) < 2 or "raw" in cell.text else "".join(_marked(cell.runs))
    start = START_TEXT if len(cell.runs) > 1 or any(run.properties for run in cell.runs) else START_PLAIN
    return f"{{{{ {start} }}}}{body}{{{{ {END_TEXT} }}}}"


def _marked(runs: Sequence[TextRun]) -> Iterator[str]:
    ends: list[int] = []
    for run in runs:
        ends.append((ends[-1] if ends else 0) + len(run.text))
    position, current = 0, -1
    for piece in segments("".join(run.text for run in runs)):
        start = position
        position += len(piece)
        while start < position:
            index = next(number for number, end in enumerate(ends) if start < end)
            stop = position if piece[:2] in OPENERS else min(ends[index], position)
            if index != current:
                yield f"{{{{ {RUN}{index} }}}}"
                current = index
            yield _flat(piece if piece[:2] in OPENERS else piece[start - position + len(piece) : stop - position + len(piece)])
            start = stop


def _flat(piece: str) -> str:
    """Return a segment on one line: line breaks in plain text become an expression."""
    if piece[:2] in OPENERS:
        return _one_line(piece)
    return piece.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "{{ '\\n' }}")
