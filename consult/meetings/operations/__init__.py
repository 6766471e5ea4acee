"""Verbs of the office and of those who come."""
