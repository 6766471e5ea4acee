"""The pages of a form: rendered once for everybody, with one slot for what differs from person to person."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from flask import render_template, request, url_for

from consult import clock
from consult.extensions import db
from consult.participation.doubts import TRAP, is_trapped
from consult.participation.forms import FIELD
from consult.participation.rules.intake import GRACE
from consult.questionnaires import kiosk
from consult.questionnaires.filling import AREA, CLASS, SCRIPTED, Filling, Place
from consult.questionnaires.hints import limits_hint, mistake_words
from consult.questionnaires.levels import level_of
from consult.questionnaires.queries import Held, list_gminas
from consult.questionnaires.rules import walking
from consult.questionnaires.rules.browsing import rules_for
from consult.questionnaires.rules.kinds import date, period, ranking
from consult.questionnaires.rules.kinds.single import CIRCLES
from consult.questionnaires.rules.shape import Option, Plan, Question, Row, Texts, Typed
from consult.questionnaires.words import CLASSES, condition_words
from consult.territory.models import Unit
from consult.web.forms import Form
from consult.web.locale import LANGUAGES, language

MARK = secrets.token_hex(16)
"""Where the slot is put in."""
GIVEN = secrets.token_hex(16)
"""Where the receipt holds what was sent, to make a copy of it or to correct it."""
MOST = 300
"""Pages that are kept."""
KEPT_SECONDS = 60
"""For so long: a page says also what an office may change, such as its telephone number."""
_kept: dict[tuple[object, ...], str] = {}


@dataclass(frozen=True)
class Shown:
    """One question on a page: its number, what was typed, what is wrong by field."""

    question: Question
    number: int
    typed: Typed
    errors: Mapping[str, str]
    doubted: frozenset[tuple[str, int]] = frozenset()
    """The soft checks that fail: the field in which each is confirmed, and its number."""

    def chosen(self, name: str) -> Sequence[str]:
        """Give what was chosen in a field."""
        return self.typed.get(name, ())

    def words(self, name: str) -> str:
        """Give what was typed in a field."""
        return next(iter(self.chosen(name)), "")

    def error(self, name: str) -> str:
        """Say what is wrong with a field."""
        return self.errors.get(name, "")

    @property
    def limits(self) -> str:
        """Say how many may be chosen, or what a number must be."""
        return limits_hint(self.question)

    @property
    def mistakes(self) -> list[tuple[str, Texts, str]]:
        """List what is wrong with the question: the control where it is mended, its row, what to do."""
        return [
            (self._control(name), self._part(name), self.errors[name]) for name in self._fields if name in self.errors
        ]

    @property
    def _fields(self) -> Sequence[str]:
        return walking.fields_of(self.question)

    @property
    def doubts(self) -> list[tuple[str, Texts, bool]]:
        """List what was doubted about the answer: its number, its words, whether the person is sure."""
        sure = self.question.sure
        confirmed = self.chosen(sure)
        return [
            (str(number), check.text, str(number) in confirmed)
            for number, check in enumerate(self.question.checks)
            if check.is_soft and (str(number) in confirmed or self.is_doubted(number))
        ]

    def is_doubted(self, number: int) -> bool:
        """Tell whether a check doubts the answer now."""
        return (self.question.sure, number) in self.doubted

    @property
    def date_parts(self) -> Sequence[str]:
        """List what is typed of a date."""
        return date.PARTS[self.question.holds]

    @property
    def ends(self) -> Sequence[tuple[str, Texts, Sequence[str]]]:
        """List both ends of a period: the field that stands for it, its words, its parts."""
        held = date.PARTS[self.question.holds]
        return [(self.question.name_of(which), words, held) for which, words in period.ENDS.items()]

    @property
    def places(self) -> range:
        """List the places of a ranking."""
        return ranking.places(self.question)

    def _part(self, name: str) -> Texts:
        """Give the words of the row, part or option that a field belongs to."""
        question, part = self.question, name.removeprefix(self.question.name).strip(".").partition(".")[0]
        if question.kind == "period":
            return period.ENDS.get(part, {})
        parts: Sequence[Row | Option] = (*question.rows, *question.parts, *question.options)
        return next((one.text for one in parts if one.key == part), {})

    def _control(self, name: str) -> str:
        """Give the id of the first control of a field; what stands for a whole has its own in the next field."""
        question = self.question
        if name == question.name and (question.parts or question.kind in {"date", "duration", "ranking"}):
            return self._fields[1]
        if question.kind == "period":
            first = self.ends[0][0] if name == question.name else name
            return f"{first}.{self.ends[0][2][0]}"
        are_boxes = question.look in {"", CIRCLES} and question.options and name == question.name
        are_cells = question.kind == "grid" and question.holds == "multiple"
        return f"{name}-0" if question.columns or are_boxes or are_cells else name


def address(place: Place, number: int, code: str | None = None) -> str:
    """Give the address of a page, in this language or, where none is said, in the one that this page's address says."""
    return url_for(
        "questionnaires.page",
        consultation=place.slug,
        number=place.number,
        page=number,
        lang=code or request.args.get("lang"),
    )


