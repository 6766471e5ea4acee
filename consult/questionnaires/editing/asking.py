"""Questions: which sorts there are, add one, change it, put it elsewhere, copy it, delete it."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult.consultations.manage.desk import editors
from consult.questionnaires.editing import forms
from consult.questionnaires.editing.desk import (
    Building,
    bp,
    keep,
    kept,
    page,
    put,
    to_builder,
    to_change,
    used_before,
)
from consult.questionnaires.editing.line_fields import LinesField
from consult.questionnaires.editing.words import SORT_WORDS, wrong_words
from consult.questionnaires.hints import in_words
from consult.questionnaires.rules.editing import changes
from consult.questionnaires.rules.editing.changes import Document
from consult.questionnaires.rules.editing.keys import key_of, new_key, texts_of
from consult.questionnaires.rules.editing.members import SORTS, filled, made, sort_of
from consult.questionnaires.rules.editing.placing import Placed
from consult.web.access import allow
from consult.web.forms import Form

LONGEST_NAME = 70
"""So much of a question names it in a list."""
ACT = "lines"
"""The buttons beside lines: the list, what is done, the line."""
ANOTHER = "another"


@bp.get("/<slug:consultation>/ankieta/<int:number>/budowa/czesc/<string:key>/pytanie")
@allow(editors)
def sorts(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Offer the sorts of questions."""
    building = to_change(consultation, number)
    return page("sorts", building, section=changes.find_section(building.document, key), sorts=SORT_WORDS)


@bp.route(
    "/<slug:consultation>/ankieta/<int:number>/budowa/czesc/<string:key>/pytanie/<string:sort>", methods=["GET", "POST"]
)
@allow(editors)
def add_question(consultation: str, number: int, key: str, sort: str) -> ResponseReturnValue:
    """Add a question of a sort to a section."""
    building = to_change(consultation, number)
    section = changes.find_section(building.document, key)
    if sort not in SORTS:
        abort(404)
    begun: dict[str, Any] = {"key": "", "kind": SORTS[sort].kind, **(SORTS[sort].begins or {})}
    behind = key_of(section["questions"][-1]) if section["questions"] else ""
    form = _form(building, sort, begun, f"{key}.{behind}")
    if _is_sent(form):
        question = _made(building, sort, form, begun)
        if _is_added(building, form, question):
            if ANOTHER in request.form:
                return redirect(url_for(".sorts", consultation=consultation, number=number, key=key))
            return to_builder(consultation, number, f"q-{question['key']}")
    return _question_page(building, form, sort)


