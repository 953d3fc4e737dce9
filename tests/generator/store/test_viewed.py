"""Nobody finds what is another institution's.

Covers: SAFE-07 (drafts, documents and uploads are seen by their own institution alone).
"""

from __future__ import annotations

from generator.store import documents, drafts, uploads
from generator.store.engine import Store
from generator.store.uploads import FileToKeep
from generator.store.viewed import ViewedStore, Viewer


def test_viewed__what_is_another_institutions_is_not_there(store: Store) -> None:
    own, other = ViewedStore(store, Viewer("sekolah-a", "ani")), ViewedStore(store, Viewer("sekolah-b", "budi"))
    office = ViewedStore(store, Viewer("balai", "citra", below=("sekolah-a",)))
    draft = drafts.new_draft(own, "kak", "Judul", {"judul": "Judul"})
    file = documents.kept_file(own, "kak.docx", "docx", b"PK")
    document = documents.new_document(own, documents.NewDocument("kak", "Judul", [file], draft.id))
    upload = uploads.new_upload(own, [FileToKeep("a.yaml", b"a")])

    assert drafts.draft_of(own, draft.id) == draft
    for stranger in (other, office):
        assert drafts.draft_of(stranger, draft.id) is None
        assert drafts.drafts(stranger) == []
        assert drafts.save(stranger, draft.id, {"judul": "lain"}, version=1, title="lain") is None
        assert documents.documents(stranger) == []
        assert uploads.upload_of(stranger, upload) is None
        assert uploads.uploads(stranger) == []
        drafts.remove(stranger, draft.id)
        drafts.touch(stranger, draft.id)
        documents.remove_document(stranger, document.id)
    assert drafts.draft_of(own, draft.id) == draft
    assert documents.document_kept(other, document.id) is None
    assert documents.archived(other, documents.ArchiveQuery()) == ([], 0)
    assert documents.archived_types(other) == []
    assert documents.archived(office, documents.ArchiveQuery()) == ([document], 1)
    assert documents.document_kept(office, document.id) == document
