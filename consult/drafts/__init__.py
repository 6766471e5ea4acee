"""Drafts: a draft policy cut into units, remarks on them, and the office's decision on every remark.

A *draft* belongs to a consultation and has versions; a published version never changes. A version is cut into
*units* (§, ust., pkt and so on; see `rules.units`). A *remark* is about one unit or about the whole; whoever
sends it keeps a receipt code and needs no account. A *decision* answers a remark, with a reason; two people
stand behind it, and none is published before every remark has one.
"""
