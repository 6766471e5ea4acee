"""Ready questions to begin with: who people are, in the categories of GUS, what they think, a last word."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3

from consult.consultations.manage.desk import editors
from consult.questionnaires.editing import forms
from consult.questionnaires.editing.asking import taken_keys
from consult.questionnaires.editing.desk import Building, bp, kept, page, place_beside, to_builder, to_change
from consult.questionnaires.hints import in_words
from consult.questionnaires.rules.editing import changes
from consult.questionnaires.rules.editing.changes import Document
from consult.questionnaires.rules.editing.keys import key_of, new_key
from consult.web.access import allow

GROUPS = {
    "people": lazy_gettext("Who answers"),
    "opinions": lazy_gettext("What people think"),
    "end": lazy_gettext("At the end"),
}
NAMED = 8
"""Answers that are named beside a ready question."""


@cache
def library() -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Read the ready questions: by key, each with its group."""
    entries = json.loads(files(__package__).joinpath("library.json").read_text(encoding="utf-8"))
    return {entry["question"]["key"]: (entry["group"], entry["question"]) for entry in entries}


@bp.route("/<slug:consultation>/ankieta/<int:number>/budowa/czesc/<string:key>/gotowe", methods=["GET", "POST"])
@allow(editors)
def ready(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Take ready questions into a section."""
    building = to_change(consultation, number)
    section = changes.find_section(building.document, key)
    form = forms.library_form(GROUPS)(data={"edit_count": building.state})
    for group in GROUPS:
        form[group].choices = list(_offered(group))
    if form.validate_on_submit():
        taken = [key for group in GROUPS for key in form[group].data]
        if not taken:
            form.refuse(next(iter(GROUPS)), _("Tick at least one."))
        elif kept(building, form, lambda: _with(building, key, taken), place_beside):
            flash(ngettext("%(num)d question is added.", "%(num)d questions are added.", len(taken)), "yes")
            return to_builder(consultation, number, f"s-{key}")
    return page("ready", building, form=form, section=section, groups=GROUPS)


def _offered(group: str) -> Iterator[SelectChoice]:
    """List the ready questions of a group, each with what can be answered."""
    for key, (its_group, question) in library().items():
        listed: Sequence[Mapping[str, Any]] = question.get("rows") or question.get("options") or ()
        answers = ", ".join(in_words(one["text"]) for one in listed[:NAMED])
        if its_group == group:
            yield SelectChoice(key, in_words(question["text"]), render_kw={"hint": answers})


def _with(building: Building, section: str, chosen: Sequence[str]) -> Document:
    document, languages, used = building.document, building.plan.languages, taken_keys(building)
    for key in chosen:
        question = in_languages(library()[key][1], languages)
        question["key"] = new_key(key_of(question), used, "pytanie")
        used.add(question["key"])
        document = changes.with_question_at_end(document, question, section)
    return document


def in_languages(part: Any, languages: Sequence[str]) -> Any:
    """Give a copy with the texts in these languages alone."""
    if isinstance(part, list):
        return [in_languages(one, languages) for one in part]
    if not isinstance(part, dict):
        return part
    if "pl" in part:
        return {code: part[code] for code in languages if code in part}
    return {name: in_languages(value, languages) for name, value in part.items()}
