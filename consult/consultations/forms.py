"""Forms with which an office prepares a consultation, one step each."""

from collections.abc import Iterable, Sequence
from functools import partial
from secrets import token_hex

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from consult.consultations.rules.privacy import USUAL_RECIPIENTS
from consult.web.forms import LANGUAGE_NAMES, Form, checks, choice, email, line, text, texts, upload

LONGEST_COUNT = 9
"""Digits of the largest count of edits that is believed."""
LONGEST_KEY = 64
"""Longest key of a form that is believed."""


def _beside_polish(languages: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES[code]) for code in languages if code != "pl"]


def new_form(authorities: Iterable[tuple[str, str]], languages: Sequence[str]) -> type[Form]:
    """Ask for the title, the languages beside Polish and, where there are several, the office."""
    offices = list(authorities)
    offered = _beside_polish(languages)

    class NewForm(Form):
        """Begin a consultation; the key tells the same form sent twice from two."""

        request_key = HiddenField(default=lambda: token_hex(16))
        if len(offices) > 1:
            authority = choice(_("Which office consults?"), offices, missing=_("Choose the office."))
        title = texts(
            _("What is it about?"),
            languages=("pl",),
            missing=_("Write the title in Polish."),
            hint=_("A title that a resident understands: the matter, not the document. It makes the address."),
        )
        if offered:
            languages = checks(
                _("In which languages, beside Polish?"),
                offered,
                hint=_("You write each text in each language. What you leave empty is shown in Polish."),
            )

    return NewForm


def content_form(languages: Sequence[str], *, is_correction: bool) -> type[Form]:
    """Ask what it is about, what can change, who is invited, who decides."""
    asked = partial(texts, languages=languages, is_long=True)

    class ContentForm(Form):
        """The words of the public page."""

        edit_count = HiddenField()
        if is_correction:
            reason = texts(
                _("Why is this corrected?"),
                languages=languages,
                missing=_("Write in Polish why this is corrected."),
                hint=_("Everybody reads it beside the date of the correction."),
            )
        title = texts(_("Title"), languages=languages, missing=_("Write the title in Polish."))
        summary = asked(
            _("What it is about, in plain words"),
            hint=_("What happens, where, what it changes for people. Short sentences, no names of acts."),
        )
        can_change = asked(
            _("What can still change"),
            hint=_("One thing on a line, each beginning with a hyphen."),
        )
        cannot_change = asked(
            _("What cannot change, and why"),
            hint=_("Say it now, so that nobody writes in vain."),
        )
        invited = texts(_("Who is invited"), languages=languages, hint=_("For example: all residents of the town."))
        decision = asked(
            _("Who decides, and when"),
            hint=_("Name the body, the month, and what becomes of what people say."),
        )

    return ContentForm


def people_form(written: Sequence[str], offered: Sequence[str]) -> type[Form]:
    """Ask for the person to ask, the case sign and the languages; `written` are those of the version.

    A language that the version has stays in the list although its office offers it no longer.
    """
    choices = _beside_polish(dict.fromkeys([*offered, *written]))

    class PeopleForm(Form):
        """Whom to ask."""

        edit_count = HiddenField()
        contact_name = line(_("Whom can people ask?"), hint=_("First name and surname: a person, not a department."))
        contact_role = texts(_("What does this person do?"), languages=written)
        contact_phone = line(
            _("Telephone"),
            hint=_("A telephone number, an e-mail address, or better both: this is how people take part."),
            render={"type": "tel"},
        )
        contact_email = email(_("E-mail address"))
        case_sign = line(
            _("Case sign"), hint=_("As in the office's register, for example ABC.123.4.2026."), longest=100
        )
        if choices:
            languages = checks(_("Languages beside Polish"), choices)

    return PeopleForm


def privacy_form(languages: Sequence[str]) -> type[Form]:
    """Ask what art. 13 of the GDPR wants people told."""
    asked = partial(texts, languages=languages, is_long=True)

    class PrivacyForm(Form):
        """What becomes of people's data."""

        edit_count = HiddenField()
        purpose = asked(
            _("Why are personal data needed?"),
            hint=_("For example: to hold this consultation and to answer those who ask for an answer."),
        )
        legal_basis = asked(
            _("On which legal basis?"),
            hint=_("For example: art. 6(1)(e) of the GDPR with art. 5a of the act on municipal self-government."),
        )
        retention = asked(
            _("How long are they kept?"),
            hint=_("For example: five years from the end of the consultation, by the office's filing rules."),
        )
        recipients = asked(
            _("Whom are they passed on to?"),
            hint=_("What is usual stands here already. Add everybody else who gets the data."),
            default={code: USUAL_RECIPIENTS[code] for code in languages if code in USUAL_RECIPIENTS},
        )
        transfer = asked(
            _("Do they leave the European Economic Area?"),
            hint=_("Only if they do: to which country, and what protects them there. Else leave it empty."),
        )
        automated = asked(
            _("Does a machine decide about people?"),
            hint=_("Only if it does: by which rules, and what follows for the person. Else leave it empty."),
        )

    return PrivacyForm


def document_form(languages: Sequence[str]) -> type[Form]:
    """Ask for a file and its name."""

    class DocumentForm(Form):
        """A document to download."""

        title = texts(
            _("Name of the document"),
            languages=languages,
            missing=_("Write the name of the document in Polish."),
        )
        file = upload(
            _("File"),
            missing=_("Choose a file."),
            hint=_("PDF, DOCX, ODT, XLSX, ODS, CSV, TXT, PNG or JPEG, at most 20 MB. A PDF should be readable aloud."),
        )

    return DocumentForm


def edit_count_of(form: Form) -> int:
    """Read the state of the version with which the page was opened; what is no count fits no version."""
    typed = form["edit_count"].data or ""
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_COUNT else -1


def request_key_of(form: Form) -> str | None:
    """Read the key of a form; what is none of ours begins something new."""
    typed = form["request_key"].data or ""
    return typed if typed.isascii() and typed.isalnum() and len(typed) <= LONGEST_KEY else None


class PublishForm(Form):
    """Publish what was read: the state of the version travels along."""

    edit_count = HiddenField()


class ReturnForm(Form):
    """Give a consultation back to its editor."""

    because = text(_("What should be mended?"), missing=_("Write what should be mended."), longest=2000)
