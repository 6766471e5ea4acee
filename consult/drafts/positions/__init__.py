"""Positions: what an organisation says of a draft, written together by its people and sent as one.

A *position* has a general part and *parts*, each about one place of the draft. Several people write at once: each
part counts its edits, so that nobody overwrites what they have not read. A representative approves and sends it;
its parts then are remarks of the organisation. Until the close a changed position is sent anew: remarks are
corrected, added and withdrawn. Other organisations may sign it, too; each confirms what it has read.
"""