@bp.route("/<slug:consultation>/ankieta/<int:number>/budowa/pytanie/<string:key>", methods=["GET", "POST"])
@allow(editors)
def question(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Change a question."""
    building = to_change(consultation, number)
    found = changes.find_question(building.document, key)
    sort = sort_of(found)
    form = _form(building, sort, found, _place_of(building.document, key))
    if _is_sent(form):
        changed = _made(building, sort, form, found)
        if kept(building, form, lambda: _changed(building, changed, form), _placer(key)):
            return to_builder(consultation, number, f"q-{key}")
    return _question_page(building, form, sort, found)


@bp.post("/<slug:consultation>/ankieta/<int:number>/budowa/pytanie/<string:key>/<any(wyzej, nizej):way>")
@allow(editors)
def move_question(consultation: str, number: int, key: str, way: str) -> ResponseReturnValue:
    """Move a question up or down, into the next section at an end."""
    building = to_change(consultation, number)
    by_one = -1 if way == "wyzej" else 1
    _done(building, changes.with_question_moved(building.document, key, by_one))
    return to_builder(consultation, number, f"q-{key}")


@bp.post("/<slug:consultation>/ankieta/<int:number>/budowa/pytanie/<string:key>/kopiuj")
@allow(editors)
def copy_question(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Put a copy behind a question."""
    building = to_change(consultation, number)
    document, copied = changes.with_question_copied(building.document, key, taken_keys(building))
    _done(building, document)
    flash(_("The copy stands right behind it. Change its words."), "yes")
    return to_builder(consultation, number, f"q-{copied}")


@bp.post("/<slug:consultation>/ankieta/<int:number>/budowa/pytanie/<string:key>/usun")
@allow(editors)
def delete_question(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Delete a question; answers to versions that were published keep it."""
    building = to_change(consultation, number)
    words = in_words(texts_of(changes.find_question(building.document, key), "text"))
    _done(building, changes.without_question(building.document, key))
    flash(_("The question is deleted: %(question)s", question=words), "yes")
    return to_builder(consultation, number)


def taken_keys(building: Building) -> set[str]:
    """Name the keys of questions that a new one may not have: those of now, and those of published versions."""
    documents = [building.document, *used_before(building)]
    return {key_of(one) for document in documents for one in changes.questions_of(document)}


def _done(building: Building, document: Document) -> None:
    keep(building, document, seen=forms.ActForm()["edit_count"].data or "")


def _form(building: Building, sort: str, found: Mapping[str, Any], place: str) -> Form:
    made_form = forms.question_form(sort, found, building.plan.languages, list(_places(building)))
    return made_form(data={**filled(sort, found), "edit_count": building.state, "place": place})


def _is_sent(form: Form) -> bool:
    """Tell whether the form was sent to be kept and has no mistake; a button beside a line only moves that line."""
    if not form.is_submitted():
        return False
    name, _colon, act = request.form.get(ACT, "").partition(":")
    if name in form and isinstance(form[name], LinesField):
        form[name].act(act)
        return False
    return bool(form.validate())


def _made(building: Building, sort: str, form: Form, found: Mapping[str, Any]) -> dict[str, Any]:
    """Give the question that the form describes; a new one gets its key."""
    values = form.values()
    key = key_of(found) or new_key(values["text"].get("pl", ""), taken_keys(building), "pytanie")
    before = [one for document in used_before(building) for one in changes.questions_of(document) if key_of(one) == key]
    taken = {
        name: {key_of(item) for one in before for item in one.get(name) or ()} for name in ("options", "rows", "parts")
    }
    return made(sort, values, {**found, "key": key}, taken)


def _is_added(building: Building, form: Form, question: Mapping[str, Any]) -> bool:
    section, _point, behind = form["place"].data.partition(".")
    bare = {name: value for name, value in question.items() if name != "key"}

    def put_in() -> Document:
        return changes.with_question(building.document, dict(question), section=section, after=behind)

    def is_there() -> bool:
        return any(one == {**bare, "key": key_of(one)} for one in changes.questions_of(building.document))

    return kept(building, form, put_in, _placer(key_of(question)), is_there)


def _changed(building: Building, question: dict[str, Any], form: Form) -> Document:
    document = changes.with_question_changed(building.document, question)
    if form["place"].data == _place_of(building.document, key_of(question)):
        return document
    section, _point, behind = form["place"].data.partition(".")
    return changes.with_question_placed(document, key_of(question), section=section, after=behind)


def _places(building: Building) -> Iterator[tuple[str, str]]:
    """List where a question can stand: first in a section, or behind another question."""
    for number, part in enumerate(building.document["sections"], 1):
        title = in_words(texts_of(part, "title")) or _("Section %(number)s", number=number)
        yield f"{key_of(part)}.", _("first in “%(section)s”", section=title)
        for one in part["questions"]:
            words = in_words(texts_of(one, "text"))
            name = words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME]}…"
            yield f"{key_of(part)}.{key_of(one)}", _("behind “%(question)s”", question=name)


def _place_of(document: Document, key: str) -> str:
    """Name the place of a question: its section, and the question before it."""
    for part in document["sections"]:
        behind = ""
        for one in part["questions"]:
            if key_of(one) == key:
                return f"{key_of(part)}.{behind}"
            behind = key_of(one)
    raise changes.NotThere


def _placer(key: str) -> Any:
    """Make what puts mistakes beside the fields of a question's form."""

    def place(form: Form, document: Document, mistakes: list[Placed]) -> None:
        question = changes.find_question(document, key)
        for one in mistakes:
            words = wrong_words(one.problem)
            name, part = _control(form, question, one) if one.question == key else ("", "")
            if name:
                put(form, name, part, words)
            elif words not in form.form_errors:
                form.form_errors.append(words)

    return place


def _control(form: Form, question: Mapping[str, Any], one: Placed) -> tuple[str, str]:
    """Find the control of a member: its field, and there the language, or the line and the language."""
    language = one.language or "pl"
    if not one.member:
        return "text", "pl"
    if one.member == "options" and "apart" in form:
        return _control_of_step(question, one.line or 0, language)
    if one.member not in form:
        return "", ""
    is_list = isinstance(form[one.member], LinesField)
    return one.member, f"{one.line or 0}-{language}" if is_list else language


def _control_of_step(question: Mapping[str, Any], line: int, language: str) -> tuple[str, str]:
    """Find the control of an option of a scale in numbers: the words at an end, or a line apart from the steps."""
    options = question["options"]
    ends = {str(question.get("min")): "first_words", str(question.get("max")): "last_words"}
    key = key_of(options[line])
    if key in ends:
        return ends[key], language
    steps = sum(key_of(option).removeprefix("-").isdecimal() for option in options)
    return "apart", f"{max(0, line - steps)}-{language}"


def _question_page(building: Building, form: Form, sort: str, found: Mapping[str, Any] | None = None) -> str:
    names = [field.name for field in form if field.name not in {"csrf_token", "edit_count"}]
    more = [name for name in names if name in forms.MORE]
    is_used = any(form[name].errors or (name not in {"place", "look"} and form[name].data) for name in more)
    return page(
        "question",
        building,
        form=form,
        sort=SORT_WORDS[sort],
        main=_rows([name for name in names if name not in more]),
        is_limit=None if "apart" not in form else False,
        more=more,
        is_more_open=bool(is_used),
        found=found,
    )


def _rows(names: list[str]) -> list[tuple[str, ...]]:
    """Put the least and the most beside each other."""
    if "min" not in names or "max" not in names:
        return [(name,) for name in names]
    return [("min", "max") if name == "min" else (name,) for name in names if name != "max"]
