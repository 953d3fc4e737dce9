"""The API against what it says of itself, and against the commands: schemathesis by type, every sample checked and made by both."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import yaml

from generator.home import Home
from tests.program_calls import JSON, called, key_for, parts
from tests.served import ROOT, ServedBorang

API: Final = "/api/v1"
SAMPLES: Final = ROOT / "samples"
EVERY_CHECK_BUT: Final = "positive_data_acceptance,negative_data_rejection"
"""What fits the schema may still be refused, and what does not is a finding: rules say more than a schema can, and a check that finds something has succeeded."""
SHARED: Final = r"^/(openapi\.json|jenis|jenis/\{jenis\}|jenis/\{jenis\}/kosong|dokumen.*|pekerjaan.*)$"
"""The addresses that are of no one type."""
_TESTED: Final = re.compile(r"^ +Tested: [1-9]", re.MULTILINE)
_PATIENCE: Final = 3_000


def faults(count: int, chance: random.Random, tell: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    """Yield (kind, fault or "") of every trial. count: cases of schemathesis, about, over all types. tell: is told how far it is."""
    names = list(Home(None).spec_files())
    with tempfile.TemporaryDirectory(prefix="siksa-") as folder:
        served = ServedBorang(Path(folder) / "data")
        try:
            key = key_for(served.data)
            for name in names:
                tell(f"{name} …")
                files = sorted((SAMPLES / name).glob("*.yaml"))
                yield "api/periksa", _told(tell, told_otherwise(served, key, files, Path(folder)))
                for file in (file for file in files if file.name.startswith("ok-")):
                    yield "api/buat", _told(tell, made_otherwise(served, key, file, Path(folder)))
            called(served, f"{API}/openapi.json", key=key)  # the first one takes its time
            for chosen in (SHARED, *(rf"^/jenis/{name}/" for name in names)):
                tell(f"{chosen} …")
                seed, examples = chance.randrange(1 << 30), max(1, count // (2 * len(names)))
                yield "api/uraian", _told(tell, against_description(served, key, chosen, examples=examples, seed=seed))
        finally:
            served.stop()


def _told(tell: Callable[[str], None], fault: str) -> str:
    """Return a fault that was told at once: the whole takes an hour."""
    if fault:
        tell(fault)
    return fault


def against_description(
    served: ServedBorang, key: str, chosen: str, *, examples: int, seed: int = 1, phases: str = "examples,coverage,fuzzing"
) -> str:
    """Return what schemathesis finds against the addresses that a pattern chooses, "" for nothing. examples: of each way to ask each."""
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{served.base}{API}/openapi.json", "-H", f"Authorization: Bearer {key}"]
    bounds = ["--seed", str(seed), "--max-examples", str(examples), "--phases", phases, "--request-timeout", "120"]
    _tell_ids(served, key)
    left = [
        "--include-path-regex",
        chosen,
        "--warnings",
        "off",
        "--exclude-checks",
        EVERY_CHECK_BUT,
        "--generation-database",
        "none",
        "--no-color",
    ]
    ran = subprocess.run([*command, *bounds, *left], capture_output=True, text=True, check=False, timeout=_PATIENCE, cwd=served.temporary)
    if ran.returncode == 0 and _TESTED.search(ran.stdout):
        return ""
    return ran.stdout[-6_000:] + ran.stderr[-1_000:]


def _tell_ids(served: ServedBorang, key: str) -> None:
    """Write what schemathesis asks documents and jobs by, the id of one that is there: by words of its own it would find nothing."""
    data = (SAMPLES / "coaching-rhk" / "ok-minimal.yaml").read_bytes()
    made = called(served, f"{API}/jenis/coaching-rhk/buat?ke=docx", data, key=key).headers["x-dokumen"]
    begun = called(served, f"{API}/pekerjaan?jenis=coaching-rhk&ke=docx", b"Nama Guru\nGuru Satu\n", "text/csv", key=key).json["id"]
    (Path(served.temporary) / "schemathesis.toml").write_text(
        f"""[[operations]]
include-path-regex = "^/dokumen/"
parameters = {{ "path.id" = "{made}" }}
[[operations]]
include-path-regex = "^/pekerjaan/"
parameters = {{ "path.id" = "{begun}" }}
""",
        encoding="utf-8",
    )


def told_otherwise(served: ServedBorang, key: str, files: Sequence[Path], folder: Path) -> str:
    """Return for which files of one type the API says something else than `borang check --json`, as YAML and as JSON, "" for none."""
    if not files:
        return ""
    name = files[0].parent.name
    with tempfile.TemporaryDirectory(dir=folder) as here:
        copies = [copy for file in files for copy in _copies(file, Path(here))]
        said = _commanded("check", *(copy.name for copy in copies), "--type", name, "--json", at=Path(here))
        wanted = {copy.name: [one for one in json.loads(said)["outcomes"] if one["source"] == copy.name] for copy in copies}
        wrong = [copy.name for copy in copies if not wanted[copy.name] or _checked(served, key, name, copy) != wanted[copy.name]]
    return f"{name}: {', '.join(wrong)}" if wrong else ""


def made_otherwise(served: ServedBorang, key: str, file: Path, folder: Path) -> str:
    """Return why the API does not make the files that `borang make` makes, to the byte; "" where it does."""
    with tempfile.TemporaryDirectory(dir=folder) as here:
        copy = next(_copies(file, Path(here)))
        _commanded("make", copy.name, "-o", "hasil", at=Path(here))
        wanted = {one.name: one.read_bytes() for one in (Path(here) / "hasil").glob("*")}
        body, media = parts(("isian", copy.name, copy.read_bytes()))
    answer = called(served, f"{API}/jenis/{file.parent.name}/buat?arsip=tidak", body, media, key=key)
    if answer.status != 201:
        return "" if answer.status == 422 and not wanted else f"{file.parent.name}/{file.name}: {answer.status}, not {sorted(wanted)}"
    if answer.headers["content-type"] == "application/zip":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            made = {name: archive.read(name) for name in archive.namelist()}
    else:
        made = {next(iter(wanted), ""): answer.data}
    return "" if made == wanted else f"{file.parent.name}/{file.name}: {sorted(made)}, not {sorted(wanted)}"


def _copies(file: Path, folder: Path) -> Iterator[Path]:
    """Yield a data file alone in a folder, as it is and, where it is YAML at all, as JSON with its numbers as numbers."""
    copy = folder / file.name
    copy.write_bytes(file.read_bytes())
    yield copy
    with suppress(yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError):
        values = json.dumps(yaml.safe_load(copy.read_bytes()), ensure_ascii=False, default=str)
        copy.with_suffix(".json").write_text(values, encoding="utf-8")
        yield copy.with_suffix(".json")


def _checked(served: ServedBorang, key: str, name: str, file: Path) -> object:
    body, media = parts(("isian", file.name, file.read_bytes())) if file.suffix != ".json" else (file.read_bytes(), JSON)
    answer = called(served, f"{API}/jenis/{name}/periksa", body, media, key=key)
    text = answer.data.decode().replace("isian.json", file.name)
    return json.loads(text)["outcomes"] if answer.status in (200, 422) else answer.status


def _commanded(*words: object, at: Path) -> str:
    command: Iterable[str] = (sys.executable, "-c", "from borang import main; main()", *map(str, words))
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=at, env=environment, timeout=_PATIENCE).stdout
