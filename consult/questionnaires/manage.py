"""Questionnaires for officials: bring one, read it as people will, publish it, correct it."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult.consultations.access import can_prepare
from consult.consultations.forms import edit_count_of
from consult.consultations.manage.desk import approvers, by, editors, officials, on_desk
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force, find_preparing, get_consultation
from consult.extensions import db
from consult.orm import Texts
from consult.questionnaires import exporting, forms, operations, queries
from consult.questionnaires.access import can_publish
from consult.questionnaires.bringing import Read, read_questionnaire
from consult.questionnaires.documents import written
from consult.questionnaires.import_words import line_words, place_words
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules import walking
from consult.questionnaires.rules.compiling import lint
from consult.questionnaires.rules.reading import NotAQuestionnaire, Problem
from consult.questionnaires.showing import Shown
from consult.questionnaires.trying import trial_word
from consult.questionnaires.words import condition_words
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.limits import MEGABYTE, at_most
from consult.web.transaction import transaction

bp = Blueprint("questionnaires_manage", __name__, url_prefix="/urzad/k")
LARGEST = 6 * MEGABYTE
"""A document of a million characters, on its way."""


@bp.errorhandler(operations.ChangedMeanwhile)
@bp.errorhandler(operations.NotInPreparation)
@bp.errorhandler(operations.NothingAsked)
@bp.errorhandler(operations.NotYours)
def cannot(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was published, on the page where it can be read again."""
    words = {
        operations.ChangedMeanwhile: _("Nothing was done: it was changed after you read it. Read it again."),
        operations.NotInPreparation: _("Nothing was done: somebody changed this meanwhile. Look again."),
        operations.NothingAsked: _("It cannot be published yet: it asks nothing."),
        operations.NotYours: _("Nothing was done: another person must approve what you prepared."),
    }
    flash(words[type(problem)], "no")
    consultation = (request.view_args or {})["consultation"]
    return redirect(url_for(".questionnaires", consultation=consultation))


@bp.route("/<slug:consultation>/ankieta", methods=["GET", "POST"])
@at_most(LARGEST)
@allow(officials)
def questionnaires(consultation: str) -> ResponseReturnValue:
    """List the questionnaires of a consultation, and bring another."""
    found, _preparing = on_desk(consultation)
    form = forms.import_form(found.authority.languages, is_correction=False)()
    problems: list[Problem] = []
    if form.is_submitted():
        _refuse_others(found)
        read, problems = _read(form)
        if read:
            return _kept(read, consultation, _imported(read, form, found, None))
    listed = [
        (questionnaire, plan_of(queries.list_versions(db.session(), questionnaire.id)[0]))
        for questionnaire in queries.list_questionnaires(db.session(), found.id)
    ]
    return _page("list", found, form=form, problems=_worded(problems), questionnaires=listed)


@bp.get("/<slug:consultation>/ankieta/<int:number>")
@allow(officials)
def questionnaire(consultation: str, number: int) -> ResponseReturnValue:
    """Show the latest version as people will see it, with its conditions in words, and offer what comes next."""
    found, asked = _asked(consultation, number)
    versions = queries.list_versions(db.session(), asked.id)
    latest = versions[0]
    plan = plan_of(latest)
    shown = [Shown(question, plan.numbers.get(question.key, 0), {}, {}) for question in plan.items]
    return _page(
        "read",
        found,
        questionnaire=asked,
        version=latest,
        versions=[version for version in versions if version.published_at],
        plan=plan,
        shown=shown,
        minutes=walking.minutes(plan),
        asked_if={
            one.question.key: condition_words(one.question.condition, plan) for one in shown if one.question.condition
        },
        advice=_worded(lint(latest.document)[1]),
        trial=_trial_address(latest),
        may_publish=latest.published_at is None and can_publish(current_user, latest),
    )


def _trial_address(version: QuestionnaireVersion) -> str:
    """Give the address where a version in preparation can be tried; nothing where there is nothing to try."""
    if version.published_at is not None or not plan_of(version).questions:
        return ""
    where = url_for("questionnaires_trying.begin", word=trial_word(version))
    return str(current_app.extensions["settings"].base_url) + where


@bp.route("/<slug:consultation>/ankieta/<int:number>/wersja", methods=["GET", "POST"])
@at_most(LARGEST)
@allow(editors)
def new_version(consultation: str, number: int) -> ResponseReturnValue:
    """Bring the next version; what was published stays as it is."""
    found, asked = _asked(consultation, number)
    _refuse_others(found)
    is_correction = asked.published_number is not None
    form = forms.import_form(found.authority.languages, is_correction=is_correction)()
    problems: list[Problem] = []
    if form.is_submitted():
        read, problems = _read(form)
        if read:
            return _kept(read, consultation, _imported(read, form, found, asked))
    return _page("version", found, questionnaire=asked, form=form, problems=_worded(problems))


