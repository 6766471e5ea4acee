"""Writes: begin and change a programme, invite and agree, join consultations, publish."""

from consult.programmes.operations.asking import ask_maturity
from consult.programmes.operations.joining import NotToBeJoined, join, part
from consult.programmes.operations.members import NotYourOffice, decide, invite, leave
from consult.programmes.operations.telling import ChangedMeanwhile, NotReady, begin, change, publish, what_is_missing

__all__ = [
    "ChangedMeanwhile",
    "NotReady",
    "NotToBeJoined",
    "NotYourOffice",
    "ask_maturity",
    "begin",
    "change",
    "decide",
    "invite",
    "join",
    "leave",
    "part",
    "publish",
    "what_is_missing",
]
