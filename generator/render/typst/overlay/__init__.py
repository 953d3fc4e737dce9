"""Many documents of one filled template by one layout: the pages are set once, the lines that differ are laid over them.

`sources` takes a filled template apart into its skeleton and the texts in it; `lane` finds, among the first documents of a batch, the texts that differ
(slots) and the documents that agree in everything else; `probing` sets one of these with probes in its slots and reads from the pages (`printed`)
where each line begins, how it is aligned and how wide it may become; `base` lays lines over it, which `faces` sets as typst does. What a slot cannot show surely - a letter that the
embedded alphabet has not, a text too wide for its line - is not laid over: the document is then set by typst, as every other.
"""

from generator.render.typst.overlay.lane import OverlayPlan, noting, overlaid, planned, plans

__all__ = ["OverlayPlan", "noting", "overlaid", "planned", "plans"]
