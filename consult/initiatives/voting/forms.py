"""Forms of votes: what an edition is, its pools, the code of a voter."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from consult.clock import WARSAW
from consult.initiatives.card_forms import DIGITS
from consult.initiatives.forms import ActForm, number_of
from consult.initiatives.rules.cards import MOST, NotAnAmount, read_amount
from consult.initiatives.rules.elections import VoteType
from consult.initiatives.rules.working import Rule
from consult.initiatives.voting.models import VoteEdition
from consult.initiatives.voting.operations import MOST_CODES, Said
from consult.web.forms import Form, choice, day, line, upload, yes

TYPES: Mapping[str, str] = {
    VoteType.APPROVAL: _("Voters mark projects"),
    VoteType.CUMULATIVE: _("Voters share out points"),
    VoteType.ORDINAL: _("Voters put projects in order"),
}
RULES: Mapping[str, str] = {
    Rule.GREEDY: _("From the most wanted project down, each that still fits into the money"),
    Rule.EQUAL_SHARES: _("Equal shares: every voter has the same part of the money"),
}
MOST_PROJECTS = 50
MOST_POINTS = 1000


class EditionForm(ActForm):
    """What an edition is."""

    title = line(
        _("What is it called?"),
        missing=_("Write the title."),
        hint=_("For example: Participatory budget of Kielce 2027"),
        longest=200,
    )
    vote_type = choice(_("How do people vote?"), TYPES.items(), missing=_("Choose how people vote."))
    rule = choice(
        _("How are the winners chosen?"),
        RULES.items(),
        missing=_("Choose the rule."),
        hint=_("As the resolution of the council says. The full working is published."),
    )
    max_length = line(
        _("At most so many projects in each pool"), missing=_("Write the number."), longest=2, render=DIGITS
    )
    points = line(
        _("So many points to share out in each pool"), hint=_("Only where points are given."), longest=4, render=DIGITS
    )
    opens_on = day(_("First day"), missing=_("Write the first day."))
    last_day = day(_("Last day"), missing=_("Write the last day."))

    def validate(self, extra_validators: Any = None) -> bool:
        """See what one field says of another."""
        is_valid = bool(super().validate(extra_validators))
        if not _is_within(self["max_length"].data, MOST_PROJECTS):
            self.refuse("max_length", gettext("Write a number from 1 to %(most)s.", most=MOST_PROJECTS))
            is_valid = False
        if self["vote_type"].data == VoteType.CUMULATIVE and not _is_within(self["points"].data, MOST_POINTS):
            self.refuse("points", gettext("Write a number from 1 to %(most)s.", most=MOST_POINTS))
            is_valid = False
        first, last = self["opens_on"].data, self["last_day"].data
        if first and last and last < first:
            self.refuse("last_day", gettext("The last day is before the first one."))
            is_valid = False
        return is_valid

    def said(self) -> Said:
        """Give what is written; the vote is open from midnight of the first day to midnight after the last one."""
        given = self.values()
        vote_type = VoteType(given["vote_type"])
        return Said(
            title=given["title"],
            vote_type=vote_type,
            rule=given["rule"],
            min_length=1,
            max_length=int(given["max_length"]),
            points=number_of(self, "points") if vote_type is VoteType.CUMULATIVE else None,
            opens_at=datetime.combine(given["opens_on"], time(), WARSAW),
            closes_at=datetime.combine(given["last_day"] + timedelta(days=1), time(), WARSAW),
        )


def _is_within(typed: str | None, most: int) -> bool:
    return bool(typed) and str(typed).isdecimal() and 1 <= int(str(typed)) <= most


def edition_data(edition: VoteEdition) -> dict[str, Any]:
    """Give an edition as its form shows it."""
    opens, closes = edition.opens_at.astimezone(WARSAW), edition.closes_at.astimezone(WARSAW)
    return {
        "edit_count": edition.edit_count,
        "title": edition.title,
        "vote_type": edition.vote_type,
        "rule": edition.rule,
        "max_length": str(edition.max_length),
        "points": str(edition.points or ""),
        "opens_on": opens.date(),
        "last_day": (closes - timedelta(minutes=1)).date(),
    }


class PoolForm(Form):
    """A pool of money."""

    name = line(_("Which part of the town, or the whole of it?"), missing=_("Write the name."), longest=200)
    budget = line(_("How much money, in zlotys?"), missing=_("Write the amount."), longest=15, render=DIGITS)
    is_for_all = yes(_("Everybody votes here"), hint=_("Without it, only those who choose this district."))

    def validate_budget(self, field: Any) -> None:
        """Ask for an amount."""
        try:
            amount = read_amount(field.data or "")
        except NotAnAmount:
            amount = 0
        if not 0 < amount <= MOST:
            raise ValueError(gettext("Write the amount in digits, for example 1250 or 1250,50."))

    def grosze(self) -> int:
        """Give the amount."""
        return read_amount(self["budget"].data)


class ProjectsForm(Form):
    """Projects out of a Pabulib file, for one pool."""

    of_pool = ""
    file = upload(
        _("Pabulib file (.pb)"),
        missing=_("Choose a file."),
        hint=_("Its projects are added; its votes are not read here."),
    )


class CodesForm(Form):
    """How many codes are made."""

    count = line(
        _("How many codes?"),
        missing=_("Write the number."),
        hint=_("They are shown once, in the file that you get. At most %(most)s at once.", most=MOST_CODES),
        longest=4,
        render=DIGITS,
    )

    def validate_count(self, field: Any) -> None:
        """Ask for a number."""
        if not _is_within(field.data, MOST_CODES):
            raise ValueError(gettext("Write a number from 1 to %(most)s.", most=MOST_CODES))


class CodeForm(Form):
    """The one-time code of a voter; a page that needs no token sets no cookie."""

    class Meta(Form.Meta):
        """Ask for no token: the slot of the page and the code guard it."""

        csrf = False

    code = line(
        _("Your one-time code"),
        missing=_("Write the code that the office gave you."),
        hint=_("16 characters, for example K7M2-94QD-3F0A-9TZ1; hyphens and capital letters do not matter."),
        longest=60,
    )
