"""Send an initiative: without an account, by a receipt code; mend it where the office returned it."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities.current import office_of_host
from consult.authorities.models import Authority
from consult.authorities.queries import get_authority
from consult.extensions import db
from consult.initiatives import card_forms, forms, queries
from consult.initiatives.access import is_public
from consult.initiatives.models import Initiative, InitiativeCall
from consult.initiatives.operations import submit as operations
from consult.initiatives.operations.record import ChangedMeanwhile
from consult.initiatives.requests import FROM_NETWORK, TooMany, bucket_of, take_from
from consult.initiatives.rules.stages import Kind, Stage
from consult.initiatives.views.site import authority_of, bp
from consult.initiatives.words import ABOUT, ADDRESSES
from consult.organisations import queries as organisations
from consult.organisations.models import Membership
from consult.participation import forms as participation
from consult.participation.rules.receipts import Mistyped, read_code, receipt_hash
from consult.participation.rules.slots import NotGenuine, Slot
from consult.web.access import allow, anyone
from consult.web.headers import personal
from consult.web.locale import language
from consult.web.transaction import transaction


@bp.get("/inicjatywy/zglos")
@allow(anyone)
def choose() -> ResponseReturnValue:
    """Choose whom to send it to, and what it is."""
    here = office_of_host()
    taken = queries.list_open_calls(db.session(), here.id if here else None)
    return render_template("initiatives/choose.html", calls=taken, about=ABOUT, here=here)


@bp.route("/inicjatywy/zglos/<slug:authority>/<slug:kind>", methods=["GET", "POST"])
@allow(anyone)
def submit(authority: str, kind: str) -> ResponseReturnValue:
    """Write the card and send it; what is similar is shown before."""
    found = authority_of(authority)
    asked = ADDRESSES.get(kind) or abort(404)
    call = queries.find_call(db.session(), found.id, asked)
    if call is None or (not call.is_open and request.method == "GET"):
        abort(404)
    slot = _slot(call) if request.method == "POST" else None
    form = _form(asked)
    refused = _refused(slot) if request.method == "POST" else ""
    if refused:
        form.form_errors = [refused]
        return _page(found, call, form, slot), HTTPStatus.BAD_REQUEST
    if slot is None or not form.validate_on_submit():
        _explain_token(form)
        return _page(found, call, form, slot)
    alike = [] if form["seen"].data else _similar(found, form.card())
    if alike:
        form["seen"].data = "1"
        return _page(found, call, form, slot, alike)
    return _take(found, call, form, slot)


def _slot(call: InitiativeCall) -> Slot | None:
    """Read the slot of the form that was sent; one issued for something else is none."""
    try:
        slot = participation.slot_received()
    except NotGenuine:
        return None
    return slot if slot.subject == call.id else None


def _form(kind: Kind) -> card_forms.CardForm:
    mine = [(f"o-{slug}", one.organisation.name) for slug, one in _memberships().items()]
    asked = card_forms.card_form(kind, organisations=mine)
    return asked(meta={"csrf": current_user.is_authenticated}, data={"sender": card_forms.AS_RESIDENTS})


def _memberships() -> dict[str, Membership]:
    """Give the organisations for which the reader may speak, by their names in addresses."""
    if not current_user.is_authenticated:
        return {}
    mine = organisations.list_memberships(db.session(), current_user.id)
    return {membership.organisation.slug: membership for membership in mine}


def _refused(slot: Slot | None) -> str:
    """Say why a form that was sent cannot count as it is, or nothing."""
    if slot is None:
        return str(_("This page was open for too long. Nothing is lost: read it again and send it."))
    sender = request.form.get("sender", card_forms.AS_RESIDENTS)
    is_known = sender == card_forms.AS_RESIDENTS or sender.removeprefix("o-") in _memberships()
    return "" if is_known else _no_mandate()


def _no_mandate() -> str:
    return str(
        _(
            "Nothing is sent yet: you wrote for an organisation, and you are not signed in for it now. "
            "Sign in in another tab and send it again, or send it as residents."
        )
    )


def _explain_token(form: card_forms.CardForm) -> None:
    """Say in plain words that the sign-in has changed since the page was opened."""
    if "csrf_token" in form.errors:
        form["csrf_token"].errors = []
        words = _(
            "You have signed in or out since you opened this page. Nothing is lost: look at it and send it again."
        )
        form.form_errors = [*form.form_errors, words]


def _similar(found: Authority, card: operations.Card) -> list[Initiative]:
    words = f"{card.title} {card.place} {card.what}"
    return queries.list_similar(db.session(), found.id, words, is_public())


def _page(
    found: Authority,
    call: InitiativeCall,
    form: card_forms.CardForm,
    slot: Slot | None,
    alike: Sequence[Initiative] = (),
) -> str:
    personal()
    is_open_page = slot is not None
    return render_template(
        "initiatives/submit.html",
        authority=found,
        call=call,
        kind=call.kind,
        about=ABOUT[call.kind],
        form=form,
        alike=alike,
        needed=queries.needed_in(db.session(), found, Kind(call.kind)),
        slot=request.form.get(participation.FIELD, "") if is_open_page else participation.issue(call.id, clock.now()),
    )


def _take(found: Authority, call: InitiativeCall, form: card_forms.CardForm, slot: Slot) -> ResponseReturnValue:
    """Keep the initiative and show its receipt; where it cannot be kept, show what was typed."""
    receipt = participation.receipt_for(slot)
    now = participation.come_of_age(slot, clock.now())
    sender = str(form.values().get("sender") or "").removeprefix("o-")
    membership = _memberships().get(sender)
    try:
        made = _keep(found.id, Kind(call.kind), form.card(), receipt.hash, membership, bucket_of("initiatives"), now)
    except operations.NotTaken:
        form.form_errors = [
            _("The office stopped taking these while you wrote. Copy what you need, and ask the office.")
        ]
        return _page(found, call, form, slot), HTTPStatus.GONE
    except operations.NoMandate:
        form.form_errors = [_no_mandate()]
        return _page(found, call, form, slot), HTTPStatus.BAD_REQUEST
    except operations.OtherWords:
        form.form_errors = [_("You have sent this page before, with other words. Send it again to send another one.")]
        return _page(found, call, form, None), HTTPStatus.CONFLICT
    except TooMany:
        form.form_errors = [_("Very much comes from your network. Nothing is lost: wait a while, then send it.")]
        return _page(found, call, form, slot), HTTPStatus.TOO_MANY_REQUESTS
    return _receipt(made, receipt.code)


def _keep(
    authority_id: UUID,
    kind: Kind,
    card: operations.Card,
    receipt: str,
    membership: Membership | None,
    bucket: str,
    now: datetime,
) -> str:
    """Send it in one transaction; give its name in addresses."""
    with transaction() as session:
        take_from(session, bucket, FROM_NETWORK, now)
        made = operations.submit(
            session,
            get_authority(session, authority_id),
            kind,
            card,
            operations.Sending(receipt, language()),
            membership=membership,
            actor=current_user,
            now=now,
        )
        return made.slug


def _receipt(slug: str, code: str) -> str:
    """Show the receipt: the number, the code, and what was sent."""
    personal()
    made = queries.find_initiative(db.session(), slug) or abort(404)
    return render_template("initiatives/receipt.html", initiative=made, code=code)


@bp.post("/inicjatywy/popraw")
@allow(anyone)
def mend(  # the code stands in the form, so that no address and no log holds it
) -> ResponseReturnValue:
    """Mend what the office returned; the receipt code is the key to it."""
    personal()
    found, code = _by_code()
    asked = card_forms.card_form(found.kind_of)
    is_sent = "title" in request.form
    form = asked(formdata=request.form if is_sent else None, meta={"csrf": False}, data=card_forms.card_data(found))
    count = request.form.get("edit_count", "") if is_sent else str(found.edit_count)
    if is_sent and form.validate():
        try:
            with transaction() as session:
                held = queries.find_by_receipt(session, receipt_hash(code), for_update=True) or abort(404)
                operations.mend(session, held, form.card(), edit_count=forms.count_in(count), now=clock.now())
        except (ChangedMeanwhile, operations.NotNow):
            form.form_errors = [_("It was changed after you opened it. Check the receipt again.")]
        else:
            return _receipt(found.slug, code)
    return render_template(
        "initiatives/mend.html", initiative=found, form=form, code=code, count=count, steps=_asked_for(found)
    )


def _asked_for(found: Initiative) -> str:
    """Give what the office asked to be mended."""
    steps = queries.list_steps(db.session(), found.id)
    return next((step.words for step in reversed(steps) if step.to_stage == Stage.RETURNED), "")


def _by_code() -> tuple[Initiative, str]:  # noqa: RET503  # abort never returns
    """Find the returned initiative of the code that was sent; wrong codes are counted."""
    try:
        code = read_code(request.form.get("code", ""))
    except Mistyped:
        abort(404)
    found = queries.find_by_receipt(db.session(), receipt_hash(code))
    if found is not None and found.stage == Stage.RETURNED:
        return found, code
    bucket = bucket_of("codes from")
    try:
        with transaction() as session:
            take_from(session, bucket, FROM_NETWORK, clock.now())
    except TooMany:
        abort(HTTPStatus.TOO_MANY_REQUESTS)
    abort(HTTPStatus.NOT_FOUND)
