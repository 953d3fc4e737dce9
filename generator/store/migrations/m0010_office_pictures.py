"""An institution's settings may name several pictures, not a logo alone."""

from __future__ import annotations

from alembic.operations import Operations
from sqlalchemy import JSON, Column, column, select, table, update


def upgrade(op: Operations) -> None:
    """Put the logo among the pictures, and its name into the settings; nothing holds its bytes but the files of the store."""
    with op.batch_alter_table("lembaga") as batch:
        batch.add_column(Column("gambar", JSON, nullable=False, server_default="{}"))
    there = table("lembaga", column("id"), column("institusi", JSON), column("gambar", JSON), column("logo_nama"), column("logo_sha"))
    connection = op.get_bind()
    for row in connection.execute(select(there).where(there.c.logo_nama != "")).all():
        changed = {"gambar": {row.logo_nama: row.logo_sha}, "institusi": {**row.institusi, "logo": row.logo_nama}}
        connection.execute(update(there).where(there.c.id == row.id).values(**changed))
    with op.batch_alter_table("lembaga") as batch:
        batch.alter_column("gambar", server_default=None)
        batch.drop_column("logo_nama")
        batch.drop_column("logo_sha")
