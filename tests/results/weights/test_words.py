"""A refusal of weights is said in the reader's language."""

import re
from pathlib import Path

from flask_babel import force_locale

from consult.results.rules.weighting import BadMargins
from consult.results.weights.words import REFUSALS, refusal_words

ROOT = Path(__file__).parents[3] / "consult/results"
BEFORE_A_PAGE = (
    "rules/weighting.py",
    "rules/estimation/margins.py",
    "weights/from_territory.py",
    "weights/weighing.py",
)
RAISED = re.compile(r'raise (?:BadMargins|Mismatch)\(\s*"([^"]+)"')


def test_every_refusal_can_be_translated(app):
    with app.test_request_context(), force_locale("en"):
        known = {message._args[0] for message in REFUSALS}
    raised = {words for path in BEFORE_A_PAGE for words in RAISED.findall((ROOT / path).read_text(encoding="utf-8"))}
    assert len(raised) > 20
    assert raised <= known


def test_a_refusal_is_a_sentence(app):
    with app.test_request_context(), force_locale("en"):
        assert refusal_words(BadMargins("there is no unit %(code)s", code="26%")) == "There is no unit 26%"
        assert refusal_words(BadMargins("nobody has answered yet")) == "Nobody has answered yet"
