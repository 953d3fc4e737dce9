"""How far a run is: rate and time left on a terminal, a line now and then elsewhere. BAT-02."""

from __future__ import annotations

import io

import pytest

from generator.cli.progress import ProgressLine
from generator.pace import duration


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress__tells_rate_and_time_left(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    now = [0.0]
    progress = ProgressLine(Terminal(), lambda: now[0])
    progress.begins("membuat", 1000)
    now[0] = 10.0
    progress.goes_on(250)  # 25 a second; 750 left take 30 seconds
    assert capsys.readouterr().err.strip() == "membuat [#####...............] 250/1.000, 25/detik, sisa 30 detik"


def test_progress__without_a_terminal_says_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    progress = ProgressLine(io.StringIO(), lambda: now[0])
    progress.begins("membuat", 100)
    for _ in range(40):
        now[0] += 1
        progress.goes_on(1)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2  # at 15 and 30 seconds
    assert "\r" not in "".join(lines)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 detik"), (59, "59 detik"), (90, "2 menit"), (3600, "1 jam 0 menit"), (7500, "2 jam 5 menit")]
)
def test_duration__is_said_as_people_do(seconds: float, said: str) -> None:
    assert duration(seconds) == said
