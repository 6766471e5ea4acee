"""Documents: what is printed, saved or sent as a file, as one small tree and a writer for each format.

A *document* is a title and blocks (`tree`): headings, paragraphs, lists, tables, figures, and room to write by hand.
`as_docx`, `as_odt`, `as_pdf` and `as_html` write it. A *sheet* is plain cells under headings: `as_xlsx` and `as_csv`
write that. A writer gives bytes and knows nothing of where the words come from; whatever they hold stays words.
"""
