"""Who did what: an append-only log whose entries are chained by hashes.

Entries name accounts and things by id, never a person's name or any content. They are written
unchained in the caller's transaction; one job numbers and hashes them in the order of their time.
Respondents' acts are not audited.
"""
