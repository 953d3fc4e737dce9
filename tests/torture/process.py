"""One process of a campaign: `python -m tests.torture.process JOBS [PLANT]` prints what was seen of each job, a line each."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from tests.torture.campaign import as_line
from tests.torture.observe import observe
from tests.torture.plant import plant


def main() -> None:
    """Go through the jobs."""
    jobs, planted = sys.argv[1], sys.argv[2]
    if planted:
        plant(planted)
    screen = sys.stdout
    for files, command, first in pickle.loads(Path(jobs).read_bytes()):
        print(as_line(observe(files, command, first)), file=screen, flush=True)


main()
