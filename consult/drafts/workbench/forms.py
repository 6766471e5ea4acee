"""Forms of the workbench: who answers, topics, departments, templates, rules of answering."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _

from consult.drafts.forms import LONGEST_REASON, VERDICT_WORDS
from consult.drafts.rules.decisions import BY_OFFICIALS
from consult.drafts.workbench.models import LONGEST_NAME
from consult.web.forms import Form, choice, day, email, line, pick, text, yes


class AssignForm(Form):
    """Who answers the chosen remarks, until when; and under which topic they stand."""

    person = pick(_("Who answers?"))
    department = pick(_("Which department?"))
    due_on = day(_("Until when?"))
    topic = pick(_("Topic"))


def assign_form(people: Iterable[Any], departments: Iterable[Any], topics: Iterable[Any], **shown: Any) -> AssignForm:
    """Make the form with those who may be chosen."""
    form = AssignForm(data=shown)
    for name, known in (("person", people), ("department", departments), ("topic", topics)):
        form[name].choices = [("", str(_("none"))), *((str(one.id), one.name) for one in known)]
    return form


class NameForm(Form):
    """The name of a topic."""

    name = line(_("Name of the topic"), missing=_("Write the name."), longest=LONGEST_NAME)


class DepartmentForm(Form):
    """A department and the address to which its mails go."""

    name = line(_("Name of the department"), missing=_("Write the name."), longest=LONGEST_NAME)
    email = email(
        _("E-mail address"), hint=_("It gets one mail whenever remarks are assigned to it."), autocomplete="off"
    )


class TemplateForm(Form):
    """A decision with its reason, to be used many times."""

    name = line(_("Name of the template"), missing=_("Write the name."), longest=LONGEST_NAME)
    verdict = choice(
        _("Decision"),
        [(verdict.value, VERDICT_WORDS[verdict]) for verdict in BY_OFFICIALS],
        missing=_("Choose the decision."),
    )
    reason = text(_("Reason"), missing=_("Write the reason."), longest=LONGEST_REASON)


class RulesForm(Form):
    """How this draft is answered."""

    needs_agreement = yes(
        _("Somebody agrees to each decision before it is approved"),
        hint=_("A lawyer, or another department: an editor, an approver or an analyst who did not write it."),
    )
    answers_due_on = day(
        _("The office answers until"), hint=_("Everybody reads this day. After it, open remarks count as overdue.")
    )
