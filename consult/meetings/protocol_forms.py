"""Forms of the protocol: what an office writes, what participants object, what the office answers."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from consult.meetings.rewriting import Rewriting
from consult.meetings.rules.protocol import POINTS, VERDICTS
from consult.meetings.rules.vocabulary import GROUPS
from consult.meetings.words import COMES_AS_WORDS
from consult.web.forms import Form, choice, day, line, text, yes

LONGEST = 8000
POINT_WORDS = {
    "finding": _("finding"),
    "agreement": _("point of agreement"),
    "dispute": _("point in dispute"),
    "recommendation": _("recommendation of the meeting"),
}
POINT_HEADINGS = {
    "finding": _("Findings"),
    "agreement": _("Points of agreement"),
    "dispute": _("Points in dispute"),
    "recommendation": _("Recommendations of the meeting"),
}
VERDICT_WORDS = {
    "corrected": _("The protocol is corrected"),
    "dissent": _("The protocol stays; the dissent is noted"),
}


class FactsForm(Rewriting):
    """The facts of the meeting, as the law wants them in a protocol."""

    chair = line(_("Who led the meeting?"), hint=_("Name and function."))
    recorder = line(_("Who wrote the protocol?"), hint=_("Name and function."))
    present = text(
        _("Which officials, experts and designers were there?"),
        longest=LONGEST,
        hint=_("Name and function, each on a line of its own. Participants are only counted."),
    )
    access_provided = text(_("Which accessibility was provided?"), longest=LONGEST)
    presented = text(_("What was presented?"), longest=LONGEST)
    votes = text(_("Votes or dots, if there were any"), longest=LONGEST)
    recording = line(_("Address of a recording"), hint=_("It needs captions within 14 days."))
    annexes = text(_("Annexes"), longest=LONGEST, hint=_("Each on a line of its own."))


class SpeechForm(Rewriting):
    """What somebody said."""

    role = line(
        _("Who spoke?"),
        missing=_("Write who spoke: by role, not by name."),
        hint=_("By role, not by name: “resident”, “organisation for older people”, “designer”."),
    )
    gist = text(_("What was said, in short"), missing=_("Write what was said."), longest=LONGEST)
    question = text(_("Question"), longest=LONGEST)
    answer = text(_("Answer"), longest=LONGEST)
    follow_up = text(_("What has to be done about it?"), longest=LONGEST)
    follow_up_by = line(_("By whom?"))
    follow_up_on = day(_("Until when?"))


class PointForm(Rewriting):
    """A point of the outcome."""

    kind = choice(_("What is it?"), [(key, POINT_WORDS[key]) for key in POINTS], missing=_("Choose what it is."))
    text = text(_("In words"), missing=_("Write it."), longest=LONGEST)


class OpenForm(Form):
    """Until when participants may object."""

    until = day(_("Last day for objections"), missing=_("Write the day."))


class ObjectionForm(Form):
    """What a participant holds against the protocol; the slot is the key, so no token is needed."""

    class Meta(Form.Meta):
        """Ask for no token."""

        csrf = False

    text = text(
        _("What is wrong or missing?"),
        missing=_("Write what is wrong or missing."),
        longest=LONGEST,
        hint=_("Everybody will read it in the protocol, without your name."),
    )


class NoteForm(Form):
    """An objection that somebody told the office."""

    group = choice(
        _("Whose objection is it?"), [(key, COMES_AS_WORDS[key]) for key in GROUPS], missing=_("Choose whose it is.")
    )
    text = text(_("What is wrong or missing?"), missing=_("Write what is wrong or missing."), longest=LONGEST)


class AnswerForm(Rewriting):
    """What the office does with an objection."""

    verdict = choice(
        _("What becomes of it?"),
        [(key, VERDICT_WORDS[key]) for key in VERDICTS],
        missing=_("Choose what becomes of it."),
    )
    answer = text(_("Answer"), missing=_("Write the answer."), longest=LONGEST, hint=_("Everybody reads it."))
    is_hidden = yes(_("Keep its words from the public"), hint=_("Because of personal data. That there was one stays."))


class ActForm(Form):
    """A button; the state of what was read travels along."""

    edit_count = HiddenField()
