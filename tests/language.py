"""Examples of what the spec language can say, and how one is run: a type of a few lines, a data file, what comes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html

from generator.document import Document
from generator.examine import Examination, examine
from generator.home import Home
from generator.intake.form import Incoming, Shelf
from generator.intake.read import given_of, raw_forms
from generator.lint import lint_type
from generator.render.context import context_of
from generator.render.html import render_html
from generator.render.rendering import Rendering
from generator.report import plain
from generator.spec.catalogue import Catalogue
from tests.homes import write

HEAD = "spec: {language}\nrevision: 1\ntitle: {name}\nsource: {{document: perdirjen-gtk-4141-2023, place: x}}\nid: {name}\n"


@dataclass(frozen=True)
class Example:
    """One thing that the language can say.

    spec: of the type `uji`, without its head. data: of a document of it. specs: other types. files: what else stands in the folder.
    values: what the last document's scope then holds, by dotted path, as JSON says it. told: its findings, `code@path`.
    page: words that stand on its page one after another. fault: words of the fault for which the type is refused.
    """

    item: str
    spec: str
    data: str = ""
    specs: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    fault: str = ""
    language: int = 2


def catalogue_of(example: Example, folder: Path) -> Catalogue:
    """Return the types of an example, written into a folder with all its files."""
    for name, text in {"uji": example.spec, **example.specs}.items():
        body = text if "\noutputs:" in text else f"{text.rstrip()}\noutputs: [pdf]\n"
        write(folder / "specs" / f"{name}.yaml", HEAD.format(name=name, language=example.language) + body.lstrip("\n"))
    for name, content in example.files.items():
        write(folder / name, content)
    write(folder / "isi.yaml", f"jenis: uji\n{example.data.lstrip(chr(10))}")
    return Catalogue(Home(folder))


def faults_of(example: Example, folder: Path) -> list[str]:
    """Return what lint says of an example's type."""
    return [found.message for found in lint_type("uji", catalogue_of(example, folder)) if found.is_error]


def examined_all(example: Example, folder: Path) -> Iterator[Examination]:
    """Yield the documents of an example, checked and scored."""
    catalogue = catalogue_of(example, folder)
    incoming = Incoming(folder / "isi.yaml", shelf=Shelf())
    for form in raw_forms(incoming, catalogue):
        document = given_of(form, incoming, catalogue)
        assert isinstance(document, Document), document
        yield examine(document)


def at(scope: Any, path: str) -> Any:
    """Return the value at a dotted path, rows by number from 0, as JSON says it."""
    value = scope
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, (list, tuple)) else value[step]
    return plain(value)


def page_words(examined: Examination) -> list[str]:
    """Return the words of a document's shared page, in order."""
    compiled = examined.document.compiled
    text = render_html(Rendering(examined.document, context_of(compiled, examined.scope), compiled.spec.outputs[0]))
    body = html.fromstring(text).find("body")
    assert body is not None
    return " ".join(body.itertext()).split()


def stands_in(words: list[str], wanted: str) -> bool:
    """Whether words stand one after another."""
    asked = wanted.split()
    return any(words[at : at + len(asked)] == asked for at in range(len(words) - len(asked) + 1))
