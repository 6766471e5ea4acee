"""Copy a questionnaire: another one into this consultation, or this one into another consultation."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import abort, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_login import current_user
from sqlalchemy import false, or_
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3

from consult import clock
from consult.consultations.access import can_prepare, on_desk_of
from consult.consultations.manage.desk import by, editors, on_desk
from consult.consultations.models import Consultation
from consult.consultations.queries import get_consultation, list_on_desk
from consult.extensions import db
from consult.orm import Texts
from consult.questionnaires import operations, queries
from consult.questionnaires.editing.desk import bp, title_of, to_builder
from consult.questionnaires.plans import plan_of
from consult.web.access import allow
from consult.web.forms import Form, pick
from consult.web.locale import language
from consult.web.transaction import transaction

MOST = 300
"""Questionnaires in the list; an older one is copied from its own page."""
_ = gettext


class CopyFromForm(Form):
    """Choose what is copied."""

    source = pick(
        lazy_gettext("Which questionnaire?"),
        hint=lazy_gettext("Those of your offices, under the consultation to which each belongs."),
    )


class CopyToForm(Form):
    """Choose where the copy goes."""

    goal = pick(
        lazy_gettext("Into which consultation?"),
        hint=lazy_gettext("Consultations of your offices that are not over yet."),
    )


@bp.route("/<slug:consultation>/ankieta/skopiuj", methods=["GET", "POST"])
@allow(editors)
def copy_from(consultation: str) -> ResponseReturnValue:
    """Copy a questionnaire of the actor's offices into this consultation."""
    found, _preparing = on_desk(consultation)
    if not can_prepare(current_user, found):
        abort(404)
    form = CopyFromForm()
    choices = _sources()
    _offer(form, "source", choices)
    if _is_chosen(form, "source", _("Choose the questionnaire that is copied.")):
        return _copied(UUID(form["source"].data), found.id, found.slug)
    return render_template(
        "questionnaires/editing/copy_from.html",
        form=form,
        slug=consultation,
        consultation_title=title_of(found),
        is_empty=not choices,
    )


@bp.route("/<slug:consultation>/ankieta/<int:number>/skopiuj", methods=["GET", "POST"])
@allow(editors)
def copy_to(consultation: str, number: int) -> ResponseReturnValue:
    """Copy this questionnaire into a consultation that the actor prepares."""
    found, _preparing = on_desk(consultation)
    asked = queries.find_questionnaire(db.session(), consultation, number) or abort(404)
    goals = _goals()
    form = CopyToForm(data={"goal": str(found.id)})
    _offer(form, "goal", {"": [(str(goal.id), title) for goal, title in goals]})
    if _is_chosen(form, "goal", _("Choose a consultation.")):
        goal = next(goal for goal, _title in goals if str(goal.id) == form["goal"].data)
        return _copied(asked.id, goal.id, goal.slug)
    return render_template(
        "questionnaires/editing/copy_to.html",
        form=form,
        slug=consultation,
        number=number,
        plan=plan_of(queries.list_versions(db.session(), asked.id)[0]),
        consultation_title=title_of(found),
        is_empty=not goals,
    )


def _sources() -> dict[str, list[tuple[str, str]]]:
    """Gather the questionnaires that the actor may read, under the consultation of each."""
    listed = list_on_desk(db.session(), on_desk_of(current_user))
    titles = {one.consultation.id: _in_words(one.version.title) for one in listed}
    found: dict[str, list[tuple[str, str]]] = {}
    for one in queries.list_titled(db.session(), on_desk_of(current_user), most=MOST):
        group = titles.get(one.consultation_id, "")
        found.setdefault(group, []).append((str(one.questionnaire_id), _in_words(one.title)))
    return found


def _goals() -> list[tuple[Consultation, str]]:
    """List the consultations that the actor prepares and people can still answer."""
    offices = current_user.authority_ids("editor")
    mine = Consultation.authority_id.in_(offices) if offices else false()
    lasts = or_(Consultation.closes_at.is_(None), Consultation.closes_at > clock.now())
    listed = list_on_desk(db.session(), mine, lasts)
    return [(one.consultation, _in_words(one.version.title)) for one in listed]


def _offer(form: Form, name: str, groups: Mapping[str, Iterable[tuple[str, str]]]) -> None:
    """Put the options into the list, with none of them chosen first."""
    form[name].choices = [SelectChoice("", _("Choose"))]
    form[name].choices += [
        SelectChoice(key, words, optgroup=group or None) for group, options in groups.items() for key, words in options
    ]


def _is_chosen(form: Form, name: str, missing: str) -> bool:
    """Tell whether one of the options was sent; where none was, say so beside the list."""
    if not form.validate_on_submit():
        return False
    if not form[name].data:
        form.refuse(name, missing)
    return bool(form[name].data)


def _copied(source_id: UUID, goal_id: UUID, slug: str) -> ResponseReturnValue:
    """Copy the latest version, and go on in the builder."""
    with transaction() as session:
        here = get_consultation(session, goal_id)
        source = queries.list_versions(session, source_id)[0]
        number = operations.copy_questionnaire(session, source, here, **by()).questionnaire.number
    flash(_("It is copied, and in preparation: nobody sees it yet. Change what is different here."), "yes")
    return to_builder(slug, number)


def _in_words(texts: Texts) -> str:
    return texts.get(language()) or texts.get("pl", "") or _("without a title")
