"""The format of questionnaires in words: what each kind asks, what each of its members says, with an example."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from consult.questionnaires.documents import written
from consult.questionnaires.rules import schema
from consult.questionnaires.rules.kinds import KINDS, Shape

KIND_WORDS = {
    "single": lazy_gettext("One answer of several"),
    "multiple": lazy_gettext("Several answers of several"),
    "scale": lazy_gettext("A step of a scale"),
    "matrix": lazy_gettext("A step of one scale for each of several rows"),
    "number": lazy_gettext("A number, or one for each of several parts"),
    "text": lazy_gettext("The person's own words"),
    "date": lazy_gettext("A day, a month, a year or a time of the day"),
    "ranking": lazy_gettext("Options put in an order"),
    "grid": lazy_gettext("A table to fill in: boxes, numbers or words"),
    "consent": lazy_gettext("A statement to agree to"),
    "note": lazy_gettext("Words between the questions; nothing is asked"),
    "period": lazy_gettext("From when until when: two days, months, years or hours"),
    "duration": lazy_gettext("How long, in hours and minutes; stored in minutes"),
    "address": lazy_gettext("An address: street, number, flat, postcode, town, or some of these"),
    "calculated": lazy_gettext("A number computed from the answers before; nobody sees it"),
    "hidden": lazy_gettext("A mark that an address carries, such as ?poster=market; nobody sees it"),
}
MEMBER_WORDS = {
    "key": lazy_gettext("its name in the file and in the results: letters without marks, digits, _ or -"),
    "text": lazy_gettext(
        "what people read, by language; Polish is needed. In a note, Markdown. {{key}} puts an earlier answer there, "
        "{{key|one|few|many}} the form of a word beside its number, {{key:option=words|=other words}} "
        "words for an option"
    ),
    "hint": lazy_gettext("a line of help below it"),
    "required": lazy_gettext("whether it must be answered"),
    "if": lazy_gettext("when it is asked: a condition on earlier questions. Sections, options and rows may have one"),
    "checks": lazy_gettext(
        "what must hold between the answers, with the words that say what is wrong; a soft one can be confirmed"
    ),
    "asks": lazy_gettext("which parts are asked: street, number, flat, postcode, town; without it, all"),
    "value": lazy_gettext("what is computed"),
    "usual": lazy_gettext("the option that stands where the address names none"),
    "options": lazy_gettext(
        "what can be chosen. “exclusive” stands alone (none of these); “other” has a line for own words. "
        "On a scale and in a matrix, an option whose key is a number says what that step means, others stand apart"
    ),
    "rows": lazy_gettext("what is asked about, line by line"),
    "parts": lazy_gettext("what a number is asked for each of"),
    "total": lazy_gettext("what the parts must add up to, such as 100 points or a budget"),
    "unit": lazy_gettext("what stands behind the number: zł, %, km"),
    "decimals": lazy_gettext("most digits after the comma; 0 asks for whole numbers"),
    "step": lazy_gettext("how far numbers or steps are from each other"),
    "min": lazy_gettext("the least: number, step, answers chosen, places given, or the earliest date"),
    "max": lazy_gettext("the most: number, step, answers chosen, places, characters, or the latest date"),
    "long": lazy_gettext("whether several lines can be written"),
    "look": lazy_gettext("how it is shown"),
    "nps": lazy_gettext("a recommendation from 0 to 10, told as the share of 9 and 10 less that of 0 to 6"),
    "precision": lazy_gettext("what sort of date it is"),
    "cells": lazy_gettext("what stands in each cell"),
}
SHAPE_WORDS = {
    "texts": lazy_gettext("text by language"),
    "key": lazy_gettext("key"),
    "flag": lazy_gettext("true or false"),
    "whole": lazy_gettext("whole number"),
    "number": lazy_gettext("number"),
    "options": lazy_gettext("list of options"),
    "rows": lazy_gettext("list of keys with texts"),
    "limit": lazy_gettext("date, “today”, or how far from today or an earlier answer"),
    "condition": lazy_gettext("condition"),
    "checks": lazy_gettext("list of conditions with texts"),
    "words": lazy_gettext("list of words"),
    "calculation": lazy_gettext("calculation"),
}
PLACES: tuple[dict[str, Any], ...] = (
    {"key": "park", "text": {"pl": "park"}},
    {"key": "rynek", "text": {"pl": "rynek"}},
)
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "single": {"options": PLACES, "look": "list"},
    "multiple": {"options": (*PLACES, {"key": "nic", "text": {"pl": "żadne"}, "exclusive": True}), "max": 2},
    "scale": {
        "min": 1,
        "max": 5,
        "options": ({"key": "1", "text": {"pl": "źle"}}, {"key": "5", "text": {"pl": "dobrze"}}),
    },
    "matrix": {"rows": PLACES, "min": 1, "max": 5},
    "number": {"parts": PLACES, "total": 100, "unit": {"pl": "%"}},
    "text": {"long": True, "max": 2000},
    "date": {"precision": "day", "min": {"today": True, "days": 14}, "max": "2030-12-31"},
    "ranking": {"options": PLACES},
    "grid": {"cells": "number", "rows": PLACES, "options": ({"key": "dni", "text": {"pl": "dni w tygodniu"}},)},
    "consent": {"required": True},
    "period": {"precision": "day", "min": "today"},
    "duration": {"max": 600},
    "address": {"asks": ["postcode", "town"]},
    "note": {},
    "calculated": {"value": {"divide": [{"sum": [2500, 1800]}, 3]}, "decimals": 2, "unit": {"pl": "zł"}},
    "hidden": {"options": PLACES, "usual": "park"},
}
"""What a question of each kind may look like; the help shows it, and a test compiles it."""


@dataclass(frozen=True)
class Described:
    """A kind in words: its own members, each with what it holds, what it says, and whether it is needed."""

    kind: str
    title: str
    members: list[tuple[str, str, str, bool]]
    example: str


SAMPLE: Mapping[str, Any] = {
    "consult": 1,
    "title": {"pl": "Park nad Silnicą", "en": "The park on the Silnica"},
    "languages": ["pl", "en"],
    "about": ["class", "area"],
    "sections": [
        {
            "key": "bywanie",
            "title": {"pl": "Jak często?", "en": "How often?"},
            "questions": [
                {
                    "key": "bywa",
                    "kind": "single",
                    "required": True,
                    "text": {"pl": "Czy bywasz w parku?", "en": "Do you visit the park?"},
                    "options": [
                        {"key": "tak", "text": {"pl": "tak", "en": "yes"}},
                        {"key": "nie", "text": {"pl": "nie", "en": "no"}},
                    ],
                },
                {
                    "key": "dlaczego",
                    "kind": "text",
                    "text": {"pl": "Dlaczego nie?", "en": "Why not?"},
                    "if": {"question": "bywa", "op": "=", "value": "nie"},
                },
            ],
        }
    ],
}
CONDITION: Mapping[str, Any] = {
    "any": [
        {"question": "bywa", "op": "=", "value": "tak"},
        {"not": {"question": "wiek", "op": "<", "value": 18}},
        {"question": "zadania", "op": "includes", "value": "sport"},
        {"question": "uwagi", "op": "answered", "value": True},
        {"question": "oceny", "row": "park", "op": ">=", "value": 4},
        {"question": "dzieci", "op": "<=", "other": "osoby"},
        {"compute": {"divide": [{"question": "dochod"}, {"question": "osoby"}]}, "op": "<", "value": 1500},
    ]
}


def values() -> dict[str, Any]:
    """Give what the page of help shows."""
    common = _members("single", schema.OF_QUESTIONS)
    return {"kinds": describe(), "common": common, "sample": written(SAMPLE), "condition": written(CONDITION)}


def example(kind: str) -> dict[str, Any]:
    """Give a question of a kind."""
    return {"key": "pytanie", "kind": kind, "text": {"pl": "Treść"}, **EXAMPLES[kind]}


def describe() -> list[Described]:
    """Describe every kind from what the code reads."""
    return [
        Described(kind, str(KIND_WORDS[kind]), _members(kind, own.MEMBERS), written(example(kind)))
        for kind, own in KINDS.items()
    ]


def _members(kind: str, shapes: Mapping[str, Shape]) -> list[tuple[str, str, str, bool]]:
    needed = schema.needs(kind)
    return [(name, _shape(shape), str(MEMBER_WORDS[name]), name in needed) for name, shape in shapes.items()]


def _shape(shape: Shape) -> str:
    if isinstance(shape, tuple):
        return str(_("one of: %(words)s", words=", ".join(shape)))
    return str(SHAPE_WORDS[shape])
