"""The tables of every program before this one become those of this one, with all that is in them; what a database refuses never reaches it.

Covers: SAFE-06 (nothing that was kept is lost by a newer program).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from generator.errors import BorangError
from generator.store import drafts
from generator.store.connecting import OverlongText, engine_of
from generator.store.engine import Store, opened
from generator.store.migrating import steps, take, version_of
from generator.store.viewed import ViewedStore, Viewer

ROWS = (
    "INSERT INTO sesi VALUES ('{sha}', '2026-11-26T10:00:00+00:00')",
    "INSERT INTO draf VALUES ('draf-1', 'kak', 'Judul', '{{\"judul\": \"Judul\"}}', 3, '2026-11-26T10:00:00+00:00', '2026-11-26T11:00:00+00:00')",
    "INSERT INTO gambar VALUES ('draf-1', 'foto.png', '{sha}')",
    "INSERT INTO dokumen VALUES ('dok-1', 'draf-1', 'kak', 'Judul', '[]', '2026-11-26T11:00:00+00:00')",
    "INSERT INTO unggahan VALUES ('ung-1', '2026-11-26T10:00:00+00:00', '2099-01-01T00:00:00+00:00')",
    "INSERT INTO berkas (unggahan_id, nama, jenis, sha, ukuran, keadaan, hasil) VALUES ('ung-1', 'a.yaml', '', '{sha}', 1, 'menunggu', '[]')",
)


def first_form(folder: Path, url: str) -> None:
    """Make the database of the first service with a row in each table."""
    folder.mkdir(parents=True)
    engine = engine_of(folder, url)
    with engine.connect() as connection, connection.begin():
        take(connection, [steps()[1]])
        for row in ROWS:
            connection.execute(text(row.format(sha="a" * 64).replace(":00", r"\:00")))
    engine.dispose()


def test_first_form__is_brought_up_to_date_with_all_its_rows(tmp_path: Path, database: str) -> None:
    first_form(tmp_path / "data", database)
    store = opened(tmp_path / "data", database)
    viewed = ViewedStore(store, Viewer())
    (draft,) = drafts.drafts(viewed)
    assert (draft.id, draft.values, draft.version) == ("draf-1", {"judul": "Judul"}, 3)
    assert drafts.pictures(viewed, "draf-1") == {"foto.png": "a" * 64}
    with store.reading() as connection:
        counted = [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in ("dokumen", "unggahan", "berkas")]
        assert version_of(connection) == max(steps())
    assert counted == [1, 1, 1]
    store.close()
    again = opened(tmp_path / "data", database)
    assert drafts.drafts(ViewedStore(again, Viewer())) == [draft]
    again.close()


def test_steps__lead_to_the_tables_that_a_new_database_gets(tmp_path: Path, database: str, request: pytest.FixtureRequest) -> None:
    """Columns, keys and indexes, by what the database itself says of them."""
    (tmp_path / "lama").mkdir()
    new = opened(tmp_path / "baru", database and request.getfixturevalue("postgres").fresh())
    old = engine_of(tmp_path / "lama", database)
    with old.connect() as connection, connection.begin():
        take(connection, list(steps().values()))
    assert told(old) == told(new.engine)
    old.dispose()
    new.close()


def told(engine: object) -> dict[str, object]:
    seen = inspect(engine)
    return {
        table: (
            sorted((one["name"], str(one["type"]), one["nullable"], one["default"]) for one in seen.get_columns(table)),
            sorted(one["name"] or "" for one in seen.get_indexes(table)),
            seen.get_pk_constraint(table)["constrained_columns"],
            sorted((*one["constrained_columns"], one["referred_table"], *one["options"].values()) for one in seen.get_foreign_keys(table)),
        )
        for table in sorted(seen.get_table_names())
    }


def test_step__that_fails_leaves_the_tables_as_they_were(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first_form(tmp_path / "data", database)

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("generator.store.migrations.m0003_version.upgrade", broken)
    with pytest.raises(RuntimeError):
        opened(tmp_path / "data", database)
    engine = engine_of(tmp_path / "data", database)
    with engine.connect() as connection:
        assert version_of(connection) == 1
    engine.dispose()


def test_store__of_a_newer_program_is_left_alone(store: Store, database: str) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE bentuk_tabel SET nomor = 9999")
    store.close()
    with pytest.raises(BorangError) as fault:
        opened(store.folder, database)
    assert fault.value.code == "data-lebih-baru"


def test_alembic__is_not_loaded_where_there_is_no_step_to_take(tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from generator.store.engine import opened; opened(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    for _ in range(2):
        ran = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
        assert ran.stdout == "False\n"


@pytest.mark.parametrize("url", ["sqlite:///x", "postgresql://borang:rahasia@/x", "bukan alamat: rahasia", "mysql+x://rahasia"])
def test_url__that_is_none_is_told_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(BorangError) as fault:
        opened(tmp_path, url)
    assert fault.value.code == "alamat-basis-data-salah"
    assert "rahasia" not in str(fault.value)


def test_server__that_cannot_be_had_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(BorangError) as fault:
        opened(tmp_path / "d", f"postgresql+psycopg://borang:rahasia@/x?host={tmp_path}")
    assert fault.value.code == "basis-data-tidak-tersambung"
    assert "rahasia" not in str(fault.value)


def test_text__with_signs_that_a_database_refuses_is_kept_without_them(store: Store) -> None:
    viewed = ViewedStore(store, Viewer())
    draft = drafts.new_draft(viewed, "kak", "a\0b\ud800c", {"judul": "a\0b\ud800c"})
    found = drafts.draft_of(viewed, draft.id)
    assert found is not None
    assert found.title == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c".replace(
        "b\N{REPLACEMENT CHARACTER}", "b\N{REPLACEMENT CHARACTER}" * 1
    )
    assert found.values == {"judul": "a\0b\ud800c"}
    assert drafts.draft_of(viewed, "a\0b") is None


def test_text__that_has_no_room_is_refused_by_both(store: Store) -> None:
    viewed = ViewedStore(store, Viewer())
    draft = drafts.new_draft(viewed, "kak", "x" * 10_000, {})
    with pytest.raises(OverlongText):
        drafts.add_picture(viewed, draft.id, "x" * 201, b"foto")
    drafts.add_picture(viewed, draft.id, "é" * 200, b"foto")
    assert drafts.pictures(viewed, draft.id).keys() == {"é" * 200}
    assert drafts.draft_of(viewed, draft.id + "x" * 10_000) is None
