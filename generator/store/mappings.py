"""What was settled of the columns of exports: the newest of each set of columns, for the next export that has the same."""

from __future__ import annotations

from sqlalchemy import and_, delete, insert, select

from generator.store.engine import Store, now
from generator.store.tables import MAPPINGS
from generator.store.viewed import ViewedStore


def keep_mapping(viewed: ViewedStore, type_name: str, digest: str, text: str) -> None:
    """Keep what was settled. digest: tells the columns from others; text: as a mapping file has it."""
    same = and_(viewed.own(MAPPINGS), MAPPINGS.c.jenis == type_name, MAPPINGS.c.tanda == digest)
    with viewed.writing() as connection:
        connection.execute(delete(MAPPINGS).where(same))
        connection.execute(insert(MAPPINGS).values(**viewed.owner, jenis=type_name, tanda=digest, isi=text, diubah=now()))


def mappings_kept(store: Store, institution: str, type_name: str, most: int = 100) -> dict[str, str]:
    """Return what an institution has settled for a type, by the digests of the columns, the newest first."""
    wanted = select(MAPPINGS).where(MAPPINGS.c.lembaga_id == institution, MAPPINGS.c.jenis == type_name)
    with store.reading() as connection:
        return {row.tanda: row.isi for row in connection.execute(wanted.order_by(MAPPINGS.c.diubah.desc()).limit(most))}
