"""Documents keep what they were made of, and by which state of their type. Of older ones that is not known."""

from __future__ import annotations

from typing import Any, Final

from alembic.operations import Operations
from sqlalchemy import JSON, Column, Integer, String

_NEW: Final[tuple[tuple[str, Any, str], ...]] = (("revisi", Integer, "0"), ("sidik_jenis", String(64), ""), ("bahan", JSON, "[]"))


def upgrade(op: Operations) -> None:
    """Add the columns; a new row must say it for itself."""
    with op.batch_alter_table("dokumen") as batch:
        for name, column_type, otherwise in _NEW:
            batch.add_column(Column(name, column_type, nullable=False, server_default=otherwise))
    with op.batch_alter_table("dokumen") as batch:
        for name, _, _ in _NEW:
            batch.alter_column(name, server_default=None)
    op.create_index("dokumen_dibuat", "dokumen", ["lembaga_id", "dibuat"])
