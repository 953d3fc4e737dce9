"""Front door of borang: puts its own root on the import path and starts the command line. No logic lives here."""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
ROOT = _HERE / "_app" if (_HERE / "_app").is_dir() else _HERE.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def main() -> None:
    """Start the command line."""
    from generator.cli import main as cli_main

    cli_main()
