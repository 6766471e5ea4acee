"""Fields of several controls: the plan of costs, line by line, and the people who apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from consult.initiatives.operations.submit import Applicant
from consult.initiatives.rules.cards import MOST, Cost, NotAnAmount, amount_words, read_amount, total
from consult.texts.storable import is_unstorable
from consult.web.forms.fields import EMAIL, LINE, UNSTORABLE, one_line

MOST_COSTS = 12


@dataclass(frozen=True)
class Row:
    """One row as it is shown: what was typed in each control, and what is wrong with it."""

    typed: dict[str, str]
    error: str = ""


class RowsField(Field):
    """A few rows of controls, named `<name>-<row>-<part>`; rows that are wholly empty are left out."""

    parts: Sequence[str] = ()

    def __init__(self, label: str, *, rows: int, shown_rows: int, hint: str = "", **kwargs: Any) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.count = rows
        self.shown_rows = shown_rows
        """So many stand on the page at once; the others unfold."""
        self.rows: list[Row] = []

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what is stored, or what was typed."""
        self.process_errors: list[str] = []
        given = data if isinstance(data, (list, tuple)) else ()
        self.rows = [Row(self.shown(one)) for one in given]
        if formdata is not None and any(self.name_of(0, part) in formdata for part in self.parts):
            self.rows = [Row(self._typed(formdata, number)) for number in range(self.count)]
        self.rows += [Row(dict.fromkeys(self.parts, ""))] * (self.count - len(self.rows))
        self.data = self.read()

    @property
    def is_unfolded(self) -> bool:
        """Tell whether something is typed in a row that would be folded away."""
        return any(any(row.typed.values()) for row in self.rows[self.shown_rows :])

    def _typed(self, formdata: Any, number: int) -> dict[str, str]:
        return {part: one_line(formdata.get(self.name_of(number, part))) for part in self.parts}

    def name_of(self, row: int, part: str) -> str:
        """Name a control; it is its id too."""
        return f"{self.name}-{row}-{part}"

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Find what is wrong with each row, and with all of them together."""
        judged = [
            Row(row.typed, self.mistake(row.typed)) if any(row.typed.values()) else Row(row.typed) for row in self.rows
        ]
        self.rows = judged
        self.errors = [row.error for row in judged if row.error]
        return not self.errors

    def shown(self, value: Any) -> dict[str, str]:
        """Write what is stored as it is typed."""
        raise NotImplementedError

    def read(self) -> list[Any]:
        """Read what can be read of the rows."""
        raise NotImplementedError

    def mistake(self, typed: dict[str, str]) -> str:
        """Say what is wrong with a row, or nothing."""
        if any(is_unstorable(words) for words in typed.values()):
            return str(UNSTORABLE)
        if any(len(words) > LINE for words in typed.values()):
            return str(gettext("Use at most %(count)s characters.", count=LINE))
        return ""


class CostsField(RowsField):
    """The plan of costs: what, and how many zlotys."""

    parts = ("what", "amount")

    def shown(self, value: Cost) -> dict[str, str]:
        """Write a line of the plan."""
        return {"what": value.what, "amount": amount_words(value.amount)}

    def read(self) -> list[Cost]:
        """Read the lines that say both."""
        found = []
        for row in self.rows:
            amount = _amount(row.typed["amount"])
            if row.typed["what"] and amount is not None:
                found.append(Cost(row.typed["what"], amount))
        return found

    def mistake(self, typed: dict[str, str]) -> str:
        """Ask for both halves of a line."""
        if wrong := super().mistake(typed):
            return wrong
        if not typed["what"]:
            return str(gettext("Write what costs this much."))
        if _amount(typed["amount"]) is None:
            return str(
                gettext("Write in digits how much “%(what)s” costs, for example 1250 or 1250,50.", what=typed["what"])
            )
        return ""

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Refuse a plan that no office could pay."""
        if super().validate(form, extra_validators) and total(self.data) > MOST:
            self.errors = [str(gettext("Check the amounts: their sum is too large."))]
        return not self.errors


class PeopleField(RowsField):
    """The people who apply: name, e-mail address, telephone."""

    parts = ("name", "email", "phone")

    def shown(self, value: Applicant) -> dict[str, str]:
        """Write a person."""
        return {"name": value.name, "email": value.email, "phone": value.phone}

    def read(self) -> list[Applicant]:
        """Read those who have a name."""
        return [Applicant(**row.typed) for row in self.rows if row.typed["name"]]

    def mistake(self, typed: dict[str, str]) -> str:
        """Ask for a name beside an address."""
        if wrong := super().mistake(typed):
            return wrong
        if not typed["name"]:
            return str(gettext("Write whose address this is."))
        if typed["email"] and not (typed["email"].isascii() and EMAIL.fullmatch(typed["email"])):
            return str(gettext("Write the e-mail address like name@example.org."))
        return ""


class CriteriaField(RowsField):
    """Criteria: what, how many points at most, and how much they weigh."""

    parts = ("words", "most", "weight")

    def shown(self, value: tuple[str, int, int]) -> dict[str, str]:
        """Write a criterion."""
        words, most, weight = value
        return {"words": words, "most": str(most), "weight": str(weight)}

    def read(self) -> list[tuple[str, int, int]]:
        """Read those that say all."""
        return [
            (row.typed["words"], int(row.typed["most"]), int(row.typed["weight"] or "1"))
            for row in self.rows
            if row.typed["words"] and not self.mistake(row.typed)
        ]

    def mistake(self, typed: dict[str, str]) -> str:
        """Ask for words, and numbers within limits."""
        if wrong := super().mistake(typed):
            return wrong
        if not typed["words"]:
            return str(gettext("Write what these points are given for."))
        if not _is_within(typed["most"], 100) or not _is_within(typed["weight"] or "1", 10):
            return str(gettext("Write the most points as a number from 1 to 100, and the weight as one from 1 to 10."))
        return ""


def _is_within(typed: str, most: int) -> bool:
    return typed.isdecimal() and len(typed) <= len(str(most)) and 1 <= int(typed) <= most


def _amount(typed: str) -> int | None:
    try:
        return read_amount(typed)
    except NotAnAmount:
        return None


def costs(rows: int = MOST_COSTS) -> CostsField:
    """Ask for the plan of costs."""
    return CostsField(
        _("Plan of costs"),
        rows=rows,
        shown_rows=4,
        hint=_("What has to be paid for, whoever pays, and how much, in zlotys. Leave empty what you do not need."),
    )


def people(rows: int, shown_rows: int, hint: str) -> PeopleField:
    """Ask who applies."""
    return PeopleField(_("Who applies?"), rows=rows, shown_rows=shown_rows, hint=hint)


def criteria(rows: int = 10) -> CriteriaField:
    """Ask for criteria."""
    return CriteriaField(
        _("Criteria of the assessment"),
        rows=rows,
        shown_rows=5,
        hint=_("For a local initiative the Act wants the applicants' own work to weigh most (art. 19c)."),
    )
