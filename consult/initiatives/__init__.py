"""Residents' initiatives: so far, how the votes of a participatory budget are counted."""
