"""Writes: a draft is imported and published, remarks come in, the office decides."""