@bp.post("/<slug:consultation>/ankieta/<int:number>/opublikuj")
@allow(approvers)
def publish(consultation: str, number: int) -> ResponseReturnValue:
    """Publish the version in preparation, if it is still the one that was read."""
    _found, asked = _asked(consultation, number)
    edit_count, asked_id = edit_count_of(forms.PublishForm()), asked.id
    with transaction() as session:
        held = queries.get_questionnaire(session, asked_id)
        operations.publish_version(session, held, edit_count=edit_count, **by())
    flash(_("Published. People can answer as soon as the consultation is open."), "yes")
    return redirect(url_for(".questionnaire", consultation=consultation, number=number))


@bp.get("/<slug:consultation>/ankieta/<int:number>/plik/xlsform")
@allow(officials)
def xlsform(consultation: str, number: int) -> ResponseReturnValue:
    """Give the latest version as an XLSForm, for programs that read it."""
    _found, asked = _asked(consultation, number)
    latest = queries.list_versions(db.session(), asked.id)[0]
    data, _lines = exporting.xlsform(plan_of(latest), f"{consultation}-{number}")
    name = f"ankieta-{number}-wersja-{latest.number}.xlsx"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(data, mimetype=exporting.XLSX, headers=headers)


@bp.get("/<slug:consultation>/ankieta/<int:number>/plik")
@allow(officials)
def file(consultation: str, number: int) -> ResponseReturnValue:
    """Give the latest version as a file, to be changed and brought again."""
    _found, asked = _asked(consultation, number)
    latest = queries.list_versions(db.session(), asked.id)[0]
    name = f"ankieta-{number}-wersja-{latest.number}.json"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(written(latest.document), mimetype="application/json", headers=headers)


def _asked(slug: str, number: int) -> tuple[Consultation, Questionnaire]:
    """Find a questionnaire of the actor's office, or answer 404."""
    found, _preparing = on_desk(slug)
    return found, queries.find_questionnaire(db.session(), slug, number) or abort(404)


def _refuse_others(found: Consultation) -> None:
    """Answer 404 to whoever may not prepare this consultation."""
    if not can_prepare(current_user, found):
        abort(404)


def _read(form: Form) -> tuple[Read | None, list[Problem]]:
    """Read what was sent; gives also what is wrong with it."""
    if not form.validate_on_submit():
        return None, []
    try:
        return read_questionnaire(*forms.given_in(form)), []
    except NotAQuestionnaire as wrong:
        return None, wrong.problems


def _imported(read: Read, form: Form, found: Consultation, asked: Questionnaire | None) -> int:
    """Keep what was read; gives the questionnaire's number."""
    found_id, asked_id = found.id, asked.id if asked else None
    with transaction() as session:
        held = queries.get_questionnaire(session, asked_id) if asked_id else None
        here = get_consultation(session, found_id)
        reason = form.values().get("reason")
        version = operations.import_version(session, here, read.document, questionnaire=held, reason=reason, **by())
        operations.keep_report(version, read.report)
        return version.questionnaire.number


def _kept(read: Read, slug: str, number: int) -> ResponseReturnValue:
    """Lead to the questionnaire; where another program wrote it, first tell what became of it."""
    if not read.is_foreign:
        flash(_("It is here. Read it as people will see it."), "yes")
        return redirect(url_for(".questionnaire", consultation=slug, number=number))
    return redirect(url_for(".report", consultation=slug, number=number))


@bp.get("/<slug:consultation>/ankieta/<int:number>/z-pliku")
@allow(officials)
def report(consultation: str, number: int) -> str:
    """Tell what became of another program's file, of the latest version that came from one."""
    found, asked = _asked(consultation, number)
    versions = queries.list_versions(db.session(), asked.id)
    version = next((version for version in versions if version.import_report), None) or abort(404)
    lines = [Problem.from_data(line) for line in version.import_report["lines"]]
    plan = plan_of(version)
    return _page("brought", found, number=number, version=version, plan=plan, lines=_worded(lines))


def _worded(problems: list[Problem]) -> list[tuple[str, str]]:
    """Say what is wrong, each with its place."""
    return [(place_words(problem.where), line_words(problem)) for problem in problems]


def _page(name: str, found: Consultation, **values: Any) -> str:
    return render_template(
        f"questionnaires/manage/{name}.html",
        consultation=found,
        consultation_title=_title(found),
        may_prepare=can_prepare(current_user, found),
        **values,
    )


def _title(found: Consultation) -> Texts:
    """Give the title of the consultation, public or not yet."""
    version = find_in_force(db.session(), found) or find_preparing(db.session(), found.id)
    return version.title if version else {}
