"""Uploads wait, are done once each, and are gone after a day with their bytes.

Covers: SAFE-06 (uploads are removed after 24 hours).
"""

from __future__ import annotations

import os

from sqlalchemy import update

from generator.store import drafts, uploads
from generator.store.cleanup import clean
from generator.store.engine import Store
from generator.store.tables import UPLOADS
from generator.store.uploads import FileToKeep
from generator.store.viewed import ViewedStore, Viewer


def test_upload__each_file_is_had_by_one_alone_in_its_order(store: Store) -> None:
    uploads.new_upload(
        ViewedStore(store, Viewer()),
        [FileToKeep("a.yaml", b"a"), FileToKeep("a.yaml", b"b"), FileToKeep("rusak", b"", results=({"galat": "x"},))],
    )
    first, second = uploads.claimed(store), uploads.claimed(store)
    assert first is not None
    assert second is not None
    assert (store.path(first.sha).read_bytes(), store.path(second.sha).read_bytes()) == (b"a", b"b")
    assert uploads.claimed(store) is None


def test_upload__what_a_killed_program_had_in_hand_waits_again(store: Store) -> None:
    id_ = uploads.new_upload(ViewedStore(store, Viewer()), [FileToKeep("a.yaml", b"a")])
    first = uploads.claimed(store)
    uploads.let_go(store)
    again = uploads.claimed(store)
    assert first == again
    assert again is not None
    uploads.finish(store, again.id, [{"keadaan": "checked", "berkas": []}])
    uploads.let_go(store)
    assert uploads.claimed(store) is None
    upload = uploads.upload_of(ViewedStore(store, Viewer()), id_)
    assert upload is not None
    assert upload.files[0].is_done


def test_clean__what_is_over_is_gone_with_its_bytes_and_nothing_else(store: Store) -> None:
    draft = drafts.new_draft(ViewedStore(store, Viewer()), "kak", "", {})
    drafts.add_picture(ViewedStore(store, Viewer()), draft.id, "foto.png", b"foto")
    result = store.keep(b"hasil")
    old = uploads.new_upload(ViewedStore(store, Viewer()), [FileToKeep("a.yaml", b"a"), FileToKeep("foto.png", b"foto")])
    young = uploads.new_upload(ViewedStore(store, Viewer()), [FileToKeep("b.yaml", b"b")])
    claimed = uploads.claimed(store)
    assert claimed is not None
    uploads.finish(store, claimed.id, [{"berkas": [{"nama": "h", "bentuk": "pdf", "sha": result}]}])
    with store.writing() as connection:
        connection.execute(update(UPLOADS).where(UPLOADS.c.id == old).values(hapus_pada="2020-01-01T00:00:00+00:00"))
    for _, file in store.kept():
        os.utime(file, (0, 0))
    clean(store)
    assert uploads.upload_of(ViewedStore(store, Viewer()), old) is None
    assert uploads.upload_of(ViewedStore(store, Viewer()), young) is not None
    assert sorted(file.read_bytes() for _, file in store.kept()) == [b"b", b"foto"]


def test_clean__bytes_that_were_just_kept_have_no_row_yet_and_stay(store: Store) -> None:
    store.keep(b"baru")
    old = store.keep(b"lama")
    os.utime(store.path(old), (0, 0))
    store.keep(b"lama")
    clean(store)
    assert {file.read_bytes() for _, file in store.kept()} == {b"baru", b"lama"}


def test_upload__whose_files_come_one_by_one_begins_when_all_are_there_and_one_sent_twice_counts_once(store: Store) -> None:
    own, other = ViewedStore(store, Viewer("sekolah-a")), ViewedStore(store, Viewer("sekolah-b"))
    id_ = uploads.new_upload(own, [])
    assert uploads.add_file(own, id_, 1, FileToKeep("a.yaml", b"yang kedua"))
    assert uploads.add_file(own, id_, 0, FileToKeep("a.yaml", b"yang pertama"))
    assert uploads.add_file(own, id_, 1, FileToKeep("a.yaml", b"yang kedua"))
    assert not uploads.add_file(other, id_, 2, FileToKeep("a.yaml", b"orang lain"))
    uploads.complete(other, id_)
    upload = uploads.upload_of(own, id_)
    assert upload is not None
    assert upload.is_coming
    assert [store.path(file.sha).read_bytes() for file in upload.files] == [b"yang pertama", b"yang kedua"]
    assert uploads.claimed(store) is None
    uploads.complete(own, id_)
    assert uploads.claimed(store) is not None
    assert uploads.claimed(store) is not None
    assert uploads.claimed(store) is None
