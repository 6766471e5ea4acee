"""When a question is asked: a few statements about earlier answers, each chosen from a list."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3

from consult.consultations.manage.desk import editors
from consult.questionnaires.editing.desk import Building, bp, kept, page, to_builder, to_change
from consult.questionnaires.hints import in_words
from consult.questionnaires.rules.editing import changes
from consult.questionnaires.rules.editing.conditions import MOST, Statement, joined, simple, stated, statements
from consult.questionnaires.rules.editing.keys import texts_of
from consult.questionnaires.rules.editing.placing import Placed
from consult.questionnaires.rules.shape import NOTE, Plan, Question, Test
from consult.questionnaires.words import condition_words
from consult.web.access import allow
from consult.web.forms import Form, choice, line, pick

FEWEST = 2
"""Lines that stand ready."""
LONGEST_NAME = 80


@bp.route("/<slug:consultation>/ankieta/<int:number>/budowa/pytanie/<string:key>/warunek", methods=["GET", "POST"])
@allow(editors)
def condition(consultation: str, number: int, key: str) -> ResponseReturnValue:
    """Say when a question is asked."""
    building = to_change(consultation, number)
    found, plan = changes.find_question(building.document, key), building.plan
    earlier = _earlier(plan, key)
    now = next(one for one in plan.items if one.key == key).own_condition
    shown = simple(now)
    form = _form(building, earlier, shown or ("all", ()))
    if form.validate_on_submit() and _kept(building, form, key, earlier):
        flash(_("It is said now when the question is asked."), "yes")
        return to_builder(consultation, number, f"q-{key}")
    return page(
        "condition",
        building,
        form=form,
        question=texts_of(found, "text"),
        key=key,
        lines=range(_many(shown)),
        earlier=earlier,
        now=condition_words(now, plan) if now else "",
        is_simple=shown is not None,
        is_typed=any(one.is_typed for question in earlier for one in statements(question)),
    )


def _earlier(plan: Plan, key: str) -> list[Question]:
    """List the questions that stand before one."""
    items = plan.items
    place = next((n for n, one in enumerate(items) if one.key == key), 0)
    return [one for one in items[:place] if one.kind != NOTE]


def _many(shown: tuple[str, tuple[Test, ...]] | None) -> int:
    """Tell how many lines the form has: those that are used, one more, and more where they were asked for."""
    used = len(shown[1]) + 1 if shown else FEWEST
    asked = sum(name.startswith("what-") for name in request.form)
    return min(MOST, max(FEWEST, used, asked))


def _form(building: Building, earlier: Sequence[Question], shown: tuple[str, tuple[Test, ...]]) -> Form:
    how, tests = shown
    known = {question.key: question for question in earlier}
    data: dict[str, Any] = {"edit_count": building.state, "how": how}
    for number, test in enumerate(tests):
        said = stated(test, known[test.question])
        if said:
            data[f"what-{number}"], data[f"value-{number}"] = said
    form = _made(_many(shown))(data=data)
    offered = _offered(building.plan, earlier)
    for field in form:
        if field.name.startswith("what-"):
            field.choices = offered
    return form


def _made(many: int) -> type[Form]:
    fields: dict[str, Any] = {
        "edit_count": HiddenField(),
        "how": choice(
            _("The question is asked if"),
            [("all", _("all of these hold")), ("any", _("one of these holds"))],
            missing=_("Choose one."),
        ),
    }
    for number in range(many):
        fields[f"what-{number}"] = pick(_("Statement %(number)s", number=number + 1))
        fields[f"value-{number}"] = line(_("number or date"), longest=20)
    return type("ConditionForm", (Form,), fields)


def _offered(plan: Plan, earlier: Sequence[Question]) -> list[SelectChoice]:
    """List what can be said, by question."""
    offered = [SelectChoice("", _("nothing"))]
    for question in earlier:
        name = f"{plan.numbers.get(question.key, 0)}. {in_words(question.text)[:LONGEST_NAME]}".removeprefix("0. ")
        offered += [SelectChoice(one.name, _statement_words(one, plan), optgroup=name) for one in statements(question)]
    return offered


def _statement_words(one: Statement, plan: Plan) -> str:
    value = "…" if one.is_typed else one.value
    return condition_words(Test(one.question, one.op, value), plan)


def _kept(building: Building, form: Form, key: str, earlier: Sequence[Question]) -> bool:
    offered = {one.name: one for question in earlier for one in statements(question)}
    sorts = {question.key: question.holds for question in earlier if question.kind == "date"}
    numbers = range(sum(field.name.startswith("what-") for field in form))
    chosen = [(form[f"what-{number}"].data or "", form[f"value-{number}"].data or "") for number in numbers]
    condition = joined(form["how"].data, chosen, offered, sorts)
    places = [number for number, (name, _typed) in enumerate(chosen) if name]

    def place(form: Form, _document: Mapping[str, Any], mistakes: list[Placed]) -> None:
        _place(form, mistakes, places)

    return kept(building, form, lambda: changes.with_condition(building.document, key, condition), place)


def _place(form: Form, mistakes: Sequence[Placed], places: Sequence[int]) -> None:
    """Put what cannot be compared beside the number or date that was typed."""
    for one in mistakes:
        inside = one.problem.where.rpartition("[")[2].removesuffix("]")
        number = int(inside) if one.problem.where.endswith("]") and ".if." in one.problem.where else 0
        field = f"value-{places[number]}" if places and number < len(places) else ""
        words = _("Write a number in digits, or a date as 2026-11-30, 2026-11, 2026 or 09:40.")
        if field:
            form.refuse(field, words)
        else:
            form.form_errors.append(words)
