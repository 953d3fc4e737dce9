"""What was done says by which key a program did it."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import Column, String


def upgrade(op: Operations) -> None:
    """Add the column; a new row must say it for itself."""
    with op.batch_alter_table("catatan") as batch:
        batch.add_column(Column("kunci", String(100), nullable=False, server_default=""))
    with op.batch_alter_table("catatan") as batch:
        batch.alter_column("kunci", server_default=None)
