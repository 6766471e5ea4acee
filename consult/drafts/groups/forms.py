"""Forms of remarks that are one text."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from consult.drafts.forms import LONGEST_REASON, VERDICT_WORDS
from consult.drafts.rules.decisions import BY_OFFICIALS, Verdict
from consult.web.forms import Form, choice, line, text


class ActForm(Form):
    """A button; the state of the group that was read travels along."""

    seen = HiddenField()


class AnswerForm(ActForm):
    """One decision for several remarks. What only a statute allows is decided remark by remark."""

    verdict = choice(
        _("Decision"),
        [(one.value, VERDICT_WORDS[one]) for one in BY_OFFICIALS if one is not Verdict.LEFT_UNCONSIDERED],
        missing=_("Choose the decision."),
    )
    reason = text(
        _("Reason"),
        missing=_("Write the reason: nothing is published without it."),
        longest=LONGEST_REASON,
        hint=_("What we do and why, in plain words: this is what each sender reads."),
    )


class JoinForm(Form):
    """The numbers of remarks that ask for the same."""

    numbers = line(_("Numbers of remarks"), missing=_("Write the numbers of the remarks."))
