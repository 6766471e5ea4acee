"""Forms of drafts: what senders write, what officials give and decide."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3

from consult.drafts.models import KINDS
from consult.drafts.rules.decisions import BY_OFFICIALS, Verdict
from consult.web.forms import Form, choice, email, hidden, line, text, texts, upload, yes

LONGEST_WORDING = 30_000
"""A unit may be long, and whoever proposes other words sends all of it."""
LONGEST_DRAFT = 1_500_000
LONGEST_REASON = 8000
LONGEST_COUNT = 9
AS_A_RESIDENT = "resident"

KIND_WORDS = {
    "change": _("change"),
    "addition": _("addition"),
    "deletion": _("deletion"),
    "question": _("question"),
    "opinion": _("opinion"),
}
VERDICT_WORDS = {
    Verdict.ACCEPTED: _("accepted"),
    Verdict.PARTLY_ACCEPTED: _("partly accepted"),
    Verdict.NOT_ACCEPTED: _("not accepted"),
    Verdict.EXPLAINED: _("explained"),
    Verdict.OUT_OF_SCOPE: _("out of scope"),
    Verdict.LEFT_UNCONSIDERED: _("left unconsidered"),
    Verdict.WITHDRAWN: _("withdrawn"),
}


class WordsForm(Form):
    """What a remark says; `current` is set by the view, to tell a proposal from the words that were there."""

    current = ""
    proposed_wording = text(_("Proposed wording"), longest=LONGEST_WORDING)
    justification = text(_("Why?"), longest=LONGEST_REASON)
    kind = choice(
        _("What is it?"),
        [(key, KIND_WORDS[key]) for key in KINDS],
        missing=_("Choose what it is."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for words: a change, an addition or a deletion says what, everything else is written in words."""
        is_valid = super().validate(extra_validators)
        if not self["justification"].data and not self.proposes:
            self.refuse("justification", str(_("Change the wording above, or write here what you want to say.")))
            return False
        return bool(is_valid)

    @property
    def proposes(self) -> bool:
        """Tell whether other words are proposed than those that are there."""
        return (self["proposed_wording"].data or "").split() != self.current.split()


def sender_form(*, asks_name: bool, asks_contact: bool, organisations: Sequence[tuple[str, str]]) -> type[Form]:
    """Ask who writes, and only for what the draft asks of its senders."""

    class SenderForm(Form):
        """Who writes."""

        if organisations:
            sender = choice(
                _("Who writes?"),
                [(AS_A_RESIDENT, _("As a resident with a number")), *organisations],
                missing=_("Choose who writes."),
            )
        if asks_name:
            name = line(_("First name and surname"), hint=_("Not needed. Only the office sees it, unless you agree."))
            is_name_public = yes(_("Show my name with the remark"))
        if asks_contact:
            contact = email(
                _("E-mail address"), hint=_("Not needed. We write to it once: when the office has answered.")
            )

    return SenderForm


def remark_form(
    current: str, *, asks_name: bool, asks_contact: bool, organisations: Sequence[tuple[str, str]]
) -> type[WordsForm]:
    """Ask what somebody wants to say of a unit, and who writes."""
    asked: Any = sender_form(asks_name=asks_name, asks_contact=asks_contact, organisations=organisations)

    class RemarkForm(WordsForm, asked):  # type: ignore[misc]  # made for this draft
        """A remark."""

    RemarkForm.current = current
    return RemarkForm


class CodeForm(Form):
    """A receipt code, as a person types it or as a button sends it along."""

    code = hidden()


class CorrectForm(WordsForm):
    """Other words for a remark; the code and the state of the remark travel along."""

    code = hidden()
    edit_count = HiddenField()


class TextForm(Form):
    """The text of a draft, as a file or pasted."""

    file = upload(
        _("File"),
        hint=_(
            "Word (.docx), OpenDocument (.odt), PDF with text in it, or plain text and Markdown (.txt, .md). "
            "At most 20 MB and 400 pages."
        ),
    )
    source = text(_("Or paste the text"), longest=LONGEST_DRAFT)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        is_valid = super().validate(extra_validators)
        if not self["file"].data and not self["source"].data and not is_on_page():
            self.refuse("source", str(_("Choose a file, or paste the text.")))
            return False
        return bool(is_valid)


