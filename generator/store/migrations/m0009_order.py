"""The files of an upload say in which order they were chosen, so that one which is sent again is known."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, Integer


def upgrade(op: Operations) -> None:
    """Add the column; a new row must say it for itself."""
    with op.batch_alter_table("berkas") as batch:
        batch.add_column(Column("urutan", Integer, nullable=False, server_default="0"))
    op.execute("UPDATE berkas SET urutan = id")
    with op.batch_alter_table("berkas") as batch:
        batch.alter_column("urutan", server_default=None)
