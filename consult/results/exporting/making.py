"""Make the data set of a questionnaire: what was sealed, the day dropped."""
# ruff: noqa: RUF001  # the dash is the matter here

import re
from collections.abc import Iterable, Iterator, Mapping

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult.orm import Texts
from consult.participation.doubts import Doubt
from consult.questionnaires.models import CLASSES, Questionnaire
from consult.questionnaires.queries import list_gminas
from consult.questionnaires.rules.shape import Blank
from consult.results import words
from consult.results.exporting import queries
from consult.results.exporting.data_set import Column, DataSet
from consult.results.queries import names_of, scheme
from consult.results.rules.filters import POWIAT
from consult.results.rules.laying import ABOUT, Laid, Layer, Row, lay_out
from consult.results.rules.tally import Scheme
from consult.results.rules.thinning import FEW, Merges, judge, thinned
from consult.web.locale import language

HOLDS: Mapping[str, Merges] = {"code": "codes", "flag": "flags"}


def data_set(session: Session, questionnaire: Questionnaire, *, with_words: bool, at_least: int | None) -> DataSet:
    """Make the data set; with `at_least`, values of fewer people are merged, and what does not count is left out."""
    versions = scheme(session, questionnaire)
    numbers = queries.numbers_of(session, questionnaire.id)
    laid = lay_out(versions.plans.values(), with_words=with_words)
    columns = _columns(session, questionnaire, versions, laid, numbers.values(), at_least)
    layer = Layer.of(laid, versions.plans, numbers)

    def full() -> Iterator[Row]:
        return layer.rows(queries.list_sealed(session, questionnaire, only_counted=at_least is not None))

    def thin() -> Iterator[Row]:
        merges = {place: HOLDS[column.holds] for place, column in enumerate(columns) if column.holds in HOLDS}
        merges[ABOUT.index("area")] = "areas"
        yield from thinned(full(), judge(full(), merges, at_least=at_least or 0))

    title = words.plain(next(iter(versions.plans.values())).title)
    return DataSet(title, columns, full if at_least is None else thin, _words())


def _columns(
    session: Session,
    questionnaire: Questionnaire,
    versions: Scheme,
    laid: Iterable[Laid],
    numbers: Iterable[int],
    at_least: int | None,
) -> tuple[Column, ...]:
    """Give every column its name, the questions' first, and its words."""
    asked = [_of_question(one, at_least) for one in laid]
    names = names_apart([*(column.name for column in asked), *ABOUT])
    plan = next(iter(versions.plans.values()))
    values: Mapping[str, Mapping[int | str, str]] = {
        "version": {number: _("version %(number)s", number=number) for number in sorted(numbers)},
        "channel": {
            "web": _("on the web"),
            "kiosk": _("on a tablet in the office"),
            "paper": _("on paper, typed in by the office"),
        },
        "language": {code: code for code in plan.languages},
        "class": {code: words.class_words(code) for code in CLASSES},
        "area": _areas(session, questionnaire, is_thin=at_least is not None),
        "doubt": {
            Doubt.TRAP.value: _("a field was filled in that no person sees"),
            Doubt.BURST.value: _("many were sent at once from one place"),
            Doubt.FAST.value: _("it was sent faster than people can"),
        },
    }
    labels = _labels()
    about = [
        Column(name, labels[key], "code" if key in values else "flag", _with_few(values.get(key, {}), at_least))
        for key, name in zip(ABOUT, names[len(asked) :], strict=True)
    ]
    named = (
        Column(name, one.label, one.holds, one.values, one.apart, one.low)
        for one, name in zip(asked, names, strict=False)
    )
    return (*about, *named)


def _labels() -> dict[str, str]:
    """Say what each column before the questions holds."""
    return {
        "version": _("Version of the questionnaire"),
        "channel": _("How it was sent"),
        "language": _("Language of the form"),
        "class": _("As whom the person takes part"),
        "area": _("Gmina where the person lives (six digits of its TERYT code)"),
        "late": _("Begun before the close and sent after it"),
        "doubt": _("Why it may come from a machine; empty where nothing says so"),
    }


def _of_question(one: Laid, at_least: int | None) -> Column:
    variable, question = one.variable, _in_a_line(one.question.text)
    label = question
    if variable.part:
        label = f"{question} – {_in_a_line(variable.text) or variable.part}"
    if variable.holds == "words" and variable.part:
        label = _("%(option)s, in the person's own words", option=label)
    values = {value: _in_a_line(texts) or str(value) for value, texts in variable.values}
    return Column(one.name, label, variable.holds, _with_few(values, at_least), variable.apart, variable.low)


def _with_few(values: Mapping[int | str, str], at_least: int | None) -> Mapping[int | str, str]:
    """Add the words for what is merged."""
    if at_least is None or not values:
        return values
    return {**values, FEW: _("answers that fewer than %(count)s people gave, together", count=at_least)}


def _areas(session: Session, questionnaire: Questionnaire, *, is_thin: bool) -> Mapping[int | str, str]:
    """List the gminas that could be named; thinned, the rest of each powiat, too."""
    gminas = list_gminas(session, questionnaire.consultation.authority.teryt)
    found: dict[int | str, str] = {unit.code6: unit.name for unit in gminas}
    if is_thin:
        powiats = names_of(session, {unit.code6[:POWIAT] for unit in gminas})
        found |= {code: _("other gminas of %(powiat)s", powiat=name) for code, name in sorted(powiats.items())}
    return found


def _words() -> Mapping[str, str]:
    return {
        "data": _("data"),
        "codebook": _("codebook"),
        "column": _("Column"),
        "spss": _("Name in SPSS"),
        "says": _("What it says"),
        "holds": _("Holds"),
        "code": _("code"),
        "flag": _("0 or 1"),
        "number": _("number"),
        "words": _("words"),
        "value": _("Code"),
        "as_number": _("Number in SPSS"),
        "label": _("Words of the code"),
        "chosen": _("yes"),
        "not_chosen": _("no"),
        Blank.SKIPPED.value: _("asked, left blank"),
        Blank.NOT_ASKED.value: _("not asked"),
        "empty": _("(empty)"),
    }


def _in_a_line(texts: Texts) -> str:
    code = language() if language() in texts else "pl"
    return re.sub(r"\s+", " ", texts.get(code, ""))


def names_apart(names: Iterable[str]) -> list[str]:
    """Make names differ by more than capital letters, as programs want them; the first one stays as it is."""
    taken: set[str] = set()
    found = []
    for name in names:
        number, told = 1, name
        while told.casefold() in taken:
            number += 1
            told = f"{name}_{number}"
        taken.add(told.casefold())
        found.append(told)
    return found
