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
