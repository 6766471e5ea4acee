"""Remarks that are one text from several senders: found by a job, mended by officials, answered together.

A group is a label. No remark is left out or joined into another: each keeps its number, its sender and its decision.
"""
