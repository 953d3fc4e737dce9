"""Keys of other programs: kept as digests, with an end, each institution its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from generator.store.api_keys import CHECKS, MAKES, key_of, keys, new_key, revoke
from generator.store.engine import Store
from generator.store.tables import API_KEYS
from generator.store.viewed import ViewedStore, Viewer


def test_key__opens_until_it_is_revoked_and_is_kept_as_a_digest_alone(store: Store) -> None:
    viewed = ViewedStore(store, Viewer())
    said = new_key(viewed, "simpeg", MAKES, 30)
    found = key_of(store, said)
    assert found is not None
    assert (found.name, found.scope, found.is_over) == ("simpeg", "buat", False)
    with store.reading() as connection:
        assert said not in str(connection.execute(select(API_KEYS)).all())
    assert key_of(store, said + "x") is None
    assert key_of(store, said.upper()) is None
    assert key_of(store, "") is None
    assert revoke(store, found.id)
    assert not revoke(store, found.id)
    assert key_of(store, said) is None


def test_key__that_is_over_opens_nothing_and_stays_in_the_list(store: Store) -> None:
    viewed = ViewedStore(store, Viewer())
    said = new_key(viewed, "lama", CHECKS, 30)
    with store.writing() as connection:
        connection.execute(update(API_KEYS).values(kedaluwarsa=(datetime.now(UTC) - timedelta(seconds=1)).isoformat(timespec="seconds")))
    assert key_of(store, said) is None
    assert [(one.name, one.is_over) for one in keys(store)] == [("lama", True)]


@pytest.mark.parametrize(("scope", "may_make"), [(CHECKS, False), (MAKES, True)])
def test_key__allows_what_it_is_for(store: Store, scope: str, may_make: bool) -> None:
    found = key_of(store, new_key(ViewedStore(store, Viewer()), "x", scope, 1))
    assert found is not None
    assert found.allows(CHECKS)
    assert found.allows(MAKES) is may_make


def test_key__says_whose_it_is(store: Store) -> None:
    said = new_key(ViewedStore(store, Viewer("a", "p1")), "kami", MAKES, 1)
    found = key_of(store, said)
    assert found is not None
    assert (found.institution, found.owner) == ("a", "p1")
