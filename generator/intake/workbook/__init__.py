"""Filled forms that are workbooks: which form it is, where its places stand now, what was written in them."""
