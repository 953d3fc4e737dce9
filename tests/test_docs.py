"""The guide keeps its word: every command in it runs, every answer is what the program says, every link leads somewhere.

Covers: IN-02 (codes and remedies are written down), SAFE-07 and UX-02 (all in Indonesian), DESIGN's definition of done.
`pytest tests/test_docs.py --accept` rewrites the answers and docs/temuan.md; the diff is read before it is committed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from generator.cli import cli, indonesian
from generator.cli.commands import COMMANDS
from generator.scoring import registry  # noqa: F401 - brings the sentences of the schedule
from generator.scoring.refusal import MESSAGES
from generator.scoring.schedule.checks import MESSAGES as SCHEDULE
from generator.spec.catalogue import Catalogue
from tests import pages
from tests.pages import ROOT
from validators import identifiers, values
from validators.faults import FAULTS
from validators.messages import CATALOGUE

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
WITH_OWN_TEST = {"jenis-sendiri.md"}  # tests/test_own_type.py
ENGLISH = re.compile(
    r"\b(usage|options?|commands?|arguments?|show this|message and exit|default|required|try|error|missing|invalid|"
    r"no such|did you mean|INTEGER|TEXT|FLOAT|RANGE|PATH|FILENAME|DIRECTORY|OPTIONS|ARGS|choose from|is not|got unexpected)\b"
)


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


# Commands


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in WITH_OWN_TEST], ids=_name)
def test_page__every_command_runs_and_answers_as_shown(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accept: bool) -> None:
    text = page.read_text(encoding="utf-8")
    pages.prepared(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BORANG_HOME", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    new: list[tuple[tuple[int, int], str]] = []
    for block in pages.blocks(text):
        if block.filename:
            Path(block.filename).parent.mkdir(parents=True, exist_ok=True)
            Path(block.filename).write_text(block.text, encoding="utf-8")
        for step in pages.steps(block):
            code, printed = pages.run(step.command, monkeypatch)
            told = "\n".join([f"{_name(page)}: {step.command}", *printed])
            assert code == step.code, told
            if step.answer is not None and not pages.agrees(step.answer, printed):
                assert accept, told
                new.append((step.span, "".join(f"{line}\n" for line in printed)))
    for (start, end), answer in reversed(new):
        text = text[:start] + answer + text[end:]
    if new:
        page.write_text(text, encoding="utf-8")


def test_agrees__dots_stand_for_any_lines_and_the_rest_of_a_line() -> None:
    assert pages.agrees("a\n...\nc\n\n", ["a", "b", "b", "c"])
    assert pages.agrees("...\nc\n", ["c"])
    assert pages.agrees("versi ...\n", ["versi 1.2"])
    assert not pages.agrees("a\nc\n", ["a", "b", "c"])
    assert not pages.agrees("a.\n", ["ab"])


def test_steps__codes_answers_and_files_are_told_apart() -> None:
    page = "```\nborang list  # keluar 1\nlain\n```\n```console\n$ borang a\nb\n$ borang c  # keluar 2\n```\n```yaml\n# berkas: x.yaml\na: 1\n```\n"
    first, second, third = pages.blocks(page)
    assert [(step.command, step.code, step.answer) for step in pages.steps(first)] == [("borang list", 1, None)]
    assert [(step.command, step.code, step.answer) for step in pages.steps(second)] == [("borang a", 0, "b\n"), ("borang c", 2, "")]
    assert (third.filename, pages.steps(third)) == ("x.yaml", [])
    span = pages.steps(second)[0].span
    assert page[span[0] : span[1]] == "b\n"


# Links


@pytest.mark.parametrize("page", [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=_name)
def test_page__every_link_leads_to_a_file_and_heading(page: Path) -> None:
    dead = [f"{link}#{anchor}" for link, anchor in pages.links(page.read_text(encoding="utf-8")) if not _leads(page, link, anchor)]
    assert not dead


def _leads(page: Path, link: str, anchor: str) -> bool:
    target = page.parent / link if link else page
    return target.exists() and (not anchor or anchor in pages.anchors(target.read_text(encoding="utf-8")))


def test_index__names_every_page() -> None:
    named = {(DOCS / link).resolve() for link, _ in pages.links((DOCS / "README.md").read_text(encoding="utf-8"))}
    assert [_name(page) for page in PAGES if page.parent != ROOT and page.name != "README.md" and page not in named] == []


def test_types__each_has_a_page(catalogue: Catalogue) -> None:
    assert [name for name in catalogue.names() if not (DOCS / "jenis" / f"{name}.md").is_file()] == []


# Findings

GROUPS: Mapping[str, tuple[str, Mapping[str, tuple[str, str]]]] = {
    "Isian dan tabel": (
        "Isian yang kosong, kunci dan pilihan yang salah tulis, jumlah baris, judul kolom.",
        {code: said for code, said in CATALOGUE.items() if code not in {**values.MESSAGES, **identifiers.MESSAGES, **FAULTS}},
    ),
    "Angka, tanggal, waktu, teks": ("Nilai yang tertulis, tetapi tidak dapat dibaca.", values.MESSAGES),
    "Nomor identitas": ("NIP, NUPTK, NPSN, NIK.", identifiers.MESSAGES),
    "Skor": (
        "Angka yang terbaca, tetapi tidak dapat dihitung skornya. Sisa dokumen tetap diperiksa.",
        {code: said for code, said in MESSAGES.items() if code not in SCHEDULE},
    ),
    "Berkas, spesifikasi, templat, dan penyerahan": (
        "Yang menghentikan satu dokumen; kodenya ada dalam --json. Pesannya menyebut berkas dan tempatnya.",
        FAULTS,
    ),
    "Jadwal": ("Sebab jadwal tidak dapat disusun.", SCHEDULE),
}
MARK = "<!-- Mulai di sini dari katalog program; jangan disunting. -->\n"


def finding_tables() -> Iterator[str]:
    """Yield the lines of docs/temuan.md below its mark: of each code the sentence and what to do."""
    for title, (introduction, messages) in GROUPS.items():
        yield from ("", f"## {title}", "", introduction, "", "| kode | artinya | yang perlu dilakukan |", "|---|---|---|")
        yield from (f"| `{code}` | {_shown(message)} | {_shown(hint)} |" for code, (message, hint) in sorted(messages.items()))


def _shown(sentence: str) -> str:
    """Return a sentence with its facts in italics; the suggestion at its end is left to the terminal."""
    text = sentence.replace("{usul}", ".").replace("{%", "{ %").replace("|", "\\|")
    return re.sub(r"\{(\w+)\}", lambda fact: f"*{fact.group(1).replace('_', ' ')}*", text)


def test_findings_page__is_the_catalogue(accept: bool) -> None:
    page = DOCS / "temuan.md"
    head, mark, tables = page.read_text(encoding="utf-8").partition(MARK)
    wanted = "\n".join(finding_tables()) + "\n"
    if accept:
        page.write_text(f"{head}{MARK}{wanted}", encoding="utf-8")
        return
    assert mark
    assert tables.splitlines() == wanted.splitlines()


def test_template_page__names_every_code_of_lint() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "generator").rglob("*.py")))
    codes = set(re.findall(r'\bFinding\(\s*"([a-z-]+)"', sources))
    page = (DOCS / "templat.md").read_text(encoding="utf-8")
    assert len(codes) >= 8
    assert sorted(code for code in codes if f"`{code}`" not in page) == []


# The command line's own words


def _commands(group: click.Group, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        yield (*prefix, name)
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*prefix, name))


def _english(printed: list[str]) -> list[str]:
    """Return the English words of a screen; options and the names of commands aside."""
    text = re.sub(r"--[a-z-]+|borang [a-z-]+|(?m:^  [a-z-]+)", "", "\n".join(printed))
    return [word for word in ENGLISH.findall(text) if word not in cli.list_commands(click.Context(cli))]


@pytest.mark.parametrize("words", [(), *_commands(cli)], ids=" ".join)
def test_help__is_indonesian(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    code, printed = pages.run(" ".join(["borang", *words, "--help"]), monkeypatch)
    assert code == 0
    assert printed[0].startswith(" ".join(["Pemakaian: borang", *words, "[PILIHAN]"]))
    assert any("--help" in line for line in printed)
    assert _english(printed) == []


@pytest.mark.parametrize(
    "command",
    [
        "borang",
        "borang chek x.yaml",
        "borang check",
        "borang check --tipe kak x.yaml",
        "borang make x.yaml --top",
        "borang make x.yaml --type",
        "borang make --draft=ya x.yaml",
        "borang make x.yaml --to odt",
        "borang blank kak --to odt",
        "borang blank kak lagi",
        "borang score level1 x.csv --skala 99",
        "borang score id x.csv --n tiga",
        "borang score cvi x.csv --rerata agregat",
        "borang --home tidak-ada list",
        "borang template nwe",
        "borang help maek",
        "borang docs pnduan",
        "borang completion tcsh",
        "borang blank kak -o kak.odt",
        "borang check x.yaml -q -v",
    ],
)
def test_usage__is_corrected_in_indonesian(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, printed = pages.run(command, monkeypatch)
    assert code == 2
    assert any(line.startswith(("Salah: ", "Pemakaian: ")) for line in printed)
    assert _english(printed) == []


def test_commands__are_listed_with_one_line_each() -> None:
    indonesian.install()
    assert all(summary.endswith(".") and len(summary) <= 70 for summary in (entry.summary for entry in COMMANDS.values()))
