"""What the pages of recommendations show, made ready for their templates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

import flask_babel
from flask import request, url_for
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.consultations.pages import Plate
from consult.consultations.queries import find_in_force
from consult.organisations.models import Organisation
from consult.recommendations import queries, words
from consult.recommendations.models import Recommendation, RecommendationVersion
from consult.recommendations.queries import Listed
from consult.recommendations.rules import KINDS, State, is_overdue
from consult.results.words import plain
from consult.texts.calendar_words import WARSAW, format_day
from consult.web.locale import language

_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext

SOON = 7
"""Days before a day from which its plate warns."""


@dataclass(frozen=True)
class Row:
    """One recommendation in a list."""

    url: str
    title: str
    number: int
    office: str
    addressee: str
    kind: str
    state: str
    sign: str
    is_overdue: bool
    owed: str
    """What is owed by which day, in a sentence; empty where nothing is."""
    plate: Plate | None


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    url: str
    text: str


@dataclass(frozen=True)
class Wanted:
    """Which recommendations the tracker shows; what is empty does not narrow it."""

    office: Authority | None = None
    state: str = ""
    kind: str = ""
    addressee: str = ""
    organisation: Organisation | None = None
    consultation: Consultation | None = None

    def conditions(self, today: date) -> list[ColumnElement[bool]]:
        """Give them to a query that joins the version in force."""
        found = []
        if self.office is not None:
            found.append(Recommendation.authority_id == self.office.id)
        if self.consultation is not None:
            found.append(Recommendation.consultation_id == self.consultation.id)
        if self.organisation is not None:
            found.append(queries.addressed_to(self.organisation.id))
        if self.kind:
            found.append(RecommendationVersion.kind == self.kind)
        if self.addressee:
            found.append(RecommendationVersion.addressee_kind == self.addressee)
        if self.state == "overdue":
            found.append(queries.overdue(today))
        elif self.state:
            found.append(queries.in_state(State(self.state)))
        return found


def wanted_in(
    given: Mapping[str, str],
    office: Authority | None,
    organisation: Organisation | None,
    consultation: Consultation | None,
) -> Wanted:
    """Read from an address what is asked for; whatever is not known asks for all."""
    state, kind, addressee = (given.get(name, "") for name in ("stan", "rodzaj", "adresat"))
    return Wanted(
        office,
        state if state == "overdue" or state in set(State) else "",
        kind if kind in KINDS else "",
        addressee if addressee in words.ADDRESSEES else "",
        organisation,
        consultation,
    )


def chips(session: Session, wanted: Wanted) -> list[Chip]:
    """List the filters that are on."""
    state = _("overdue") if wanted.state == "overdue" else str(words.STATES.get(wanted.state, ""))
    version = find_in_force(session, wanted.consultation) if wanted.consultation else None
    on = {
        "urzad": wanted.office.name if wanted.office else "",
        "stan": state,
        "rodzaj": str(words.KINDS.get(wanted.kind, "")),
        "adresat": str(words.ADDRESSEES.get(wanted.addressee, "")),
        "organizacja": wanted.organisation.name if wanted.organisation else "",
        "konsultacja": plain(version.title) if version else "",
    }
    return [Chip(_without(name), text) for name, text in on.items() if text and request.args.get(name)]


def _without(name: str) -> str:
    left = [(key, value) for key, value in request.args.items(multi=True) if key not in {name, "strona"} and value]
    return f"{request.path}?{urlencode(left)}" if left else request.path


def rows_of(listed: Sequence[Listed], today: date) -> list[Row]:
    """Make the rows of a list of what is published."""
    return [row_of(one, today) for one in listed]


def row_of(listed: Listed, today: date) -> Row:
    """Make one row."""
    recommendation, version = listed.recommendation, listed.version
    state = recommendation.state
    return Row(
        url=url_of(recommendation),
        title=version.title,
        number=recommendation.number or 0,
        office=recommendation.authority.name,
        addressee=words.addressee_of(version),
        kind=str(words.KINDS[version.kind]),
        state=str(words.STATES[state]),
        sign=words.SIGNS[state],
        is_overdue=recommendation.is_overdue(today),
        owed=owed_words(recommendation, today),
        plate=plate_of(recommendation.due_on, today),
    )


def url_of(recommendation: Recommendation) -> str:
    """Give the permanent address."""
    return url_for(
        "recommendations.recommendation",
        authority=recommendation.authority.slug,
        number=recommendation.number,
    )


def owed_words(recommendation: Recommendation, today: date) -> str:
    """Say what is owed by which day."""
    due_on = recommendation.due_on
    if due_on is None:
        return ""
    day = format_day(due_on, language())
    late = is_overdue(due_on, today)
    state = recommendation.state
    if state is State.WAITING:
        return _("The answer was due on %(day)s", day=day) if late else _("An answer is due by %(day)s", day=day)
    if state is State.POSTPONED:
        return (
            _("It was put off until %(day)s; a new answer is due now", day=day)
            if late
            else _("It is put off until %(day)s", day=day)
        )
    if due_on == recommendation.deadline:
        return _("It was to be done by %(day)s", day=day) if late else _("It is to be done by %(day)s", day=day)
    return (
        _("Word of its progress was due on %(day)s", day=day)
        if late
        else _("Word of its progress is due on %(day)s", day=day)
    )


def plate_of(due_on: date | None, today: date) -> Plate | None:
    """Make the plate: days left, or days of delay."""
    if due_on is None:
        return None
    left = (due_on - today).days
    if left < 0:
        return Plate(str(-left), ngettext("day late", "days late", -left), "soon", _("Overdue:"))
    if left == 0:
        return Plate(_("today"), "", "soon", _("Until the day:"))
    return Plate(
        str(left), ngettext("day left", "days left", left), "soon" if left <= SOON else "", _("Until the day:")
    )


@dataclass(frozen=True)
class Happening:
    """One thing that happened to a recommendation, on the timeline."""

    when: str
    what: str
    why: str
    state: str = "done"


def history_of(
    session: Session, recommendation: Recommendation, versions: Sequence[RecommendationVersion]
) -> list[Happening]:
    """Tell what happened, the first first: publication, corrections, answers, progress."""
    told: list[tuple[datetime, str, str]] = []
    for version in versions:
        if version.published_at is not None:
            what = _("Published") if version.number == 1 else _("Corrected")
            told.append((version.published_at, what, version.reason))
    for answer in queries.list_answers(session, recommendation.id):
        said = _("Answer: %(verdict)s", verdict=words.VERDICTS[answer.verdict])
        told.append((answer.answered_at, said, answer.reasons))
    for one in queries.list_progress(session, recommendation.id):
        said = _("Progress: %(state)s", state=words.OUTCOMES[one.outcome])
        told.append((one.recorded_at, said, one.text))
    return [
        Happening(format_day(moment.astimezone(WARSAW).date(), language()), what, why)
        for moment, what, why in sorted(told, key=lambda one: one[0])
    ]
