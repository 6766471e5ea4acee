"""Segments: sealed answers as columns of small numbers, in files that never change; a library counts them.

A *segment* holds the answers to one version that were sealed in a range of batches: each question as a column of codes,
of bits or of numbers (see `rules.coding`). The file is Parquet. It is written under another name, synced and renamed,
and only then put into the register, in one transaction; what the register does not know does not exist, and what is
not as the register says is made anew from the submissions. A process keeps the columns that it has read in memory, and
what it has counted of a segment: neither can become stale. What the register does not cover yet, and what was sealed
and then withdrawn, is read from the database and added or taken off.
"""
