"""Where no line of a document may end."""

from __future__ import annotations

import pytest

from generator.render.typography import spaced


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Hadi Wirawan, S.Pd.", "Hadi Wirawan,~S.Pd."),
        ("Galih Prasetya, S.Kom.", "Galih Prasetya, S.Kom."),  # sixteen letters are more than a narrow column of names takes
        ("Laksmi Puspaningtyas, M.Pd.", "Laksmi Puspaningtyas, M.Pd."),
    ],
)
def test_spaced__in_a_cell_only_a_short_name_keeps_its_degree(text: str, whole: str) -> None:
    assert spaced(text, in_cell=True).replace("\u00a0", "~") == whole


def test_spaced__in_running_text_every_name_keeps_its_degree() -> None:
    assert spaced("oleh Laksmi Puspaningtyas, M.Pd. dan Galih Prasetya, S.Kom.").replace("\u00a0", "~") == (
        "oleh Laksmi Puspaningtyas,~M.Pd. dan Galih Prasetya,~S.Kom."
    )
