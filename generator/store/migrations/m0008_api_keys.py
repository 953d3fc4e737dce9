"""Other programs come in with keys of their own."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, String


def upgrade(op: Operations) -> None:
    """Make the table."""
    op.create_table(
        "kunci_api",
        Column("id", String(22), primary_key=True),
        Column("lembaga_id", String(22), nullable=False),
        Column("pemilik_id", String(22), nullable=False),
        Column("nama", String(100), nullable=False),
        Column("kunci_sha", String(64), nullable=False, unique=True),
        Column("cakupan", String(16), nullable=False),
        Column("dibuat", String(32), nullable=False),
        Column("kedaluwarsa", String(32), nullable=False),
    )
