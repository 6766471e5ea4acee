"""Versions beside each other: how units are linked, what changed word by word, and which remarks caused it."""
