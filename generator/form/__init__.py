"""Form: where each field stands when people fill it in."""
