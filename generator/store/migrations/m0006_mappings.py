"""What was settled of the columns of an export is kept for the next one."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, String, Text


def upgrade(op: Operations) -> None:
    """Make the table."""
    op.create_table(
        "pemetaan",
        Column("lembaga_id", String(22), primary_key=True),
        Column("jenis", String(100), primary_key=True),
        Column("tanda", String(64), primary_key=True),
        Column("pemilik_id", String(22), nullable=False),
        Column("isi", Text, nullable=False),
        Column("diubah", String(32), nullable=False),
    )
