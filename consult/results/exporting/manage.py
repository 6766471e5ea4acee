"""The page on which an analyst takes the answers, row by row."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations.access import on_desk_of
from consult.extensions import db
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.queries import find_by_id, find_questionnaire
from consult.results.access import can_export
from consult.results.exporting import queries
from consult.results.exporting.formats import FORMATS
from consult.results.exporting.forms import ExportForm
from consult.results.exporting.making import data_set
from consult.results.exporting.operations import record_export
from consult.web.access import allow, holding
from consult.web.transaction import transaction

bp = Blueprint("results_exporting", __name__, url_prefix="/urzad/k")


def _found(slug: str, number: int) -> Questionnaire:
    """Find a published questionnaire whose answers the actor may take, or answer 404."""
    found = find_questionnaire(db.session(), slug, number, on_desk_of(current_user)) or abort(404)
    enter(found.consultation.authority)
    if not found.published_number or not can_export(current_user, found.consultation):
        abort(404)
    return found


@bp.route("/<slug:consultation>/wyniki/<int:number>/dane", methods=["GET", "POST"])
@allow(holding("analyst"))
def export(consultation: str, number: int) -> ResponseReturnValue:
    """Say what the files hold, and give one; each is recorded."""
    questionnaire = _found(consultation, number)
    at_least = questionnaire.consultation.authority.smallest_group
    sealed = queries.count_sealed(db.session(), questionnaire, only_counted=True)
    form = ExportForm()
    if form.validate_on_submit():
        if sealed >= at_least:
            return _given(questionnaire, form.format.data, with_words=form.words.data)
        flash(_("There are too few sealed answers yet."), "no")
        return redirect(url_for(".export", consultation=consultation, number=number))
    return render_template(
        "results/manage/export.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        sealed=sealed,
        at_least=at_least,
        form=form,
    )


def _given(questionnaire: Questionnaire, kind: str, *, with_words: bool) -> Response:
    """Record it, then send the file as it is written."""
    id_ = questionnaire.id
    with transaction() as session:
        held = session.get_one(Questionnaire, id_)
        record_export(session, held, kind, with_words=with_words, actor=current_user, now=clock.now())
    found = find_by_id(db.session(), id_) or abort(404)
    data = data_set(db.session(), found, with_words=with_words, at_least=found.consultation.authority.smallest_group)
    chosen = FORMATS[kind]
    name = f"{found.consultation.slug}-{found.number}-{kind}.{chosen.suffix}"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(stream_with_context(chosen.write(data)), mimetype=chosen.mimetype, headers=headers)
