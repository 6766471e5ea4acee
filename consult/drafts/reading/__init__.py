"""Read the documents of office programs into blocks, which `drafts.rules.parsing` cuts into units.

Pure: bytes in, blocks out. What people upload may be made to do harm, so `apart.read_apart` lets another process
do it, with little time and memory; a document that breaks that process is refused like any other.
"""
