"""A choice that prints by its name and is compared by its key."""

from __future__ import annotations

import pickle

from validators.polos import Bernama


def test_named__prints_its_name_and_equals_its_key() -> None:
    moda = Bernama("Kombinasi (blended)", 2, "blended")
    assert f"{moda}" == "Kombinasi (blended)"
    assert moda == "blended"
    assert moda != "luring"
    assert {"blended": 1}[moda] == 1
    assert moda in ["luring", "blended"]


def test_named__survives_a_copy() -> None:
    copied = pickle.loads(pickle.dumps(Bernama("Kombinasi (blended)", 2, "blended")))
    assert (str(copied), copied.key, copied.rank) == ("Kombinasi (blended)", "blended", 2)


def test_named__is_looked_up_by_its_key() -> None:
    """A template sees the printed name; the rows of another table are found by what it stands for."""
    from generator.home import Home
    from generator.scope import lookup_in

    found = lookup_in(Home().library)("jp", Bernama("Kombinasi (blended)", 2, "blended"))
    assert found["menit_per_jp"] == 45
