"""Consultations: what an authority asks about, whom, from when until when, and in which words.

A consultation has versions. The one in preparation is edited; the one that was published never
changes again: a correction is a new version with its date and reason. Stages: preparing, published
(announced, not yet open), open, closed.
"""
