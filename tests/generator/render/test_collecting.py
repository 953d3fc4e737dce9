"""PERF-10: Python's look for cycles is put off while a document is filled, and is afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from generator.render.collecting import collecting_again, without_collecting


def test_collecting__is_put_off_and_let_in_between_and_afterwards_as_before() -> None:
    assert gc.isenabled()
    with without_collecting():
        assert not gc.isenabled()
        with collecting_again():
            assert gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting__is_on_again_once_the_last_of_two_threads_is_through() -> None:
    one, other = without_collecting(), without_collecting()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert not gc.isenabled()
    other.__exit__(None, None, None)
    assert gc.isenabled()


def test_collecting__is_as_before_behind_a_fault_and_stays_off_where_it_was() -> None:
    with pytest.raises(ValueError, match="putus"), without_collecting():
        raise ValueError("putus")
    assert gc.isenabled()
    gc.disable()
    try:
        with without_collecting(), collecting_again():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
