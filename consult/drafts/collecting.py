"""One page on which somebody gathers all remarks on a draft and sends them together, with or without a script."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.consultations import queries as consultations
from consult.drafts import forms, pages, queries
from consult.drafts.models import Draft, DraftUnit, DraftVersion
from consult.drafts.operations import remarks as operations
from consult.drafts.rules.units import WHOLE
from consult.drafts.sending import (
    TooMany,
    bp,
    count_remark,
    explain_token,
    given_of,
    memberships,
    no_mandate,
    place_of,
    refusal_of,
    slot_of,
)
from consult.drafts.views import public_draft
from consult.extensions import db
from consult.participation import forms as participation
from consult.participation.rules.intake import GRACE, Intake
from consult.participation.rules.slots import Slot
from consult.texts.word_diff import Run
from consult.web.access import allow, anyone
from consult.web.forms import Form
from consult.web.headers import personal
from consult.web.transaction import transaction

__all__ = ["bp"]
MOST = 60
"""So many remarks go into one sending."""
LONGEST_INDEX = 3


@dataclass(frozen=True)
class Block:
    """One remark of the page: its number there, what it is about, and its fields."""

    index: int
    unit: DraftUnit | None
    form: forms.WordsForm
    preview: tuple[Run, ...] = ()

    @property
    def key(self) -> str:
        """Name the place."""
        return self.unit.key if self.unit else WHOLE

    @property
    def place(self) -> str:
        """Say what it is about."""
        return pages.place_words(self.key, self.unit.label if self.unit else "")


@bp.route("/k/<slug:consultation>/projekt/<int:number>/moje-uwagi", methods=["GET", "POST"])
@allow(anyone)
def collect(consultation: str, number: int) -> ResponseReturnValue:
    """Gather remarks on several places, and send them together; a page that is sent without “send” only comes back."""
    found, version = public_draft(consultation, number)
    if not found.consultation.is_open(clock.now()) and request.method == "GET":
        return redirect(url_for("drafts.draft", consultation=consultation, number=number))
    slot = None
    if request.method == "POST":
        slot, version = slot_of(found, version)
    units = {unit.key: unit for unit in queries.list_units(db.session(), version.id)}
    blocks = list(_blocks(units))
    sender = _sender(found)
    if request.method == "POST" and "send" in request.form:
        return _send(found, version, units, blocks, sender, slot)
    return _page(found, version, units, blocks, sender, slot)


def _blocks(units: dict[str, DraftUnit]) -> Iterable[Block]:
    """Read the remarks of the page that was sent, without what was taken off and with what is added."""
    removed = request.form.get("remove", "")
    indices = [int(one) for one in request.form.getlist("block") if one.isdecimal() and len(one) <= LONGEST_INDEX]
    for index in dict.fromkeys(indices):
        key = request.form.get(f"{index}-place", "")
        if str(index) != removed and (key == WHOLE or key in units):
            yield _block(index, units.get(key), is_new=False)
    wanted = request.form.get("place", "")
    if "add" in request.form and (wanted == WHOLE or wanted in units) and len(indices) < MOST:
        yield _block(max(indices, default=-1) + 1, units.get(wanted), is_new=True)


def _block(index: int, unit: DraftUnit | None, *, is_new: bool) -> Block:
    wording = unit.text if unit else ""
    shown = {"kind": "change" if unit else "opinion", "proposed_wording": wording}
    form = forms.WordsForm(None if is_new else request.form, prefix=f"{index}-", meta={"csrf": False}, data=shown)
    form.current = wording
    return Block(index, unit, form, tuple(pages.preview(wording, form["proposed_wording"].data or "")))


def _sender(found: Draft) -> Form:
    mine = [(f"o-{slug}", one.organisation.name) for slug, one in memberships().items()]
    kind = forms.sender_form(asks_name=found.asks_name, asks_contact=found.asks_contact, organisations=mine)
    return kind(meta={"csrf": current_user.is_authenticated}, data={"sender": forms.AS_A_RESIDENT})


def _page(
    found: Draft,
    version: DraftVersion,
    units: dict[str, DraftUnit],
    blocks: list[Block],
    sender: Form,
    slot: Slot | None,
) -> str:
    personal()
    places = [(WHOLE, pages.place_words(WHOLE, "")), *((unit.key, unit.label) for unit in units.values())]
    return render_template(
        "drafts/collect.html",
        draft=found,
        consultation=found.consultation,
        blocks=blocks,
        sender=sender,
        places=places,
        slot=request.form.get(participation.FIELD, "") if slot else participation.issue(version.id, clock.now()),
        keep=f"uwagi-{version.id}",
        minutes=GRACE.seconds // 60,
    )


def _send(
    found: Draft,
    version: DraftVersion,
    units: dict[str, DraftUnit],
    blocks: list[Block],
    sender: Form,
    slot: Slot | None,
) -> ResponseReturnValue:
    """Keep all remarks in one transaction, and show their receipts; where one cannot be kept, none is."""
    refused = refusal_of(slot)
    is_valid = all([block.form.validate() for block in blocks]) and sender.validate_on_submit()  # noqa: C419  # all errors
    explain_token(sender)
    if not blocks:
        refused = _("Add a place first, and write what you want to say of it.")
    if refused or not is_valid or slot is None:
        sender.form_errors = [*sender.form_errors, *([refused] if refused else [])]
        return _page(found, version, units, blocks, sender, slot), HTTPStatus.BAD_REQUEST
    receipts = {block.index: participation.receipt_for(_slot_of(slot, block.index)) for block in blocks}
    try:
        numbers = _keep(found, version, blocks, sender, slot, {index: one.hash for index, one in receipts.items()})
    except operations.NotOpen as refusal:
        return _not_taken(found, blocks, refusal.taken)
    except (operations.OtherWords, operations.NoMandate, TooMany) as problem:
        words = {
            operations.OtherWords: _("You have sent this page before, with other words. Send it again as it is now."),
            operations.NoMandate: no_mandate(),
            TooMany: _("Very many remarks come from your network. Nothing is lost: wait a while, then send it."),
        }
        sender.form_errors = [words[type(problem)]]
        fresh = None if isinstance(problem, operations.OtherWords) else slot
        return _page(found, version, units, blocks, sender, fresh), HTTPStatus.CONFLICT
    personal()
    return render_template(
        "drafts/collected.html",
        draft=found,
        consultation=found.consultation,
        sent=[(numbers[block.index], block.place, receipts[block.index].code) for block in blocks],
        keep=f"uwagi-{version.id}",
    )


def _slot_of(slot: Slot, index: int) -> Slot:
    """Make the key of one remark of the page: the same for the same page, so that a second sending changes nothing."""
    return Slot(slot.subject, slot.issued_at, sha256(slot.key + index.to_bytes(4, "big")).digest()[: len(slot.key)])


def _keep(
    found: Draft, version: DraftVersion, blocks: list[Block], sender: Form, slot: Slot, hashes: dict[int, str]
) -> dict[int, int]:
    """Keep the remarks, and give their numbers."""
    who = sender.values()
    membership = memberships().get(str(who.get("sender", "")).removeprefix("o-"))
    now = participation.come_of_age(slot, clock.now())
    bucket = keys().of("remarks from", throttle.network_of(request.remote_addr))
    given = {block.index: given_of(block.form.values() | who) for block in blocks}
    ids = {block.index: (version.id, block.unit.id if block.unit else None) for block in blocks}
    consultation_id = found.consultation_id
    with transaction() as session:
        held = consultations.get_consultation(session, consultation_id)
        numbers: dict[int, int] = {}
        for index, words in given.items():
            count_remark(session, bucket, now)
            sending = operations.Sending(hashes[index], slot.issued_at)
            kept = operations.submit_remark(
                session, held, place_of(ids[index]), words, sending, membership=membership, actor=current_user, now=now
            )
            numbers[index] = kept.number
        return numbers


def _not_taken(found: Draft, blocks: list[Block], taken: Intake) -> ResponseReturnValue:
    """Say that the time is not right, and give back all that was typed."""
    personal()
    typed = [
        text
        for block in blocks
        for text in (
            block.form["proposed_wording"].data if block.form.proposes else "",
            block.form["justification"].data,
        )
        if text
    ]
    page = render_template(
        "drafts/not_taken.html",
        draft=found,
        consultation=found.consultation,
        is_late=taken is Intake.TOO_LATE,
        version=consultations.find_in_force(db.session(), found.consultation),
        typed=typed,
    )
    return page, HTTPStatus.GONE if taken is Intake.TOO_LATE else HTTPStatus.CONFLICT
