"""Building a questionnaire on pages."""
