"""How fast long work goes and how long the rest takes, in words."""

from __future__ import annotations

from typing import Final

_STEADY: Final = 2.0
"""Seconds after which the rate says something."""


def pace_told(done: int, total: int, spent: float) -> str:
    """Return rate and time left: "12/detik, sisa 3 menit"; "" as long as they say nothing. spent: in seconds."""
    rate = done / spent if spent > 0 else 0.0
    if spent < _STEADY or not rate:
        return ""
    told = f"{round(rate):,}".replace(",", ".") if rate >= 10 else f"{rate:.1f}".replace(".", ",")
    return f"{told}/detik, sisa {duration((total - done) / rate)}"


def duration(seconds: float) -> str:
    """Return a time as people say it: "45 detik", "3 menit", "2 jam 5 menit"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} detik"
    minutes = round(whole / 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} jam {minutes} menit" if hours else f"{minutes} menit"
