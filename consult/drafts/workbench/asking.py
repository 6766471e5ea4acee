"""Which part of the queue an official works through, as the address says it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from sqlalchemy.orm import Session

from consult import clock
from consult.drafts import forms, queries
from consult.drafts.models import Draft
from consult.drafts.pages import SENDER_WORDS, place_words
from consult.drafts.views import wanted
from consult.drafts.workbench import queries as bench
from consult.web.forms import Form

FILTERS = ("stan", "q", "j", "k", "r", "temat", "osoba", "komorka", "termin", "kolejnosc")
"""Parts of the address that say which remarks one works through."""
ME = "ja"
NOBODY = "nikt"
OVERDUE = "po"
SOON = "tydzien"
BY_DUE = "termin"
A_WEEK = timedelta(days=8)
"""Until the end of the seventh day from today."""

QUEUE_WORDS = {
    "todo": lazy_gettext("to be answered"),
    "new": lazy_gettext("new, not registered yet"),
    "registered": lazy_gettext("registered, not assigned"),
    "assigned": lazy_gettext("assigned"),
    "returned": lazy_gettext("returned to be mended"),
    "to_approve": lazy_gettext("to be approved"),
    "agreed": lazy_gettext("agreed"),
    "held": lazy_gettext("held back: personal data?"),
    "approved": lazy_gettext("approved"),
    "published": lazy_gettext("published"),
    "withdrawn": lazy_gettext("withdrawn"),
}
"""Parts of the queue (`queries.QUEUES`) in words."""


def chosen() -> dict[str, Any]:
    """Give the filters that are on, to be carried along in addresses."""
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


def asked() -> queries.Wanted:
    """Read which remarks are asked for; whatever is not known asks for all."""
    given = request.args
    person = given.get("osoba", "")
    state = given.get("stan", "")
    days = {OVERDUE: clock.today(), SOON: clock.today() + A_WEEK}
    return replace(
        wanted(),
        verdict="",
        organisation="",
        draft=0,
        state=state if state in queries.QUEUES else "",
        topic=as_id(given.get("temat", "")),
        assignee=current_user.id if person == ME else as_id(person),
        department=as_id(given.get("komorka", "")),
        is_unassigned=person == NOBODY,
        due_before=days.get(given.get("termin", "")),
        by_due=given.get("kolejnosc") == BY_DUE,
    )


def as_id(typed: str) -> UUID | None:
    """Read an id; nothing where it is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def queue_filter_of(session: Session, draft: Draft) -> Form:
    """Make the form with which an official asks for a part of the queue."""
    units = queries.list_remarked_units(session, [draft.id], is_for_officials=True)
    authority_id = draft.consultation.authority_id
    counts = bench.count_by_topic(session, draft.id)
    topics = [(str(one.id), f"{one.name} ({counts.get(one.id, 0)})") for one in bench.list_topics(session, draft.id)]
    people = [(str(one.id), one.name) for one in bench.list_writers(session, authority_id)]
    departments = [(str(one.id), one.name) for one in bench.list_departments(session, authority_id)]
    lists = [
        ("stan", str(_("What to do")), [("", _("all")), *QUEUE_WORDS.items()]),
        ("j", str(_("Place in the draft")), [("", _("all")), *((key, place_words(key, name)) for key, name in units)]),
        ("k", str(_("Who wrote")), [("", _("all")), *SENDER_WORDS.items()]),
        ("r", str(_("Kind")), [("", _("all")), *forms.KIND_WORDS.items()]),
        ("temat", str(_("Topic")), [("", _("all")), *topics]),
        ("osoba", str(_("Who answers")), [("", _("anybody")), (ME, _("I")), (NOBODY, _("nobody yet")), *people]),
        ("komorka", str(_("Department")), [("", _("any")), *departments]),
        ("termin", str(_("Due")), [("", _("any day")), (OVERDUE, _("overdue")), (SOON, _("within a week"))]),
        ("kolejnosc", str(_("Order")), [("", _("as in the draft")), (BY_DUE, _("what is due first"))]),
    ]
    return forms.filter_form(lists)(request.args)
