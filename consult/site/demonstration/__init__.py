"""The demonstration: Kielce and, apart from it, powiat kielecki, each with a consultation of its cooperation programme.

Everything is loaded through the same operations that officials use; only the clock is turned back.
"""
