"""The tree keeps its own promises: layers, sizes, one door to YAML, a complete wheel, nothing of anybody's workplace.

DESIGN: layers, names in a wheel, size of modules and functions (ARCHITECTURE.md, CONTRIBUTING.md).
"""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.modules import MODULES, nodes, tree

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DATA_FOLDERS = ("docs", "samples", "specs", "templates")
LONGEST_MODULE = 400
LONGEST_FUNCTION = 45


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _expect_none(offences: Iterable[str]) -> None:
    """Fail with every offence on a line of its own."""
    listed = sorted(offences)
    assert not listed, "\n" + "\n".join(listed)


def test_layers__hold(capsys: pytest.CaptureFixture[str]) -> None:
    from importlinter.cli import lint_imports

    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert broken == 0, capsys.readouterr().out


def test_modules__stay_short() -> None:
    lengths = {_name(file): len(file.read_text(encoding="utf-8").splitlines()) for file in MODULES}
    _expect_none(f"{name}: {lines} lines" for name, lines in lengths.items() if lines > LONGEST_MODULE)


def test_functions__stay_short() -> None:
    lengths = {f"{_name(file)}:{node.lineno} {node.name}": _lines(node) for file in MODULES for node in _functions(file)}
    _expect_none(f"{name}: {lines} lines" for name, lines in lengths.items() if lines > LONGEST_FUNCTION)


def _functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes(file) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


IGNORE = re.compile(r"# (?:noqa|type: ignore|pyright: ignore)\b(?!.*(?: - |  # )\w)")


def test_ignore__carries_its_reason_on_the_line() -> None:
    lines = {
        file: file.read_text(encoding="utf-8").splitlines()
        for top in ("tests", "scripts", "benchmarks")
        for file in (ROOT / top).rglob("*.py")
    }
    lines |= {file: file.read_text(encoding="utf-8").splitlines() for file in MODULES}
    _expect_none(f"{_name(file)}:{at}" for file, held in lines.items() for at, line in enumerate(held, 1) if IGNORE.search(line))


SHARED_NAMES = {
    "Arguments": "each score has its own, and is asked for by its module: `cvi.Arguments`",
    "Result": "each score has its own, and is asked for by its module: `cvi.Result`",
}
PARTICIPLES = {
    "Given": "the form as it was given, one of the two stations of the sentence",
    "Scored": "the other station",
    "Prepared": "an output ready to be filled",
    "Computed": "the spec's own word for what the program computes",
}


def test_classes__have_names_of_their_own() -> None:
    """A class is found by its name alone."""
    found: dict[str, list[str]] = {}
    for file in MODULES:
        for node in nodes(file):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(f"{_name(file)}:{node.lineno}")
    _expect_none(f"{name}: {', '.join(places)}" for name, places in found.items() if len(places) > 1 and name not in SHARED_NAMES)
    assert all(_name(file).startswith("generator/scoring/") for file in MODULES for name in SHARED_NAMES if _defines(file, name))


def _defines(file: Path, name: str) -> bool:
    return any(isinstance(node, ast.ClassDef) and node.name == name for node in nodes(file))


def test_classes__are_called_by_nouns() -> None:
    """What a stage gives is a thing: `OutputFile`, not `Made`."""
    single = re.compile(r"_?[A-Z][a-z]*ed|_?(Made|Done|Drawn|Said|Laid|Written|Taken|Known|Unknown)")
    names = {f"{_name(file)}:{node.lineno} {node.name}" for file in MODULES for node in nodes(file) if isinstance(node, ast.ClassDef)}
    _expect_none(name for name in names if single.fullmatch(name.split()[-1]) and name.split()[-1] not in PARTICIPLES)


def test_yaml__has_one_door() -> None:
    assert [_name(file) for file in MODULES if "yaml" in _imported(file)] == ["generator/yamlio.py"]


def _imported(file: Path) -> set[str]:
    """Return the top names of everything a module imports, at its head or late."""
    plain = {alias.name for node in nodes(file) if isinstance(node, ast.Import) for alias in node.names}
    dotted = {node.module or "" for node in nodes(file) if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in plain | dotted}


