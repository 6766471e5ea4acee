"""A form on its way from page to page. It travels whole in the form itself: nothing is kept of it until it is sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self
from uuid import UUID

from werkzeug.datastructures import MultiDict

from consult import clock
from consult.participation.rules.access import Access
from consult.participation.rules.intake import Intake, intake
from consult.participation.rules.slots import Slot
from consult.questionnaires.models import CLASSES, QuestionnaireVersion
from consult.questionnaires.operations import Given
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules import walking
from consult.questionnaires.rules.answering import Taken, take
from consult.questionnaires.rules.fitting import fitted, is_conditional
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import NOTE, Mistake, Plan, Question, Said, Typed
from consult.texts.calendar_words import WARSAW
from consult.texts.storable import visible

CLASS = "about.class"
AREA = "about.area"
SCRIPTED = "scripted"
"""Says that our scripts run: then the pages of a section that conditions alone divide are one."""
MOST = 100
"""Empty forms that are kept, understood."""
_empty: dict[tuple[UUID, date], Taken] = {}


@dataclass(frozen=True)
class Place:
    """Where a form stands, as plain values that outlive the database session."""

    version_id: UUID
    questionnaire_id: UUID
    number: int
    consultation_id: UUID
    slug: str
    opens_at: datetime
    closes_at: datetime
    authority_id: UUID
    authority_code: str
    access: Access
    plan: Plan

    @classmethod
    def of(cls, version: QuestionnaireVersion) -> Self:
        """Take what the pages need of a version of a published consultation."""
        questionnaire = version.questionnaire
        consultation = questionnaire.consultation
        if consultation.opens_at is None or consultation.closes_at is None:
            raise ValueError(f"{consultation.slug} has no dates")
        return cls(
            version_id=version.id,
            questionnaire_id=questionnaire.id,
            number=questionnaire.number,
            consultation_id=consultation.id,
            slug=consultation.slug,
            opens_at=consultation.opens_at,
            closes_at=consultation.closes_at,
            authority_id=consultation.authority_id,
            authority_code=consultation.authority.teryt,
            access=Access(questionnaire.access),
            plan=plan_of(version),
        )

    def takes(self, slot: Slot, now: datetime) -> Intake:
        """Tell how a form with this slot is taken now; what comes fast is labelled, not refused."""
        return intake(now, issued_at=slot.issued_at, opens_at=self.opens_at, closes_at=self.closes_at, may_be_fast=True)

    @property
    def review(self) -> int:
        """Give the number that stands for the look at everything."""
        return len(self.plan.pages) + 1

    def fields_on(self, number: int) -> frozenset[str]:
        """Name the fields of one page; the first asks about the person, too."""
        if number == self.review:
            return frozenset()
        about = self._about() if number == 1 else ()
        return walking.fields_on(self.plan.pages[number - 1]).union(about)

    def fields(self) -> Iterator[str]:
        """Name every field that the form can have."""
        yield SCRIPTED
        yield from self._about()
        for question in self.plan.questions:
            yield from KINDS[question.kind].fields(question) if question.is_silent else walking.fields_of(question)

    def _about(self) -> tuple[str, ...]:
        asked = ((CLASS, self.plan.asks_class), (AREA, self.plan.asks_area))
        return tuple(name for name, is_asked in asked if is_asked)


@dataclass(frozen=True)
class Filling:
    """A form: its slot, all that was typed so far, and what that means."""

    place: Place
    slot: str
    typed: Typed
    taken: Taken
    mistakes: Sequence[Mistake] = ()
    carried: Mapping[str, str] = field(default_factory=dict)
    """What else travels along: the pass of who may answer."""

    @classmethod
    def begun(
        cls,
        place: Place,
        slot: str,
        sent: MultiDict[str, str] | None = None,
        carried: Mapping[str, str] | None = None,
    ) -> Self:
        """Take a form as it was sent, without the fields that it does not have; or begin an empty one."""
        if not sent:
            return cls(place, slot, {}, _taken_of_nothing(place, clock.today()), carried=carried or {})
        typed = {name: [visible(value) for value in sent.getlist(name)] for name in place.fields() if name in sent}
        return cls(place, slot, typed, take(place.plan, typed, clock.today()), carried=carried or {})

    @property
    def numbers(self) -> list[int]:
        """List the pages that these answers lead to."""
        found = walking.numbers(self.place.plan, self.taken.asked)
        return walking.joined(self.place.plan, found) if self.is_scripted else found

    @property
    def first(self) -> int:
        """Give the page with which the form begins, also where nothing is asked."""
        return next(iter(self.numbers), 1)

    @property
    def is_scripted(self) -> bool:
        """Tell whether our scripts run where the form is filled in."""
        return bool(self.word(SCRIPTED))

    @property
    def is_one_page(self) -> bool:
        """Tell whether everything is asked on one page where scripts run."""
        return len(walking.joined(self.place.plan, walking.numbers(self.place.plan, self.taken.asked))) == 1

    def start_of(self, number: int) -> int:
        """Give the page on which this one is shown."""
        return walking.group_of(self.place.plan, number)[0] if self.is_scripted else number

    def later_on(self, number: int) -> Sequence[int]:
        """List the pages that a browser with our scripts shows on this one, too."""
        first, *later = walking.group_of(self.place.plan, number)
        return later if first == number else ()

    def first_number(self, number: int) -> int:
        """Give the number of the first question that can stand on a page."""
        before = {one.key for page in self.place.plan.pages[: number - 1] for one in page.questions}
        return 1 + sum(question.key in before for _number, question in self.questions)

    def questions_later_on(self, number: int) -> list[Question]:
        """List what a browser may show there, as these answers leave it."""
        plan, answers = self.place.plan, self.taken.answers
        asked = [one for later in self.later_on(number) for one in plan.pages[later - 1].questions if not one.is_silent]
        seen = (fitted(plan.piped.get(one.key, one), answers, plan.by_key) for one in asked)
        return [one for one in seen if one is not None]

    @property
    def questions(self) -> list[tuple[int, Question]]:
        """Number the questions that are asked."""
        asked = self.taken.questions.values()
        return list(enumerate((one for one in asked if one.kind != NOTE and not one.is_silent), 1))

    def shown_on(self, number: int) -> list[tuple[int, Question]]:
        """List what is shown on a page, each question with its number; a note has none."""
        numbers = {question.key: place for place, question in self.questions}
        here = walking.asked_on(self.place.plan.pages[number - 1], self.taken.asked)
        return [
            (numbers.get(question.key, 0), self.taken.questions[question.key])
            for question in here
            if not question.is_silent
        ]

    def is_personal(self, number: int) -> bool:
        """Tell whether answers decide what stands on a page, or stand in its texts."""
        return any(one.has_pipes or is_conditional(one) for _number, one in self.shown_on(number))

    @property
    def said(self) -> list[tuple[int, Question, tuple[Said, ...]]]:
        """List what was typed, to be read again."""
        return [
            (number, question, KINDS[question.kind].said(question, self.typed)) for number, question in self.questions
        ]

    def page_with(self, question: Question) -> int:
        """Tell on which page a question stands."""
        pages = enumerate(self.place.plan.pages, 1)
        found = next(number for number, page in pages if any(one.key == question.key for one in page.questions))
        return self.start_of(found)

    def word(self, name: str) -> str:
        """Give what was typed in a field that holds one thing."""
        return next(iter(self.typed.get(name, ())), "")

    def first_mistake(self) -> int:
        """Give the page on which the first mistake is mended."""
        return self.start_of(walking.page_of(self.place.plan, self.taken.mistakes[0].name))

    def mistaken(self, number: int) -> Self:
        """Show what is wrong on one page."""
        pages = (number, *self.later_on(number)) if self.is_scripted else (number,)
        here = frozenset().union(*map(self.place.fields_on, pages))
        return replace(self, mistakes=[mistake for mistake in self.taken.mistakes if mistake.name in here])

    def with_mistakes(self, mistakes: Sequence[Mistake]) -> Self:
        """Show these mistakes."""
        return replace(self, mistakes=mistakes)

    def given(  # what is kept beside the answers
        self,
        *,
        language: str,
        areas: Sequence[str],
        now: datetime,
        is_late: bool,
        doubt: str | None,
        channel: str = "web",
    ) -> Given:
        """Give what is kept of the form."""
        said_class, said_area = self.word(CLASS), self.word(AREA)
        return Given(
            questionnaire_id=self.place.questionnaire_id,
            version_id=self.place.version_id,
            answers=self.taken.answers,
            language=language if language in self.place.plan.languages else "pl",
            submitted_on=now.astimezone(WARSAW).date(),
            participant_class=said_class if said_class in CLASSES else None,
            area=said_area if said_area in areas else None,
            is_late=is_late,
            doubt=doubt,
            channel=channel,
        )


def _taken_of_nothing(place: Place, today: date) -> Taken:
    """Understand an empty form; once a day for each version."""
    key = place.version_id, today
    taken = _empty.get(key)
    if taken is None:
        taken = take(place.plan, {}, today)
        if len(_empty) >= MOST:
            _empty.clear()
        _empty[key] = taken
    return taken
