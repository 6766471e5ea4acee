"""Pure work on text: folding and sort keys, typography, days and numbers in the reader's words.

Databases fold and sort each in their own way, so text is folded and given its sort key here, and stored
in columns. Nothing in this package knows of Flask, of a database or of the time.
"""
