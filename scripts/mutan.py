"""Mutation testing: plant one fault at a time in the mutated folders and see whether a test notices.

mutmut makes the mutants. Its own `mutmut run` starts pytest anew for each (0.35 s); here the tests are collected once and
each mutant is one fork of that process, about twenty times as fast. `make mutants` runs it; docs/mutan.md keeps the result.

    python scripts/mutan.py                       every mutant of every module
    python scripts/mutan.py --dosis 500           a drawn sample of so many, the same for the same --benih
    python scripts/mutan.py cvi operators         only these modules
    python scripts/mutan.py --sisa --lihat        once more those left over from the last run, with their diffs
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from difflib import unified_diff
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Final

import pytest
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.state import state

ROOT: Final = Path(__file__).resolve().parent.parent
WORK: Final = ROOT / "mutants"
RESULTS: Final = WORK / "hasil.json"
DRAWS: Final = 10
"""Examples a property test draws for each mutant."""

KILLED, TIMED_OUT, SURVIVED, UNTESTED = "mati", "waktu habis", "hidup", "tanpa tes"
LEFT: Final = (SURVIVED, UNTESTED)
_OURS = ("borang", "generator", "validators", "tests")
_LEAST_SECONDS, _TIMES_LONGER = 4.0, 5.0
_STUCK_SECONDS = 120
_MEMORY = 2 << 30


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line asks for."""

    modules: tuple[str, ...]
    dose: int | None
    seed: int
    jobs: int
    left_only: bool
    show: bool


@dataclass(slots=True)
class Reach:
    """What the clean run found: of each test its seconds, of each function the tests that call it, and the libraries they load late."""

    seconds: dict[str, float] = field(default_factory=dict)
    tests: dict[str, list[str]] = field(default_factory=dict)
    libraries: list[str] = field(default_factory=list)


def plant(sources: Sequence[str], copies: Sequence[str], modules: Sequence[str]) -> dict[str, str]:
    """Copy the tree to `mutants/`, put every mutant of the modules (none named: of all) into it; return mutant -> file."""
    for name in copies:
        target = WORK / name
        if (ROOT / name).is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    paths = sorted(path for source in sources for path in (ROOT / source).rglob("*.py"))
    files = [path.relative_to(ROOT).as_posix() for path in paths if not modules or path.stem in modules]
    with Pool() as pool:
        names = pool.map(_planted, files, chunksize=1)
    return {f"{file[:-3].replace('/', '.')}.{name}": file for file, inner in zip(files, names, strict=True) for name in inner}


def _planted(file: str) -> list[str]:
    mutated = mutate_file_contents(file, (ROOT / file).read_text())
    (WORK / file).write_text(mutated.code)
    return list(mutated.mutant_names)


class Trial:
    """The pytest plugin that runs, in place of the session's tests, each mutant against the tests that reach it."""

    def __init__(self, mutants: dict[str, str], jobs: int) -> None:
        self.mutants = mutants
        self.jobs = jobs
        self.results: dict[str, str] = {}
        self.reach = Reach()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Let every property test draw a small, fixed dose."""
        from hypothesis import Phase, settings  # not before pytest has put its rewriting in place

        for item in items:
            test: Any = getattr(item, "obj", None)
            if given := getattr(test, "_hypothesis_internal_use_settings", None):
                small = min(DRAWS, given.max_examples)
                phases = (Phase.explicit, Phase.generate)  # a failure is enough, nobody reads its smallest example
                test._hypothesis_internal_use_settings = settings(given, max_examples=small, phases=phases, database=None, derandomize=True)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the clean tests, then a fork for each mutant."""
        self.reach = _clean_run(session)
        items = {item.nodeid: item for item in session.items}
        waiting = iter(self.mutants)
        running: dict[int, str] = {}
        started = time.monotonic()
        while waiting or running:
            while waiting and len(running) < self.jobs:
                if (mutant := next(waiting, None)) is None:
                    waiting = iter(())
                    break
                if tests := self._tests_of(mutant, items):
                    running[_fork(session, mutant, tests, self._limit(tests))] = mutant
                elif own := self._own(mutant):
                    running[_fresh(mutant, {name.partition("::")[0] for name in own})] = mutant
                else:
                    self.results[mutant] = UNTESTED
            if not running:
                break
            child, status = os.wait()
            self.results[running.pop(child)] = _verdict(status)
            if len(self.results) % 200 == 0:
                print(f"{len(self.results)}/{len(self.mutants)} mutan, {time.monotonic() - started:.0f} s", flush=True)
        return True

    def _tests_of(self, mutant: str, items: dict[str, pytest.Item]) -> list[pytest.Item]:
        """Return the tests that call the mutated function, and those of the module's own file: own first, quick ones first."""
        reached = {*self.reach.tests.get(mutant.partition("__mutmut_")[0], ())}
        if not reached:
            return []
        own = self._own(mutant)
        chosen = sorted(reached | own, key=lambda name: (name not in own, self.reach.seconds[name]))
        return [items[name] for name in chosen]

    def _own(self, mutant: str) -> set[str]:
        stem = Path(self.mutants[mutant]).stem
        return {name for name in self.reach.seconds if Path(name.partition("::")[0]).stem.startswith(f"test_{stem}")}

    def _limit(self, tests: Iterable[pytest.Item]) -> float:
        return _LEAST_SECONDS + _TIMES_LONGER * sum(self.reach.seconds[item.nodeid] for item in tests)