def marks(plan: Plan) -> dict[str, str]:
    """Give what this page's address says for questions that nobody sees."""
    hidden = (question.key for question in plan.questions if question.kind == "hidden")
    return {key: request.args[key] for key in hidden if key in request.args}


def form_page(filling: Filling, number: int, *, note: str = "", onward: str = "next") -> str:
    """Show a page of the form; where nothing was typed on it yet, from memory. `onward` is where its button leads."""
    here = filling.place.fields_on(number) if filling.typed else frozenset()
    later = [filling.place.fields_on(one) for one in filling.later_on(number)] if filling.typed else []
    is_typed = any(filling.typed.get(name) for name in here.union(*later))
    if kiosk.is_on(filling):
        kiosk.return_after(filling.place, kiosk.SECONDS_IDLE)
    is_fresh = not (filling.mistakes or note or is_typed or (filling.typed and filling.is_personal(number)))
    if is_fresh:
        key = ("page", number, filling.taken.asked, filling.is_scripted, frozenset(filling.carried), onward)
        html = _once(filling.place, key, lambda: _page(filling, number, note, onward))
    else:
        html = _page(filling, number, note, onward)
    return _put_in(html, hidden_fields(filling, here))


def review_page(filling: Filling) -> str:
    """Show everything before it is sent."""
    if kiosk.is_on(filling):
        kiosk.return_after(filling.place, kiosk.SECONDS_IDLE)
    html = _render("review", filling.place, filling=filling, about=_about(filling))
    return _put_in(html, hidden_fields(filling))


def another_page(filling: Filling, fresh: str | None) -> str:
    """Ask whether other answers under one slot are a correction, or another person's; those need a `fresh` slot."""
    html = _render("another", filling.place, filling=filling, fresh=fresh, about=_about(filling))
    return _put_in(html, hidden_fields(filling))


def closed_page(place: Place, filling: Filling | None = None) -> str:
    """Say that nothing is taken now, and give back what was typed."""
    about = _about(filling) if filling else []
    return _render("closed", place, filling=filling, about=about, is_early=clock.now() < place.opens_at)


def receipt_page(filling: Filling, code: str, *, is_late: bool) -> str:
    """Give the receipt."""
    place, is_kiosk = filling.place, kiosk.is_on(filling)
    if is_kiosk:
        kiosk.return_after(place, kiosk.SECONDS_AFTER)
    html = _once(
        place,
        ("receipt", is_late, is_kiosk),
        lambda: _render("receipt", place, is_late=is_late, is_kiosk=is_kiosk, given=GIVEN),
    )
    return html.replace(MARK, code).replace(GIVEN, "" if is_kiosk else hidden_fields(filling))


def copy_page(filling: Filling, code: str, held: Held, *, is_busy: bool = False) -> str:
    """Show what was sent, to be printed."""
    about = _about(filling)
    html = _render("copy", filling.place, filling=filling, about=about, code=code, held=held, is_busy=is_busy)
    return _put_in(html, hidden_fields(filling))


def hidden_fields(filling: Filling, without: frozenset[str] = frozenset()) -> str:
    """Write what travels along: the slot, and what was typed on other pages.

    That scripts run does not travel: each page says it for itself, as the next may come without them.
    """
    without |= {SCRIPTED}
    travelling = [(FIELD, filling.slot), *filling.carried.items()]
    travelling += [(name, value) for name, values in filling.typed.items() if name not in without for value in values]
    if is_trapped():
        travelling.append((TRAP, "yes"))
    return "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in travelling)


def area_codes(place: Place) -> list[str]:
    """List the gminas that may be chosen."""
    return [unit.code6 for unit in _areas(place)] if place.plan.asks_area else []


def _put_in(html: str, fields: str) -> str:
    return html.replace(MARK, fields)


