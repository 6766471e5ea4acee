"""The reader's language: `?lang=` in a link, else the cookie of one who has chosen, else Polish."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import get_locale

from consult.extensions import babel

COOKIE = "lang"
LANGUAGES = {"pl": "Polski", "uk": "Українська", "en": "English"}
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language."""

    code: str
    name: str
    url: str
    is_current: bool


def language() -> str:
    """Tell the language of this page, as its ISO 639-1 code."""
    locale = get_locale()
    return str(locale.language) if locale else "pl"


def language_links() -> list[LanguageLink]:
    """List this page in each language."""
    if request.url_rule is not None and "GET" not in (request.url_rule.methods or ()):
        return []  # this address only takes what is sent to it
    arguments = {name: values for name, values in request.args.lists() if name != "lang"}
    return [
        LanguageLink(
            code, name, f"{request.path}?{urlencode({**arguments, 'lang': [code]}, doseq=True)}", code == language()
        )
        for code, name in LANGUAGES.items()
    ]


def _choose() -> str:
    for wanted in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return str(wanted)
    return "pl"


def _keep_choice(response: Response) -> Response:
    """Remember a language only when it was chosen on this site's own pages."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES and request.cookies.get(COOKIE) != chosen and _came_from_here():
        response.set_cookie(
            COOKIE, str(chosen), max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
        )
        g.is_personal = True
    return response


def _came_from_here() -> bool:
    """Ask the browser; one that says nothing of sites still names the page that it comes from."""
    site = request.headers.get("Sec-Fetch-Site")
    return site == "same-origin" if site else (request.referrer or "").startswith(request.host_url)


def init_app(app: Flask) -> None:
    """Let Babel ask for the reader's language, and keep a choice."""
    babel.init_app(app, default_locale="pl", default_timezone="Europe/Warsaw", locale_selector=_choose)
    app.after_request(_keep_choice)
    app.jinja_env.globals.update(language_links=language_links)
    app.context_processor(lambda: {"language": language()})
