"""Questionnaires in the format of other programs, with what theirs cannot say."""