def test_names__are_used_by_the_program() -> None:
    """What only a test still calls, or nobody, is gone: a function, class or constant of a module is named somewhere else in the program."""
    others = [file for folder in ("scripts", "benchmarks") for file in (ROOT / folder).rglob("*.py")]
    said: set[str] = set().union(*(_named(file) for file in [*MODULES, *others]))
    defined = {f"{_name(file)}: {name}" for file in MODULES for name in _defined(file)}
    _expect_none(place for place in defined if (name := place.split()[-1]) not in said and not name.startswith("__"))


def _named(file: Path) -> set[str]:
    """Return the names that are read somewhere, words of one text (`getattr`, registries) among them; an import alone is no use."""
    names = {node.id for node in nodes(file) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    names |= {node.attr for node in nodes(file) if isinstance(node, ast.Attribute)}
    return names | {node.value for node in nodes(file) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _defined(file: Path) -> set[str]:
    """Return the functions, classes and constants of a module."""
    made = {node.name for node in tree(file).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    targets = [target for node in tree(file).body if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in tree(file).body if isinstance(node, ast.AnnAssign)]
    return made | {target.id for target in targets if isinstance(target, ast.Name)}


BOUNDS = {
    "generator/office": ("generator.office", "generator.errors"),
    "generator/fields": ("generator.fields", "generator.formatting", "validators"),
    "generator/scoring": ("generator.scoring", "generator.formatting", "validators"),
    "validators": ("validators",),
}
"""What the modules of a folder may import of borang: the file formats know no word of it, fields and scores no form, no file."""


@pytest.mark.parametrize("folder", BOUNDS)
def test_folder__imports_what_it_may(folder: str) -> None:
    files = [file for file in MODULES if file.is_relative_to(ROOT / folder)]
    found = {(_name(file), name) for file in files for name in _own_imports(file)}
    _expect_none(f"{file}: {name}" for file, name in found if not any(f"{name}.".startswith(f"{one}.") for one in BOUNDS[folder]))


def _own_imports(file: Path) -> set[str]:
    """Return the modules of borang that a module imports, at its head or late."""
    found = {node.module or "" for node in nodes(file) if isinstance(node, ast.ImportFrom)}
    found |= {alias.name for node in nodes(file) if isinstance(node, ast.Import) for alias in node.names}
    return {name for name in found if name.partition(".")[0] in ("borang", "generator", "validators")}


PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_architecture__tells_each_module() -> None:
    """Each stage stands in the layers of the page, and nothing that is not there."""
    layers = next(block for block in PAGE.split("```") if block.lstrip().startswith("cli "))
    told = {name.strip() for line in layers.strip().splitlines() for name in re.split(r"  |   ", line)[0].split("|")}
    there = {file.stem for file in (ROOT / "generator").iterdir() if file.suffix == ".py" or (file / "__init__.py").is_file()} - {
        "__init__"
    }
    _expect_none(f"ARCHITECTURE.md does not tell: {name}" for name in there - told)
    _expect_none(f"ARCHITECTURE.md tells what is not there: {name}" for name in told - there)


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_page__names_files_that_are_there(page: str) -> None:
    words = re.findall(r"`([\w./-]+)`", (ROOT / page).read_text(encoding="utf-8"))
    roots = (ROOT, ROOT / "generator")
    paths = [word for word in words if "/" in word and re.search(r"\.\w+$", word) and not word.startswith("dist/")]
    _expect_none(f"{page}: {word}" for word in paths if not any(list(root.glob(word.rstrip("/"))) for root in roots))


def test_contributing__names_targets_that_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    _expect_none(
        f"make {name}"
        for name in re.findall(r"`make ([a-z]+)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
        if name not in targets
    )


WORD_TEXT = re.compile(r"<w:(p|r|t|tbl|tr|tc|fldChar|instrText|comment)[ >/]")
WORD_WRITERS = {
    "generator/render/docx/picture.py": "docxtpl opens the run that a picture closes and opens again",
    "generator/render/docx/richtext_xml.py": "a run of long text with the look of its host, letter by letter of the template",
}
SHEET_TEXT = re.compile(r"<xdr:|<(row|sheetData|mergeCell)[ >/]")
SHEET_WRITERS = {
    "generator/render/xlsx/sheetwriting.py": "rows of a template are copied with what they hold, and written as they were read (kept on purpose)",
}


def test_word__is_built_in_one_place() -> None:
    """Runs, paragraphs, tables, fields and comments are written by `office/word`."""
    _expect_none(_writers(WORD_TEXT, "generator/office/word", WORD_WRITERS))


def test_sheets__are_drawn_in_one_place() -> None:
    """Rows and pictures of a workbook are written by `office/sheet`."""
    _expect_none(_writers(SHEET_TEXT, "generator/office", SHEET_WRITERS))


def _writers(pattern: re.Pattern[str], place: str, reasons: dict[str, str]) -> list[str]:
    found = {_name(file) for file in MODULES if not _name(file).startswith(place) and any(map(pattern.search, _texts(file)))}
    return [
        *(f"{name}: use {place}" for name in found - set(reasons)),
        *(f"{name}: no longer an exception" for name in set(reasons) - found),
    ]


def _texts(file: Path) -> list[str]:
    """Return the text constants of a module, those in its f-strings too."""
    return [node.value for node in nodes(file) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_store__comes_to_its_tables_by_steps(tmp_path: Path) -> None:
    """A table that is added or changed takes a step in `generator/store/migrations`, each with a number of its own; a database of yesterday has none of it else."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from generator.store.connecting import engine_of
    from generator.store.migrating import steps, take
    from generator.store.tables import METADATA

    names = sorted(file.stem for file in (ROOT / "generator" / "store" / "migrations").glob("m*.py"))
    assert names == list(steps().values()), "two steps with one number"
    engine = engine_of(tmp_path, "")
    with engine.connect() as connection, connection.begin():
        take(connection, names)
        _expect_none(map(str, compare_metadata(MigrationContext.configure(connection), METADATA)))
    engine.dispose()


def test_packages__every_folder_with_python_has_an_init() -> None:
    folders = {file.parent for file in MODULES}
    _expect_none(_name(folder) for folder in folders if not (folder / "__init__.py").is_file())


def test_wheel__names_every_package_of_the_tree() -> None:
    folders = {file.parent.relative_to(ROOT) for file in MODULES} | {Path(name) for name in DATA_FOLDERS}
    expected = {"borang" if folder.parts == ("borang",) else ".".join(("borang", "_app", *folder.parts)) for folder in folders}
    listed = SETTINGS["tool"]["setuptools"]["packages"]
    _expect_none(f"add to [tool.setuptools] packages: {name}" for name in expected - set(listed))
    _expect_none(f"no longer in the tree: {name}" for name in set(listed) - expected)


def test_wheel__carries_every_kind_of_file_that_is_shipped() -> None:
    """A template of a new kind must not be left behind."""
    kinds = {Path(pattern).suffix or pattern for pattern in SETTINGS["tool"]["setuptools"]["package-data"]["*"]}
    shipped = [file for file in _project_files() if file.relative_to(ROOT).parts[0] in (*DATA_FOLDERS, "generator", "validators")]
    left_behind = [file for file in shipped if file.suffix not in kinds | {".py"} and file.name not in kinds]
    _expect_none(f"add the suffix to [tool.setuptools.package-data]: {_name(file)}" for file in left_behind)


@cache
def _project_files() -> tuple[Path, ...]:
    """Return what git tracks or would track."""
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


WORKPLACES = tuple("".join(parts) for parts in (("/wo", "rk/"), ("../sha", "red"), ("/fa", "rm/")))


def test_files__mention_no_workplace() -> None:
    _expect_none(f"{_name(file)}: {place}" for file in _project_files() for place in WORKPLACES if place.encode() in file.read_bytes())


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock__pins_versions_and_names_no_index(lock: str) -> None:
    lines = [line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    _expect_none(line for line in lines if "==" not in line and line != "-r requirements.lock")
    _expect_none(line for line in lines if "://" in line or " @ " in line or line.startswith("--"))


def test_lock__holds_every_direct_requirement() -> None:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = SETTINGS["project"]
    asked = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    pins = [
        line.partition("==") for name in ("requirements.lock", "requirements-dev.lock") for line in (ROOT / name).read_text().splitlines()
    ]
    pinned = {canonicalize_name(name): version for name, equals, version in pins if equals}
    wrong = [line for line in map(Requirement, asked) if not line.specifier.contains(pinned.get(canonicalize_name(line.name), "0"))]
    _expect_none(f"run `make lock`: {line}" for line in wrong)
