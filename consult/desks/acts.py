"""An entry of the log in words: what it was done to, with its title and the way there, and the details."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.forms import ROLE_NAMES
from consult.actor import Actor
from consult.audit.models import AuditEntry
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.queries import list_on_desk
from consult.desks.queries import office_names, people_names
from consult.drafts.forms import VERDICT_WORDS
from consult.drafts.models import Draft, Remark
from consult.organisations.models import Organisation
from consult.orm import Texts
from consult.programmes.models import Programme
from consult.programmes.queries import list_programmes
from consult.questionnaires.models import Questionnaire
from consult.recommendations import pages as recommendations
from consult.recommendations.models import Recommendation
from consult.recommendations.queries import list_public
from consult.recommendations.words import OUTCOMES, VERDICTS

KINDS: Mapping[str, str] = {
    "account": lazy_gettext("account"),
    "authority": lazy_gettext("authority"),
    "consultation": lazy_gettext("consultation"),
    "draft": lazy_gettext("draft in the consultation"),
    "invitation": lazy_gettext("invitation"),
    "job": lazy_gettext("job"),
    "local_rule": lazy_gettext("rule of the council"),
    "mail": lazy_gettext("mail"),
    "organisation": lazy_gettext("organisation"),
    "programme": lazy_gettext("programme"),
    "questionnaire": lazy_gettext("questionnaire in the consultation"),
    "recommendation": lazy_gettext("recommendation"),
    "remark": lazy_gettext("remark in the consultation"),
    "weighting": lazy_gettext("weights"),
}
PARTS: Mapping[str, type[Draft | Questionnaire | Remark]] = {
    "draft": Draft,
    "questionnaire": Questionnaire,
    "remark": Remark,
}
"""What belongs to a consultation, and is told by the consultation's title."""
PURPOSES = {"set_password": lazy_gettext("to set a password"), "sign_in": lazy_gettext("to sign in")}
NOTHING: Texts = {}


@dataclass(frozen=True)
class Line:
    """One entry of the log, with names; `title` and `url` are empty where what it speaks of has none or is gone."""

    entry: AuditEntry
    person: str
    office: str
    kind: str
    title: Texts
    url: str
    details: list[str]


@dataclass
class _Known:
    """What the entries of a page speak of."""

    people: Mapping[UUID | None, str]
    offices: Mapping[UUID | None, str]
    organisations: Mapping[UUID, str]
    consultations: Mapping[UUID, ConsultationVersion]
    public: Mapping[UUID, tuple[str, str]]
    """Titles and addresses of the recommendations and programmes that are published."""
    parts: Mapping[UUID, UUID] = field(default_factory=dict)
    """The consultation to which a draft, a questionnaire or a remark belongs."""


def in_words(session: Session, entries: Sequence[AuditEntry], actor: Actor) -> list[Line]:
    """Word some entries for this reader; each kind of name costs one statement, however many entries there are."""
    known = _known(session, entries)
    return [_line(entry, known, actor) for entry in entries]


def _line(entry: AuditEntry, known: _Known, actor: Actor) -> Line:
    title, url = _subject(entry, known, actor)
    return Line(
        entry,
        known.people.get(entry.actor_id, ""),
        known.offices.get(entry.authority_id, ""),
        str(KINDS.get(entry.subject_kind, entry.subject_kind)),
        title,
        url,
        details_words(entry.details),
    )


def _known(session: Session, entries: Sequence[AuditEntry]) -> _Known:
    def ids(kind: str) -> set[UUID]:
        return {entry.subject_id for entry in entries if entry.subject_kind == kind}

    parts = {
        part_id: consultation_id
        for kind, table in PARTS.items()
        if (asked := ids(kind))
        for part_id, consultation_id in session.execute(
            select(table.id, table.consultation_id).where(table.id.in_(asked))
        )
    }
    return _Known(
        people_names(session, {entry.actor_id for entry in entries if entry.actor_id} | ids("account")),
        office_names(session, {entry.authority_id for entry in entries if entry.authority_id} | ids("authority")),
        _organisations(session, ids("organisation")),
        _consultations(session, ids("consultation") | set(parts.values())),
        _recommendations(session, ids("recommendation")) | _programmes(session, ids("programme")),
        parts,
    )


