"""Who may answer, for officials: chosen while it is prepared; codes given out once, withdrawn if nobody used them."""

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_login import current_user
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from consult import clock
from consult.consultations.access import can_prepare
from consult.consultations.manage.desk import by, editors, on_desk
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force, find_preparing
from consult.extensions import db
from consult.participation.codes import list_lots
from consult.participation.marks import count_spent
from consult.participation.rules.access import Access
from consult.participation.rules.codes import FEWEST
from consult.questionnaires import operations, queries
from consult.questionnaires.letters import Invitation
from consult.questionnaires.levels import level_of
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.plans import plan_of
from consult.questionnaires.words import access_words
from consult.texts.calendar_words import format_moment
from consult.web.access import allow
from consult.web.forms import Form, choice
from consult.web.headers import personal
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint("questionnaires_opening", __name__, url_prefix="/urzad/k/<slug:consultation>/ankieta/<int:number>")
MOST = 500
"""Codes in one download."""


@bp.errorhandler(operations.AlreadyPublished)
@bp.errorhandler(operations.NotByCodes)
@bp.errorhandler(operations.TooFewLeft)
def cannot(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was done."""
    words = {
        operations.AlreadyPublished: _("Nothing was done: people were told how it is opened, so it stays as it is."),
        operations.NotByCodes: _("Nothing was done: this questionnaire is not opened by codes."),
        operations.TooFewLeft: _(
            "Nothing was withdrawn: fewer than %(few)d codes would be left, and who answered would not be anonymous.",
            few=FEWEST,
        ),
    }
    flash(words[type(problem)], "no")
    here = request.view_args or {}
    return redirect(url_for(".access", consultation=here["consultation"], number=here["number"]))


class AccessForm(Form):
    """Who may answer."""

    access = choice(
        lazy_gettext("Who may answer?"),
        [(one.value, access_words(one)) for one in Access],
        missing=lazy_gettext("Choose who may answer."),
    )


class CodesForm(Form):
    """How many codes."""

    count = IntegerField(
        lazy_gettext("How many codes?"),
        [
            InputRequired(lazy_gettext("Write how many codes you need.")),
            NumberRange(1, MOST, lazy_gettext("Write a number from 1 to 500; download the rest afterwards.")),
        ],
        description=lazy_gettext("From 1 to 500 in one download."),
    )


@bp.route("/dostep", methods=["GET", "POST"])
@allow(editors)
def access(consultation: str, number: int) -> ResponseReturnValue:
    """Say who may answer and what that promises, and choose while nothing is published."""
    found, asked = _asked(consultation, number)
    form = AccessForm(data={"access": asked.access})
    if form.validate_on_submit():
        asked_id, chosen = asked.id, Access(form.values()["access"])
        if chosen is Access.MAIL and not _can_send():
            form.refuse("access", _("This installation sends no mail: links cannot be sent."))
            return _page(found, asked, form, CodesForm(formdata=None))
        with transaction() as session:
            operations.choose_access(session, queries.get_questionnaire(session, asked_id), chosen, **by())
        flash(_("Saved. The page of the questionnaire says it so."), "yes")
        return redirect(url_for(".access", consultation=consultation, number=number))
    return _page(found, asked, form, CodesForm(formdata=None))


@bp.post("/kody")
@allow(editors)
def codes(consultation: str, number: int) -> ResponseReturnValue:
    """Give out codes as files, once: only their hashes stay."""
    found, asked = _asked(consultation, number)
    form = CodesForm()
    if not form.validate_on_submit():
        return _page(found, asked, AccessForm(formdata=None, data={"access": asked.access}), form)
    personal()
    invitation = _invitation(found, asked)
    asked_id, count = asked.id, int(form.values()["count"])
    with transaction() as session:
        made = operations.give_out_codes(session, queries.get_questionnaire(session, asked_id), count, **by())
    headers = {"Content-Disposition": f"attachment; filename=kody-ankieta-{number}.zip"}
    return Response(invitation.packed(made), mimetype="application/zip", headers=headers)


@bp.post("/kody/<int:lot>/wycofaj")
@allow(editors)
def withdraw(consultation: str, number: int, lot: int) -> ResponseReturnValue:
    """Withdraw the codes of a download that nobody used: where letters got lost, or the file did."""
    _found, asked = _asked(consultation, number)
    asked_id = asked.id
    with transaction() as session:
        gone = operations.withdraw_codes(session, queries.get_questionnaire(session, asked_id), lot, **by())
    flash(ngettext("%(num)d code was withdrawn.", "%(num)d codes were withdrawn.", gone), "yes")
    return redirect(url_for(".access", consultation=consultation, number=number))


def _asked(slug: str, number: int) -> tuple[Consultation, Questionnaire]:
    """Find a questionnaire that the actor may prepare, or answer 404."""
    found, _preparing = on_desk(slug)
    if not can_prepare(current_user, found):
        abort(404)
    return found, queries.find_questionnaire(db.session(), slug, number) or abort(404)


def _invitation(found: Consultation, asked: Questionnaire) -> Invitation:
    """Gather what a letter says, as plain values."""
    title = plan_of(queries.list_versions(db.session(), asked.id)[0]).title
    where = url_for("questionnaires_entering.code", consultation=found.slug, number=asked.number)
    return Invitation(
        title=title.get(language()) or title.get("pl", ""),
        office=found.authority.official_name or found.authority.name,
        address=str(current_app.extensions["settings"].base_url) + where,
        until=format_moment(found.closes_at, language()) if found.closes_at else _("not set yet"),
        language=language(),
        made_at=clock.now(),
    )


def _can_send() -> bool:
    settings = current_app.extensions["settings"]
    return bool(settings.smtp_url or settings.mail_dir)


def _page(found: Consultation, asked: Questionnaire, form: Form, codes_form: Form) -> str:
    session = db.session()
    version = find_in_force(session, found) or find_preparing(session, found.id)
    lots = list_lots(session, asked.id) if asked.access == Access.CODES else []
    return render_template(
        "questionnaires/manage/access.html",
        consultation=found,
        consultation_title=version.title if version else {},
        questionnaire=asked,
        form=form,
        chosen=access_words(Access(asked.access)),
        codes_form=codes_form,
        lots=lots,
        spent=count_spent(session, asked.id),
        level=level_of(session, asked.id, asked.access),
        fewest=FEWEST,
    )
