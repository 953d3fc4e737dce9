"""Work that takes long has a row each."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import JSON, Column, Integer, String, Text


def upgrade(op: Operations) -> None:
    """Make the table."""
    op.create_table(
        "pekerjaan",
        Column("id", String(22), primary_key=True),
        *(Column(name, String(22), nullable=False) for name in ("lembaga_id", "pemilik_id")),
        Column("macam", String(16), nullable=False),
        Column("jenis", String(100), nullable=False),
        Column("judul", Text, nullable=False),
        Column("isi", JSON, nullable=False),
        Column("keadaan", String(16), nullable=False),
        Column("pekerja", String(22), nullable=False),
        Column("sewa_sampai", String(32), nullable=False),
        Column("percobaan", Integer, nullable=False),
        Column("tahap", String(16), nullable=False),
        *(Column(name, Integer, nullable=False) for name in ("jumlah", "selesai", "ditolak")),
        Column("sejak", String(32), nullable=False),
        Column("jurnal", Text, nullable=False),
        Column("hasil", JSON, nullable=False),
        *(Column(name, String(32), nullable=False) for name in ("dibuat", "hapus_pada")),
    )
    op.create_index("pekerjaan_keadaan", "pekerjaan", ["keadaan", "dibuat"])
