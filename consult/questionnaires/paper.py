"""A questionnaire on paper: every question with its number, when to answer it, and where each answer leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations.access import on_desk_of
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force, find_preparing
from consult.extensions import db
from consult.questionnaires import queries
from consult.questionnaires.hints import limits_hint
from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules.fitting import is_conditional
from consult.questionnaires.rules.kinds import KINDS, date, period
from consult.questionnaires.rules.kinds.single import CIRCLES
from consult.questionnaires.rules.reaching import goes_to
from consult.questionnaires.rules.shape import Page, Plan, Question, Texts
from consult.questionnaires.words import CLASSES, condition_words
from consult.web.access import allow, anyone
from consult.web.headers import personal

bp = Blueprint("questionnaires_paper", __name__)
LEADING = frozenset({"consent", "scale", "single"})
"""Kinds with one answer, which can lead on."""
MOST_BOXES = 30
"""Options that are printed with a box each; of more, the answer is written."""
DATE_BOXES = {"day": "2", "month": "2", "year": "4", "hour": "2", "minute": "2"}
END = 0


@dataclass(frozen=True)
class Printed:
    """One question, or a note, on paper."""

    question: Question
    number: int
    asked_if: str
    goes_to: Mapping[int | str, int] = field(default_factory=dict)
    """By answer, the number of the question that comes next where some are left out; END: none comes."""

    @property
    def limits(self) -> str:
        """Say how it can be answered."""
        return limits_hint(self.question) if self.question.look in {"", CIRCLES} else ""

    @property
    def has_boxes(self) -> bool:
        """Tell whether each option has its box."""
        return len(self.question.options) <= MOST_BOXES

    @property
    def ends(self) -> Sequence[Texts]:
        """List the words of both ends of a period."""
        return list(period.ENDS.values())

    @property
    def date_parts(self) -> Sequence[tuple[str, int]]:
        """List what is written of a date, with how many digits."""
        return [(part, int(DATE_BOXES[part])) for part in date.PARTS[self.question.holds]]


@dataclass(frozen=True)
class Sheet:
    """A questionnaire, ready to be printed."""

    plan: Plan

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number the questions through the whole questionnaire."""
        return self.plan.numbers

    @property
    def pages(self) -> list[tuple[Page, list[Printed]]]:
        """List the pages with what stands on them."""
        return [(page, list(map(self._printed, _visible(page)))) for page in self.plan.pages]

    def _printed(self, question: Question) -> Printed:
        asked_if = condition_words(question.condition, self.plan) if question.condition else ""
        return Printed(self._explained(question), self.numbers.get(question.key, 0), asked_if, self._leads(question))

    def _explained(self, question: Question) -> Question:
        """Say beside options and rows for whom they are, where they are not for everybody."""
        if not is_conditional(question):
            return question
        return replace(
            question,
            options=tuple(map(self._with_condition, question.options)),
            rows=tuple(map(self._with_condition, question.rows)),
            parts=tuple(map(self._with_condition, question.parts)),
        )

    def _with_condition(self, part: Any) -> Any:
        if part.condition is None:
            return part
        only = _("only if %(condition)s", condition=condition_words(part.condition, self.plan))
        return replace(part, text={code: f"{words} ({only})" for code, words in part.text.items()})

    def _leads(self, question: Question) -> dict[int | str, int]:
        if question.kind not in LEADING:
            return {}
        number = self.numbers[question.key]
        after = [one for one in self.plan.questions if not one.is_silent][number:]
        found = {}
        for value, _text in KINDS[question.kind].lines(question)[0].values:
            if skipped := goes_to(question, value, after):
                found[value] = number + skipped + 1 if skipped < len(after) else END
        return found


def _visible(page: Page) -> list[Question]:
    return [question for question in page.questions if not question.is_silent]


@bp.get("/k/<slug:consultation>/ankieta/<int:number>/druk")
@allow(anyone)
def paper(consultation: str, number: int) -> ResponseReturnValue:
    """Show the questionnaire as it is printed: to everybody while it is open, before that to its office."""
    version = queries.find_offered(db.session(), consultation, number)
    if version is None or version.questionnaire.consultation.stage(clock.now()) != "open":
        found = _of_my_office(consultation, number)
        if found is None and version is not None:
            return redirect(url_for("questionnaires.intro", consultation=consultation, number=number))
        return _shown(found or abort(404), is_preview=True)
    return _shown(version, is_preview=False)


def _of_my_office(slug: str, number: int) -> QuestionnaireVersion | None:
    """Find the latest version where the actor is an official of its office."""
    personal()
    asked = queries.find_questionnaire(db.session(), slug, number, on_desk_of(current_user))
    return queries.list_versions(db.session(), asked.id)[0] if asked else None


def _shown(version: QuestionnaireVersion, *, is_preview: bool) -> str:
    found: Consultation = version.questionnaire.consultation
    enter(found.authority)
    said = find_in_force(db.session(), found) or find_preparing(db.session(), found.id)
    plan = plan_of(version)
    return render_template(
        "questionnaires/paper.html",
        consultation=found,
        title=said.title if said else {},
        sheet=Sheet(plan),
        plan=plan,
        number=version.questionnaire.number,
        version=version,
        is_preview=is_preview,
        classes=CLASSES if plan.asks_class else {},
        labels={"day": _("Day"), "month": _("Month"), "year": _("Year"), "hour": _("Hour"), "minute": _("Minutes")},
    )
