"""Ballots, elections and their counting: pure."""
