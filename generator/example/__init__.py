"""Templates by example: a finished document and the data it was made of give a template with tags where the values stand.

`word.py` is the sentence for a document, `workbook.py` for a workbook, `foreign.py` for a template with placeholders of another program.
"""
