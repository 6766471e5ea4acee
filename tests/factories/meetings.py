"""Meetings and registrations for tests, made by the verbs of offices and of those who come."""

from datetime import timedelta
from itertools import count

from consult.consultations.models import Consultation
from consult.meetings import queries
from consult.meetings.models import Meeting, Registration
from consult.meetings.operations import announcing
from consult.meetings.operations.places import Asked, register
from consult.participation.rules.receipts import receipt_code, receipt_hash
from tests.factories.consultations import official
from tests.factories.drafts import OPEN

BASE = "https://konsultacje.example.org"
BEGINS = OPEN + timedelta(days=9)
"""A Friday, 12:00 in Poland."""
CODES = count(1)
FACTS = {
    "kind": "workshop",
    "title": {"pl": "Warsztat o parku", "en": "Workshop on the park"},
    "description": {"pl": "Porozmawiamy o ławkach."},
    "agenda": {"pl": "Powitanie\nPraca przy stołach"},
    "begins_at": BEGINS,
    "ends_at": BEGINS + timedelta(hours=2),
    "place": "Biblioteka, czytelnia",
    "address": "ul. Nowa 1, 25-001 Kielce",
    "facilities": ["step_free", "loop"],
    "access_words": {"pl": "Winda od podwórza."},
    "link": "",
    "takes_registrations": True,
    "asks_name": True,
    "capacity": None,
    "groups": ["resident", "ngo"],
    "reserved": {},
}


def make_meeting(session, consultation: Consultation, *, published=True, now=OPEN, **facts) -> Meeting:
    """Prepare a meeting, and publish it."""
    authority = consultation.authority
    editor = official(authority, "editor")
    meeting = announcing.prepare(session, consultation, FACTS | facts, request_key=None, actor=editor, now=now)
    if published:
        announcing.publish(session, meeting, edit_count=0, actor=official(authority, "approver"), now=now)
    return meeting


def code_of(name: str) -> str:
    """Give the receipt code of a form."""
    return receipt_code(name.encode(), "secret")


def make_registration(session, meeting: Meeting, group="resident", *, form=None, now=OPEN, **said) -> Registration:
    """Register somebody with a form of their own."""
    number = next(CODES)
    code = code_of(form or f"form {number}")
    asked = Asked(group=group, **{"name": f"Osoba {number}"} | said)
    held = queries.get_meeting(session, meeting.id)
    return register(session, held, asked, receipt_hash=receipt_hash(code), code=code, base_url=BASE, now=now)
