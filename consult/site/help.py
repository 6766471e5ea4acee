"""Help for residents, for offices and for those who run the service; accessibility; privacy."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from consult import clock
from consult.accounts.rules import IDLE, LONGEST_SESSION, STRANGERS_SESSION
from consult.authorities.current import enter, office_of_host
from consult.authorities.models import Authority
from consult.authorities.queries import find_by_slug, list_all
from consult.authorities.rules import phone_link
from consult.consultations.access import is_public
from consult.consultations.models import Consultation
from consult.consultations.queries import page_not_over
from consult.extensions import db
from consult.questionnaires import format_words
from consult.questionnaires.rules.schema import schema
from consult.site.declaration import left_out
from consult.site.home import RECENTLY
from consult.texts.calendar_words import WARSAW
from consult.texts.storable import clean
from consult.web.access import allow, anyone
from consult.web.locale import COOKIE
from consult.web.paging import page_number

bp = Blueprint("help", __name__)


@dataclass(frozen=True)
class Topic:
    """A page of help; `slug` is its address, `template` its file."""

    slug: str
    template: str
    title: str
    about: str
    values: Callable[[], Mapping[str, Any]] = dict
    """What its template needs beside the topic."""


RESIDENTS = (
    Topic(
        "jak-dzialaja-konsultacje",
        "how_it_works",
        _("How a consultation works"),
        _("From the announcement to the decision, and what you can change on the way."),
    ),
    Topic(
        "jak-wziac-udzial",
        "taking_part",
        _("How to take part, also without a computer"),
        _("By telephone, on paper, at the office, with help."),
    ),
    Topic(
        "anonimowosc",
        "anonymity",
        _("What is known about you, and what is not"),
        _("What this site stores, who sees it, and what it never asks."),
    ),
    Topic(
        "jezyki",
        "languages",
        _("Which languages this site speaks"),
        _("Polish, Ukrainian and English, and what happens where a text is missing."),
    ),
)
OFFICES = (
    Topic(
        "dla-urzedow",
        "for_offices",
        _("How to prepare and publish a consultation"),
        _("What to fill in, a second pair of eyes, and how to correct what is published."),
    ),
    Topic(
        "podstawy-prawne",
        "law",
        _("What the law asks of a consultation"),
        _("The acts in plain words, with their articles."),
    ),
    Topic(
        "format-ankiety",
        "questionnaire_format",
        _("How to write a questionnaire as a file"),
        _("Every kind of question and all that it can have, with examples."),
        format_words.values,
    ),
)
RUNNING = (
    Topic(
        "uruchomienie",
        "running",
        _("How to run this service on a server"),
        _("Settings, systemd, nginx or Caddy, backups and logs, with whole sample files."),
    ),
)
TOPICS = {topic.slug: topic for topic in (*RESIDENTS, *OFFICES, *RUNNING)}


@bp.get("/pomoc")
@allow(anyone)
def index() -> ResponseReturnValue:
    """List the pages of help by reader."""
    return render_template("help/index.html", residents=RESIDENTS, offices=OFFICES, running=RUNNING)


@bp.get("/pomoc/<slug:topic>")
@allow(anyone)
def page(topic: str) -> ResponseReturnValue:
    """Show one page of help."""
    found = TOPICS.get(topic) or abort(404)
    return render_template(f"help/{found.template}.html", topic=found, **found.values())


@bp.get("/pomoc/format-ankiety/schemat")
@allow(anyone)
def questionnaire_schema() -> ResponseReturnValue:
    """Give the format of questionnaires as a JSON Schema."""
    return Response(json.dumps(schema(), ensure_ascii=False, indent=2), mimetype="application/schema+json")


@bp.get("/deklaracja-dostepnosci")
@allow(anyone)
def accessibility() -> ResponseReturnValue:
    """Show the declaration of one office; where several share the site, `?urzad=` chooses."""
    authority = _chosen()
    if authority is None:
        return render_template("site/declarations.html", authorities=list_all(db.session()))
    enter(authority)
    return render_template(
        "site/declaration.html",
        authority=authority,
        phone_href=phone_link(authority.accessibility_phone),
        published_on=authority.created_at.astimezone(WARSAW).date(),
        site_url=_address_of(authority),
        left_out=left_out(authority),
    )


@bp.get("/prywatnosc")
@allow(anyone)
def privacy() -> ResponseReturnValue:
    """Say what the service itself stores, and who answers for what each office takes."""
    office = office_of_host()
    now = clock.now()
    ours = [Consultation.authority_id == office.id] if office else []
    conditions = [Authority.id == office.id] if office else []
    return render_template(
        "site/privacy.html",
        authorities=list_all(db.session(), *conditions),
        notices=page_not_over(db.session(), now - RECENTLY, is_public(), *ours, number=page_number()),
        session_cookie=current_app.config["SESSION_COOKIE_NAME"],
        language_cookie=COOKIE,
        hours_for_form=STRANGERS_SESSION.seconds // 3600,
        hours_signed_in=LONGEST_SESSION.seconds // 3600,
        minutes_idle=IDLE.seconds // 60,
    )


def _chosen() -> Authority | None:
    """Find the office of this host name, the one asked for, or the only one."""
    office = office_of_host()
    slug = office.slug if office else clean(request.args.get("urzad"))
    if slug:
        return find_by_slug(db.session(), slug) or abort(404)
    every = list_all(db.session())
    return every[0] if len(every) == 1 else None


def _address_of(authority: Authority) -> str:
    """Give the address of the pages that the declaration is about."""
    if office_of_host():
        return url_for("home.home", _external=True)
    return url_for("authority.plan", authority=authority.slug, _external=True)