def _clean_run(session: pytest.Session) -> Reach:
    """Run every test once without a mutant, in a fork so that no cache is warm afterwards, noting what it calls."""
    out, into = os.pipe()
    if child := os.fork():
        os.close(into)
        with os.fdopen(out) as pipe:
            text = pipe.read()
        os.waitpid(child, 0)
        if not text:
            raise SystemExit("Rangkaian tes gagal tanpa mutan; perbaiki dahulu.")
        reach = Reach(**json.loads(text))
        _warm(reach.libraries)
        return reach
    os.close(out)
    _hush()
    os.environ["MUTANT_UNDER_TEST"] = "stats"
    reach, before = Reach(), {*sys.modules}
    for item in session.items:
        state()._stats.clear()
        began = time.process_time()
        item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
        reach.seconds[item.nodeid] = time.process_time() - began
        if session.testsfailed:
            print(f"gagal tanpa mutan: {item.nodeid}", file=sys.stderr, flush=True)
            os._exit(1)
        for function in state()._stats:
            reach.tests.setdefault(function, []).append(item.nodeid)
    reach.libraries = [name for name in sys.modules if name not in before and name.partition(".")[0] not in _OURS]
    with os.fdopen(into, "w") as pipe:
        json.dump(asdict(reach), pipe)
    os._exit(0)


def _warm(libraries: Iterable[str]) -> None:
    """Load in the parent what the tests load, so that no fork has to: scipy alone takes a second."""
    with warnings.catch_warnings(action="ignore"):
        for name in libraries:
            with suppress(Exception):
                importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _fork(session: pytest.Session, mutant: str, tests: Sequence[pytest.Item], limit: float) -> int:
    """Start the tests with one mutant in a process of their own; return its id."""
    if child := os.fork():
        return child
    _hush()
    signal.setitimer(signal.ITIMER_PROF, limit)  # seconds of work, so that a busy machine kills no mutant
    signal.alarm(_STUCK_SECONDS)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    os.environ["MUTANT_UNDER_TEST"] = mutant
    status = 0
    try:
        for item in tests:
            item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
            if session.testsfailed or session.shouldstop or session.shouldfail:
                status = 1
                break
    except BaseException:  # noqa: BLE001 - whatever escapes pytest was raised by the mutant
        status = 1
    os._exit(status)


def _fresh(mutant: str, files: set[str]) -> int:
    """Start pytest anew for a mutant that no test reaches: a function that runs while its module is being loaded."""
    if child := os.fork():
        return child
    _hush()
    signal.alarm(_STUCK_SECONDS)
    environment = {**os.environ, "MUTANT_UNDER_TEST": mutant}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *sorted(files)]
    return os.execve(sys.executable, command, environment)


def _hush() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _verdict(status: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM):
        return TIMED_OUT
    return KILLED if status else SURVIVED


def drawn(mutants: dict[str, str], choice: Choice) -> dict[str, str]:
    """Return the mutants to try: of the chosen modules, of those left over, of the drawn sample."""
    kept = mutants
    if choice.left_only:
        before = _results_before()
        kept = {name: file for name, file in kept.items() if before.get(name, SURVIVED) in LEFT}
    if choice.dose is not None and choice.dose < len(kept):
        sample = set(random.Random(choice.seed).sample(sorted(kept), choice.dose))
        kept = {name: file for name, file in kept.items() if name in sample}
    return kept


