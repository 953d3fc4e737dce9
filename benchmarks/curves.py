"""Growth curves as pictures: a small SVG with named lines, by hand, for nothing else in the program draws with two logarithms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 640, 360
_LEFT, _TOP, _RIGHT, _BOTTOM = 64, 40, 150, 36
_COLOURS = ("#0b5394", "#b45f06", "#38761d", "#741b47", "#134f5c", "#7f6000")
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line through points (x, y)."""

    name: str
    points: Sequence[tuple[float, float]]


def picture(title: str, curves: Sequence[Curve], *, is_logarithmic: bool = False) -> str:
    """Return curves as an SVG picture. is_logarithmic: both axes; a straight line that rises by one decade a decade is linear growth."""
    curves = [curve for curve in curves if curve.points]
    xs = _Scale([x for curve in curves for x, _ in curve.points], _LEFT, _WIDTH - _RIGHT, is_logarithmic=is_logarithmic)
    ys = _Scale([y for curve in curves for _, y in curve.points], _HEIGHT - _BOTTOM, _TOP, is_logarithmic=is_logarithmic)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="11">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/><text x="{_LEFT}" y="20" font-size="13">{escape(title)}</text>',
    ]
    for value in xs.ticks:
        x = xs.at(value)
        drawn.append(f'<path d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        drawn.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{_said(value)}</text>')
    for value in ys.ticks:
        y = ys.at(value)
        drawn.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        drawn.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_said(value)}</text>')
    for number, curve in enumerate(curves):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(f"{xs.at(x):.1f},{ys.at(y):.1f}" for x, y in curve.points)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.8"/>')
        drawn.append(f'<text x="{_WIDTH - _RIGHT + 8}" y="{_TOP + 12 + 16 * number}" fill="{colour}">{escape(curve.name)}</text>')
    return "\n".join([*drawn, "</svg>", ""])


class _Scale:
    """Where values stand between two ends of a picture: from nothing, or by decades."""

    def __init__(self, values: Sequence[float], start: float, end: float, *, is_logarithmic: bool) -> None:
        self.start, self.end, self.is_logarithmic = start, end, is_logarithmic
        if is_logarithmic:
            self.least, self.most = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
            self.most = max(self.most, self.least + 1)
            self.ticks = [10.0**power for power in range(int(self.least), int(self.most) + 1)]
        else:
            step = _round_step(max([*values, 1e-9]) / _TICKS)
            self.least, self.most = 0, step * math.ceil(max([*values, 1e-9]) / step)
            self.ticks = [step * number for number in range(round(self.most / step) + 1)]

    def at(self, value: float) -> float:
        """Return where a value stands."""
        part = math.log10(value) if self.is_logarithmic else value
        return self.start + (part - self.least) / (self.most - self.least) * (self.end - self.start)


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * one for one in (1, 2, 5, 10) if power * one >= step)


def _said(value: float) -> str:
    """Return a number as Indonesian writes it."""
    text = f"{value:,.0f}" if value >= 1 else f"{value:.4f}".rstrip("0")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")