ON_PAGE = "on_page"
"""The button with which an office begins a later version with the words in force, and writes it on the page."""


def is_on_page() -> bool:
    """Tell whether that button was pressed."""
    return ON_PAGE in request.form


class ImportForm(TextForm):
    """A draft that is taken in: its text, its name, and what its senders are asked for."""

    title = line(
        _("What is it called?"),
        missing=_("Write the title of the draft."),
        hint=_("In Polish, as residents would call it: “Projekt programu współpracy na 2027 rok”."),
    )
    asks_name = yes(
        _("Ask senders for their name"), hint=_("Only where the procedure needs it; nobody has to give it.")
    )
    asks_contact = yes(
        _("Ask senders for an e-mail address"),
        hint=_("For one mail when the decisions are published; everybody gets a receipt code anyway."),
    )


class VersionForm(TextForm):
    """Another text of a draft that is public."""

    reason = texts(
        _("Why is there another version?"),
        missing=_("Write in Polish why there is another version."),
        hint=_("Everybody reads it beside the date of the version."),
    )


class EditForm(Form):
    """Change how a version is cut: which unit, and the state of the version with which the page was opened."""

    edit_count = HiddenField()
    index = HiddenField()


class SplitForm(EditForm):
    """A unit's text, with blank lines where it is to be cut."""

    text = text(
        _("Text of the unit"),
        missing=_("The text must stay."),
        longest=LONGEST_DRAFT,
        hint=_("Put a blank line wherever a new unit begins. Leave the words as they are."),
    )


class ReturnForm(Form):
    """Give something back to whoever wrote it."""

    edit_count = HiddenField()
    because = text(_("What should be mended?"), missing=_("Write what should be mended."), longest=2000)


def decide_form(*, may_leave: bool) -> type[Form]:
    """Ask for a decision; a remark is left unconsidered only where the statute allows it."""
    offered = [one for one in BY_OFFICIALS if may_leave or one is not Verdict.LEFT_UNCONSIDERED]

    class DecideForm(Form):
        """A decision on a remark."""

        edit_count = HiddenField()
        verdict = choice(
            _("Decision"),
            [(verdict.value, VERDICT_WORDS[verdict]) for verdict in offered],
            missing=_("Choose the decision."),
        )
        forwarded_to = line(
            _("Forwarded to"), hint=_("Only for what is out of scope: who is competent, and has it now.")
        )
        reason = text(
            _("Reason"),
            missing=_("Write the reason: nothing is published without it."),
            longest=LONGEST_REASON,
            hint=_("What we do and why, in plain words: this is what the sender reads."),
        )

        def validate(self, extra_validators: Any = None) -> bool:
            """Ask to whom a remark went that is out of scope."""
            is_valid = super().validate(extra_validators)
            if self["verdict"].data == Verdict.OUT_OF_SCOPE and not self["forwarded_to"].data:
                self.refuse("forwarded_to", str(_("Write to whom it was forwarded.")))
                return False
            return bool(is_valid)

    return DecideForm


class ActForm(Form):
    """A button; the state of what was read travels along."""

    edit_count = HiddenField()


def filter_form(fields: Iterable[tuple[str, str, Sequence[tuple[str, Any]]]]) -> type[Form]:
    """Ask for a part of a list by GET: name, label and choices (key and words, the first one for all) of each list."""
    lists = {
        name: SelectField(label, choices=[SelectChoice(key, words) for key, words in options])
        for name, label, options in fields
    }

    class FilterForm(Form):
        """A part of a list."""

        class Meta(Form.Meta):
            """Need no token: nothing is changed."""

            csrf = False

        q = line(_("Search in the words"))

    for name, field in lists.items():
        setattr(FilterForm, name, field)
    return FilterForm


def count_of(form: Form, name: str = "edit_count") -> int:
    """Read a count that travels along; what is no count fits nothing."""
    typed = form[name].data or ""
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_COUNT else -1
