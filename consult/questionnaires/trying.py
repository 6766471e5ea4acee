"""Try a questionnaire in preparation as residents will fill it in: what is typed travels in the form, none is kept."""

from http import HTTPStatus
from uuid import uuid5

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult import clock
from consult.authorities.current import enter
from consult.extensions import csrf, db
from consult.participation.rules.access import Access
from consult.questionnaires import queries
from consult.questionnaires.filling import SCRIPTED, Filling, Place
from consult.questionnaires.hints import mistake_words
from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.operations import state_of
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules import walking
from consult.questionnaires.rules.trials import NotOurs, version_of, word_for
from consult.questionnaires.showing import Shown
from consult.questionnaires.words import CLASSES
from consult.web.access import allow, anyone
from consult.web.headers import personal
from consult.web.limits import MEGABYTE, at_most
from consult.web.locale import LANGUAGES

bp = Blueprint("questionnaires_trying", __name__, url_prefix="/proba-ankiety/<string:word>")
csrf.exempt(bp)  # it changes nothing
NO_SLOT = ""
"""Nothing can be sent with a form that has no slot."""


class TrialOver(Exception):
    """The version was published: people answer it themselves."""


@bp.errorhandler(TrialOver)
def over(_problem: Exception) -> ResponseReturnValue:
    """Say that there is nothing to try any more."""
    return render_template("questionnaires/trial/over.html"), HTTPStatus.GONE


def trial_word(version: QuestionnaireVersion) -> str:
    """Give the word with which a version in preparation can be tried."""
    return word_for(version.id, _secret())


@bp.get("")
@allow(anyone)
def begin(word: str) -> ResponseReturnValue:
    """Show the first page, empty."""
    filling = Filling.begun(_found(word), NO_SLOT)
    return _form_page(word, filling, next(iter(filling.numbers), 1))


@bp.post("/<int:page>")
@at_most(2 * MEGABYTE)
@allow(anyone)
def page(word: str, page: int) -> ResponseReturnValue:
    """Take what was filled in, and show what comes next; at the end, a receipt that is none."""
    place = _found(word)
    if not 1 <= page <= place.review:
        abort(HTTPStatus.NOT_FOUND)
    sent = request.form.copy()
    sent.poplist(SCRIPTED)
    filling, goal = _led(Filling.begun(place, NO_SLOT, sent), page)
    if goal is None:
        return _render("sent", word, filling, place.review)
    if goal == place.review:
        return _render("review", word, filling, goal)
    return _form_page(word, filling, goal)


def _found(word: str) -> Place:
    """Find what is tried, or answer 404; raises `TrialOver`."""
    personal()
    try:
        version = queries.find_version(db.session(), version_of(word, _secret()))
    except NotOurs:
        version = None
    if version is None:
        abort(HTTPStatus.NOT_FOUND)
    enter(version.questionnaire.consultation.authority)
    if version.published_at is not None:
        raise TrialOver
    return _place(version)


def _place(version: QuestionnaireVersion) -> Place:
    """Make a place for the form that nothing else knows: each edit of the version has its own."""
    questionnaire, now = version.questionnaire, clock.now()
    consultation = questionnaire.consultation
    return Place(
        version_id=uuid5(version.id, state_of(version)),
        questionnaire_id=questionnaire.id,
        number=questionnaire.number,
        consultation_id=consultation.id,
        slug=consultation.slug,
        opens_at=now,
        closes_at=now,
        authority_id=consultation.authority_id,
        authority_code=consultation.authority.teryt,
        access=Access.OPEN,
        plan=plan_of(version),
    )


def _led(filling: Filling, page: int) -> tuple[Filling, int | None]:
    """Tell where the button leads: where it says, or to what has to be mended first; nowhere at the end."""
    go = request.form.get("go", "next")
    here = filling.mistaken(page)
    if go == "next" and here.mistakes and page != filling.place.review:
        return here, page
    goal = walking.destination(filling.numbers, page, go, filling.place.review)
    if goal is None and filling.taken.mistakes:
        goal = walking.page_of(filling.place.plan, filling.taken.mistakes[0].name)
        filling = filling.mistaken(goal)
    return filling, goal


def _form_page(word: str, filling: Filling, number: int) -> str:
    errors = {mistake.name: mistake_words(mistake) for mistake in filling.mistakes}
    doubted = frozenset((one.name, one.said["number"]) for one in filling.mistakes if one.what == "unlikely")
    plan, is_first = filling.place.plan, number == 1
    return _render(
        "page",
        word,
        filling,
        number,
        errors=errors,
        shown=[Shown(question, place, filling.typed, errors, doubted) for place, question in filling.shown_on(number)],
        section=plan.pages[number - 1].section if plan.pages else None,
        classes=CLASSES if plan.asks_class and is_first else {},
        areas=_areas(filling.place) if plan.asks_area and is_first else (),
    )


def _areas(place: Place) -> object:
    return queries.list_gminas(db.session(), place.authority_code)


def _render(name: str, word: str, filling: Filling, number: int, **values: object) -> str:
    def address(_place: Place, page: int, code: str | None = None) -> str:
        return url_for(".page", word=word, page=page, lang=code or request.args.get("lang"))

    here = filling.place.fields_on(number)
    return render_template(
        f"questionnaires/trial/{name}.html",
        place=filling.place,
        filling=filling,
        number=number,
        travelling=[(key, value) for key, values_ in filling.typed.items() if key not in here for value in values_],
        address=address,
        word=word,
        languages=LANGUAGES,
        **values,
    )


def _secret() -> str:
    return str(current_app.extensions["settings"].secret_key)
