"""The database says which form its tables have."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, Integer


def upgrade(op: Operations) -> None:
    """Make the table."""
    op.create_table("bentuk_tabel", Column("nomor", Integer, primary_key=True, autoincrement=False))
