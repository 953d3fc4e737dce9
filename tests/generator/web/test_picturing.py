"""Pictures of a draft: what is none is refused, and two of one name stay two."""

from __future__ import annotations

from pathlib import Path

from generator.store import drafts
from generator.store.engine import opened
from generator.web.calls import SentFile
from generator.web.picturing import pictures_taken

PNG = b"\x89PNG\r\n\x1a\n"


def test_pictures__of_one_name_stay_apart_and_what_is_none_is_refused(tmp_path: Path) -> None:
    store = opened(tmp_path)
    draft = drafts.new_draft(store, "dokumentasi", "", {})
    files = [
        SentFile("foto.r1.berkas", "IMG 1.png", PNG + b"a"),
        SentFile("foto.r2.berkas", "IMG 1.png", PNG + b"b"),
        SentFile("foto.r3.berkas", "IMG 1.PNG", PNG + b"a"),
        SentFile("foto.r4.berkas", "../../dokumen.pdf", b"%PDF"),
        SentFile("foto.r5.berkas", "besar.png", PNG + b"0" * 5 * 1024 * 1024),
        SentFile("foto.r6.berkas", "../x/y.jpeg", b"\xff\xd8\xff\xe0"),
    ]
    taken = pictures_taken(store, draft.id, files)
    assert [name for _, name in taken.pairs] == ["IMG 1.png", "IMG 1-2.png", "IMG 1.png", "y.jpg"]
    assert taken.refused == ("../../dokumen.pdf", "besar.png")
    copy = drafts.new_draft(store, "dokumentasi", "", {})
    drafts.copy_pictures(store, draft.id, copy.id)
    assert drafts.pictures(store, copy.id) == drafts.pictures(store, draft.id)
    assert len(drafts.pictures(store, copy.id)) == 3
    store.close()
