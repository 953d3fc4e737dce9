"""One process of a campaign: `python -m tests.torture.process JOBS [PLANT]` prints what was seen of each job, a line each.

With `*` for PLANT the jobs are by the name of a planted fault, each name in a fork of its own.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.torture.campaign import as_line
from tests.torture.observe import observe
from tests.torture.plant import plant


def main() -> None:
    """Go through the jobs."""
    jobs, planted = pickle.loads(Path(sys.argv[1]).read_bytes()), sys.argv[2]
    if planted == "*":
        _planted(jobs)
        return
    if planted:
        plant(planted)
    screen = sys.stdout
    for files, command, first in jobs:
        print(as_line(observe(files, command, first)), file=screen, flush=True)


def _planted(jobs: Sequence[tuple[str, Sequence[Any]]]) -> None:
    """Go through the jobs of each planted fault; the program is loaded once for all."""
    observe(*jobs[0][1][0])
    for name, held in jobs:
        child = os.fork()
        if child == 0:
            plant(name)
            for files, command, first in held:
                print(as_line(observe(files, command, first)), flush=True)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0, name


main()
