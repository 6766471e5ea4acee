"""Forms of a clerk: the head of a letter, one remark of it, and which letters are read again."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from consult import clock
from consult.drafts.forms import KIND_WORDS, LONGEST_REASON, LONGEST_WORDING
from consult.drafts.models import KINDS
from consult.drafts.rules.channels import BY_CLERKS, POSTED, Checking, SenderKind
from consult.drafts.words import CHANNELS, CHECKING, SENDER_KINDS
from consult.web.forms import LANGUAGE_NAMES, Form, choice, day, email, line, pick, text, upload, yes

LONGEST_SIGN = 120


class LetterForm(Form):
    """What stands at the head of a letter, and on its envelope."""

    edit_count = HiddenField()
    draft = pick(_("Which draft is it about?"))
    channel = choice(
        _("How did it come?"), [(key, CHANNELS[key]) for key in BY_CLERKS], missing=_("Choose how it came.")
    )
    received_on = day(_("Received on"), missing=_("Write the day on which it came."))
    posted_on = day(
        _("Sent on"),
        hint=_("The postmark, or the day of sending by e-Doręczenia: by post and e-Doręczenia this day counts."),
    )
    sender_kind = choice(
        _("Who sends it?"),
        [(kind.value, SENDER_KINDS[kind]) for kind in SenderKind],
        missing=_("Choose who sends it."),
    )
    organisation = line(
        _("Organisation from the register"),
        hint=_("A part of its name, or its number. Empty for a person, and for whom the register does not know."),
        render={"list": "organisations", "autocomplete": "off"},
    )
    name = line(
        _("Name"),
        hint=_("Of whom the register does not know; of a person only where this draft asks for names."),
        render={"autocomplete": "off"},
    )
    is_name_public = yes(_("The person agrees that the name is shown"))
    contact = email(
        _("E-mail address for the answer"),
        hint=_("Only where the sender asks for it. Others learn of the answer by the code on their receipt."),
        autocomplete="off",
    )
    sign = line(_("Number in the office's own register"), longest=LONGEST_SIGN, render={"autocomplete": "off"})
    language = pick(_("Language of the letter"))
    scan = upload(_("Scan or file"), hint=_("PDF, PNG or JPEG, at most 20 MB. Only the office sees it."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse days that cannot be, and an organisation that is named twice."""
        super().validate(extra_validators)
        received, posted = self["received_on"].data, self["posted_on"].data
        if received is not None and received > clock.today():
            self.refuse("received_on", str(_("This day is still to come.")))
        if posted is not None and received is not None and posted > received:
            self.refuse("posted_on", str(_("It cannot be sent after it came.")))
        if posted is not None and self["channel"].data not in POSTED:
            self.refuse("posted_on", str(_("Only what comes by post or e-Doręczenia has a day of sending.")))
        if self["organisation"].data and self["name"].data:
            self.refuse("name", str(_("The organisation of the register has its name already: leave this empty.")))
        return not self.errors


def letter_form(drafts: Sequence[tuple[str, str]], languages: Sequence[str], **shown: Any) -> LetterForm:
    """Make the form with the drafts and languages of this consultation; what is shown repeats the letter before."""
    form = LetterForm(data={"received_on": clock.today()} | shown)
    form["draft"].choices = list(drafts)
    form["language"].choices = [(code, LANGUAGE_NAMES[code]) for code in languages]
    return form


class EntryForm(Form):
    """One remark, as a clerk takes it out of a letter."""

    edit_count = HiddenField()
    unit = line(
        _("Place in the draft"),
        hint=_("For example: § 3 ust. 2, or par3ust2. Empty for the draft as a whole."),
        render={"list": "places", "autocomplete": "off"},
    )
    kind = choice(_("What is it?"), [(key, KIND_WORDS[key]) for key in KINDS], missing=_("Choose what it is."))
    proposed_wording = text(
        _("Proposed wording"),
        longest=LONGEST_WORDING,
        hint=_("The whole place as the sender would write it. Empty where nothing is proposed."),
    )
    justification = text(_("What it says, and why"), longest=LONGEST_REASON)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for words, unless a place is to be deleted."""
        is_valid = super().validate(extra_validators)
        if (
            not any(self[name].data for name in ("proposed_wording", "justification"))
            and self["kind"].data != "deletion"
        ):
            self.refuse("justification", str(_("Write what the letter says.")))
            return False
        return bool(is_valid)


class CheckingForm(Form):
    """Which letters a second person reads again."""

    letters_checked = choice(
        _("Which letters does a second person read again beside the scan?"),
        [(kind.value, CHECKING[kind]) for kind in Checking],
        missing=_("Choose one."),
        hint=_("It holds for the letters that are entered from now on."),
    )


def repeated(letter: Any) -> dict[str, Any]:
    """Give what the next letter keeps of this one: how it came, when, and in which language."""
    return {name: getattr(letter, name) for name in ("channel", "received_on", "sender_kind", "language")}
