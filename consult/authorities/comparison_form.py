"""What is asked about the units with which the office's own is compared."""

from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import Field, IntegerField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3
from wtforms.validators import NumberRange, Optional, ValidationError

from consult.territory.indicators.comparing import TYPES, Group, level_of
from consult.territory.rules import Kind
from consult.territory.words import KIND_WORDS
from consult.web.forms import Form, checks, yes

POLAND = 50_000_000
"""More people than any unit has."""
LEVELS = {2: (Kind.VOIVODESHIP,), 4: (Kind.CITY, Kind.POWIAT), 7: TYPES}
"""Types of units, by the length of their codes."""


class _People(IntegerField):
    """A number of residents, or nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number, or say how to write one; blanks between thousands do no harm."""
        typed = "".join(str(value) for value in valuelist[:1]).replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        try:
            super().process_formdata([typed] if typed else [])
        except ValueError as mistake:
            raise ValueError(_("Write a whole number, for example 10000.")) from mistake


def _people(label: str) -> _People:
    within = NumberRange(0, POLAND, message=_("Write a whole number, for example 10000."))
    return _People(label, [Optional(), within])


class ComparisonForm(Form):
    """Type, number of residents and voivodeship of the units that are similar."""

    kinds = checks(_("Types of units"), (), missing=_("Choose at least one type."))
    population_from = _people(_("Residents, at least"))
    population_to = _people(_("Residents, at most"))
    same_voivodeship = yes(_("Only units of the same voivodeship"))

    @classmethod
    def of(cls, code: str, group: Group) -> Self:
        """Make the form for a unit, filled with its group."""
        form = cls(
            data={
                "kinds": sorted(group.kinds),
                "population_from": group.population_from,
                "population_to": group.population_to,
                "same_voivodeship": group.same_voivodeship,
            }
        )
        form.kinds.choices = [SelectChoice(kind.value, KIND_WORDS[kind]) for kind in LEVELS[level_of(code)]]
        return form

    def validate_population_to(self, field: Field) -> None:
        """See that the range does not end before it begins."""
        low = self.population_from.data
        if field.data is not None and low is not None and field.data < low:
            raise ValidationError(_("Write a number that is not below the first."))

    def group(self) -> Group:
        """Give the group that was asked for."""
        return Group(
            frozenset(self.kinds.data or ()),
            self.population_from.data,
            self.population_to.data,
            bool(self.same_voivodeship.data),
        )
