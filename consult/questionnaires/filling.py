"""A form on its way from page to page. It travels whole in the form itself: nothing is kept of it until it is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from werkzeug.datastructures import MultiDict

from consult import clock
from consult.participation.rules.intake import Intake, intake
from consult.participation.rules.slots import Slot
from consult.questionnaires.models import CLASSES, QuestionnaireVersion
from consult.questionnaires.operations import Given
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules import walking
from consult.questionnaires.rules.answering import Taken, take
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Mistake, Plan, Question, Said, Typed
from consult.texts.calendar_words import WARSAW
from consult.texts.storable import visible

CLASS = "about.class"
AREA = "about.area"


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
    authority_code: str
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
            authority_code=consultation.authority.teryt,
            plan=plan_of(version),
        )

    def takes(self, slot: Slot, now: datetime) -> Intake:
        """Tell how a form with this slot is taken now."""
        return intake(now, issued_at=slot.issued_at, opens_at=self.opens_at, closes_at=self.closes_at)

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
        yield from self._about()
        for question in self.plan.questions:
            yield from KINDS[question.kind].fields(question)

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

    @classmethod
    def begun(cls, place: Place, slot: str, sent: MultiDict[str, str] | None = None) -> Self:
        """Take a form as it was sent, without the fields that it does not have; or begin an empty one."""
        given = sent or MultiDict()
        typed = {name: [visible(value) for value in given.getlist(name)] for name in place.fields() if name in given}
        return cls(place, slot, typed, take(place.plan, typed, clock.today()))

    @property
    def numbers(self) -> list[int]:
        """List the pages that these answers lead to."""
        return walking.numbers(self.place.plan, self.taken.asked)

    @property
    def questions(self) -> list[tuple[int, Question]]:
        """Number the questions that are asked."""
        asked = (question for question in self.place.plan.questions if question.key in self.taken.asked)
        return list(enumerate(asked, 1))

    def shown_on(self, number: int) -> list[tuple[int, Question]]:
        """List what is shown on a page, each question with its number; a note has none."""
        numbers = {question.key: place for place, question in self.questions}
        here = walking.asked_on(self.place.plan.pages[number - 1], self.taken.asked)
        return [(numbers.get(question.key, 0), question) for question in here]

    @property
    def said(self) -> list[tuple[int, Question, tuple[Said, ...]]]:
        """List what was typed, to be read again."""
        return [
            (number, question, KINDS[question.kind].said(question, self.typed)) for number, question in self.questions
        ]

    def page_with(self, question: Question) -> int:
        """Tell on which page a question stands."""
        return next(number for number, page in enumerate(self.place.plan.pages, 1) if question in page.questions)

    def word(self, name: str) -> str:
        """Give what was typed in a field that holds one thing."""
        return next(iter(self.typed.get(name, ())), "")

    def mistaken(self, number: int) -> Self:
        """Show what is wrong on one page."""
        here = self.place.fields_on(number)
        return replace(self, mistakes=[mistake for mistake in self.taken.mistakes if mistake.name in here])

    def given(self, *, language: str, areas: Sequence[str], now: datetime, is_late: bool, doubt: str | None) -> Given:
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
        )
