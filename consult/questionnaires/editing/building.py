"""Begin a questionnaire, look at it as a whole, change what stands before its questions, and its sections."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult.consultations.access import can_prepare
from consult.consultations.manage.desk import by, editors, on_desk
from consult.consultations.queries import get_consultation
from consult.questionnaires import operations, queries
from consult.questionnaires.editing import forms
from consult.questionnaires.editing.desk import (
    Building,
    bp,
    keep,
    kept,
    page,
    place_beside,
    title_of,
    to_build,
    to_builder,
    to_change,
)
from consult.questionnaires.editing.overview import overview
from consult.questionnaires.rules import walking
from consult.questionnaires.rules.editing import changes
from consult.questionnaires.rules.editing.keys import texts_of
from consult.web.access import allow
from consult.web.transaction import transaction

FIRST_SECTION = {"pl": "Pytania", "en": "Questions", "uk": "Запитання"}
"""The heading of the first section, until somebody writes a better one."""


@bp.route("/<slug:consultation>/ankieta/nowa", methods=["GET", "POST"])
@allow(editors)
def begin(consultation: str) -> ResponseReturnValue:
    """Begin an empty questionnaire."""
    found, _preparing = on_desk(consultation)
    if not can_prepare(current_user, found):
        abort(404)
    form = forms.begin_form(found.authority.languages)()
    if form.validate_on_submit():
        values, found_id = form.values(), found.id
        languages = ["pl", *values.get("languages_too", ())]
        first = {code: words for code, words in FIRST_SECTION.items() if code in languages}
        title = {code: words for code, words in values["title"].items() if code in languages}
        document = changes.begun(title, languages, first)
        with transaction() as session:
            here = get_consultation(session, found_id)
            number = operations.import_version(session, here, document, **by()).questionnaire.number
        return to_builder(consultation, number)
    return render_template(
        "questionnaires/editing/begin.html", form=form, slug=consultation, consultation_title=title_of(found)
    )


@bp.get("/<slug:consultation>/ankieta/<int:number>/budowa")
@allow(editors)
def build(consultation: str, number: int) -> ResponseReturnValue:
    """Show the whole questionnaire in a few words, each part with what can be done with it."""
    building = to_build(consultation, number)
    if not building.is_open:
        return redirect(url_for(".begin_correction", consultation=consultation, number=number))
    plan = building.plan
    return page("build", building, parts=overview(building.document, plan), plan=plan, minutes=walking.minutes(plan))


@bp.route("/<slug:consultation>/ankieta/<int:number>/budowa/poprawka", methods=["GET", "POST"])
@allow(editors)
def begin_correction(consultation: str, number: int) -> ResponseReturnValue:
    """Begin the next version of what is published, and say why."""
    building = to_build(consultation, number)
    if building.is_open:
        return to_builder(consultation, number)
    form = forms.correction_form(building.plan.languages)()
    if form.validate_on_submit():
        reason, found_id, asked_id = form["reason"].data, building.consultation.id, building.questionnaire.id
        with transaction() as session:
            get_consultation(session, found_id)
            held = queries.get_questionnaire(session, asked_id)
            operations.begin_correction(session, held, reason=reason, **by())
        return to_builder(consultation, number)
    return page("begin_correction", building, form=form)


@bp.route("/<slug:consultation>/ankieta/<int:number>/budowa/tytul", methods=["GET", "POST"])
@allow(editors)
def about(consultation: str, number: int) -> ResponseReturnValue:
    """Change the title, the introduction, the languages, and what is asked of everybody."""
    building = to_change(consultation, number)
    document, written = building.document, building.plan.languages
    made = forms.about_form(building.consultation.authority.languages, written, is_correction=building.is_correction)
    form = made(data=_about_of(building, written))
    if form.validate_on_submit() and _about_kept(building, form):
        return to_builder(consultation, number)
    return page("about", building, form=form, document=document)


def _about_of(building: Building, written: Any) -> dict[str, Any]:
    document = building.document
    return {
        "edit_count": building.state,
        "reason": building.version.reason,
        "title": texts_of(document, "title"),
        "intro": texts_of(document, "intro"),
        "about": document.get("about", []),
        "languages_too": [code for code in written if code != "pl"],
    }


def _about_kept(building: Building, form: Any) -> bool:
    values = form.values()
    said = {name: values[name] for name in ("title", "intro", "about")}
    said["languages"] = ["pl", *values.get("languages_too", ())]
    reason = {"reason": values["reason"]} if building.is_correction else {}
    return kept(building, form, lambda: changes.described(building.document, **said), place_beside, **reason)


@bp.route("/<slug:consultation>/ankieta/<int:number>/budowa/czesc", methods=["GET", "POST"])
@allow(editors)
def add_section(consultation: str, number: int) -> ResponseReturnValue:
    """Put a section at the end."""
    building = to_change(consultation, number)
    form = forms.section_form(building.plan.languages)(data={"edit_count": building.state})
    if form.validate_on_submit():
        title = form["title"].data
        if kept(building, form, lambda: changes.with_section(building.document, title), place_beside):
            return to_builder(consultation, number, "end")
    return page("section", building, form=form, section=None)


@bp.route("/<slug:consultation>/ankieta/<int:number>/budowa/czesc/<string:key>", methods=["GET", "POST"])
@allow(editors)
def section(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Give a section another heading, or delete it."""
    building = to_change(consultation, number)
    found = changes.find_section(building.document, key)
    data = {"edit_count": building.state, "title": texts_of(found, "title")}
    form = forms.section_form(building.plan.languages)(data=data)
    if form.validate_on_submit():
        title = form["title"].data
        if kept(building, form, lambda: changes.with_section_renamed(building.document, key, title), place_beside):
            return to_builder(consultation, number, f"s-{key}")
    return page("section", building, form=form, section=found)


@bp.post("/<slug:consultation>/ankieta/<int:number>/budowa/czesc/<string:key>/<any(wyzej, nizej):way>")
@allow(editors)
def move_section(consultation: str, number: int, key: str, way: str) -> ResponseReturnValue:
    """Move a section up or down."""
    building = to_change(consultation, number)
    by_one = -1 if way == "wyzej" else 1
    _done(building, changes.with_section_moved(building.document, key, by_one))
    return to_builder(consultation, number, f"s-{key}")


@bp.post("/<slug:consultation>/ankieta/<int:number>/budowa/czesc/<string:key>/usun")
@allow(editors)
def delete_section(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Delete a section with its questions."""
    building = to_change(consultation, number)
    count = len(changes.find_section(building.document, key)["questions"])
    _done(building, changes.without_section(building.document, key))
    flash(_("The section is deleted, with its questions: %(count)s.", count=count), "yes")
    return to_builder(consultation, number)


def _done(building: Building, document: changes.Document) -> None:
    """Keep what a button does, if the version is still the one that was looked at."""
    keep(building, document, seen=forms.ActForm()["edit_count"].data or "")
