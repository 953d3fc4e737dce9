"""Draws the photographs of the samples: rooms and people in flat colours, no real place or person. `python scripts/foto_contoh.py` writes them anew."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

_SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_SIZE = (620, 328)
_ROOMS = {
    "dokumentasi/pembukaan": ("#dfe7ee", "#8d6e54", 9, 1),
    "dokumentasi/percobaan-air": ("#e9f0e1", "#6b7f6a", 5, 2),
    "dokumentasi/percobaan-udara": ("#f1ead9", "#7a6a58", 5, 2),
    "dokumentasi/pengamatan-kebun": ("#cfe4f5", "#5d8a4a", 7, 1),
    "dokumentasi/umpan-balik": ("#efe3ea", "#7d5f73", 4, 2),
    "dokumentasi/penutupan": ("#e3e6ef", "#5f6685", 10, 2),
    "program/dokumentasi/hari-pertama": ("#e6ece4", "#74614f", 10, 1),
    "program/dokumentasi/hari-kedua": ("#f0e8dc", "#66756b", 6, 2),
    "program/dokumentasi/hari-ketiga": ("#e2e4f0", "#82705c", 5, 2),
    "program/dokumentasi/penutupan": ("#ece2e2", "#5c6a80", 9, 2),
}
"""By place and name the colours of wall and floor, how many people stand in a row, and how many rows there are."""
_CLOTHES = ("#2f5d8a", "#b5533c", "#3f7d5a", "#8a6d2f", "#6a4c93", "#44546a")
_SKINS = ("#8d5b3f", "#b07a55", "#6f4630")


def _drawn(wall: str, floor: str, people: int, rows: int) -> Image.Image:
    """Return a room with rows of people before a board."""
    picture = Image.new("RGB", _SIZE, wall)
    draw = ImageDraw.Draw(picture)
    width, height = _SIZE
    draw.rectangle((0, height * 0.62, width, height), fill=floor)
    draw.rectangle((width * 0.3, height * 0.1, width * 0.7, height * 0.38), fill="#ffffff", outline="#555555", width=3)
    for line in range(3):
        draw.line(
            (width * 0.34, height * (0.17 + line * 0.07), width * (0.5 + line * 0.06), height * (0.17 + line * 0.07)),
            fill="#888888",
            width=4,
        )
    for row in range(rows):
        foot = height * (0.8 + 0.17 * row)
        for at in range(people):
            middle = width * (at + 0.5 + 0.25 * row) / (people + 0.5)
            size = 13 + 5 * row
            draw.rounded_rectangle(
                (middle - size, foot - size * 3.4, middle + size, foot), radius=size * 0.6, fill=_CLOTHES[(at + row) % 6]
            )
            draw.ellipse((middle - size * 0.7, foot - size * 4.9, middle + size * 0.7, foot - size * 3.4), fill=_SKINS[(at * 2 + row) % 3])
    return picture.quantize(32)


if __name__ == "__main__":
    for name, scene in _ROOMS.items():
        _drawn(*scene).save(_SAMPLES / f"{name}.png", optimize=True)
