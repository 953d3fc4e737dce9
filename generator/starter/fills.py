"""The fills that all starters share, in the hexadecimal of file formats."""

from __future__ import annotations

from typing import Final

HEAD_FILL: Final = "E7E6E6"
TOTAL_FILL: Final = "F2F2F2"
