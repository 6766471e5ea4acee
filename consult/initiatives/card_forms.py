"""The card of an initiative as a form: the idea, the place, the plan, the people."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from consult.initiatives import fields
from consult.initiatives.models import OWNERS, Initiative
from consult.initiatives.operations.submit import Applicant, Card
from consult.initiatives.rules.cards import MOST, NotAnAmount, amount_words, read_amount
from consult.initiatives.rules.stages import LEAST_APPLICANTS, MOST_APPLICANTS, WITH_COSTS, Kind
from consult.initiatives.words import OWNERS as OWNER_WORDS
from consult.web.forms import Form, choice, line, text, yes

AS_RESIDENTS = "residents"
LONGEST = 8000
MOST_NUMBER = 999_999
"""More hours or signatures than a card can have."""
DIGITS: dict[str, Any] = {"inputmode": "numeric", "autocomplete": "off"}


class CardForm(Form):
    """The base of the card; `kind` is set by `card_form`."""

    kind = Kind.LOCAL
    needs_people = True

    def validate(self, extra_validators: Any = None) -> bool:
        """See what one field says of another."""
        is_valid = bool(super().validate(extra_validators))
        for judge in (self._judge_people, self._judge_place, self._judge_share, self._judge_costs):
            name, mistake = judge()
            if mistake:
                self.refuse(name, mistake)
                is_valid = False
        return is_valid

    @property
    def is_of_residents(self) -> bool:
        """Tell whether residents apply in their own name."""
        return "sender" not in self or self["sender"].data in {None, "", AS_RESIDENTS}

    def _judge_people(self) -> tuple[str, str]:
        if not self.needs_people or self["applicants"].errors:
            return "", ""
        named: list[Applicant] = self["applicants"].data
        least = LEAST_APPLICANTS[self.kind] if self.is_of_residents else 1
        if len(named) < least:
            return "applicants", str(
                gettext("Write the names of at least %(count)s people who apply together.", count=least)
            )
        if not any(one.email or one.phone for one in named):
            return "applicants", str(
                gettext("Give an e-mail address or a telephone number of one of you, so that the office can answer.")
            )
        return "", ""

    def _judge_place(self) -> tuple[str, str]:
        if "owner" not in self:
            return "", ""
        owner = self["owner"].data
        if owner in {"authority", "private", "other"} and not self["place"].data:
            return "place", str(gettext("Write where it will be."))
        if owner == "private" and not self["has_consent"].data:
            return "has_consent", str(gettext("Ask the owner first: without their consent the office cannot go on."))
        return "", ""

    def _judge_share(self) -> tuple[str, str]:
        """Ask for a share of the applicants in a local initiative: work, things or money (art. 19e)."""
        if "hours" not in self or self.kind is not Kind.LOCAL:
            return "", ""
        if _number(self["hours"].data) or self["things"].data or _grosze(self["money"].data):
            return "", ""
        return "hours", str(gettext("Write what you will give: hours of work, things or money."))

    def _judge_costs(self) -> tuple[str, str]:
        if "costs" not in self or self["costs"].errors or self["costs"].data:
            return "", ""
        return "costs", str(gettext("Write at least one line of the plan of costs."))

    def card(self) -> Card:
        """Give what is written."""
        given = self.values()
        return Card(
            title=given.get("title") or "",
            what=given.get("what") or "",
            why=given.get("why") or "",
            place=given.get("place") or "",
            owner=given.get("owner") or "",
            has_consent=bool(given.get("has_consent")),
            hours=_number(given.get("hours")),
            things=given.get("things") or "",
            money=_grosze(given.get("money")),
            expected=given.get("expected") or "",
            schedule=given.get("schedule") or "",
            costs=tuple(given.get("costs") or ()),
            applicants=tuple(given.get("applicants") or ()),
        )


def is_number(_form: Any, field: Any) -> None:
    """Ask for a whole number, or nothing."""
    if field.data and not (field.data.isdecimal() and len(field.data) <= len(str(MOST_NUMBER))):
        raise ValueError(gettext("Write a whole number in digits, for example 40."))


def _is_amount(_form: Any, field: Any) -> None:
    try:
        amount = read_amount(field.data or "0")
    except NotAnAmount:
        amount = MOST + 1
    if amount > MOST:
        raise ValueError(gettext("Write the amount in digits, for example 1250 or 1250,50."))


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) <= len(str(MOST_NUMBER)) else 0


def _grosze(typed: str | None) -> int:
    try:
        return read_amount(typed or "0")
    except NotAnAmount:
        return 0


class _PlanFields(CardForm):
    """What applicants and the office draw up together."""

    hours = line(
        _("How many hours will you work on it, all of you together?"),
        hint=_("Work without pay: planting, painting, leading workshops. Leave it empty if none."),
        longest=9,
        render=DIGITS,
    )
    things = text(
        _("Which things will you bring?"), hint=_("Tools, plants, a trailer. Leave it empty if none."), longest=2000
    )
    money = line(
        _("How much money will you give, in zlotys?"), hint=_("Leave it empty if none."), longest=15, render=DIGITS
    )
    expected = text(
        _("What do you expect of the office?"),
        missing=_("Write what the office should do, buy or lend."),
        hint=_("Work, things, materials, documents, or money that the office spends itself."),
        longest=LONGEST,
    )
    schedule = text(
        _("When will what be done?"),
        missing=_("Write when it begins, and what is done when."),
        hint=_("One step on a line, for example: “April 2027: we clear the ground”."),
        longest=LONGEST,
    )
    costs = fields.costs()
    validate_hours = staticmethod(is_number)
    validate_money = staticmethod(_is_amount)


class _IdeaFields(CardForm):
    """What every card says."""

    title = line(
        _("What is it called?"),
        missing=_("Write a short name."),
        hint=_("As you would tell a neighbour: “A garden behind the library”."),
        longest=200,
    )
    what = text(_("What do you want to do?"), missing=_("Write what it is about."), longest=LONGEST)
    why = text(
        _("Why, and for whom?"),
        missing=_("Write why it is needed."),
        hint=_("Who will use it, and what will change."),
        longest=LONGEST,
    )
    seen = HiddenField()


class _PlaceFields(CardForm):
    """Where it will be."""

    owner = choice(
        _("Whose is the place?"),
        [(key, OWNER_WORDS[key]) for key in OWNERS],
        missing=_("Choose whose the place is."),
    )
    place = line(_("Where will it be?"), hint=_("Street, plot or building; no private address of yours."))
    has_consent = yes(_("The owner of the place agrees"), hint=_("The office will ask for the consent in writing."))


def card_form(
    kind: Kind, *, organisations: Sequence[tuple[str, str]] = (), needs_people: bool = True
) -> type[CardForm]:
    """Ask for the card of an initiative of this kind, and only for what belongs to it."""
    parts: list[type[CardForm]] = [_IdeaFields]
    if kind is not Kind.RESOLUTION:
        parts.append(_PlaceFields)
    if kind in WITH_COSTS:
        parts.append(_PlanFields)

    class InitiativeForm(*parts):  # type: ignore[misc]  # some of three classes
        """The card."""

        if kind is Kind.RESOLUTION:
            what = text(_("What does the resolution say?"), missing=_("Write what it says."), longest=LONGEST)
        if organisations:
            sender = choice(
                _("Who applies?"),
                [(AS_RESIDENTS, _("Residents, in their own name")), *organisations],
                missing=_("Choose who applies."),
            )
        applicants = fields.people(MOST_APPLICANTS, max(2, LEAST_APPLICANTS[kind]), _how_many(kind))

    InitiativeForm.kind, InitiativeForm.needs_people = kind, needs_people
    return InitiativeForm


def _how_many(kind: Kind) -> str:
    least = LEAST_APPLICANTS[kind]
    if least > 1:
        return str(
            gettext("At least %(count)s people, or one for an organisation. Only the office sees this.", count=least)
        )
    return str(gettext("One person is enough. Only the office sees this."))


def plan_form() -> type[CardForm]:
    """Ask for what is drawn up together alone."""

    class PlanForm(_PlanFields):
        """The plan."""

        needs_people = False

    return PlanForm


def card_data(initiative: Initiative) -> dict[str, Any]:
    """Give the card as its form shows it."""
    plain = ("title", "what", "why", "place", "owner", "has_consent", "things", "expected", "schedule")
    return {name: getattr(initiative, name) for name in plain} | {
        "hours": str(initiative.hours or ""),
        "money": amount_words(initiative.money) if initiative.money else "",
        "costs": initiative.costs,
        "applicants": [Applicant(one.name, one.email, one.phone) for one in initiative.applicants],
    }
