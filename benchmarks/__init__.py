"""Side-by-side measurements: each method in turn, the median of the per-round ratios; nothing here can fail on a slow day."""
