"""The format of questionnaires as a JSON Schema, made from the kinds, so that it says what the code reads.

A schema cannot tell everything: conditions that look forward, keys that stand twice, limits that cross are found by
`compiling.lint` alone.
"""

from typing import Any

from consult.questionnaires.rules import compiling
from consult.questionnaires.rules.computing import OPERATIONS
from consult.questionnaires.rules.conditions import COMPARED, MOST_PARTS, OPERATORS
from consult.questionnaires.rules.kinds import KINDS, Shape
from consult.questionnaires.rules.reading import KEY, LANGUAGES, LARGEST, LONGEST_TEXT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": "string", "maxLength": LONGEST_TEXT}
DEFINITIONS: dict[str, Any] = {
    "texts": {
        "anyOf": [TEXT, {"type": "object", "properties": dict.fromkeys(LANGUAGES, TEXT), "required": ["pl"]}],
    },
    "key": {"anyOf": [{"type": "string", "pattern": f"^{KEY.pattern}$"}, {"type": "integer"}]},
    "flag": {"type": "boolean"},
    "whole": {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
    "number": {"type": "number", "minimum": -LARGEST, "maximum": LARGEST},
    "options": {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "properties": {
                "key": {"$ref": "#/$defs/key"},
                "text": {"$ref": "#/$defs/texts"},
                "exclusive": {"$ref": "#/$defs/flag"},
                "other": {"$ref": "#/$defs/flag"},
                "if": {"$ref": "#/$defs/condition"},
            },
            "required": ["key", "text"],
            "additionalProperties": False,
        },
    },
    "rows": {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "properties": {
                "key": {"$ref": "#/$defs/key"},
                "text": {"$ref": "#/$defs/texts"},
                "if": {"$ref": "#/$defs/condition"},
            },
            "required": ["key", "text"],
            "additionalProperties": False,
        },
    },
    "limit": {
        "anyOf": [
            {"type": "string"},
            {"type": "integer"},
            {
                "type": "object",
                "properties": {
                    "question": {"type": "string"},
                    "today": {"$ref": "#/$defs/flag"},
                    "days": {"$ref": "#/$defs/whole"},
                    "months": {"$ref": "#/$defs/whole"},
                    "years": {"$ref": "#/$defs/whole"},
                },
                "additionalProperties": False,
            },
        ]
    },
    "condition": {
        "anyOf": [
            *(
                {
                    "type": "object",
                    "properties": {
                        name: {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": MOST_PARTS,
                            "items": {"$ref": "#/$defs/condition"},
                        }
                    },
                    "required": [name],
                    "additionalProperties": False,
                }
                for name in ("all", "any")
            ),
            {
                "type": "object",
                "properties": {"not": {"$ref": "#/$defs/condition"}},
                "required": ["not"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {
                    "question": {"type": "string"},
                    "row": {"type": "string"},
                    "op": {"enum": sorted(OPERATORS)},
                    "value": {},
                    "other": {"type": "string"},
                },
                "required": ["question", "op"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {
                    "compute": {"$ref": "#/$defs/calculation"},
                    "op": {"enum": sorted(COMPARED)},
                    "value": {"anyOf": [{"$ref": "#/$defs/calculation"}, {"type": "boolean"}]},
                },
                "required": ["compute", "op"],
                "additionalProperties": False,
            },
        ]
    },
    "calculation": {
        "anyOf": [
            {"$ref": "#/$defs/number"},
            {"type": "string"},
            {
                "type": "object",
                "properties": {
                    "question": {"type": "string"},
                    "row": {"type": "string"},
                    "what": {"enum": ["value", "count", "length"]},
                },
                "required": ["question"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {
                    "if": {"$ref": "#/$defs/condition"},
                    "then": {"$ref": "#/$defs/calculation"},
                    "else": {"$ref": "#/$defs/calculation"},
                },
                "required": ["if", "then", "else"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {
                    op: {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": MOST_PARTS,
                        "items": {"$ref": "#/$defs/calculation"},
                    }
                    for op in OPERATIONS
                },
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
            },
        ]
    },
    "words": {"type": "array", "minItems": 1, "items": {"type": "string"}},
    "checks": {
        "type": "array",
        "minItems": 1,
        "maxItems": compiling.MOST_CHECKS,
        "items": {
            "type": "object",
            "properties": {
                "must": {"$ref": "#/$defs/condition"},
                "text": {"$ref": "#/$defs/texts"},
                "soft": {"$ref": "#/$defs/flag"},
            },
            "required": ["must", "text"],
            "additionalProperties": False,
        },
    },
}
"""The shapes of members, by the names that kinds give them."""
OF_QUESTIONS = {
    "key": "key",
    "text": "texts",
    "hint": "texts",
    "required": "flag",
    "if": "condition",
    "checks": "checks",
}


def schema() -> dict[str, Any]:
    """Give the whole schema."""
    return {
        "$schema": DIALECT,
        "title": "Consult questionnaire",
        "type": "object",
        "properties": {
            "consult": {"const": compiling.FORMAT},
            "title": _of("texts"),
            "intro": _of("texts"),
            "languages": {"type": "array", "items": {"enum": list(LANGUAGES)}},
            "about": {"type": "array", "items": {"enum": list(compiling.ABOUT)}},
            "sections": {
                "type": "array",
                "minItems": 1,
                "maxItems": compiling.MOST_SECTIONS,
                "items": {"$ref": "#/$defs/section"},
            },
        },
        "required": ["consult", "title", "sections"],
        "additionalProperties": False,
        "$defs": {**DEFINITIONS, "section": _section(), **{f"{kind}_question": of_kind(kind) for kind in KINDS}},
    }


def _of(shape: Shape) -> dict[str, Any]:
    return {"enum": list(shape)} if isinstance(shape, tuple) else {"$ref": f"#/$defs/{shape}"}


def _section() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "key": _of("key"),
            "title": _of("texts"),
            "if": _of("condition"),
            "questions": {
                "type": "array",
                "maxItems": compiling.MOST_ITEMS,
                "items": {"anyOf": [_of(f"{kind}_question") for kind in KINDS]},
            },
        },
        "required": ["key", "questions"],
        "additionalProperties": False,
    }


def members(kind: str) -> dict[str, Shape]:
    """List what a question of a kind may have beside `kind`, each with its shape."""
    common = {name: OF_QUESTIONS[name] for name in compiling.common_of(kind) if name != "kind"}
    return {**common, **KINDS[kind].MEMBERS}


def needs(kind: str) -> tuple[str, ...]:
    """List what a question of a kind cannot do without."""
    return ("key", "kind", "text", *KINDS[kind].NEEDS)


def of_kind(kind: str) -> dict[str, Any]:
    """Give the schema of one kind of question."""
    return {
        "type": "object",
        "properties": {"kind": {"const": kind}, **{name: _of(shape) for name, shape in members(kind).items()}},
        "required": list(needs(kind)),
        "additionalProperties": False,
    }
