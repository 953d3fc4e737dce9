"""The fast lane of Word documents: filled text is read into plain blocks, finished in one go and written, never parsed as a tree.

It does what `generator.render.docx.complete` does with the tree, for the templates whose markup it knows (`template.py` says which), and
the same rules; what it cannot do it leaves to that one (`NotFlat`). The tests hold both against each other.
"""
