"""The sample questionnaires: one small document for each feature."""

import json
from pathlib import Path

from consult.questionnaires.rules.compiling import compile_plan

SAMPLES = {path.stem: path for path in sorted((Path(__file__).parent / "samples").glob("*.json"))}


def document(name):
    """Read a sample."""
    return json.loads(SAMPLES[name].read_text(encoding="utf-8"))


def plan(name):
    return compile_plan(document(name))


def asking(**question):
    """Make a document with one question."""
    asked = {"key": "q", "text": {"pl": "Pytanie"}} | question
    return {"consult": 1, "title": {"pl": "T"}, "sections": [{"key": "s", "questions": [asked]}]}


def options(*keys, **more):
    return [{"key": key, "text": {"pl": key}} | more.get(key, {}) for key in keys]
