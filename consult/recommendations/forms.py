"""Forms of recommendations: what is recommended, its evidence, the answer, the progress."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3
from wtforms.validators import ValidationError

from consult.organisations.models import Organisation
from consult.recommendations.rules import (
    ADDRESSEES,
    KINDS,
    ORGANISATION,
    PRIORITIES,
    UNDERTAKEN,
    WITH_USUAL_NAME,
    Outcome,
    Verdict,
)
from consult.recommendations.words import ADDRESSEES as ADDRESSEE_WORDS
from consult.recommendations.words import KINDS as KIND_WORDS
from consult.recommendations.words import OUTCOMES as OUTCOME_WORDS
from consult.recommendations.words import PRIORITIES as PRIORITY_WORDS
from consult.recommendations.words import STATES as STATE_WORDS
from consult.recommendations.words import VERDICTS as VERDICT_WORDS
from consult.web.forms import Form, choice, day, line, pick
from consult.web.forms import text as area

LONGEST = 5000
LONGEST_COUNT = 9
"""Digits of the largest count of edits that is believed."""

FindOrganisations = Callable[[str], Sequence[Organisation]]
Offered = Iterable[tuple[str, str]]


def edit_count_of(form: Form) -> int:
    """Read how often the version had been edited when the form was opened; what is no number never matches."""
    given = str(form["edit_count"].data or "")
    return int(given) if given.isdecimal() and len(given) <= LONGEST_COUNT else -1


def new_form(offices: Offered) -> type[Form]:
    """Ask what is recommended and, where there are several, in which office."""
    offered = list(offices)

    class NewForm(Form):
        """Begin a recommendation."""

        if len(offered) > 1:
            authority = choice(_("Which office recommends it?"), offered, missing=_("Choose the office."))
        title = line(
            _("What is recommended, in a few words?"),
            missing=_("Write in a few words what is recommended."),
            hint=_("For example: Call for bids by the end of November, so that work can begin in January."),
        )

    return NewForm


class TextForm(Form):
    """What a recommendation says; what is missing yet may be added later, before it is sent for approval."""

    edit_count = HiddenField()
    reason = area(
        _("Why is it corrected?"), missing=_("Write why it is corrected; everybody reads it."), longest=LONGEST
    )
    title = line(_("What is recommended, in a few words?"), missing=_("Write in a few words what is recommended."))
    text = area(_("The recommendation"), longest=LONGEST, hint=_("What should be done, by whom, and how."))
    problem = area(_("Which problem does it answer?"), longest=LONGEST)
    addressee_kind = choice(
        _("Whom does it ask?"), [(key, ADDRESSEE_WORDS[key]) for key in ADDRESSEES], missing=_("Say whom it asks.")
    )
    addressee_name = line(
        _("The name of whom it asks"),
        hint=_(
            "For example Zarząd Powiatu or Wydział Edukacji; of an organisation its name or KRS number. The council "
            "and the RDPP need no name. No private person."
        ),
    )
    kind = choice(_("Kind"), [(key, KIND_WORDS[key]) for key in KINDS], missing=_("Choose the kind."))
    priority = choice(
        _("Priority"), [(key, PRIORITY_WORDS[key]) for key in PRIORITIES], missing=_("Choose the priority.")
    )
    cost = line(_("Cost and time"), hint=_("For example: about 20 000 zł a year, three months to prepare."))
    indicator = area(
        _("By what will one see that it was kept?"),
        longest=LONGEST,
        hint=_("Something that can be counted or seen, such as: calls published by 30 November."),
    )
    answer_due_on = day(_("By which day is an answer due?"))
    consultation = pick(_("From which consultation did it come?"))

    def __init__(
        self, find: FindOrganisations, consultations: Offered, *, is_correction: bool, has_choice: bool, **data: Any
    ) -> None:
        super().__init__(**data)
        self.find = find
        self.organisation_id: UUID | None = None
        if not is_correction:
            del self.reason
        if has_choice:
            self.consultation.choices = _options(_("from none"), consultations)
        else:
            del self.consultation

    def validate_addressee_name(self, field: Field) -> None:
        """Find the organisation; another addressee of whom there are several needs its name."""
        kind = self.addressee_kind.data
        if kind == ORGANISATION:
            self._find_organisation(field)
        elif kind in ADDRESSEES and kind not in WITH_USUAL_NAME and not field.data:
            raise ValidationError(str(_("Write the name of whom it asks.")))

    def _find_organisation(self, field: Field) -> None:
        found = self.find(field.data or "")
        if not found:
            raise ValidationError(
                str(_("No confirmed organisation has this name or number. Check it in the list of organisations."))
            )
        if len(found) > 1:
            names = "; ".join(f"{one.name} ({one.number})" if one.number else one.name for one in found)
            raise ValidationError(
                str(_("There are several: %(names)s. Write the whole name, or the number.", names=names))
            )
        self.organisation_id = found[0].id
        field.data = found[0].name

    def values(self) -> dict[str, Any]:
        """Give what was typed, with the ids of what was named."""
        given = super().values()
        del given["edit_count"]
        if "consultation" in given:
            wanted = given.pop("consultation")
            given["consultation_id"] = UUID(wanted) if wanted else None
        is_organisation = given["addressee_kind"] == ORGANISATION
        given["organisation_id"] = self.organisation_id if is_organisation else None
        if is_organisation:
            given["addressee_name"] = ""
        return given


class EvidenceForm(Form):
    """One piece of evidence: an address, and words where this site has none for it."""

    url = line(
        _("Address of a page"),
        missing=_("Paste the address of the page."),
        longest=1000,
        hint=_(
            "Copy it from the browser: a question among results, an indicator of a unit, a remark, a list of remarks,"
            " a protocol; or a page elsewhere that everybody can read."
        ),
    )
    title = line(_("What is to be seen there?"), hint=_("Needed for a page elsewhere. Ours name themselves."))


class ReturnForm(Form):
    """Give it back to whoever wrote it."""

    because = area(_("What should be mended?"), missing=_("Write what should be mended."), longest=2000)


class PublishForm(Form):
    """A button; what was read travels along."""

    edit_count = HiddenField()


class AnswerForm(Form):
    """The addressee's answer."""

    verdict = choice(
        _("The answer"),
        [(verdict.value, VERDICT_WORDS[verdict]) for verdict in Verdict],
        missing=_("Choose the answer."),
    )
    reasons = area(
        _("Reasons"), longest=LONGEST, hint=_("Needed for every answer but a whole yes. Everybody reads it.")
    )
    owner = line(
        _("Who sees to it?"),
        hint=_("Where you accept it: a unit or an office, such as Wydział Promocji. No private person."),
    )
    deadline = day(_("By which day will it be done?"), hint=_("Where you accept it, wholly or in part."))
    review_on = day(
        _("When is it looked at again?"),
        hint=_("Where you put it off. Where you accept it, a day on the way, if you want to be reminded."),
    )

    def __init__(self, today: date, **data: Any) -> None:
        super().__init__(**data)
        self.today = today

    def validate(self, extra_validators: Any = None) -> bool:
        """See, besides each field, what this verdict needs."""
        is_good = bool(super().validate(extra_validators))
        verdict = self.verdict.data
        is_promise, is_put_off = verdict in UNDERTAKEN, verdict == Verdict.POSTPONED
        for name, is_needed, message in (
            ("reasons", bool(verdict) and verdict != Verdict.ACCEPTED, _("Write the reasons.")),
            ("owner", is_promise, _("Write who sees to it.")),
            ("deadline", is_promise, _("Set the day by which it will be done.")),
            ("review_on", is_put_off, _("Set the day on which it is looked at again.")),
        ):
            if is_needed and not self[name].data and not self[name].errors:
                self.refuse(name, str(message))
                is_good = False
        return self._has_days_to_come(is_promise=is_promise) and is_good

    def _has_days_to_come(self, *, is_promise: bool) -> bool:
        """Refuse days that are over, and a review after the day on which all is done."""
        is_good = True
        for name in ("deadline", "review_on"):
            if self[name].data and self[name].data < self.today:
                self.refuse(name, str(_("This day is over. Set a later one.")))
                is_good = False
        deadline, review_on = self.deadline.data, self.review_on.data
        if is_good and is_promise and deadline and review_on and review_on > deadline:
            self.refuse("review_on", str(_("Set a day before that by which it will be done.")))
            is_good = False
        return is_good


