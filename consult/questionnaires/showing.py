"""The pages of a form: rendered once for everybody, with one slot for what differs from person to person."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from flask import render_template, request, url_for

from consult import clock
from consult.extensions import db
from consult.participation.forms import FIELD
from consult.participation.rules.intake import GRACE
from consult.questionnaires.filling import AREA, CLASS, Filling, Place
from consult.questionnaires.queries import list_gminas
from consult.questionnaires.rules import walking
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Question, Texts, Typed
from consult.questionnaires.words import CLASSES, limits_hint, mistake_words
from consult.territory.models import Unit
from consult.web.locale import LANGUAGES, language

MARK = secrets.token_hex(16)
"""Where the slot is put in."""
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
        rows = {self.question.name_of(row.key): row.text for row in self.question.rows}
        fields = KINDS[self.question.kind].fields(self.question)
        return [(self._control(name), rows.get(name, {}), self.errors[name]) for name in fields if name in self.errors]

    def _control(self, name: str) -> str:
        """Give the id of the first control of a field."""
        has_several = self.question.columns or (self.question.options and name == self.question.name)
        return f"{name}-0" if has_several else name


def address(place: Place, number: int, code: str | None = None) -> str:
    """Give the address of a page, in this language or, where none is said, in the one that this page's address says."""
    return url_for(
        "questionnaires.page",
        consultation=place.slug,
        number=place.number,
        page=number,
        lang=code or request.args.get("lang"),
    )


def form_page(filling: Filling, number: int, *, note: str = "") -> str:
    """Show a page of the form; where nothing was typed on it yet, from memory."""
    here = filling.place.fields_on(number)
    is_fresh = not filling.mistakes and not note and not any(filling.typed.get(name) for name in here)
    if is_fresh:
        html = _once(filling.place, ("page", number, filling.taken.asked), lambda: _page(filling, number, note))
    else:
        html = _page(filling, number, note)
    return _put_in(html, hidden_fields(filling, here))


def review_page(filling: Filling) -> str:
    """Show everything before it is sent."""
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


def receipt_page(place: Place, code: str, *, is_late: bool) -> str:
    """Give the receipt."""
    html = _once(place, ("receipt", is_late), lambda: _render("receipt", place, is_late=is_late))
    return html.replace(MARK, code)


def hidden_fields(filling: Filling, without: frozenset[str] = frozenset()) -> str:
    """Write what travels along: the slot, and what was typed on other pages."""
    travelling = [(FIELD, filling.slot)]
    travelling += [(name, value) for name, values in filling.typed.items() if name not in without for value in values]
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


def _page(filling: Filling, number: int, note: str) -> str:
    plan = filling.place.plan
    errors = {mistake.name: mistake_words(mistake) for mistake in filling.mistakes}
    here = walking.asked_on(plan.pages[number - 1], filling.taken.asked)
    shown = [Shown(question, place, filling.typed, errors) for place, question in filling.questions if question in here]
    return _render(
        "page",
        filling.place,
        filling=filling,
        section=plan.pages[number - 1].section,
        number=number,
        shown=shown,
        notice=note,
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
        languages=LANGUAGES,
        grace=GRACE.seconds // 60,
        **values,
    )


def _about(filling: Filling) -> list[str]:
    """Say what the person chose to say of themselves."""
    said = [str(CLASSES[key]) for key in (filling.word(CLASS),) if key in CLASSES]
    chosen = filling.word(AREA)
    return said + [unit.name for unit in (_areas(filling.place) if chosen else ()) if unit.code6 == chosen]


def _areas(place: Place) -> Sequence[Unit]:
    return list_gminas(db.session(), place.authority_code)
