"""What officials do to keep words from the public: choose them, approve the choice, look at the original."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.drafts.access import can_check
from consult.drafts.models import Remark
from consult.drafts.operations.record import record_remark
from consult.drafts.redaction.models import Redaction
from consult.drafts.rules.channels import SenderKind
from consult.drafts.rules.decisions import State
from consult.drafts.rules.redaction import Reason, redacted, words_of
from consult.texts.folding import fold

TEXTS = ("proposed_wording", "justification", "name")
"""What may have words taken out; of a name, one word taken out leaves the number of the person."""


class ChangedMeanwhile(Exception):
    """The remark was changed after the page was opened."""


class NothingChosen(Exception):
    """No word was chosen."""


class NotNow(Exception):
    """There is no choice to approve, or the sender has withdrawn the remark."""


class NotYours(Exception):
    """Another person must approve what one has chosen."""


def texts_of(remark: Remark) -> dict[str, str]:
    """Give the texts that everybody would read, by their keys; empty ones left out."""
    has_name = remark.is_name_public and remark.sender_kind == SenderKind.PERSON
    proposes = remark.proposed_wording != remark.current_wording
    texts = {
        "proposed_wording": remark.proposed_wording if proposes else "",
        "justification": remark.justification,
        "name": remark.name if has_name else "",
    }
    return {key: text for key, text in texts.items() if text}


def choose(
    session: Session,
    remark: Remark,
    places: Mapping[str, Collection[int]],
    reason: str,
    *,
    edit_count: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Choose the words to be taken out; until somebody else approves it, the public reads nothing of the remark.

    The remark must be held. Raises `ChangedMeanwhile`, `NothingChosen`, `NotNow`.
    """
    _refuse_changed(remark, edit_count)
    texts = texts_of(remark)
    chosen = {
        key: sorted(number for number in places.get(key, ()) if number in range(len(words_of(text))))
        for key, text in texts.items()
    }
    if not any(chosen.values()):
        raise NothingChosen
    if remark.state == State.WITHDRAWN:
        raise NotNow
    redaction = remark.redaction or Redaction(remark_id=remark.id)
    redaction.places = chosen
    redaction.reason = Reason(reason).value
    redaction.proposed_by_id, redaction.proposed_at = actor.id, now
    redaction.returned_because = ""
    redaction.approved_by_id = redaction.approved_at = None
    remark.redaction = redaction
    remark.is_held = True
    remark.held_checked_at = remark.held_checked_by_id = None
    _touch(session, remark)
    count = sum(map(len, chosen.values()))
    record_remark(session, "redaction_chosen", remark, actor=actor, now=now, details={"words": count})


def approve(session: Session, remark: Remark, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Approve the choice: from now on everybody reads the rest. Raises `ChangedMeanwhile`, `NotNow`, `NotYours`."""
    redaction = _chosen(remark, edit_count)
    if not may_approve(actor, remark):
        raise NotYours
    redaction.approved_by_id, redaction.approved_at = actor.id, now
    redaction.is_single_handed = redaction.proposed_by_id == actor.id
    _publish_rest(remark, redaction)
    remark.is_held = False
    remark.held_checked_at, remark.held_checked_by_id = now, actor.id
    _touch(session, remark)
    record_remark(session, "redaction_approved", remark, actor=actor, now=now)


def give_back(session: Session, remark: Remark, because: str, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Give the choice back, with what should be mended; the public still reads nothing of the remark."""
    redaction = _chosen(remark, edit_count)
    if not can_check(actor, remark.draft.consultation):
        raise NotYours
    redaction.returned_because = because
    _touch(session, remark)
    record_remark(session, "redaction_returned", remark, actor=actor, now=now)


def rest_of(remark: Remark) -> list[str]:
    """Give what the public would read once the choice of words is approved."""
    places = remark.redaction.places if remark.redaction else {}
    return [redacted(text, places.get(key, ())) for key, text in texts_of(remark).items()]


def may_approve(actor: Actor, remark: Remark) -> bool:
    """Tell whether the actor is the second pair of eyes for the words that are taken out."""
    consultation = remark.draft.consultation
    if remark.redaction is None or not can_check(actor, consultation):
        return False
    return not consultation.authority.requires_four_eyes or remark.redaction.proposed_by_id != actor.id


def look(session: Session, remark: Remark, *, actor: Actor, now: datetime) -> None:
    """Record that somebody looks at the original of a redacted remark. Raises `NotYours`."""
    if not can_check(actor, remark.draft.consultation):
        raise NotYours
    record_remark(session, "original_seen", remark, actor=actor, now=now)


def _publish_rest(remark: Remark, redaction: Redaction) -> None:
    wording = redaction.places.get("proposed_wording", ())
    remark.public_wording = redacted(remark.proposed_wording, wording) if wording else remark.proposed_wording
    remark.public_justification = redacted(remark.justification, redaction.places.get("justification", ()))
    remark.public_folded = fold(f"{remark.public_wording} {remark.public_justification}")
    if redaction.places.get("name"):
        remark.is_name_public = False


def _chosen(remark: Remark, edit_count: int) -> Redaction:
    _refuse_changed(remark, edit_count)
    if remark.redaction is None or remark.redaction.approved_at is not None or remark.state == State.WITHDRAWN:
        raise NotNow
    return remark.redaction


def _refuse_changed(remark: Remark, edit_count: int) -> None:
    if remark.edit_count != edit_count:
        raise ChangedMeanwhile


def _touch(session: Session, remark: Remark) -> None:
    remark.edit_count += 1
    session.flush()
