"""`python -m tests.torture torture|fuzz|batch|layanan|api [N] [SEED] [DATABASE …]`: N damaged inputs; prints every fault and the figures, exits 1 if there is a fault.

DATABASE: on which the service is burdened, "sqlite" or "postgresql"; both where none is named.
"""

from __future__ import annotations

import contextlib
import random
import sys
from collections import Counter
from collections.abc import Iterator

from tests.postgres import postgres_server
from tests.torture import authors, batches, cards, data, disk, exports, programs, service, tables, workbooks
from tests.torture.campaign import campaign, figures
from tests.torture.service_place import POSTGRESQL, SQLITE, ServiceDose

CAMPAIGNS = {
    "torture": {data: 0.44, tables: 0.46, authors: 0.09},
    "fuzz": {workbooks: 0.5, cards: 0.25, exports: 0.25},
    "batch": {},
    "layanan": {},
    "api": {},
}
"""By name what is damaged, each with its share. A new kind of input is an entry of "fuzz"; "batch" only ends batches, "layanan" burdens the service, "api" asks it as programs do."""


def main() -> None:
    """Run a campaign and print what it came to."""
    name = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 4141)
    mutants = [mutant for source, share in CAMPAIGNS[name].items() for mutant in source.mutants(chance, round(count * share))]
    verdicts = []
    for verdict in campaign(mutants):
        verdicts.append(verdict)
        if verdict.fault:
            print(f"{verdict.mutant.kind}: {verdict.fault[:500]}", flush=True)
    trials = list(disk.faults(chance, kills=max(1, count // 200), full=max(1, count // 200))) if name == "torture" else []
    if name in ("torture", "layanan"):
        trials += [trial for database in sys.argv[4:] or (SQLITE, POSTGRESQL) for trial in _burdened(count, chance, database)]
    if name in ("torture", "batch"):
        trials += list(batches.faults(chance, max(1, count // 250)))  # 20 of each of five kinds for 5,000: a hundred
    if name in ("torture", "api"):
        trials += list(programs.faults(count, chance, print))
    for kind, fault in trials:
        if fault:
            print(f"{kind}: {fault}")
    if verdicts:
        print(figures(verdicts))
    for kind, rounds in Counter(kind for kind, _ in trials).items():
        print(f"{kind}: {rounds}, salah {sum(bool(fault) for other, fault in trials if other == kind)}.")
    sys.exit(any(verdict.fault for verdict in verdicts) or any(fault for _, fault in trials))


def _burdened(count: int, chance: random.Random, database: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, fault or "") of every burden of a service, with so many documents at most."""
    dose = ServiceDose(documents=max(400, min(2_000, count)), rows=min(500, count))
    with contextlib.ExitStack() as left:
        server = left.enter_context(postgres_server()) if database == POSTGRESQL else None
        yield from service.faults(dose, chance, lambda told: print(told, flush=True), server=server)


main()
