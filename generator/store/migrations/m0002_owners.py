"""Drafts, documents and uploads say whose they are. What was there belongs to the one person of the computer."""

from __future__ import annotations

from typing import Final

from alembic.operations import Operations
from sqlalchemy import Column, String

_OWNED: Final = ("draf", "dokumen", "unggahan")


def upgrade(op: Operations) -> None:
    """Add the columns; a new row must say it for itself."""
    for table in _OWNED:
        with op.batch_alter_table(table) as batch:
            for name in ("lembaga_id", "pemilik_id"):
                batch.add_column(Column(name, String(22), nullable=False, server_default=""))
        with op.batch_alter_table(table) as batch:
            for name in ("lembaga_id", "pemilik_id"):
                batch.alter_column(name, server_default=None)
