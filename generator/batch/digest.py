"""Digests of all that a document is made of: the same ones make the same document, so that only what changed is made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from generator.document import Given
from generator.fields.image import Gambar
from generator.home import SHIPPED, Home

_READ: Final = frozenset({".yaml", ".yml", ".docx", ".html", ".xlsx", ".css", ".typ", ".png", ".jpg", ".jpeg", ".svg", ".conf"})

_MOST_OFFICES: Final = 16


def digest_of_home(home: Home, asked: Iterable[str]) -> str:
    """Return the digest of what all documents of a batch share: the program, its and the user's specs and templates, what is asked for."""
    return _digest(home, ("specs", "templates"), asked)


def digest_of_type(home: Home, type_id: str) -> str:
    """Return the digest of what all documents of a type share: the program's version, the spec, its pieces and tables, the templates."""
    spec = home.spec_file(type_id)
    shared = ("specs/_pieces", "specs/reference", "templates/_shared", f"templates/{type_id}")
    return _digest(home, shared, (type_id, "" if spec is None else spec.read_text(encoding="utf-8", errors="replace")))


def _digest(home: Home, folders: Iterable[str], asked: Iterable[str]) -> str:
    found = sha256("\n".join((_version(), *asked)).encode("utf-8", "replace"))
    for root in home.roots:
        for folder in folders:
            for file in sorted(file for file in (root / folder).rglob("*") if file.suffix.lower() in _READ and file.is_file()):
                found.update(file.relative_to(root).as_posix().encode("utf-8", "replace"))
                found.update(sha256(file.read_bytes()).digest())
    return found.hexdigest()


def digest_of_program() -> str:
    """Return the digest of the program's own code."""
    found = sha256()
    for package in ("generator", "validators"):
        for file in sorted((SHIPPED / package).rglob("*.py")):
            found.update(file.relative_to(SHIPPED).as_posix().encode())
            found.update(sha256(file.read_bytes()).digest())
    return found.hexdigest()


def digest_of(shared: str, given: Given) -> str:
    """Return the digest of a given document. shared: that of what all have in common."""
    found = sha256(shared.encode())
    found.update(_office(given))
    for part in _parts(given.values):
        found.update(part.encode("utf-8", "surrogatepass"))
    for part in _parts(given.row):
        found.update(part.encode("utf-8", "surrogatepass"))
    found.update(given.seal.encode())
    return found.hexdigest()[:32]


def _parts(value: Any) -> Iterator[str]:
    """Yield what tells a value from every other one."""
    if isinstance(value, Mapping):
        yield "{"
        for name, held in value.items():
            yield f"{name}="
            yield from _parts(held)
        yield "}"
    elif isinstance(value, list | tuple):
        yield "["
        for held in value:
            yield from _parts(held)
            yield ","
        yield "]"
    elif isinstance(value, Gambar):
        yield f"{value!r} {value.digest}"
    else:
        yield f"{type(value).__name__} {value!r}"


_offices: dict[int, tuple[Mapping[str, Any], bytes]] = {}


def _office(given: Given) -> bytes:
    """Return the digest of the office's settings and its logo, reckoned once for each that is met."""
    office = given.institution
    known = _offices.get(id(office))
    if known is None or known[0] is not office:
        text = "".join(_parts(office))
        logo, folder = office.get("logo"), office.get("folder")
        picture = _content(str(Path(str(folder)) / logo)) if isinstance(logo, str) and folder else ""
        known = (office, sha256(f"{text}{picture}".encode("utf-8", "surrogatepass")).digest())
        if len(_offices) >= _MOST_OFFICES:
            _offices.clear()
        _offices[id(office)] = known
    return known[1]


@lru_cache(maxsize=64)
def _content(file: str) -> str:
    try:
        return sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return ""


def _version() -> str:
    try:
        return version("borang")
    except PackageNotFoundError:
        return "0"
