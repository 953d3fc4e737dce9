"""Tallies: the scores of bare tables, from ordinary headings to a number with its way, its source and a live workbook."""
