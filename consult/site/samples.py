"""Samples of what needs more than words: questions of the kinds with controls of their own, and a figure."""

from typing import Any

from flask_babel import gettext as _

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.showing import Shown
from consult.results.charts.bars import Bar, bars
from consult.results.charts.figure import Figure, Line, Numbers
from consult.web.locale import language


def questions() -> list[Shown]:
    """Make a scale and a matrix, compiled as those of an office are."""
    steps = [
        {"key": "1", "text": _said(_("does not matter"))},
        {"key": "5", "text": _said(_("matters much"))},
        {"key": "unknown", "text": _said(_("I do not know"))},
    ]
    rows = [{"key": "benches", "text": _said(_("benches"))}, {"key": "light", "text": _said(_("light"))}]
    asked: list[dict[str, Any]] = [
        {"key": "scale", "kind": "scale", "text": _said(_("How much does the park matter to you?"))},
        {"key": "matrix", "kind": "matrix", "text": _said(_("What matters there?")), "rows": rows},
    ]
    plan = compile_plan(
        {
            "consult": 1,
            "title": _said(_("Patterns")),
            "languages": list(dict.fromkeys(("pl", language()))),
            "sections": [
                {"key": "s", "questions": [{**one, "min": 1, "max": 5, "options": steps} for one in asked]},
            ],
        }
    )
    found = [question for page in plan.pages for question in page.questions]
    return [Shown(question, number, {}, {}) for number, question in enumerate(found, 1)]


def figure() -> Figure:
    """Make a figure of invented numbers."""
    shares = ((_("Every week"), 62, 248), (_("Less often"), 27, 108), (_("Never"), 11, 44))
    drawn = [
        Bar(label, share, f"{share}\N{NO-BREAK SPACE}%", str(count), is_leading=label == shares[0][0])
        for label, share, count in shares
    ]
    return Figure(
        key="figure",
        title=_("Most walk through the park every week"),
        ask=_("How often do you walk through the park?"),
        base=_("400 people answered this question. The numbers are invented."),
        drawing=bars(drawn),
        summary=_("62 % every week, 27 % less often, 11 % never."),
        numbers=Numbers(
            (_("Answer"), _("Share"), _("Answers")),
            tuple(Line(bar.label, ((bar.value, ""), (bar.count, ""))) for bar in drawn),
        ),
    )


def _said(words: str) -> dict[str, str]:
    """Say the same in Polish and in the reader's language: it is the reader's already."""
    return dict.fromkeys(("pl", language()), words)
