"""Initiatives as a consultation shows them, what became of one, and what can become one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.authorities.queries import get_authority
from consult.consultations.instruments import Card, DeskLink, Sent
from consult.consultations.models import Consultation
from consult.consultations.origins import Link, Said
from consult.initiatives import pages, queries
from consult.initiatives.access import WRITERS, is_public
from consult.initiatives.models import Initiative, InitiativeCall
from consult.initiatives.operations.record import NotAllowed, record
from consult.initiatives.operations.submit import Card as Written
from consult.initiatives.operations.submit import begin
from consult.initiatives.rules.stages import Kind, Stage
from consult.initiatives.voting import queries as voting
from consult.initiatives.voting.models import VoteEdition
from consult.initiatives.words import NEXT, STAGES
from consult.participation.rules.receipts import receipt_hash


class Initiatives:
    """The instrument, and the destination of ideas."""

    key = "initiative"

    def cards(self, session: Session, consultation: Consultation) -> Sequence[Card]:
        """List the public initiatives that belong to a consultation."""
        mine = queries.list_of_consultation(session, consultation.id, is_public())
        return [
            Card(
                title={"pl": one.title},
                url=url_for("initiatives.initiative", initiative=one.slug),
                text=str(_("An initiative of residents: %(stage)s.", stage=STAGES[one.stage])),
            )
            for one in mine
        ]

    def desk_link(self, consultation: Consultation) -> DeskLink:
        """Lead to the initiatives of the office."""
        return DeskLink(url_for("initiatives_manage.initiatives"), str(_("Initiatives of residents")))

    def find_sent(self, session: Session, receipt: str) -> Sent | None:
        """Tell how far an initiative is."""
        found = queries.find_by_receipt(session, receipt_hash(receipt))
        if found is None:
            return _find_ballot(session, receipt_hash(receipt))
        values = {
            "initiative": found,
            "history": pages.history(queries.list_steps(session, found.id), for_office=True),
            "stage": str(STAGES[found.stage]),
            "following": str(NEXT[found.stage]),
            "code": receipt,
            "is_returned": found.stage == Stage.RETURNED,
        }
        title = _("“%(title)s”: %(stage)s", title=found.title, stage=STAGES[found.stage])
        return Sent(
            str(title), str(NEXT[found.stage]), None, "initiatives/_sent.html", values, authority=found.authority
        )

    def words(self) -> str:
        """Say what the button does."""
        return str(_("Make an initiative of it"))

    def may_take(self, session: Session, actor: Actor, said: Said) -> bool:
        """Tell whether the actor leads initiatives in this office, and the office takes any."""
        calls = queries.list_calls(session, InitiativeCall.authority_id == said.authority_id)
        return actor.holds(*WRITERS, authority_id=said.authority_id) and bool(calls)

    def take(self, session: Session, actor: Actor, now: datetime, said: Said) -> str:
        """Begin a card with what was said; the office fills in the rest with those who said it."""
        if not self.may_take(session, actor, said):
            raise NotAllowed
        known = queries.list_made_of(session, said.kind, [said.id])
        if known:
            return _on_desk(known[0])
        authority = get_authority(session, said.authority_id)
        card = Written(title=said.title, what=said.text)
        made = begin(session, authority, _kind_for(session, said), card, language="pl", now=now)
        made.origin_kind, made.origin_id = said.kind, said.id
        made.consultation_id = said.consultation.id if said.consultation else None
        session.flush()
        record(session, "begun", made, actor=actor, now=now, details={"origin": said.kind})
        return _on_desk(made)

    def made_of(self, session: Session, kind: str, ids: Sequence[str]) -> Mapping[str, Sequence[Link]]:
        """List the public initiatives that were made of these."""
        made: dict[str, list[Link]] = defaultdict(list)
        for one in queries.list_made_of(session, kind, ids, is_public()):
            link = Link(one.title, url_for("initiatives.initiative", initiative=one.slug))
            made[str(one.origin_id)].append(link)
        return made


def _find_ballot(session: Session, receipt: str) -> Sent | None:
    """Say that a ballot is in the box, and nothing of what it says."""
    edition_id = voting.is_in_the_box(session, receipt)
    if edition_id is None:
        return None
    edition = session.get_one(VoteEdition, edition_id)
    lead = str(_("What it says, nobody can look up. The results show all votes together."))
    values = {"edition": edition}
    title = str(_("Your vote is in the box"))
    return Sent(title, lead, None, "initiatives/voting/_sent.html", values, authority=edition.authority)


def _kind_for(session: Session, said: Said) -> Kind:
    """Choose the kind that the office takes, a local initiative first; the office may correct it."""
    taken = {call.kind for call in queries.list_calls(session, InitiativeCall.authority_id == said.authority_id)}
    return next((kind for kind in Kind if kind in taken), Kind.LOCAL)


def _on_desk(initiative: Initiative) -> str:
    return url_for("initiatives_manage.correct", initiative=initiative.slug)
