"""Questionnaires of other programs: bytes in, a document of ours and a report out.

Each program has a folder: `xlsform` (ODK, Kobo), `limesurvey`, `surveyjs`. What they share stands here: the document
as it is *made*, the languages, the words without markup, and the way of conditions: an expression is parsed with the
program's grammar into one tree, and the tree is translated into our conditions (`conditions`). What our format cannot
say is a line of the report, never dropped in silence; the question stays.
"""
