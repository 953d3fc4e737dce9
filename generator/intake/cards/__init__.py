"""Filled forms that are Word documents: which form it is, where its places stand now, what was written in them."""
