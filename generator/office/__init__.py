"""Office: the file formats themselves, no word of borang in it."""
