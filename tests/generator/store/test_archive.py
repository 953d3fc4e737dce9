"""What was made stays until somebody deletes it; what nobody has touched for half a year goes, and nothing that another thing needs.

Covers: SAFE-07 (deletion by age and by hand).
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, update

from generator.store import documents, drafts
from generator.store.cleanup import clean
from generator.store.documents import ArchiveQuery, KeptDocument, KeptSource, NewDocument
from generator.store.engine import Store
from generator.store.tables import DOCUMENTS, DRAFTS
from generator.store.viewed import ViewedStore, Viewer


@pytest.fixture
def viewed(store: Store) -> ViewedStore:
    return ViewedStore(store, Viewer())


def set_back(store: Store, table: Table, id_: str, **values: Any) -> None:
    with store.writing() as connection:
        connection.execute(update(table).where(table.c.id == id_).values(**values))


def days_ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")


def made(viewed: ViewedStore, title: str, type_: str = "kak", day: date | None = None) -> KeptDocument:
    file = documents.kept_file(viewed, f"{type_}.docx", "docx", title.encode())
    source = KeptSource(f"{type_}.yaml", viewed.keep(f"judul: {title}".encode()))
    document = documents.new_document(viewed, NewDocument(type_, title, [file], "", 3, "ab", [source]))
    if day is not None:
        noon = datetime(day.year, day.month, day.day, 12).astimezone().astimezone(UTC)
        set_back(viewed.store, DOCUMENTS, document.id, dibuat=noon.isoformat(timespec="seconds"))
    return document


def test_archive__is_looked_for_by_words_type_and_day(viewed: ViewedStore) -> None:
    first = made(viewed, "Lokakarya Modul Ajar", day=date(2026, 3, 1))
    second = made(viewed, "Pelatihan Modul Ajar 100%", day=date(2026, 3, 2))
    third = made(viewed, "Lokakarya Asesmen", "sk", day=date(2026, 3, 3))

    def found(**query: Any) -> list[str]:
        return [one.id for one in documents.archived(viewed, ArchiveQuery(**query))[0]]

    assert found() == [third.id, second.id, first.id]
    assert found(words="ajar LOKA") == [first.id]
    assert found(words="100%") == [second.id]
    assert found(words="_") == []
    assert found(type="sk") == [third.id]
    assert found(since=date(2026, 3, 2), until=date(2026, 3, 2)) == [second.id]
    assert found(since=date(2026, 3, 4)) == []
    page, count = documents.archived(viewed, ArchiveQuery(), most=1, after=1)
    assert [one.id for one in page] == [second.id]
    assert count == 3
    assert documents.archived_types(viewed) == ["kak", "sk"]


def test_document__keeps_its_bytes_and_its_data_until_it_is_deleted(viewed: ViewedStore) -> None:
    document = made(viewed, "Lama")
    set_back(viewed.store, DOCUMENTS, document.id, dibuat=days_ago(4000))
    old = time.time() - 9000
    for _, file in viewed.store.kept():
        os.utime(file, (old, old))
    clean(viewed.store)
    kept = documents.document_kept(viewed, document.id)
    assert kept is not None
    assert (kept.revision, kept.mark) == (3, "ab")
    assert viewed.path(kept.files[0].sha).read_bytes() == b"Lama"
    assert viewed.path(kept.sources[0].sha).read_bytes() == b"judul: Lama"
    documents.remove_document(viewed, document.id)
    clean(viewed.store)
    assert list(viewed.store.kept()) == []


@pytest.mark.parametrize(("age", "is_warned", "is_there"), [(149, False, True), (151, True, True), (179, True, True), (181, True, False)])
def test_draft__goes_after_180_days_and_is_told_30_days_before(viewed: ViewedStore, age: int, is_warned: bool, is_there: bool) -> None:
    draft = drafts.new_draft(viewed, "kak", "Judul", {"judul": "Judul"})
    set_back(viewed.store, DRAFTS, draft.id, diubah=days_ago(age))
    aged = drafts.draft_of(viewed, draft.id)
    assert aged is not None
    assert bool(aged.ends) is is_warned
    clean(viewed.store)
    assert (drafts.draft_of(viewed, draft.id) is not None) is is_there


def test_draft__that_is_kept_longer_has_its_time_anew(viewed: ViewedStore) -> None:
    draft = drafts.new_draft(viewed, "kak", "Judul", {})
    set_back(viewed.store, DRAFTS, draft.id, diubah=days_ago(179))
    drafts.touch(viewed, draft.id)
    kept = drafts.draft_of(viewed, draft.id)
    assert kept is not None
    assert kept.ends == ""
    assert kept.version == draft.version


def test_draft__that_feeds_a_young_one_stays_with_what_feeds_it(viewed: ViewedStore) -> None:
    school = drafts.new_draft(viewed, "sekolah", "", {})
    programme = drafts.new_draft(viewed, "program", "", {"sekolah": school.file})
    alone = drafts.new_draft(viewed, "program", "", {"sekolah": school.file})
    for one in (school, programme, alone):
        set_back(viewed.store, DRAFTS, one.id, diubah=days_ago(200))
    young = drafts.new_draft(viewed, "kak", "", {"program": programme.file})
    clean(viewed.store)
    assert {one.id for one in drafts.drafts(viewed)} == {school.id, programme.id, young.id}
