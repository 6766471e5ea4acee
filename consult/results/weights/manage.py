"""Pages on which an analyst makes weights, and sees what they do."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations.access import on_desk_of
from consult.extensions import db
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.queries import find_questionnaire
from consult.questionnaires.rules.shape import Question
from consult.results import queries, words
from consult.results.access import can_read_words
from consult.results.rules.tally import Scheme
from consult.results.rules.weighting import (
    BadMargins,
    KnownMargin,
    Weighting,
    by_own_names,
    from_document,
    read_margins,
)
from consult.results.weights import operations
from consult.results.weights.forms import (
    AGE,
    SEX,
    FileForm,
    NamedForm,
    guessed,
    meaning_form,
    meanings_in,
    territory_form,
)
from consult.results.weights.from_territory import Asked, margins_of
from consult.results.weights.queries import find_weighting, list_weightings
from consult.results.weights.words import refusal_words
from consult.web.access import allow, holding
from consult.web.limits import MEGABYTE, at_most
from consult.web.transaction import transaction

bp = Blueprint("results_weights", __name__, url_prefix="/urzad/k")
analysts = holding("analyst", "editor")


def _found(slug: str, number: int) -> Questionnaire:
    """Find a published questionnaire whose answers the actor may weight, or answer 404."""
    found = find_questionnaire(db.session(), slug, number, on_desk_of(current_user)) or abort(404)
    enter(found.consultation.authority)
    if not found.published_number or not can_read_words(current_user, found.consultation):
        abort(404)
    return found


def _choosable(scheme: Scheme) -> list[tuple[str, str]]:
    """List the questions with one answer."""
    return [(one.key, words.plain(one.text)) for one in scheme.questions if one.kind == "single"]


@bp.get("/<slug:consultation>/wyniki/<int:number>/wagi")
@allow(analysts)
def weightings(consultation: str, number: int) -> ResponseReturnValue:
    """List the weights of a questionnaire, and offer to make more."""
    questionnaire = _found(consultation, number)
    scheme = queries.scheme(db.session(), questionnaire)
    form_class = territory_form(_choosable(scheme), asks_area=_asks_area(scheme))
    code = questionnaire.consultation.authority.teryt
    return render_template(
        "results/weights/weightings.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        kept=list_weightings(db.session(), questionnaire.id),
        form=form_class(request.args if "name" in request.args else None, data={"unit": code}, meta={"csrf": False}),
    )


def _asks_area(scheme: Scheme) -> bool:
    return next(iter(scheme.plans.values())).asks_area


@bp.route("/<slug:consultation>/wyniki/<int:number>/wagi/z-rejestru", methods=["GET", "POST"])
@allow(analysts)
def from_register(consultation: str, number: int) -> ResponseReturnValue:
    """Ask what the options mean, then keep the weights; what was chosen before stands in the address."""
    questionnaire = _found(consultation, number)
    scheme = queries.scheme(db.session(), questionnaire)
    sex, age = (_question(scheme, request.args.get(part, "")) for part in ("sex", "age"))
    asks_area = bool(request.args.get("area")) and _asks_area(scheme)
    form = meaning_form(sex, age)(data={"name": request.args.get("name", ""), **guessed(sex, age)})
    if form.validate_on_submit():
        asked = Asked(
            sex.key if sex else "",
            meanings_in(form, SEX),
            age.key if age else "",
            meanings_in(form, AGE),
            asks_area,
        )
        try:
            margins = margins_of(db.session(), request.args.get("unit", ""), asked)
            return _keep(questionnaire, scheme, form, margins)
        except BadMargins as mistake:
            form.refuse("name", refusal_words(mistake))
    return render_template(
        "results/weights/meanings.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        form=form,
        sex=sex,
        age=age,
    )


def _question(scheme: Scheme, key: str) -> Question | None:
    question = scheme.question(key)
    return question if question is not None and question.kind == "single" else None


@bp.route("/<slug:consultation>/wyniki/<int:number>/wagi/z-pliku", methods=["GET", "POST"])
@at_most(MEGABYTE)
@allow(analysts)
def from_file(consultation: str, number: int) -> ResponseReturnValue:
    """Take margins from a file."""
    questionnaire = _found(consultation, number)
    scheme = queries.scheme(db.session(), questionnaire)
    form = FileForm()
    if form.validate_on_submit():
        file = form["file"].data
        try:
            known = read_margins(file.stream.read().decode("utf-8-sig").splitlines())
            margins = tuple(
                KnownMargin(name, (by_own_names(name, population, scheme.questions),), population, file.filename)
                for name, population in known.items()
            )
            return _keep(questionnaire, scheme, form, margins)
        except UnicodeDecodeError:
            form.refuse("file", _("The file must be UTF-8."))
        except BadMargins as mistake:
            form.refuse("file", refusal_words(mistake))
    return render_template(
        "results/weights/from_file.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        form=form,
    )


def _keep(
    questionnaire: Questionnaire, scheme: Scheme, form: NamedForm, margins: tuple[KnownMargin, ...]
) -> ResponseReturnValue:
    """Keep the weighting, in place of one of the same name."""
    consultation, number, name, id_ = (
        questionnaire.consultation.slug,
        questionnaire.number,
        form["name"].data,
        questionnaire.id,
    )
    with transaction() as session:
        held = session.get_one(Questionnaire, id_)
        made = Weighting(margins)
        operations.keep(session, held, name, made, scheme.questions, actor=current_user, now=clock.now())
    flash(_("The weights are kept. Look at what they do before you use them."), "yes")
    return redirect(url_for(".weighting", consultation=consultation, number=number, name=name))


@bp.get("/<slug:consultation>/wyniki/<int:number>/wagi/<slug:name>")
@allow(analysts)
def weighting(consultation: str, number: int, name: str) -> ResponseReturnValue:
    """Show whom the answers lack, what was joined, and what the weights cost."""
    from consult.results.rules.estimation.arrays import Mismatch  # noqa: PLC0415  # needs numpy
    from consult.results.weights import beside  # noqa: PLC0415
    from consult.results.weights.showing import weighted  # noqa: PLC0415

    questionnaire = _found(consultation, number)
    kept = find_weighting(db.session(), questionnaire.id, name) or abort(404)
    at_least = questionnaire.consultation.authority.smallest_group
    report, failed = None, ""
    scheme = queries.scheme(db.session(), questionnaire)
    try:
        made = from_document(kept.definition)
        report = weighted(db.session(), questionnaire, scheme, made).everybody.report
    except Mismatch as mistake:
        failed = refusal_words(mistake)
    return render_template(
        "results/weights/weighting.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        kept=kept,
        report=report,
        failed=failed,
        margins=beside.told(report, at_least) if report else [],
        missing=beside.missing_words(report, at_least) if report else "",
        high=from_document(kept.definition).high,
    )


@bp.post("/<slug:consultation>/wyniki/<int:number>/wagi/<slug:name>/usun")
@allow(analysts)
def drop(consultation: str, number: int, name: str) -> ResponseReturnValue:
    """Take a weighting away."""
    questionnaire = _found(consultation, number)
    id_ = questionnaire.id
    if find_weighting(db.session(), id_, name) is None:
        abort(404)
    with transaction() as session:
        held = session.get_one(Questionnaire, id_)
        kept = find_weighting(session, id_, name)
        if kept is not None:
            operations.drop(session, held, kept, actor=current_user, now=clock.now())
    flash(_("The weights are taken away."), "yes")
    return redirect(url_for(".weightings", consultation=consultation, number=number))
