"""What the service keeps survives the program, and nobody's work is overwritten in silence."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from generator.errors import BorangError
from generator.store import documents, drafts, sessions
from generator.store.engine import Store, opened
from generator.store.tables import SESSIONS
from generator.store.viewed import ViewedStore, Viewer


def test_draft__is_there_after_the_program_began_anew(store: Store, database: str) -> None:
    draft = drafts.new_draft(ViewedStore(store, Viewer()), "kak", "Judul", {"judul": "Judul", "sasaran": [{"jumlah": "dua"}]})
    store.close()
    again = opened(store.folder, database)
    assert drafts.draft_of(ViewedStore(again, Viewer()), draft.id) == draft
    again.close()


def test_save__over_another_tab_is_refused_with_what_is_there(store: Store) -> None:
    draft = drafts.new_draft(ViewedStore(store, Viewer()), "kak", "", {})
    first = drafts.save(ViewedStore(store, Viewer()), draft.id, {"judul": "satu"}, version=draft.version, title="satu")
    assert first is not None
    assert first.version == 2
    with pytest.raises(drafts.StaleDraft) as stale:
        drafts.save(ViewedStore(store, Viewer()), draft.id, {"judul": "dua"}, version=draft.version, title="dua")
    assert stale.value.draft == first
    assert drafts.draft_of(ViewedStore(store, Viewer()), draft.id) == first


def test_save__whose_answer_was_lost_may_be_sent_again(store: Store) -> None:
    draft = drafts.new_draft(ViewedStore(store, Viewer()), "kak", "", {})
    first = drafts.save(ViewedStore(store, Viewer()), draft.id, {"judul": "satu"}, version=draft.version, title="satu")
    assert drafts.save(ViewedStore(store, Viewer()), draft.id, {"judul": "satu"}, version=draft.version, title="satu") == first


def test_save__the_same_again_is_no_new_version(store: Store) -> None:
    draft = drafts.new_draft(ViewedStore(store, Viewer()), "kak", "", {"judul": "satu"})
    assert drafts.save(ViewedStore(store, Viewer()), draft.id, {"judul": "satu"}, version=1, title="satu") == draft


def test_save__what_is_gone_stays_gone(store: Store) -> None:
    draft = drafts.new_draft(ViewedStore(store, Viewer()), "kak", "", {})
    drafts.add_picture(ViewedStore(store, Viewer()), draft.id, "foto.png", b"foto")
    drafts.remove(ViewedStore(store, Viewer()), draft.id)
    assert drafts.save(ViewedStore(store, Viewer()), draft.id, {"judul": "x"}, version=1, title="x") is None
    assert drafts.pictures(ViewedStore(store, Viewer()), draft.id) == {}


def test_save__many_at_once_wait_for_each_other(store: Store) -> None:
    """Writers ask for the right at once: none is told that the database is locked."""
    made = [drafts.new_draft(ViewedStore(store, Viewer()), "kak", "", {}) for _ in range(8)]
    failed: list[Exception] = []

    def write(draft: drafts.Draft) -> None:
        try:
            for version in range(1, 11):
                drafts.save(ViewedStore(store, Viewer()), draft.id, {"judul": str(version)}, version=version, title="")
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=write, args=(draft,)) for draft in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {draft.version for draft in drafts.drafts(ViewedStore(store, Viewer()))} == {11}


def test_document__gives_its_bytes_again_and_stays_without_its_draft(store: Store) -> None:
    draft = drafts.new_draft(ViewedStore(store, Viewer()), "kak", "Judul", {})
    file = documents.kept_file(store, "kak.pdf", "pdf", b"%PDF")
    kept = documents.new_document(ViewedStore(store, Viewer()), documents.NewDocument("kak", "Judul", [file], draft.id))
    drafts.remove(ViewedStore(store, Viewer()), draft.id)
    assert documents.documents(ViewedStore(store, Viewer())) == [kept]
    found = documents.document_kept(ViewedStore(store, Viewer()), kept.id)
    assert found is not None
    assert store.path(found.files[0].sha).read_bytes() == b"%PDF"


def test_session__is_let_in_by_its_key_alone(store: Store) -> None:
    key = sessions.let_in(store)
    assert sessions.whose(store, key) == ""
    assert sessions.whose(store, key[:-1]) is None
    assert sessions.whose(store, "") is None
    with store.reading() as connection:
        assert key not in str(connection.execute(select(SESSIONS)).all())


def test_store__in_a_folder_that_cannot_be_had_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(BorangError) as fault:
        opened(tmp_path / "berkas")
    assert fault.value.code == "folder-data-tidak-dapat-dipakai"
