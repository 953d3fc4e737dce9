"""The tables of the database. Times are UTC text, so that every database gives them back as they were put in; bytes stand beside it, by digest."""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

METADATA: Final = MetaData()

VERSION: Final = Table("bentuk_tabel", METADATA, Column("nomor", Integer, primary_key=True, autoincrement=False))
"""One row: the number of the last step of `migrations/` that these tables have taken."""
SESSIONS: Final = Table(
    "sesi",
    METADATA,
    Column("kunci_sha", String(64), primary_key=True),
    Column("pengguna_id", String(22), nullable=False),
    Column("dibuat", String(32), nullable=False),
    Column("kedaluwarsa", String(32), nullable=False),
)
INSTITUTIONS: Final = Table(
    "lembaga",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("jenis", String(16), nullable=False),
    Column("induk", String(22), nullable=False),
    Column("institusi", JSON, nullable=False),
    Column("gambar", JSON, nullable=False),
    Column("dibuat", String(32), nullable=False),
)
PEOPLE: Final = Table(
    "pengguna",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("nama_masuk", String(100), nullable=False, unique=True),
    Column("nama", Text, nullable=False),
    Column("sandi", String(200), nullable=False),
    Column("peran", String(16), nullable=False),
    Column("lembaga_id", String(22), ForeignKey("lembaga.id"), nullable=False),
    Column("aktif", Boolean, nullable=False),
    Column("dibuat", String(32), nullable=False),
)
ACTS: Final = Table(
    "catatan",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("waktu", String(32), nullable=False),
    Column("pengguna_id", String(22), nullable=False),
    Column("perbuatan", String(80), nullable=False),
    Column("benda", String(80), nullable=False),
    Column("kunci", String(100), nullable=False),
)
Index("catatan_waktu", ACTS.c.waktu)
DRAFTS: Final = Table(
    "draf",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("lembaga_id", String(22), nullable=False),
    Column("pemilik_id", String(22), nullable=False),
    Column("jenis", String(100), nullable=False),
    Column("judul", Text, nullable=False),
    Column("isian", JSON, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("dibuat", String(32), nullable=False),
    Column("diubah", String(32), nullable=False),
)
PICTURES: Final = Table(
    "gambar",
    METADATA,
    Column("draf_id", String(22), ForeignKey("draf.id", ondelete="CASCADE"), primary_key=True),
    Column("nama", String(200), primary_key=True),
    Column("sha", String(64), nullable=False),
)
DOCUMENTS: Final = Table(
    "dokumen",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("lembaga_id", String(22), nullable=False),
    Column("pemilik_id", String(22), nullable=False),
    Column("draf_id", String(22), nullable=False),
    Column("jenis", String(100), nullable=False),
    Column("judul", Text, nullable=False),
    Column("revisi", Integer, nullable=False),
    Column("sidik_jenis", String(64), nullable=False),
    Column("bahan", JSON, nullable=False),
    Column("keluaran", JSON, nullable=False),
    Column("dibuat", String(32), nullable=False),
)
UPLOADS: Final = Table(
    "unggahan",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("lembaga_id", String(22), nullable=False),
    Column("pemilik_id", String(22), nullable=False),
    Column("dibuat", String(32), nullable=False),
    Column("hapus_pada", String(32), nullable=False),
)
FILES: Final = Table(
    "berkas",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("unggahan_id", String(22), ForeignKey("unggahan.id", ondelete="CASCADE"), nullable=False),
    Column("urutan", Integer, nullable=False),
    Column("nama", Text, nullable=False),
    Column("jenis", String(100), nullable=False),
    Column("sha", String(64), nullable=False),
    Column("ukuran", Integer, nullable=False),
    Column("keadaan", String(16), nullable=False),
    Column("hasil", JSON, nullable=False),
)
JOBS: Final = Table(
    "pekerjaan",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("lembaga_id", String(22), nullable=False),
    Column("pemilik_id", String(22), nullable=False),
    Column("macam", String(16), nullable=False),
    Column("jenis", String(100), nullable=False),
    Column("judul", Text, nullable=False),
    Column("isi", JSON, nullable=False),
    Column("keadaan", String(16), nullable=False),
    Column("pekerja", String(22), nullable=False),
    Column("sewa_sampai", String(32), nullable=False),
    Column("percobaan", Integer, nullable=False),
    Column("tahap", String(16), nullable=False),
    Column("jumlah", Integer, nullable=False),
    Column("selesai", Integer, nullable=False),
    Column("ditolak", Integer, nullable=False),
    Column("sejak", String(32), nullable=False),
    Column("jurnal", Text, nullable=False),
    Column("hasil", JSON, nullable=False),
    Column("dibuat", String(32), nullable=False),
    Column("hapus_pada", String(32), nullable=False),
)
MAPPINGS: Final = Table(
    "pemetaan",
    METADATA,
    Column("lembaga_id", String(22), primary_key=True),
    Column("jenis", String(100), primary_key=True),
    Column("tanda", String(64), primary_key=True),
    Column("pemilik_id", String(22), nullable=False),
    Column("isi", Text, nullable=False),
    Column("diubah", String(32), nullable=False),
)
Index("pekerjaan_keadaan", JOBS.c.keadaan, JOBS.c.dibuat)
API_KEYS: Final = Table(
    "kunci_api",
    METADATA,
    Column("id", String(22), primary_key=True),
    Column("lembaga_id", String(22), nullable=False),
    Column("pemilik_id", String(22), nullable=False),
    Column("nama", String(100), nullable=False),
    Column("kunci_sha", String(64), nullable=False, unique=True),
    Column("cakupan", String(16), nullable=False),
    Column("dibuat", String(32), nullable=False),
    Column("kedaluwarsa", String(32), nullable=False),
)
Index("berkas_unggahan", FILES.c.unggahan_id)
Index("dokumen_draf", DOCUMENTS.c.draf_id)
Index("dokumen_dibuat", DOCUMENTS.c.lembaga_id, DOCUMENTS.c.dibuat)
