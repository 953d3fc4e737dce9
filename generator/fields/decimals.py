"""How many decimals a number prints with, as a spec says it."""

from __future__ import annotations


class Decimals(int):
    """How many decimals a number prints with: exactly so many, or at least (`2+`), and then as many as were typed."""

    is_least: bool

    def __new__(cls, written: int | str) -> Decimals:
        """Return what a spec says: `2` or `"2+"`."""
        made = super().__new__(cls, int(str(written).removesuffix("+")))
        made.is_least = str(written).endswith("+")
        return made

    @property
    def told(self) -> str:
        """The arguments that say it to a filter of numbers."""
        return f"{int(self)}, sedikitnya=true" if self.is_least else str(int(self))
