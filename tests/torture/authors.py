"""Damage to specs and templates of an office's own: its author is told, by lint as by make, and nothing hangs or leaks."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.torture.mutant import AUTHORS, Mutant, Seen, both_refuse, lint_agrees
from tests.torture.sheets import packed

ROOT = Path(__file__).resolve().parents[2]
TYPES = ("kak", "rancangan-moderasi", "coaching-rhk")
SAMPLES = {"kak": "ok-minimal", "rancangan-moderasi": "ok-minimal", "coaching-rhk": "ok-gambar-1"}
NEVER = frozenset({"tautan-luar", "entri-ganda", "dtd", "keluar-folder", "makro"})
OUTSIDE = '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="External"/>'


def _home(type_name: str, spec: str, templates: dict[str, bytes]) -> dict[str, bytes]:
    """Return an office's own folder: the spec under another name, its templates, and a sample of it."""
    sample = (ROOT / "samples" / type_name / f"{SAMPLES[type_name]}.yaml").read_text(encoding="utf-8")
    own = {file.suffix: file.read_bytes() for file in (ROOT / "templates" / type_name).glob(f"{type_name}.*")}
    whole = {f"templates/siksa/siksa{suffix}": data for suffix, data in own.items()}
    files = whole | {
        "specs/siksa.yaml": spec.encode("utf-8"),
        "isi.yaml": re.sub(r"(?m)^jenis:.*$", "jenis: siksa", sample).encode("utf-8"),
    }
    return files | templates


def _spec(type_name: str) -> str:
    return re.sub(r"(?m)^id:.*$", "id: siksa", (ROOT / "specs" / f"{type_name}.yaml").read_text(encoding="utf-8"))


def _mutant(kind: str, files: dict[str, bytes], to: str, expected: Callable[[Seen], str] = lint_agrees) -> Mutant:
    command = ("--home", ".", "make", "isi.yaml", "--to", to, "-o", "out")
    return Mutant(kind, files, command, expected, codes=AUTHORS, first=("--home", ".", "lint", "siksa"))


# ---- specs


def _lost_line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(3, len(lines))]
    return "".join(lines)


def _doubled_line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(3, len(lines))
    return "".join([*lines[:at], lines[at], *lines[at:]])


def _lost_letter(text: str, chance: random.Random) -> str:
    at = chance.randrange(100, len(text))
    return text[:at] + text[at + 1 :]


def _other_word(text: str, chance: random.Random) -> str:
    word = chance.choice(re.findall(r"[a-z_]{4,}", text[100:]))
    other = chance.choice((word + "x", word[:-1], "wajib", "nama", "0", "[]", "null", "{{ x }}"))
    return text.replace(word, other, 1) if chance.random() < 0.5 else _last_replaced(text, word, other)


def _last_replaced(text: str, word: str, other: str) -> str:
    return other.join(text.rsplit(word, 1))


def _other_expression(text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"(check|expr|when): ([^\n}]+)", text))
    if not found:
        return text
    one = chance.choice(found)
    new = chance.choice(
        (
            "tidak_ada > 1",
            "1 +",
            "(" * 250 + "1" + ")" * 250,
            "9" * 6000,
            "7 ** 7 ** 7 ** 7",
            "'a' * 999999999",
            "(1).__class__.__mro__",
            "range(10**9) | list",
            one[2] + " | lenght",
            one[2] + ".tidak.ada",
            "not " + one[2],
            one[2] + " / 0",
        )
    )
    return text[: one.start(2)] + f'"{new}"' + text[one.end(2) :]


SPEC_DAMAGES: tuple[tuple[str, Callable[[str, random.Random], str]], ...] = (
    ("baris-hilang", _lost_line),
    ("baris-ganda", _doubled_line),
    ("huruf-hilang", _lost_letter),
    ("kata-lain", _other_word),
    ("ungkapan-lain", _other_expression),
)


