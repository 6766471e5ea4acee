"""Forms with which an office makes a weighting."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3
from wtforms.validators import ValidationError

from consult.questionnaires.rules.shape import Question
from consult.results import words
from consult.results.weights.from_territory import MEN, WOMEN, guess
from consult.results.weights.operations import LONGEST, NAME
from consult.territory.population import ages_in
from consult.web.forms import Form, line, pick, upload, yes

Choices = Sequence[tuple[str, str]]
SEX, AGE = "sex-", "age-"
"""The fields of the options of the two questions begin so."""


class NamedForm(Form):
    """Every weighting has a name."""

    name = line(
        _("Name of the weights"),
        missing=_("Give the weights a name."),
        hint=_("Small letters, digits and hyphens, for example sex-and-age."),
        longest=LONGEST,
    )

    def validate_name(self, field: Field) -> None:
        """See that it can stand in an address."""
        if not NAME.fullmatch(field.data or ""):
            raise ValidationError(_("Use small letters without accents, digits and hyphens."))


class FileForm(NamedForm):
    """Weights from margins in a file."""

    file = upload(
        _("File with the margins"),
        missing=_("Choose a file."),
        hint=_("CSV with three columns: key of the question, option, number of people in the population."),
    )


def territory_form(questions: Choices, *, asks_area: bool) -> type[NamedForm]:
    """Ask which questions tell sex and age, and of which unit the people are meant."""
    offered = [SelectChoice("", _("not asked")), *(SelectChoice(key, said) for key, said in questions)]

    class TerritoryForm(NamedForm):
        """Weights from what the territory knows."""

        unit = line(
            _("Unit whose people are meant"),
            missing=_("Give the TERYT code of the unit."),
            hint=_("TERYT code of a gmina, a powiat or a voivodeship."),
            longest=7,
        )
        sex = pick(_("Question that asks for sex"), offered)
        age = pick(_("Question that asks for age"), offered)
        if asks_area:
            area = yes(
                _("Weight by place too"), hint=_("By the parts of the unit, of those who named where they live.")
            )

    return TerritoryForm


def meaning_form(sex: Question | None, age: Question | None) -> type[NamedForm]:
    """Ask what each option of the questions means."""
    fields: dict[str, Any] = {}
    for option in sex.options if sex else ():
        meant = [SelectChoice("", _("neither")), SelectChoice(WOMEN, _("women")), SelectChoice(MEN, _("men"))]
        fields[f"{SEX}{option.key}"] = pick(words.plain(option.text), meant)
    for option in age.options if age else ():
        hint = _("Ages such as 18-29 or 60+; empty where it is no age.")
        fields[f"{AGE}{option.key}"] = line(words.plain(option.text), hint=hint, longest=10)
        fields[f"validate_{AGE}{option.key}"] = _are_ages
    return type("MeaningForm", (NamedForm,), fields)


def guessed(sex: Question | None, age: Question | None) -> dict[str, str]:
    """Give what the options seem to mean, as the data of the form."""
    sexes = {f"{SEX}{key}": meant for key, meant in guess(sex, is_age=False).items()} if sex else {}
    ages = {f"{AGE}{key}": meant for key, meant in guess(age, is_age=True).items()} if age else {}
    return sexes | ages


def _are_ages(_form: Any, field: Field) -> None:
    if field.data and ages_in(field.data) is None:
        raise ValidationError(_("Write ages such as 18-29 or 60+."))


def meanings_in(form: Form, part: str) -> dict[str, str]:
    """Give what each option means, without those that mean nothing."""
    return {
        name.removeprefix(part): str(value) for name, value in form.values().items() if name.startswith(part) and value
    }
