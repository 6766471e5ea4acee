"""A questionnaire with each kind of question, and people who answer it."""

import random
from collections import Counter
from datetime import date, timedelta

from consult.questionnaires.rules.compiling import compile_plan

FIRST_DAY = date(2026, 3, 10)
STEPS = ["very bad", "bad", "neither", "good", "very good"]
ROWS = {"lights": "Street lights", "paths": "Paths", "trees": "Trees along the streets"}
AREAS = ["266101", "260402", "260403", None]


def texts(words):
    return {"pl": words, "en": words}


def option(key, words, **more):
    return {"key": key, "text": texts(words), **more}


DOCUMENT = {
    "consult": 1,
    "title": texts("A survey of the town"),
    "languages": ["pl", "en"],
    "about": ["class", "area"],
    "sections": [
        {
            "key": "town",
            "questions": [
                {
                    "key": "moves",
                    "kind": "single",
                    "text": texts("How do you get to work?"),
                    "options": [
                        option("bus", "by bus"),
                        option("car", "by car"),
                        option("bike", "by bicycle"),
                        option("foot", "on foot"),
                        option("other", "in another way", other=True),
                    ],
                },
                {
                    "key": "bus",
                    "kind": "single",
                    "text": texts("Is the bus on time?"),
                    "options": [option("yes", "yes"), option("no", "no")],
                    "if": {"question": "moves", "op": "=", "value": "bus"},
                },
                {
                    "key": "wants",
                    "kind": "multiple",
                    "text": texts("What does the street need?"),
                    "options": [
                        option("bench", "benches"),
                        option("light", "lights"),
                        option("tree", "trees"),
                        option("none", "nothing", exclusive=True),
                    ],
                },
                {
                    "key": "clean",
                    "kind": "scale",
                    "text": texts("How clean is the town?"),
                    "options": [
                        *(option(str(step), words) for step, words in enumerate(STEPS, 1)),
                        option("dk", "I do not know"),
                    ],
                    "min": 1,
                    "max": 5,
                },
                {
                    "key": "state",
                    "kind": "matrix",
                    "text": texts("In what state are they?"),
                    "rows": [option(key, words) for key, words in ROWS.items()],
                    "options": [
                        *(option(str(step), words) for step, words in enumerate(STEPS, 1)),
                        option("dk", "I do not know"),
                    ],
                    "min": 1,
                    "max": 5,
                },
                {"key": "age", "kind": "number", "text": texts("How old are you?"), "min": 0, "max": 120},
                {"key": "idea", "kind": "text", "text": texts("What else should we know?"), "long": True},
            ],
        }
    ],
}
PLAN = compile_plan(DOCUMENT)


def people(count, seed=1):
    """Make so many people: their answers, day, class and area."""
    chance = random.Random(seed)  # noqa: S311
    return [(answers(chance), *about(chance)) for _ in range(count)]


def about(chance):
    day = FIRST_DAY + timedelta(days=min(chance.randrange(14), chance.randrange(14)))
    group = chance.choices(["resident", "organisation", "business", None], [80, 12, 6, 2])[0]
    return day, group, chance.choices(AREAS, [60, 25, 10, 5])[0]


def answers(chance):
    """Answer as a person might, leaving some questions blank."""
    found = {"moves": chance.choices(["bus", "car", "bike", "foot", "other"], [30, 40, 15, 12, 3])[0]}
    if found["moves"] == "bus" and chance.random() < 0.9:
        found["bus"] = chance.choice(["yes", "no", "no"])
    if found["moves"] == "other":
        found["moves.other"] = f"by train {chance.randrange(100)}"
    wants = [key for key, share in (("bench", 0.5), ("light", 0.6), ("tree", 0.4)) if chance.random() < share]
    found["wants"] = wants or ["none"]
    if chance.random() < 0.95:
        found["clean"] = chance.choices([1, 2, 3, 4, 5, "dk"], [5, 20, 25, 35, 10, 5])[0]
    rows = {row: chance.choice([1, 2, 3, 4, 5, "dk"]) for row in ROWS if chance.random() < 0.9}
    if rows:
        found["state"] = rows
    if chance.random() < 0.8:
        found["age"] = int(min(95, max(16, chance.gauss(47, 17))))
    if chance.random() < 0.2:
        found["idea"] = f"We need the park, number {chance.randrange(10_000)}"
    return found


def recount(given, key):
    """Count the answers to a question with one answer in the plainest way."""
    return Counter(answer[0][key] for answer in given if key in answer[0])
