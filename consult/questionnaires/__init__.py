"""Questionnaires: what is asked, in versions that never change once published, and what people answer.

A questionnaire comes as one JSON *document*; `rules` compile it into a *plan*, which the form, its check and
the results all follow. Each kind of question is one module of `rules.kinds`. An answer is appended to the
*incoming* submissions and nothing else; a job *seals* them: moves them in random order into the submissions,
in batches, so that the order of arrival is nowhere. No row says who answered, from where, or when but the day.
"""
