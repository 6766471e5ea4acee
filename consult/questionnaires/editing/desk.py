"""What the pages of the builder share: what is found, how a change is kept, what is said where it is not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from consult.consultations.access import can_prepare
from consult.consultations.manage.desk import by, on_desk
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force, find_preparing, get_consultation
from consult.extensions import db
from consult.questionnaires import operations, queries
from consult.questionnaires.editing.words import lost_words, needed_words, wrong_words
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations import ChangedMeanwhile, NotInPreparation, state_of
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules.compiling import lint
from consult.questionnaires.rules.editing.changes import Document, LostOption, NotThere, StillNeeded
from consult.questionnaires.rules.editing.placing import Placed, placed
from consult.questionnaires.rules.reading import NotAQuestionnaire
from consult.questionnaires.rules.shape import Plan
from consult.web.forms import Form
from consult.web.transaction import transaction

bp = Blueprint("questionnaires_editing", __name__, url_prefix="/urzad/k")
Change = Callable[[], Document]
"""Makes the changed document; it raises what keeps it from being changed so."""


@dataclass(frozen=True)
class Building:
    """A questionnaire on the desk, with the version that is built."""

    consultation: Consultation
    questionnaire: Questionnaire
    version: QuestionnaireVersion

    @property
    def document(self) -> Document:
        """Give the document."""
        return self.version.document

    @property
    def plan(self) -> Plan:
        """Give the plan of the document."""
        return plan_of(self.version)

    @property
    def state(self) -> str:
        """Name the state that the official looks at."""
        return state_of(self.version)

    @property
    def is_correction(self) -> bool:
        """Tell whether something was published before."""
        return self.questionnaire.published_number is not None

    @property
    def is_open(self) -> bool:
        """Tell whether this version can be changed: what is published cannot."""
        return self.version.published_at is None


@bp.errorhandler(NotThere)
@bp.errorhandler(NotInPreparation)
def gone(_problem: Exception) -> ResponseReturnValue:
    """Lead back where what was to be changed is not there any more."""
    flash(_("Nothing was done: somebody changed this meanwhile. Look again."), "no")
    return _back()


@bp.errorhandler(ChangedMeanwhile)
def changed(_problem: Exception) -> ResponseReturnValue:
    """Lead back where somebody else was quicker."""
    flash(_("Nothing was done: it was changed after you read it. Read it again."), "no")
    return _back()


@bp.errorhandler(StillNeeded)
@bp.errorhandler(LostOption)
def needed(problem: StillNeeded) -> ResponseReturnValue:
    """Say which questions keep it where it is."""
    flash(why_needed(problem), "no")
    return _back()


@bp.errorhandler(NotAQuestionnaire)
def too_much(problem: NotAQuestionnaire) -> ResponseReturnValue:
    """Say why it cannot be kept: by what the buttons do, only where it grows too large."""
    flash(" ".join(dict.fromkeys(map(wrong_words, problem.problems))), "no")
    return _back()


def why_needed(problem: StillNeeded) -> str:
    """Say which questions depend on what would be changed."""
    return lost_words(problem.by) if isinstance(problem, LostOption) else needed_words(problem.by)


def _back() -> Response:
    asked = request.view_args or {}
    return redirect(url_for(".build", consultation=asked["consultation"], number=asked["number"]))


def to_build(slug: str, number: int) -> Building:
    """Find a questionnaire whose consultation the actor may prepare, with its latest version; else answer 404."""
    found, _preparing = on_desk(slug)
    if not can_prepare(current_user, found):
        abort(404)
    asked = queries.find_questionnaire(db.session(), slug, number) or abort(404)
    return Building(found, asked, queries.list_versions(db.session(), asked.id)[0])


def to_change(slug: str, number: int) -> Building:
    """Find likewise; what is published is not changed."""
    building = to_build(slug, number)
    if not building.is_open:
        raise NotInPreparation
    return building


def used_before(building: Building) -> list[Document]:
    """List the published documents: their keys keep their meaning."""
    return [
        version.document
        for version in queries.list_versions(db.session(), building.questionnaire.id)
        if version.published_at is not None
    ]


def keep(building: Building, document: Document, *, seen: str, **more: Any) -> None:
    """Keep a changed document; raises what `operations.edit_version` raises."""
    consultation_id, questionnaire_id = building.consultation.id, building.questionnaire.id
    with transaction() as session:
        get_consultation(session, consultation_id)
        held = queries.get_questionnaire(session, questionnaire_id)
        operations.edit_version(session, held, document, seen=seen, **more, **by())


Place = Callable[[Form, Document, list[Placed]], None]
"""Puts mistakes beside the fields of a form."""


def kept(
    building: Building, form: Form, change: Change, place: Place, is_done: Callable[[], bool] | None = None, **more: Any
) -> bool:
    """Keep what a form says, or say beside its fields why not; everything that was typed stays in the form.

    `is_done` tells whether a change that makes something new was made already: the second click of two.
    """
    try:
        document = change()
        mistakes = [one for one in placed(document, lint(document)[1]) if one.problem.is_mistake]
        if mistakes:
            place(form, document, mistakes)
            return False
        keep(building, document, seen=form["edit_count"].data or "", **more)
    except StillNeeded as problem:
        form.form_errors.append(why_needed(problem))
    except (ChangedMeanwhile, NotInPreparation):
        is_there = is_done() if is_done else document == building.document
        if is_there:  # a double click: what was typed is what is kept
            return True
        _show_what_is_now(building, form)
    else:
        return True
    return False


def _show_what_is_now(building: Building, form: Form) -> None:
    """Say that somebody was quicker; sent once more, the form is kept on top of what they did."""
    form.form_errors.append(
        _("Somebody changed the questionnaire while you wrote. Nothing of yours is lost: look at it, and save again.")
    )
    latest = queries.list_versions(db.session(), building.questionnaire.id)[0]
    form["edit_count"].data = state_of(latest)


def place_beside(form: Form, _document: Document, mistakes: list[Placed]) -> None:
    """Put mistakes beside the fields that are named as the members are, others above the form."""
    for one in mistakes:
        if one.member in form and not one.section:
            put(form, one.member, one.language or "pl", wrong_words(one.problem))
        else:
            form.form_errors.append(wrong_words(one.problem))


def put(form: Form, name: str, part: str, words: str) -> None:
    """Put a mistake beside a control: of a text, its language; of lines, the number and the language."""
    field = form[name]
    if hasattr(field, "language_errors"):
        field.language_errors.setdefault(part, words)
        field.errors = list(field.language_errors.values())
    elif words not in field.errors:
        form.refuse(name, words)


def page(name: str, building: Building, **values: Any) -> str:
    """Show a page of the builder."""
    return render_template(
        f"questionnaires/editing/{name}.html",
        building=building,
        consultation_title=title_of(building.consultation),
        slug=building.consultation.slug,
        number=building.questionnaire.number,
        **values,
    )


def title_of(found: Consultation) -> Any:
    """Give the title of the consultation, public or not yet."""
    version = find_in_force(db.session(), found) or find_preparing(db.session(), found.id)
    return version.title if version else {}


def to_builder(slug: str, number: int, anchor: str = "") -> Response:
    """Go to the builder, to what was changed."""
    return redirect(url_for(".build", consultation=slug, number=number, _anchor=anchor or None))
