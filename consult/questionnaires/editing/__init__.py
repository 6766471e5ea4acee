"""Pages on which an official builds a questionnaire by forms, without a file.

Each change is one small form: it makes a new document (`rules.editing`), has it checked as a file would be, and
puts it in the place of the one that the official looked at. Each page works without a script.
"""
