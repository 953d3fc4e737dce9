"""Office Open XML packages: parts, cells, references and formulas, as far as this program needs them."""
