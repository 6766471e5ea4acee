"""Put the application together: the one module that knows all the others."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from wsgiref.headers import Headers

from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, IntegerConverter, Map
from whitenoise import WhiteNoise

from consult.accounts import jobs as accounts_jobs
from consult.accounts import manage as accounts_manage
from consult.accounts import setup as accounts_setup
from consult.accounts import views as accounts_views
from consult.accounts.operations import SEND_PASSWORD_LINK
from consult.accounts.sign_up import SEND_SIGN_UP
from consult.audit import jobs as audit_jobs
from consult.authorities import current as authorities_current
from consult.authorities import hosts as authorities_hosts
from consult.authorities import manage as authorities_manage
from consult.authorities import views as authorities_views
from consult.authorities.models import Authority
from consult.config import Settings, root
from consult.consultations import jobs as consultations_jobs
from consult.consultations import manage as consultations_manage
from consult.consultations import views as consultations_views
from consult.consultations.instruments import Instrument
from consult.consultations.origins import Destination, Source
from consult.consultations.reminders import REMIND
from consult.desks import authority as desks_authority
from consult.desks import indicators as desks_indicators
from consult.desks import office as desks_office
from consult.desks import operator as desks_operator
from consult.desks import organisation as desks_organisation
from consult.drafts import collecting as drafts_collecting
from consult.drafts import jobs as drafts_jobs
from consult.drafts import manage as drafts_manage
from consult.drafts import paper as drafts_paper
from consult.drafts.bringing import manage as drafts_bringing
from consult.drafts.comparing import views as drafts_comparing
from consult.drafts.instrument import Drafts
from consult.drafts.operations.decisions import MAKE_TABLES, TELL_SENDERS
from consult.drafts.positions import parts as drafts_positions
from consult.drafts.redaction import manage as drafts_redaction
from consult.drafts.register import entries as drafts_register
from consult.drafts.tables import views as drafts_tables
from consult.extensions import csrf, db
from consult.files import jobs as files_jobs
from consult.initiatives import jobs as initiatives_jobs
from consult.initiatives import manage as initiatives_manage
from consult.initiatives import views as initiatives_views
from consult.initiatives.instrument import Initiatives
from consult.initiatives.voting import jobs as voting_jobs
from consult.initiatives.voting import manage as initiatives_voting_manage
from consult.initiatives.voting import views as initiatives_voting
from consult.jobs.runner import Handler, Recurring, Work
from consult.mail import delivery as mail_delivery
from consult.mail.outbox import DELIVER
from consult.meetings import jobs as meetings_jobs
from consult.meetings import manage as meetings_manage
from consult.meetings import public as meetings_public
from consult.meetings.instrument import Meetings
from consult.meetings.operations.announcing import TELL_CHANGED
from consult.meetings.operations.protocol import ASK_PARTICIPANTS
from consult.meetings.origins import SaidAtMeetings
from consult.organisations import manage as organisations_manage
from consult.organisations import views as organisations_views
from consult.programmes import manage as programmes_manage
from consult.programmes import views as programmes_views
from consult.programmes.link import programme_of
from consult.questionnaires import comparing as questionnaires_comparing
from consult.questionnaires import copying as questionnaires_copying
from consult.questionnaires import entering as questionnaires_entering
from consult.questionnaires import intake as questionnaires_intake
from consult.questionnaires import jobs as questionnaires_jobs
from consult.questionnaires import kiosk as questionnaires_kiosk
from consult.questionnaires import manage as questionnaires_manage
from consult.questionnaires import opening as questionnaires_opening
from consult.questionnaires import paper as questionnaires_paper
from consult.questionnaires import resuming as questionnaires_resuming
from consult.questionnaires import trying as questionnaires_trying
from consult.questionnaires import views as questionnaires_views
from consult.questionnaires.editing import views as questionnaires_editing
from consult.questionnaires.instrument import Questionnaires
from consult.recommendations import jobs as recommendations_jobs
from consult.recommendations import manage as recommendations_manage
from consult.recommendations import summaries as recommendations_summaries
from consult.recommendations import views as recommendations_views
from consult.recommendations.destination import Recommendations
from consult.results import jobs as results_jobs
from consult.results import manage as results_manage
from consult.results import views as results_views
from consult.results.exporting import manage as results_exporting
from consult.results.instrument import Results
from consult.results.weights import manage as results_weights
from consult.site import check, health, help, home, navigation, patterns  # noqa: A004  # the page of help
from consult.territory import manage as territory_manage
from consult.web import assets, errors, filters, headers, limits, locale, logs, refusals
from consult.web.access import enforce_access
from consult.web.transaction import make_durable

BLUEPRINTS = (
    accounts_manage.bp,
    accounts_views.bp,
    authorities_manage.bp,
    authorities_views.bp,
    consultations_manage.bp,
    consultations_views.bp,
    desks_authority.bp,
    desks_indicators.bp,
    desks_office.bp,
    desks_operator.bp,
    desks_organisation.bp,
    drafts_bringing.bp,
    drafts_collecting.bp,
    drafts_comparing.bp,
    drafts_manage.bp,
    drafts_paper.bp,
    drafts_positions.bp,
    drafts_redaction.bp,
    drafts_register.bp,
    drafts_tables.bp,
    check.bp,
    health.bp,
    help.bp,
    home.bp,
    initiatives_manage.bp,
    initiatives_views.bp,
    initiatives_voting_manage.bp,
    initiatives_voting.bp,
    meetings_manage.bp,
    meetings_public.bp,
    organisations_manage.bp,
    organisations_views.bp,
    patterns.bp,
    programmes_manage.bp,
    programmes_views.bp,
    questionnaires_editing.bp,
    questionnaires_comparing.bp,
    questionnaires_copying.bp,
    questionnaires_entering.bp,
    questionnaires_intake.bp,
    questionnaires_kiosk.bp,
    questionnaires_manage.bp,
    questionnaires_opening.bp,
    questionnaires_paper.bp,
    questionnaires_resuming.bp,
    questionnaires_trying.bp,
    questionnaires_views.bp,
    recommendations_manage.bp,
    recommendations_summaries.bp,
    recommendations_views.bp,
    results_exporting.bp,
    results_manage.bp,
    results_views.bp,
    results_weights.bp,
    territory_manage.bp,
)
INSTRUMENTS: tuple[Instrument, ...] = (
    Questionnaires(),
    Drafts(),
    Meetings(),
    Initiatives(),
    Results(),
    Recommendations(),
)
"""The ways to take part that a consultation can offer, in the order in which people should meet them."""
DESTINATIONS: tuple[Destination, ...] = (Initiatives(), Recommendations())
"""What can be made of something that was said: the order is that of the buttons."""
SOURCES: tuple[Source, ...] = (SaidAtMeetings(),)
"""Where things are said that can become something else."""
PARTS = (
    headers,
    authorities_hosts,
    limits,
    refusals,
    db,
    csrf,
    locale,
    filters,
    errors,
    accounts_setup,
    authorities_current,
    navigation,
)
"""What binds itself to the app, in the order in which a request meets it; an answer meets it the other way."""
HANDLERS: Mapping[str, Handler] = {
    SEND_PASSWORD_LINK: accounts_jobs.send_password_link,
    SEND_SIGN_UP: accounts_jobs.send_sign_up,
    REMIND: consultations_jobs.remind,
    DELIVER: mail_delivery.deliver,
    MAKE_TABLES: drafts_jobs.make_tables,
    ASK_PARTICIPANTS: meetings_jobs.ask_participants,
    TELL_CHANGED: meetings_jobs.tell_changed,
    TELL_SENDERS: drafts_jobs.tell_senders,
}
"""What the worker does with each kind of job."""
RECURRING = (
    Recurring("accounts.remove_what_is_over", every=600, do=accounts_jobs.remove_what_is_over),
    Recurring("audit.chain", every=15, do=audit_jobs.chain),
    Recurring("drafts.group_remarks", every=120, do=drafts_jobs.group_remarks),
    Recurring("files.remove_orphans", every=3600, do=files_jobs.remove_orphans),
    Recurring("initiatives.forget", every=3600, do=initiatives_jobs.forget),
    Recurring("initiatives.seal_and_count", every=15, do=voting_jobs.seal_and_count),
    Recurring("mail.deliver_waiting", every=60, do=mail_delivery.deliver_waiting),
    Recurring("meetings.erase", every=3600, do=meetings_jobs.erase),
    Recurring("meetings.remind", every=600, do=meetings_jobs.remind),
    Recurring("questionnaires.erase_unfinished", every=600, do=questionnaires_jobs.erase_unfinished),
    Recurring("questionnaires.seal", every=15, do=questionnaires_jobs.seal_what_came_in),
    Recurring("results.keep_segments", every=15, do=results_jobs.keep_segments),
    Recurring("recommendations.remind", every=1800, do=recommendations_jobs.remind),
)
"""What the worker does again and again, with the seconds between."""


class Slug(BaseConverter):
    """The part of an address that names something: lower-case letters, digits and hyphens."""

    regex = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Number(IntegerConverter):
    """A whole number that both databases can hold; a larger one is no address."""

    def __init__(self, url_map: Map, fixed_digits: int = 0, min: int | None = None) -> None:  # noqa: A002  # theirs
        super().__init__(url_map, fixed_digits, min, max=2**31 - 1)


def create_app(settings: Settings) -> Flask:
    """Make an app with these settings; the database is not touched."""
    logs.configure(settings.log_format)
    app = Flask(__name__, root_path=str(root()), static_folder=None, template_folder="templates")
    app.config.update(_flask_settings(settings))
    app.extensions["settings"] = settings
    app.extensions["destinations"] = DESTINATIONS
    app.extensions["instruments"] = INSTRUMENTS
    app.extensions["office_name"] = _office_name
    app.extensions["programme_of"] = programme_of
    app.extensions["sources"] = SOURCES
    app.extensions["work"] = Work(HANDLERS, RECURRING)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.url_map.converters |= {"int": Number, "slug": Slug}
    _serve_static_files(app, settings)
    for part in PARTS:
        part.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    enforce_access(app)
    with app.app_context():
        make_durable(db.engine)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _add_headers(fields: Headers, _path: str, _url: str) -> None:
    """Give static files the headers of all other answers, and let browsers keep them."""
    for name, value in headers.FIXED.items():
        fields[name] = value
    fields["Cache-Control"] = f"public, max-age={assets.A_YEAR}, immutable"


def _office_name(session: Session, authority_id: UUID) -> str:
    """Name an authority to those who stand below it and may not know its table."""
    return session.get_one(Authority, authority_id).name


def _flask_settings(settings: Settings) -> dict[str, Any]:
    """Say in Flask's own words what our settings mean."""
    return {
        "BABEL_TRANSLATION_DIRECTORIES": str(root() / "translations"),
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # A connection that broke meanwhile is replaced, and no log shows what people typed.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": True},
        "WTF_CSRF_SSL_STRICT": False,  # web.refusals asks Sec-Fetch-Site and Origin instead of the Referer
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": True,
    }


def _serve_static_files(app: Flask, settings: Settings) -> None:
    """Serve static/ under its hash, for a year and compressed where the browser takes it."""
    built = assets.build(root() / "static", settings.data_dir / "assets")
    app.jinja_env.globals["asset"] = built.url
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(built.folder),
        prefix=f"static/{built.hash}/",
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )
