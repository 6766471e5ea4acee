"""Forms of quick questions: what the office asks the hall, what a phone answers."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from consult.web.forms import Form, choice, line, text

MOST_OPTIONS = 8
LEAST_OPTIONS = 2
LONGEST_OPTION = 120
LONGEST_WORDS = 60


class QuestionForm(Form):
    """A question to the hall."""

    question = line(_("Question"), missing=_("Write the question."), longest=200)
    options = text(
        _("Answers to choose from"),
        longest=2000,
        hint=_("Each on a line of its own, two to eight. Empty: people answer in a few words."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """See that there are as many options as fit on a phone."""
        is_valid = super().validate(extra_validators)
        lines = self.lines()
        if lines and not LEAST_OPTIONS <= len(lines) <= MOST_OPTIONS:
            self.refuse("options", str(_("Write two to eight answers, or none.")))
        elif any(len(one) > LONGEST_OPTION for one in lines):
            self.refuse("options", str(_("Use at most %(count)s characters for each answer.", count=LONGEST_OPTION)))
        else:
            return bool(is_valid)
        return False

    def lines(self) -> list[str]:
        """Give the options, each once."""
        typed = (self["options"].data or "").splitlines()
        return list(dict.fromkeys(one.strip() for one in typed if one.strip()))


def answer_form(options: Sequence[str]) -> type[Form]:
    """Ask a phone."""

    class AnswerForm(Form):
        """An answer; the slot is the key, so no token is needed."""

        class Meta(Form.Meta):
            """Ask for no token."""

            csrf = False

        answer: Any
        if options:
            answer = choice(
                _("Your answer"),
                [(str(place), option) for place, option in enumerate(options)],
                missing=_("Choose an answer."),
            )
        else:
            answer = line(
                _("Your answer in a few words"),
                missing=_("Write your answer."),
                longest=LONGEST_WORDS,
                hint=_("It may stand on the screen for all to read."),
            )

    return AnswerForm