def _once(place: Place, key: tuple[object, ...], render: Callable[[], str]) -> str:
    """Render what is the same for everybody once a minute, in each language and for each host name."""
    minute = int(clock.now().timestamp()) // KEPT_SECONDS
    full = (place.version_id, place.closes_at, language(), request.args.get("lang"), request.host, minute, *key)
    html = _kept.get(full)
    if html is None:
        html = render()
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[full] = html
    return html


def _page(filling: Filling, number: int, note: str, onward: str) -> str:
    plan = filling.place.plan
    errors = {mistake.name: mistake_words(mistake) for mistake in filling.mistakes}
    doubted = frozenset((one.name, one.said["number"]) for one in filling.mistakes if one.what == "unlikely")
    shown = [Shown(question, place, filling.typed, errors, doubted) for place, question in filling.shown_on(number)]
    later = [Shown(question, 0, filling.typed, errors, doubted) for question in filling.questions_later_on(number)]
    return _render(
        "page",
        filling.place,
        filling=filling,
        section=plan.pages[number - 1].section,
        number=number,
        shown=shown,
        later=later,
        today=clock.today(),
        rules=json.dumps(rules_for(plan, [number, *filling.later_on(number)])) if later else "",
        notice=note,
        onward=onward,
        errors=errors,
        classes=CLASSES if plan.asks_class and number == 1 else {},
        areas=_areas(filling.place) if plan.asks_area and number == 1 else (),
    )


def _render(name: str, place: Place, **values: object) -> str:
    return render_template(
        f"questionnaires/{name}.html",
        place=place,
        mark=MARK,
        address=address,
        trap=TRAP,
        languages=LANGUAGES,
        grace=GRACE.seconds // 60,
        level=level_of(db.session(), place.questionnaire_id, place.access),
        **values,
    )


def _about(filling: Filling) -> list[str]:
    """Say what the person chose to say of themselves."""
    said = [str(CLASSES[key]) for key in (filling.word(CLASS),) if key in CLASSES]
    chosen = filling.word(AREA)
    return said + [unit.name for unit in (_areas(filling.place) if chosen else ()) if unit.code6 == chosen]


def _areas(place: Place) -> Sequence[Unit]:
    return list_gminas(db.session(), place.authority_code)


def used_page(place: Place, filling: Filling | None = None) -> str:
    """Say that the code, the link or the account was used for other answers, and give back what was typed."""
    return _render("used", place, filling=filling, about=_about(filling) if filling else [])


def without_pass_page(filling: Filling, entrance: str) -> str:
    """Say that nobody let this form in, and give back what was typed."""
    return _render("without_pass", filling.place, filling=filling, about=_about(filling), entrance=entrance)


def saved_page(filling: Filling, number: int, code: str, form: Form, *, can_send: bool) -> str:
    """Give the code of unfinished answers, and a way on."""
    html = _render("saved", filling.place, filling=filling, number=number, code=code, form=form, can_send=can_send)
    return _put_in(html, hidden_fields(filling))


def whole(filling: Filling) -> dict[str, object]:
    """Give the whole questionnaire on one page, as it stands on paper: every question, also those asked of some."""
    plan = filling.place.plan
    errors = {mistake.name: mistake_words(mistake) for mistake in filling.mistakes}
    asked = [one for page in plan.pages for one in page.questions if not one.is_silent]
    shown = [Shown(question, plan.numbers.get(question.key, 0), filling.typed, errors) for question in asked]
    return {
        "filling": filling,
        "shown": shown,
        "errors": errors,
        "asked_if": {
            one.question.key: condition_words(one.question.condition, plan) for one in shown if one.question.condition
        },
        "classes": CLASSES if plan.asks_class else {},
        "areas": _areas(filling.place) if plan.asks_area else (),
    }


def answer_words(place: Place, key: str, answer: Any) -> str:
    """Say one stored answer in words, for who compares two readings."""
    if answer is None:
        return "–"  # noqa: RUF001  # a dash
    if isinstance(answer, Mapping):
        return "; ".join(f"{part}: {answer_words(place, key, one)}" for part, one in answer.items())
    if isinstance(answer, list):
        return ", ".join(answer_words(place, key, one) for one in answer)
    asked = place.plan.by_key.get(key)
    option = next((one for one in asked.options if one.key == answer), None) if asked else None
    return (option.text.get(language()) or option.text.get("pl", "")) if option else str(answer)
