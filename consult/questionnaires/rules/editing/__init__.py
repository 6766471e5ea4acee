"""Changes of a document in preparation: each gives a new document and leaves the old one as it was.

`changes` moves sections and questions about, `members` turns what a form says into a question and back, `lines`
keeps the keys of options and rows, `conditions` the simple ones, `placing` finds where on a form a problem belongs.
"""
