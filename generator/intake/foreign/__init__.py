"""Filled forms that borang did not make: what stands in them is told by labels, colons, heads and rows, as people read it."""
