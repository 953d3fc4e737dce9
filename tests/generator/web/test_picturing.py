"""Pictures of a draft: what is none is refused, and two of one name stay two."""

from __future__ import annotations

from pathlib import Path

from generator.store import drafts
from generator.store.engine import opened
from generator.store.viewed import ViewedStore, Viewer
from generator.web.calls import SentFile
from generator.web.picturing import pictures_taken

PNG = b"\x89PNG\r\n\x1a\n"


def test_pictures__of_one_name_stay_apart_and_what_is_none_is_refused(tmp_path: Path) -> None:
    store = opened(tmp_path)
    draft = drafts.new_draft(ViewedStore(store, Viewer()), "dokumentasi", "", {})
    files = [
        SentFile("foto.r1.berkas", "IMG 1.png", PNG + b"a"),
        SentFile("foto.r2.berkas", "IMG 1.png", PNG + b"b"),
        SentFile("foto.r3.berkas", "IMG 1.PNG", PNG + b"a"),
        SentFile("foto.r4.berkas", "../../dokumen.pdf", b"%PDF"),
        SentFile("foto.r5.berkas", "besar.png", PNG + b"0" * 5 * 1024 * 1024),
        SentFile("foto.r6.berkas", "../x/y.jpeg", b"\xff\xd8\xff\xe0"),
    ]
    taken = pictures_taken(ViewedStore(store, Viewer()), draft.id, files)
    assert [name for _, name in taken.pairs] == ["IMG 1.png", "IMG 1-2.png", "IMG 1.png", "y.jpg"]
    assert taken.refused == ("../../dokumen.pdf", "besar.png")
    copy = drafts.new_draft(ViewedStore(store, Viewer()), "dokumentasi", "", {})
    drafts.copy_pictures(ViewedStore(store, Viewer()), draft.id, copy.id)
    assert drafts.pictures(ViewedStore(store, Viewer()), copy.id) == drafts.pictures(ViewedStore(store, Viewer()), draft.id)
    assert len(drafts.pictures(ViewedStore(store, Viewer()), copy.id)) == 3
    store.close()
