"""Bare tables: what people keep in sheets and text files, read into headings and rows with their places."""
