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
from consult.drafts.duty import due_days
from consult.drafts.models import Draft, Remark
from consult.drafts.register.models import Letter
from consult.drafts.register.queries import find_by_receipt as find_letter
from consult.drafts.rules.decisions import State
from consult.participation.rules.receipts import receipt_hash
from consult.texts.calendar_words import format_day
from consult.web.locale import language


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
        hashed = receipt_hash(receipt)
        remark = queries.find_by_receipt(session, hashed)
        if remark is None:
            letter = find_letter(session, hashed)
            return _letter_sent(session, letter) if letter else None
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


def _letter_sent(session: Session, letter: Letter) -> Sent:
    """Tell what became of each remark of a letter."""
    remarks = queries.list_of_letter(session, letter.id)
    consultation = session.get_one(Consultation, letter.consultation_id)
    answered = sum(remark.state == State.PUBLISHED for remark in remarks)
    title = ngettext(
        "The office has your letter, with one remark", "The office has your letter, with %(num)d remarks", len(remarks)
    )
    if remarks and answered == len(remarks):
        title = _("The office has answered your letter")
    values = {
        "letter": letter,
        "remarks": [(one, pages.place_words(one.unit_key, one.unit_label), pages.runs_of(one)) for one in remarks],
        "consultation": consultation,
    }
    lead = _("It publishes its answers all together, once each remark has a decision and a reason.")
    return Sent(str(title), str(lead), consultation, "drafts/register/_sent.html", values)


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
        meta=_meta(session, draft, count),
        is_outcome=is_over,
    )


def _meta(session: Session, draft: Draft, count: int) -> list[tuple[str, str]]:
    """Say how many have written, and whether the office has answered or until when it does."""
    said = [("talk", str(ngettext("%(num)d remark", "%(num)d remarks", count)))]
    if draft.decisions_published_at is not None:
        return [*said, ("check", str(_("all answered")))] if count else said
    due = due_days(session, [draft], clock.now())[draft.id]
    if due is None or not count:
        return said
    words = _("answers were due on %(day)s") if due < clock.today() else _("answers by %(day)s")
    return [*said, ("clock", words % {"day": format_day(due, language())})]


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
