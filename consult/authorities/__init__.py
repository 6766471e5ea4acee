"""Authorities: the offices that consult (a gmina, a powiat, a voivodeship; in Polish: JST).

An authority is one unit of the territory with its own address, appearance, contacts, controller of personal data
and rules. `current` tells which office a page shows: that of the host name, or the one that the address names.
"""
