"""Words and codes that are placed on an office's own picture, as a certificate's are: where, how wide, in which letters; long ones shrink alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from generator.charts.typeface import text_width
from generator.errors import IntakeFault
from generator.fields.image import Gambar
from generator.formatting import show
from generator.guard import PICTURE, admit, read_given
from generator.render.lettering import Lettering
from generator.render.logo import logo_file
from generator.render.paper import font_file
from validators.absence import KOSONG, is_absent
from validators.expressions import callable_in_expressions

_GROUP: Final = "sertifikat"
_POINTS_CM: Final = 72 / 2.54
_MOST_LINES: Final = 2
_LEAST: Final = 0.6
"""So small a text may become, of the size that is asked for, before it takes a second line; and again before it is as small as it has to be."""
_SMALLEST: Final = 6.0
_STEP: Final = 0.5
_FLOWING: Final = frozenset({"kalimat", "tempat tanggal"})
"""What a template puts together itself: a sentence takes the lines that it needs."""
_ALIGNED: Final = {"kiri": "left", "tengah": "center", "kanan": "right"}


def fitted_size(text: str, size: float, width: float, font: Path) -> float:
    """Return the largest size, of `size` at most, at which a text stands in `width` (points): on one line, else, made smaller, on two."""
    letters = Lettering(font, 1.0)
    sizes = [size - _STEP * step for step in range(int((size - _SMALLEST) / _STEP) + 1)] or [size]
    one_line = (one for one in sizes if one >= size * _LEAST and text_width(text, one, font) <= width)
    two_lines = (one for one in sizes if letters.lines(text, width, one) <= _MOST_LINES)
    return next(one_line, None) or next(two_lines, sizes[-1])


def placing(office: Mapping[str, Any], type_id: str, address: Callable[[Path], str]) -> dict[str, Any]:
    """Return what templates call: `latar("depan")`, the office's picture for a page; `letak(nama=…)`, what stands where on it; `muat(…)`, a size.

    address: how a page names a picture. Lengths and names of pictures are ready for the page.
    """
    said = office.get(_GROUP) if type_id == _GROUP else None
    settings: Mapping[str, Any] = said if isinstance(said, Mapping) else {}

    def latar(halaman: str) -> Any:
        file = _picture(office, settings, "latar" if halaman == "depan" else "latar_belakang")
        return KOSONG if file is None else Markup(address(file))

    def letak(**isi: Any) -> list[dict[str, Any]]:
        return list(_placed(office, settings, isi))

    def muat(teks: Any, ukuran: Any, lebar: Any, tebal: Any = True) -> Any:
        size = fitted_size(str(show(teks)), float(ukuran), float(lebar) * _POINTS_CM, _font(office, is_bold=bool(tebal)))
        return Markup(f"{size:g}pt")

    return {name: callable_in_expressions(function) for name, function in {"latar": latar, "letak": letak, "muat": muat}.items()}


def _placed(office: Mapping[str, Any], settings: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    rows = settings.get("letak")
    for row in rows if isinstance(rows, list | tuple) else ():
        value = values.get(str(row.get("isi")).replace(" ", "_"), KOSONG)
        if is_absent(value) or value == "":
            continue
        width, size, is_bold = float(row["lebar"]), _number(row.get("ukuran"), 12.0), row.get("tebal") is True
        letters = {"huruf": row.get("huruf")} if not is_absent(row.get("huruf", KOSONG)) else office
        if isinstance(value, Gambar):
            value = value.within((width * 10, width * 10))
        elif row.get("isi") not in _FLOWING:
            size = fitted_size(str(show(value)), size, width * _POINTS_CM, _font(letters, is_bold=is_bold))
        yield {
            "isi": value,
            **{name: Markup(f"{float(row[name]):g}cm") for name in ("x", "y", "lebar")},
            "rata": Markup(_ALIGNED.get(str(row.get("rata")), "center")),
            "tebal": Markup("bold" if is_bold else "normal"),
            "ukuran": Markup(f"{size:g}pt"),
            "bonum": letters.get("huruf") == "Bookman Old Style",
        }


def _picture(office: Mapping[str, Any], settings: Mapping[str, Any], name: str) -> Path | None:
    """Return a background of the office, None where it has none. Raises IntakeFault where it cannot be printed."""
    written = settings.get(name)
    if not isinstance(written, str) or not written:
        return None
    file = logo_file({"folder": office.get("folder"), "logo": written})
    if file is None:
        hint = "Taruh gambar PNG atau JPG A4 mendatar itu di folder institusi.yaml."
        raise IntakeFault(f"Gambar {_GROUP}.{name} “{written}” tidak ada.", file="institusi.yaml", hint=hint, code="latar-tidak-ada")
    _prove(file, file.stat().st_mtime_ns)
    return file


@lru_cache(maxsize=16)
def _prove(file: Path, _changed: int) -> None:
    admit(read_given(file, PICTURE), file, PICTURE)


def _font(office: Mapping[str, Any], *, is_bold: bool) -> Path:
    regular = font_file(office)
    return regular.with_name(regular.name.replace("Regular", "Bold").replace("-regular", "-bold")) if is_bold else regular


def _number(value: Any, otherwise: float) -> float:
    return otherwise if value is None or is_absent(value) else float(value)