def _organisations(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return dict(iter(rows))


def _recommendations(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    if not ids:
        return {}
    listed = list_public(session, Recommendation.id.in_(ids))
    return {one.recommendation.id: (one.version.title, recommendations.url_of(one.recommendation)) for one in listed}


def _programmes(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    if not ids:
        return {}
    listed = list_programmes(session, Programme.id.in_(ids), Programme.published_at.is_not(None))
    return {one.id: (one.title, url_for("programmes.programme", programme=one.slug)) for one in listed}


def _consultations(session: Session, ids: Collection[UUID]) -> dict[UUID, ConsultationVersion]:
    if not ids:
        return {}
    return {one.consultation.id: one.version for one in list_on_desk(session, Consultation.id.in_(ids))}


def _subject(entry: AuditEntry, known: _Known, actor: Actor) -> tuple[Texts, str]:
    """Name what was acted on, and say where this reader finds it."""
    names: Mapping[str, Mapping[Any, str]] = {
        "account": known.people,
        "authority": known.offices,
        "organisation": known.organisations,
    }
    if entry.subject_kind in names:
        name = names[entry.subject_kind].get(entry.subject_id, "")
        return ({"pl": name, "en": name, "uk": name} if name else NOTHING), ""
    if entry.subject_kind in {"programme", "recommendation"}:
        title, url = known.public.get(entry.subject_id, ("", ""))
        return ({"pl": title} if title else NOTHING), url
    version = known.consultations.get(known.parts.get(entry.subject_id, entry.subject_id))
    return (NOTHING, "") if version is None else _consultation(version, actor)


def _consultation(version: ConsultationVersion, actor: Actor) -> tuple[Texts, str]:
    """Name a consultation; the operator learns of what is not public that it is there, and no more."""
    consultation = version.consultation
    if actor.holds("admin", authority_id=consultation.authority_id):
        return version.title, url_for("consultations_manage.overview", consultation=consultation.slug)
    if consultation.published_number is None:
        return NOTHING, ""
    title = version.title if version.number == consultation.published_number else NOTHING
    return title, url_for("consultations.consultation", consultation=consultation.slug)


def details_words(details: Mapping[str, Any]) -> list[str]:
    """Say the details of an act; what has no words is given as it is stored."""
    return list(_worded(details))


def _worded(details: Mapping[str, Any]) -> Iterator[str]:
    for key, value in details.items():
        if key in WORDED:
            said = WORDED[key](value)
            if said:
                yield said
        else:
            yield f"{key}={value}"


def _settings(names: str) -> str:
    return str(_("settings: %(names)s", names=", ".join(name.replace("_", " ") for name in names.split())))


WORDED: Mapping[str, Callable[[Any], str]] = {
    "answer": lambda verdict: str(VERDICTS.get(verdict, verdict)),
    "document": lambda _id: "",
    "identity": lambda changed: str(_("under another register or number")) if changed else "",
    "link": lambda purpose: str(_("by a link %(purpose)s", purpose=PURPOSES.get(purpose, purpose))),
    "outcome": lambda outcome: str(OUTCOMES.get(outcome, outcome)),
    "overridden": lambda _rules: str(_("although its dates break the law")),
    "purpose": lambda purpose: str(PURPOSES.get(purpose, purpose)),
    "role": lambda role: str(ROLE_NAMES.get(role, role)),
    "settings": _settings,
    "single_handed": lambda alone: str(_("prepared and published by one person")) if alone else "",
    "teryt": lambda code: str(_("TERYT code %(code)s", code=code)),
    "units": lambda number: ngettext("%(num)d unit", "%(num)d units", number),
    "verdict": lambda verdict: str({one.value: words for one, words in VERDICT_WORDS.items()}.get(verdict, verdict)),
    "version": lambda number: str(_("version %(number)s", number=number)),
}
"""How each detail is said; nothing where it needs no word."""
