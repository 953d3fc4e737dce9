"""The pages of the guide as test cases: their files, their commands, what the program answers.

A page is Markdown. A fenced block whose first line is the comment `# berkas: NAME` is a file, written before what follows. In a block
without a language each line that begins with `borang` is a command; in a block `console` a command stands behind `$`, and
the lines below it are its answer. `# keluar 1` behind a command announces its exit code; `...` alone in an answer stands
for any lines, at the end of a line for its rest. `cp` and `mkdir` are run too.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).resolve().parent.parent
_FENCE = re.compile(r"^```([a-z]*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"\s+#\s*keluar (\d+)\s*$")
_COMMAND = re.compile(r"^\$ ([^\n]*)\n((?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)
_FILE = re.compile(r"(?:# |\{# |<!-- )berkas: (\S+)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
ANY_LINES = "..."


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and where the text stands in the page."""

    language: str
    text: str
    start: int

    @property
    def filename(self) -> str:
        """The file that the block is, or nothing."""
        found = _FILE.match(self.text)
        return found.group(1) if found else ""


@dataclass(frozen=True)
class Step:
    """A command of a page, the exit code it announces, its answer (None where the page shows none) and where that stands."""

    command: str
    code: int
    answer: str | None = None
    span: tuple[int, int] = (0, 0)


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    return (Block(found.group(1), found.group(2), found.start(2)) for found in _FENCE.finditer(text))


def links(text: str) -> list[tuple[str, str]]:
    """Return the relative links of a page as file ("" for the page itself) and anchor; those in fenced blocks are none."""
    found = _LINK.findall(_FENCE.sub("", text))
    return [(link.partition("#")[0], link.partition("#")[2]) for link in found if not re.match(r"[a-z]+:", link)]


def anchors(text: str) -> set[str]:
    """Return the anchors that a page's headings make."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def steps(block: Block) -> list[Step]:
    """Return the commands of a block, in order."""
    if block.language == "console":
        return [_step(found.group(1), found.group(2), block.start + found.start(2)) for found in _COMMAND.finditer(block.text)]
    commands = [] if block.language or block.filename else block.text.splitlines()
    return [_step(line) for line in commands if re.match(r"(borang|cp|mkdir) ", line)]


def _step(line: str, answer: str | None = None, start: int = 0) -> Step:
    found = _EXIT.search(line)
    code = int(found.group(1)) if found else 0
    return Step(line.split("  #", maxsplit=1)[0].rstrip(), code, answer, (start, start + len(answer or "")))


def run(command: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """Run a command of a page in the working folder; return its exit code and what it prints, blank lines at the end gone."""
    words = shlex.split(command)
    if words[0] == "mkdir":
        Path(words[-1]).mkdir(parents=True, exist_ok=True)
        return 0, []
    if words[0] == "cp":
        shutil.copy(words[1], words[2])
        return 0, []
    monkeypatch.setattr(sys, "argv", words)
    written = io.StringIO()
    with redirect_stdout(written), redirect_stderr(written), pytest.raises(SystemExit) as leaving:
        main()
    code = leaving.value.code
    return code if isinstance(code, int) else 0, written.getvalue().rstrip().splitlines()


def agrees(answer: str, printed: Sequence[str]) -> bool:
    """Whether what is printed is the answer that a page shows; `...` stands for any lines."""
    lines = [line.rstrip() for line in answer.rstrip().splitlines()]
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ANY_LINES else f"{_line(line)}\n" for line in lines)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


def _line(shown: str) -> str:
    """Return the pattern of one shown line; `...` at its end stands for the rest of the line."""
    return f"{re.escape(shown.removesuffix(ANY_LINES))}.*" if shown.endswith(f" {ANY_LINES}") else re.escape(shown)


def prepared(folder: Path) -> None:
    """Make a working folder as the guide supposes it: the samples in it, the shipped templates beside."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    (folder / "templates").symlink_to(ROOT / "templates", target_is_directory=True)