def _spec_mutant(chance: random.Random) -> Mutant:
    type_name = chance.choice(TYPES)
    name, hurt = chance.choice(SPEC_DAMAGES)
    return _mutant(f"spesifikasi/{name}", _home(type_name, hurt(_spec(type_name), chance), {}), "xlsx")


# ---- templates


def _tags(xml: str) -> list[re.Match[str]]:
    return list(re.finditer(r"\{[{%][^<>{}]*[%}]\}", xml))


def _tag_changed(xml: str, chance: random.Random) -> str:
    found = _tags(xml)
    if not found:
        return xml
    one = chance.choice(found)
    inner = one[0]
    new = chance.choice(
        (
            inner[:-1],
            inner[1:],
            "",
            re.sub(r"\w+", "tidak_ada", inner, count=1),
            inner.replace(" ", " x ", 1),
            inner.replace("}}", "| lenght }}"),
            inner.replace("{{ ", "{{r "),
            inner.replace("for", "fro"),
            "{{ ''.__class__.__mro__ }}",
            "{% for i in range(10**9) %}x{% endfor %}",
            "{{ 'a' * 10**9 }}",
        )
    )
    return xml[: one.start()] + new + xml[one.end() :]


def _part_damage(parts: dict[str, bytes], chance: random.Random) -> tuple[str, bytes]:
    """Return what was done to a package, and the package."""
    kind = chance.choice(("tautan-luar", "bagian-hilang", "entri-ganda", "dtd", "bit", "xml-terpotong", "keluar-folder", "makro"))
    main = "word/document.xml" if "word/document.xml" in parts else "xl/workbook.xml"
    relations = main.replace("/", "/_rels/", 1) + ".rels"
    if kind == "tautan-luar":
        what = chance.choice(("image", "oleObject", "externalLinkPath", "frame"))
        link = OUTSIDE.format(what, "file:///etc/hostname").replace('"', chance.choice("\"'"))
        parts[relations] = parts[relations].replace(b"</Relationships>", link.encode() + b"</Relationships>")
    elif kind == "bagian-hilang":
        del parts[chance.choice(sorted(parts))]
    elif kind == "entri-ganda":
        return kind, packed(parts, [(main, parts[main])])
    elif kind == "dtd":
        parts[main] = re.sub(rb"^(<\?xml[^>]*\?>)?", rb'\1<!DOCTYPE x [<!ENTITY a "b">]>', parts[main], count=1)
    elif kind == "bit":
        data = bytearray(packed(parts))
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return kind, bytes(data)
    elif kind == "xml-terpotong":
        name = chance.choice([name for name in sorted(parts) if name.endswith(".xml")])
        parts[name] = parts[name][:-15]
    else:
        return kind, packed(
            parts, [("../../keluar.txt" if kind == "keluar-folder" else main.split("/", maxsplit=1)[0] + "/vbaProject.bin", b"x")]
        )
    return kind, packed(parts)


def _template_mutant(chance: random.Random) -> Mutant:
    type_name, suffix = chance.choice(TYPES), chance.choice(("docx", "xlsx"))
    with zipfile.ZipFile(ROOT / "templates" / type_name / f"{type_name}.{suffix}") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if chance.random() < 0.5:
        name = next((name for name in parts if name in ("word/document.xml", "xl/sharedStrings.xml")), "xl/worksheets/sheet1.xml")
        parts[name] = _tag_changed(parts[name].decode("utf-8"), chance).encode("utf-8")
        kind, data = "tag", packed(parts)
    else:
        kind, data = _part_damage(parts, chance)
    expected = both_refuse if kind in NEVER else lint_agrees
    return _mutant(
        f"templat/{suffix}-{kind}", _home(type_name, _spec(type_name), {f"templates/siksa/siksa.{suffix}": data}), suffix, expected
    )


def mutants(chance: random.Random, count: int) -> Iterator[Mutant]:
    """Yield `count` damaged specs and templates."""
    for number in range(count):
        yield _spec_mutant(chance) if number % 2 else _template_mutant(chance)
