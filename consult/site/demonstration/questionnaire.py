"""The questionnaire of the demonstration, and people who answered it: all invented, and always the same.

Their sexes and ages are drawn from the real population of the office's unit.
"""

import json
import random
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.consultations.models import Consultation
from consult.questionnaires import operations
from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.operations import Given
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import list_questionnaires
from consult.questionnaires.rules.answering import take
from consult.questionnaires.rules.shape import Plan, Question
from consult.territory.population import Band, added_up
from consult.territory.queries import list_population
from consult.territory.rules import lasting
from consult.texts.calendar_words import WARSAW

Town = Mapping[tuple[str, str], float]
"""How many people of each sex and age are likely to answer."""
DATA = Path(__file__).with_name("questionnaire.json")
PEOPLE = 2000
SEED = 2661011
USUAL = {
    "used": (18, 34, 27, 21),
    "more": (30, 34, 22, 14, 12, 8),
    "near": (6, 9, 20, 31, 28, 6),
    "clear": (9, 17, 26, 21, 8, 19),
}
"""How much likelier one answer is than another, where not all are alike."""
AGES = {"under25": (16, 24), "25to44": (25, 44), "45to64": (45, 64), "65plus": (65, None)}
EAGER = {"under25": 0.4, "25to44": 1.2, "45to64": 1.1, "65plus": 0.7}
"""How many of an age answer, beside the others: fewer of the young and the old."""
UNSAID = 0.04
WORDS = (
    "ławki", "cień na placu zabaw", "świetlica otwarta wieczorem", "sala na próby", "autobus w niedzielę",
    "miejsce dla młodzieży", "kino letnie", "drzewa", "лавки біля будинку", "a place to meet in winter",
)  # fmt: skip
THOUGHTS = (
    "Sala przy szkole stoi pusta trzy dni w tygodniu. Wystarczy klucz i ktoś, kto go przechowa.",
    "Prosimy o krótszy formularz. Dla grupy sąsiadów piętnaście stron to za dużo.",
    "Więcej zajęć dla osób, które pracują na zmiany.",
    "Добре, що питаєте. Напишіть потім, що з цього вийшло.",
)
OFTEN, SELDOM = 0.4, 0.12
"""How many write a word, and how many write more."""


def add_questionnaire(
    session: Session, consultation: Consultation, *, editor: Account, approver: Account, now: datetime
) -> None:
    """Add the questionnaire with its answers to an open consultation; where there is one, nothing happens."""
    if list_questionnaires(session, consultation.id) or consultation.opens_at is None:
        return
    document = json.loads(DATA.read_text(encoding="utf-8"))
    version = operations.import_version(session, consultation, document, actor=editor, now=consultation.opens_at)
    operations.publish_version(
        session, version.questionnaire, edit_count=version.edit_count, actor=approver, now=consultation.opens_at
    )
    _answer(session, version, days=(now - consultation.opens_at).days, now=now)


def _answer(session: Session, version: QuestionnaireVersion, *, days: int, now: datetime) -> None:
    """Let people answer, more of them in the first days and today."""
    chance = random.Random(SEED)  # noqa: S311  # the same people each time
    plan = plan_of(version)
    town = _town(session, version)
    for _person in range(PEOPLE):
        days_ago = min(int(chance.expovariate(0.4)), days)
        given = Given(
            questionnaire_id=version.questionnaire_id,
            version_id=version.id,
            answers=take(plan, _typed(plan, chance, town), now.astimezone(WARSAW).date()).answers,
            language=chance.choices(("pl", "uk", "en"), (88, 9, 3))[0],
            submitted_on=(now - timedelta(days=days_ago)).astimezone(WARSAW).date(),
            participant_class=chance.choices(("resident", "organisation", "business", None), (80, 9, 3, 8))[0],
        )
        operations.submit(session, secrets.token_hex(32), given)


def _town(session: Session, version: QuestionnaireVersion) -> Town:
    """Tell how many people of each sex and age may answer."""
    rows = list_population(session, lasting(version.questionnaire.consultation.authority.teryt))
    bands = [Band(row.code6, row.sex, row.age_from, row.age_to, row.people) for row in rows]
    return {(sex, age): people * EAGER[age] for (sex, age), people in added_up(bands, AGES).items()}


def _typed(plan: Plan, chance: random.Random, town: Town) -> dict[str, list[str]]:
    """Fill in a form as one person might; what is not asked is left out when it is read."""
    sex, age = chance.choices(list(town), list(town.values()))[0]
    typed = {"a.sex": ["unsaid" if chance.random() < UNSAID else sex], "a.age": [age]}
    for question in plan.questions:
        if question.kind == "matrix":
            typed |= {question.name_of(row.key): [_step(question, chance)] for row in question.rows}
        elif question.name not in typed:
            typed[question.name] = _answer_to(question, chance)
    return typed


def _answer_to(question: Question, chance: random.Random) -> list[str]:
    match question.kind:
        case "scale":
            return [_step(question, chance)]
        case "multiple":
            return _several(question, chance)
        case "single":
            return chance.choices([option.key for option in question.options], USUAL[question.key])
        case "number":
            return [str(min(90, int(chance.expovariate(1 / 14))))]
        case _:
            return [_words(question, chance)]


def _step(question: Question, chance: random.Random) -> str:
    return str(chance.choices([column.value for column in question.columns], USUAL[question.key])[0])


def _several(question: Question, chance: random.Random) -> list[str]:
    """Choose one to three; who chooses what excludes the others chooses it alone."""
    keys = [option.key for option in question.options]
    chosen = set(chance.choices(keys, USUAL.get(question.key), k=chance.randint(1, 3)))
    alone = [option.key for option in question.options if option.is_exclusive and option.key in chosen]
    return alone or sorted(chosen)


def _words(question: Question, chance: random.Random) -> str:
    if chance.random() > (SELDOM if question.is_long else OFTEN):
        return ""
    return chance.choice(THOUGHTS if question.is_long else WORDS)