class ProgressForm(Form):
    """What was done, and how it stands."""

    text = area(_("What was done?"), missing=_("Write what was done."), longest=LONGEST, hint=_("Everybody reads it."))
    outcome = choice(
        _("How does it stand now?"),
        [(outcome.value or "under_way", OUTCOME_WORDS[outcome]) for outcome in Outcome],
        missing=_("Choose how it stands."),
    )
    review_on = day(_("When is it looked at next?"), hint=_("You are reminded before that day."))

    def __init__(self, today: date, **data: Any) -> None:
        super().__init__(**data)
        self.today = today

    def validate_review_on(self, field: Field) -> None:
        """Refuse a day that is over."""
        if field.data and field.data < self.today:
            raise ValidationError(str(_("This day is over. Set a later one.")))

    @property
    def chosen(self) -> Outcome:
        """Give how it stands."""
        return Outcome.UNDER_WAY if self.outcome.data == "under_way" else Outcome(self.outcome.data)


def _options(first: str, offered: Offered) -> list[Any]:
    """Give the options of a list that unfolds; the first one, without a key, narrows nothing."""
    return [SelectChoice("", first), *(SelectChoice(key, words) for key, words in offered)]


def tracker_form(authorities: Offered) -> type[Form]:
    """Narrow the tracker; the names of the fields stand in addresses."""

    class TrackerForm(Form):
        """Which recommendations to show."""

        class Meta(Form.Meta):
            """A search changes nothing, so it needs no token."""

            csrf = False

        urzad = pick(_("Office"), _options(_("all"), authorities))
        stan = pick(_("State"), _options(_("all"), [("overdue", _("overdue")), *STATE_WORDS.items()]))
        rodzaj = pick(_("Kind"), _options(_("all"), [(key, KIND_WORDS[key]) for key in KINDS]))
        adresat = pick(_("Whom it asks"), _options(_("all"), [(key, ADDRESSEE_WORDS[key]) for key in ADDRESSEES]))

    return TrackerForm
