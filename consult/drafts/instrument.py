"""Drafts as a consultation shows them, and what became of a remark."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations.instruments import Card, DeskLink, Sent
from consult.consultations.models import Consultation
from consult.consultations.rules.stages import Stage
from consult.drafts import pages, queries
from consult.drafts.access import is_public
from consult.drafts.models import Draft, Remark
from consult.drafts.rules.decisions import State
from consult.participation.rules.receipts import receipt_hash


class Drafts:
    """The instrument."""

    def cards(self, session: Session, consultation: Consultation) -> Sequence[Card]:
        """List the published drafts."""
        return [_card(session, draft, consultation) for draft in self._public(session, consultation)]

    def desk_link(self, consultation: Consultation) -> DeskLink:
        """Lead to the list, where one is imported, too."""
        return DeskLink(
            url_for("drafts_manage.drafts", consultation=consultation.slug), _("Drafts, remarks and decisions")
        )

    def find_sent(self, session: Session, receipt: str) -> Sent | None:
        """Tell what became of a remark: its state at once, the decision once it is published."""
        remark = queries.find_by_receipt(session, receipt_hash(receipt))
        if remark is None:
            return None
        consultation = remark.draft.consultation
        values = {
            "consultation": consultation,
            "remark": remark,
            "place": pages.place_words(remark.unit_key, remark.unit_label),
            "runs": pages.runs_of(remark),
            "decision": remark.decision if remark.state == State.PUBLISHED else None,
            "history": pages.history(remark),
            "code": receipt,
            "can_change": consultation.is_open(clock.now()) and remark.state != State.WITHDRAWN,
        }
        return Sent(_title(remark), _lead(remark), consultation, "drafts/_sent.html", values)

    def _public(self, session: Session, consultation: Consultation) -> Sequence[Draft]:
        return queries.list_drafts(session, consultation.id, is_public())


def _card(session: Session, draft: Draft, consultation: Consultation) -> Card:
    """Lead to the draft while people can write, to its remarks and decisions afterwards."""
    is_over = consultation.stage(clock.now()) is Stage.CLOSED
    address = url_for("drafts.draft", consultation=consultation.slug, number=draft.number)
    if draft.decisions_published_at is not None:
        text = _("Read each remark, and what the office decided about it and why.")
    elif is_over:
        text = _("Read the remarks. The office publishes its answers all together.")
    else:
        text = _("Read it piece by piece, and propose better words. You need no account.")
    count = sum(queries.count_by_unit(session, draft.id).values())
    return Card(
        title={"pl": draft.title},
        url=url_for("drafts.remarks", consultation=consultation.slug, p=draft.number) if is_over else address,
        text=text,
        meta=(("talk", ngettext("%(num)d remark", "%(num)d remarks", count)),),
        is_outcome=is_over,
    )


def _title(remark: Remark) -> str:
    """Answer in the heading."""
    if remark.state == State.WITHDRAWN:
        return str(_("You have withdrawn this remark"))
    verdict = remark.decision.verdict if remark.decision and remark.state == State.PUBLISHED else ""
    words = {
        "": _("The office has your remark"),
        "accepted": _("Your remark is accepted"),
        "partly_accepted": _("Your remark is accepted in part"),
        "not_accepted": _("Your remark is not accepted"),
        "explained": _("The office has explained what you asked"),
        "out_of_scope": _("Your remark is about something else than this consultation"),
        "left_unconsidered": _("Your remark is left unconsidered"),
    }
    return str(words[verdict])


def _lead(remark: Remark) -> str:
    if remark.state == State.WITHDRAWN:
        return str(_("Its number stays, its words are no longer shown."))
    if remark.state == State.PUBLISHED:
        return str(_("Below is the reason."))
    return str(_("It publishes its answers all together, once each remark has a decision and a reason."))
