"""Two versions of a questionnaire side by side: the published ones for everybody, all of them on the desk."""

from collections.abc import Sequence

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from consult.authorities.current import enter
from consult.consultations.access import is_public
from consult.consultations.manage.desk import officials, on_desk
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force, find_preparing
from consult.extensions import db
from consult.questionnaires import queries
from consult.questionnaires.comparing_words import BECAME, changes_in_words, told_in_words
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules.comparing import compare
from consult.web.access import allow, anyone

bp = Blueprint("questionnaires_comparing", __name__)


@bp.get("/k/<slug:consultation>/ankieta/<int:number>/zmiany/<int:older>/<int:newer>")
@allow(anyone)
def changes(consultation: str, number: int, older: int, newer: int) -> ResponseReturnValue:
    """Show what one published version of a questionnaire changes in another."""
    asked = queries.find_questionnaire(db.session(), consultation, number, is_public()) or abort(404)
    enter(asked.consultation.authority)
    published = [one for one in queries.list_versions(db.session(), asked.id) if one.published_at]
    return _page("changes", asked.consultation, asked, published, (older, newer))


@bp.get("/urzad/k/<slug:consultation>/ankieta/<int:number>/zmiany/<int:older>/<int:newer>")
@allow(officials)
def on_the_desk(consultation: str, number: int, older: int, newer: int) -> ResponseReturnValue:
    """Show the same to the office, also of what is in preparation."""
    found, _preparing = on_desk(consultation)
    asked = queries.find_questionnaire(db.session(), consultation, number) or abort(404)
    versions = queries.list_versions(db.session(), asked.id)
    return _page("manage/changes", found, asked, versions, (older, newer))


def _page(
    name: str,
    found: Consultation,
    asked: Questionnaire,
    versions: Sequence[QuestionnaireVersion],
    chosen: tuple[int, int],
) -> str:
    by_number = {version.number: version for version in versions}
    older, newer = (by_number.get(number) or abort(404) for number in chosen)
    before, after = plan_of(older), plan_of(newer)
    comparison = compare(before, after)
    shown = find_in_force(db.session(), found) or find_preparing(db.session(), found.id)
    return render_template(
        f"questionnaires/{name}.html",
        consultation=found,
        consultation_title=shown.title if shown else {},
        questionnaire=asked,
        versions=versions,
        older=older,
        newer=newer,
        plan=after,
        comparison=comparison,
        told=told_in_words(comparison, before, after),
        changes=changes_in_words(comparison, before, after),
        became=BECAME,
    )
