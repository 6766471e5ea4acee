"""How an office takes initiatives: which kinds, how much support, which criteria."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult.authorities import queries as authorities
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.extensions import db
from consult.initiatives import forms, queries
from consult.initiatives.access import KEEPERS
from consult.initiatives.manage.desk import bp, by, keepers
from consult.initiatives.models import InitiativeCall
from consult.initiatives.operations import office
from consult.initiatives.operations.record import ChangedMeanwhile
from consult.initiatives.rules.stages import Kind, Stage, next_stage
from consult.initiatives.words import ABOUT, ADDRESSES
from consult.web.access import allow
from consult.web.transaction import transaction


def _mine(slug: str) -> Authority:
    found = authorities.find_by_slug(db.session(), slug) or abort(404)
    if not current_user.holds(*KEEPERS, authority_id=found.id):
        abort(404)
    enter(found)
    return found


@bp.get("/zasady/<slug:authority>")
@allow(keepers)
def calls(authority: str) -> ResponseReturnValue:
    """Say which kinds the office takes."""
    found = _mine(authority)
    known = {call.kind: call for call in queries.list_calls(db.session(), InitiativeCall.authority_id == found.id)}
    return render_template("initiatives/manage/calls.html", authority=found, kinds=list(Kind), about=ABOUT, known=known)


@bp.route("/zasady/<slug:authority>/<slug:kind>", methods=["GET", "POST"])
@allow(keepers)
def call(authority: str, kind: str) -> ResponseReturnValue:
    """Set how the office takes one kind."""
    found = _mine(authority)
    asked = ADDRESSES.get(kind) or abort(404)
    known = queries.find_call(db.session(), found.id, asked)
    form = forms.CallForm(data=_said(known))
    if form.validate_on_submit():
        try:
            _keep(found, asked, form)
        except ChangedMeanwhile:
            form.form_errors = [_("It was changed after you opened it. Read it again.")]
        else:
            flash(_("Kept. It holds for what is published from now on."), "yes")
            return redirect(url_for(".calls", authority=found.slug))
    return render_template(
        "initiatives/manage/call.html",
        authority=found,
        kind=asked,
        about=ABOUT[asked],
        form=form,
        needed=queries.needed_in(db.session(), found, asked),
        asks_support=next_stage(asked, Stage.IDEA) is Stage.SUPPORT,
        is_by_law=asked is Kind.RESOLUTION,
        is_assessed=asked is not Kind.RESOLUTION,
    )


def _said(known: InitiativeCall | None) -> dict[str, Any]:
    if known is None:
        return {"edit_count": 0}
    return {
        "edit_count": known.edit_count,
        "is_open": known.is_open,
        "rules": known.rules,
        "support_needed": str(known.support_needed or ""),
        "pass_mark": "" if known.pass_mark is None else str(known.pass_mark),
        "criteria": [(one.words, one.most, one.weight) for one in known.criteria],
    }


def _keep(found: Authority, kind: Kind, form: forms.CallForm) -> None:
    given = form.values()
    said = office.CallSaid(
        is_open=given["is_open"],
        rules=given["rules"] or "",
        support_needed=forms.number_of(form, "support_needed"),
        pass_mark=forms.number_of(form, "pass_mark"),
        criteria=given["criteria"],
    )
    count, authority_id = forms.count_of(form), found.id
    with transaction() as session:
        held = authorities.get_authority(session, authority_id)
        office.set_call(session, held, kind, said, edit_count=count, **by())
