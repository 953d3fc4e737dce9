"""Jadwal: a training plan laid out into days and hours (DOC-10, SCO-14)."""
