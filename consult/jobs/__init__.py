"""Work that a request leaves for later: put into a table in the caller's transaction, done by the worker.

A job is a kind and a few plain values. It is done at least once, so what it does must bear a repetition.
"""
