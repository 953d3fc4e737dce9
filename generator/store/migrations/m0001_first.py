"""The tables of the first service, for one person on one computer."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Text


def upgrade(op: Operations) -> None:
    """Make the tables."""
    op.create_table("sesi", Column("kunci_sha", String(64), primary_key=True), Column("dibuat", String(32), nullable=False))
    op.create_table(
        "draf",
        Column("id", String(22), primary_key=True),
        Column("jenis", String(100), nullable=False),
        Column("judul", Text, nullable=False),
        Column("isian", JSON, nullable=False),
        Column("versi", Integer, nullable=False),
        Column("dibuat", String(32), nullable=False),
        Column("diubah", String(32), nullable=False),
    )
    op.create_table(
        "gambar",
        Column("draf_id", String(22), ForeignKey("draf.id", ondelete="CASCADE"), primary_key=True),
        Column("nama", String(200), primary_key=True),
        Column("sha", String(64), nullable=False),
    )
    op.create_table(
        "dokumen",
        Column("id", String(22), primary_key=True),
        Column("draf_id", String(22), nullable=False),
        Column("jenis", String(100), nullable=False),
        Column("judul", Text, nullable=False),
        Column("keluaran", JSON, nullable=False),
        Column("dibuat", String(32), nullable=False),
    )
    op.create_table(
        "unggahan",
        Column("id", String(22), primary_key=True),
        Column("dibuat", String(32), nullable=False),
        Column("hapus_pada", String(32), nullable=False),
    )
    _files(op)
    op.create_index("dokumen_draf", "dokumen", ["draf_id"])


def _files(op: Operations) -> None:
    op.create_table(
        "berkas",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("unggahan_id", String(22), ForeignKey("unggahan.id", ondelete="CASCADE"), nullable=False),
        Column("nama", Text, nullable=False),
        Column("jenis", String(100), nullable=False),
        Column("sha", String(64), nullable=False),
        Column("ukuran", Integer, nullable=False),
        Column("keadaan", String(16), nullable=False),
        Column("hasil", JSON, nullable=False),
    )
    op.create_index("berkas_unggahan", "berkas", ["unggahan_id"])
