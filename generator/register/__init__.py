"""Numbers of letters and certificates: a pattern for each kind of document, and the register of those that were given.

`make` only looks a number up (`lookup`), so that the same data and register give the same bytes; `borang number` gives numbers (`giving`). The
register is one file beside `institusi.yaml` (`book`), written by one process at a time.
"""
