"""People with accounts, their institutions, and who did what. A session says whose it is and when it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from alembic.operations import Operations
from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Text, text

_DAYS: Final = 30


def upgrade(op: Operations) -> None:
    """Make the tables; browsers that were let in stay let in for as long as they were told."""
    _sessions(op)
    op.create_table(
        "lembaga",
        Column("id", String(22), primary_key=True),
        Column("nama", Text, nullable=False),
        Column("jenis", String(16), nullable=False),
        Column("induk", String(22), nullable=False),
        Column("institusi", JSON, nullable=False),
        Column("logo_nama", String(80), nullable=False),
        Column("logo_sha", String(64), nullable=False),
        Column("dibuat", String(32), nullable=False),
    )
    op.create_table(
        "pengguna",
        Column("id", String(22), primary_key=True),
        Column("nama_masuk", String(100), nullable=False, unique=True),
        Column("nama", Text, nullable=False),
        Column("sandi", String(200), nullable=False),
        Column("peran", String(16), nullable=False),
        Column("lembaga_id", String(22), ForeignKey("lembaga.id"), nullable=False),
        Column("aktif", Boolean, nullable=False),
        Column("dibuat", String(32), nullable=False),
    )
    op.create_table(
        "catatan",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("waktu", String(32), nullable=False),
        Column("pengguna_id", String(22), nullable=False),
        Column("perbuatan", String(80), nullable=False),
        Column("benda", String(80), nullable=False),
    )
    op.create_index("catatan_waktu", "catatan", ["waktu"])


def _sessions(op: Operations) -> None:
    with op.batch_alter_table("sesi") as batch:
        batch.add_column(Column("pengguna_id", String(22), nullable=False, server_default=""))
        batch.add_column(Column("kedaluwarsa", String(32), nullable=False, server_default=""))
    connection = op.get_bind()
    for key, made in connection.execute(text("SELECT kunci_sha, dibuat FROM sesi")).all():
        ends = (datetime.fromisoformat(made) + timedelta(days=_DAYS)).isoformat(timespec="seconds")
        connection.execute(text("UPDATE sesi SET kedaluwarsa = :ends WHERE kunci_sha = :key"), {"ends": ends, "key": key})
    with op.batch_alter_table("sesi") as batch:
        batch.alter_column("pengguna_id", server_default=None)
        batch.alter_column("kedaluwarsa", server_default=None)