def _results_before() -> dict[str, str]:
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else {}


def table(results: dict[str, str], files: dict[str, str]) -> Iterator[str]:
    """Give a line per module: mutants tried, killed, killed by time, left over."""
    rows: dict[str, Counter[str]] = {}
    for name, verdict in results.items():
        rows.setdefault(files[name], Counter())[verdict] += 1
    rows["jumlah"] = sum(rows.values(), Counter[str]())
    yield f"{'modul':40} {'mutan':>6} {'mati':>6} {'waktu':>6} {'hidup':>6} {'tanpa':>6}"
    for file, row in rows.items():
        counts = (row.total(), row[KILLED], row[TIMED_OUT], row[SURVIVED], row[UNTESTED])
        yield f"{file:40} " + " ".join(f"{count:6}" for count in counts)


def diffs(results: dict[str, str], files: dict[str, str]) -> Iterator[str]:
    """Give each mutant that is left, with the lines it changes."""
    functions = {file: _functions((WORK / file).read_text()) for file in {files[name] for name in results}}
    for name, verdict in results.items():
        if verdict in LEFT:
            inner, bare = functions[files[name]], name.rpartition(".")[2]
            changes = unified_diff(inner[bare.partition("__mutmut_")[0] + "__mutmut_orig"], inner[bare], lineterm="", n=0)
            yield "\n".join([f"# {name} ({verdict})", *(line for line in changes if line[:1] in "+-" and line[:3] not in ("+++", "---"))])


def _functions(source: str) -> dict[str, list[str]]:
    """Return the lines of each function in a mutated file, under its own name, without the line that names it."""
    lines = source.splitlines()
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    return {node.name: [line.strip().replace(node.name, "") for line in lines[node.lineno - 1 : node.end_lineno]] for node in found}


def trial(mutants: dict[str, str], tests: Sequence[str], jobs: int) -> dict[str, str]:
    """Return the verdict of each mutant; the tests are collected in the mutated tree."""
    os.chdir(WORK)
    os.environ["MUTANT_UNDER_TEST"] = ""
    sys.dont_write_bytecode = True
    plugin = Trial(mutants, jobs)
    flags = [
        "-q",
        "-s",
        "--tb=native",
        "--assert=plain",
        "--rootdir=.",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:faulthandler",
    ]
    status = pytest.main([*flags, *tests], plugins=[plugin])
    if len(plugin.results) < len(mutants):
        raise SystemExit(f"Berhenti sebelum selesai (pytest: {status}).")
    return plugin.results


def _choice() -> Choice:
    parser = argparse.ArgumentParser(description="Uji mutasi: tanam satu kesalahan, lihat apakah ada tes yang gagal.")
    parser.add_argument("modul", nargs="*", help="nama modul, misalnya cvi; tanpa nama: semua")
    parser.add_argument("--dosis", type=int, help="banyaknya mutan yang diundi")
    parser.add_argument("--benih", type=int, default=20231207, help="benih undian")
    parser.add_argument("--kerja", type=int, default=os.cpu_count() or 1, help="banyaknya proses")
    parser.add_argument("--sisa", action="store_true", help="hanya yang masih hidup pada putaran sebelumnya")
    parser.add_argument("--lihat", action="store_true", help="cetak perubahan tiap mutan yang hidup")
    given = parser.parse_args()
    return Choice(tuple(given.modul), given.dosis, given.benih, given.kerja, given.sisa, given.lihat)


def main() -> None:
    """Plant, try, keep the verdicts in `mutants/hasil.json` and print the table."""
    choice = _choice()
    setup: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    WORK.mkdir(exist_ok=True)
    files = plant(setup["source_paths"], [*setup["also_copy"], "tests"], choice.modules)
    found = trial(drawn(files, choice), setup["pytest_add_cli_args_test_selection"], choice.jobs)
    RESULTS.write_text(json.dumps(_results_before() | found, indent=0))
    if choice.show:
        print("\n".join(diffs(found, files)))
    print("\n".join(table(found, files)))


if __name__ == "__main__":
    main()
