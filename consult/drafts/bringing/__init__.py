"""Bringing remarks over from a table, in the statutory columns: what the export gives comes back in.

A file is read and judged line by line first; then its good lines become remarks, with the decisions that stand
beside them as proposals. A line that is here already is not taken twice.
"""
