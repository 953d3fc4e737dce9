"""Proof that the shapes of fields are a closed union: in a copy of the tree, a made-up shape makes pyright name every walk.

A walk over the shapes ends in `assert_never`; one that forgets a shape is a fault that pyright tells, before any data comes.
`make lint` runs it.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALL = frozenset({"Scalar", "Group", "Table", "FixedTable", "ListOf", "Matrix"})
SHAPES = Path("generator/fields/shapes.py")
UNION = "Field: TypeAlias = Scalar | Group | Table | FixedTable | ListOf | Matrix"
MADE_UP = """
@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Ring(_FieldBase):
    \"\"\"A shape that no walk knows.\"\"\"


"""


def main() -> int:
    """Return 0 when pyright names every walk over the shapes, else 1 with the walks that it passed over."""
    walks = {(str(file.relative_to(ROOT)), line) for file in (ROOT / "generator").rglob("*.py") for line in _walks(file)}
    with tempfile.TemporaryDirectory() as name:
        named = _named_in(Path(name))
    silent = sorted(f"{file}:{line}" for file, line in walks - named)
    print("\n".join(["A walk over the shapes that pyright does not name:", *silent]) if silent else f"{len(walks)} walks are closed.")
    return 1 if silent or not walks else 0


def _walks(file: Path) -> list[int]:
    """Return the lines of the `assert_never` that end a match over all shapes; one over a few of them is closed by its parameter."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [match.cases[-1].body[-1].lineno for match in ast.walk(tree) if isinstance(match, ast.Match) and _is_whole(match)]


def _is_whole(match: ast.Match) -> bool:
    named = {
        part.cls.attr if isinstance(part.cls, ast.Attribute) else part.cls.id
        for case in match.cases
        for part in ast.walk(case.pattern)
        if isinstance(part, ast.MatchClass) and isinstance(part.cls, ast.Attribute | ast.Name)
    }
    return named >= ALL and "assert_never" in ast.unparse(match.cases[-1])


def _named_in(folder: Path) -> set[tuple[str, int]]:
    """Return the places that pyright refuses in a copy of the tree with one more shape; lines as they are in the tree."""
    for top in ("generator", "validators", "borang"):
        shutil.copytree(ROOT / top, folder / top, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    source = (folder / SHAPES).read_text(encoding="utf-8")
    if source.count(UNION) != 1:
        raise SystemExit(f"{SHAPES} does not say: {UNION}")
    (folder / SHAPES).write_text(source.replace(UNION, f"{MADE_UP}{UNION} | Ring"), encoding="utf-8")
    shift = MADE_UP.count("\n")
    command = [ROOT / ".venv/bin/pyright", "--outputjson", "--pythonpath", sys.executable, "-p", folder]
    told = json.loads(subprocess.run(command, capture_output=True, check=False, text=True).stdout)["generalDiagnostics"]
    places = ((Path(one["file"]).relative_to(folder), one["range"]["start"]["line"] + 1) for one in told)
    return {(str(file), line - shift if file == SHAPES else line) for file, line in places}


if __name__ == "__main__":
    sys.exit(main())
