"""Filters of templates: texts in the reader's language, marked where they are not, and safe."""

from datetime import UTC, date, datetime

import pytest
from flask import render_template_string
from markupsafe import Markup

BOTH = {"pl": "Ławka w parku", "uk": "Лавка"}
BAD = {"pl": "<script>alert(1)</script>"}


@pytest.fixture
def show(app):
    def render(template, language="pl", **values):
        with app.test_request_context(f"/?lang={language}"):
            return render_template_string(template, **values).replace("\N{NO-BREAK SPACE}", "~").replace("&nbsp;", "~")

    return render


def test_the_readers_own_language_is_not_marked(show):
    assert show("{{ t|in_language }}", "uk", t=BOTH) == "Лавка"
    assert show("{{ t|words }}", "uk", t=BOTH) == "Лавка"
    assert show("{{ t|rich }}", "uk", t=BOTH) == "<p>Лавка</p>\n"
    assert show("{{ t|foreign }}", "uk", t=BOTH) == "None"


def test_who_reads_another_language_sees_polish_marked_so(show):
    assert show("{{ t|in_language }}", "en", t=BOTH) == '<span lang="pl">Ławka w~parku</span>'
    assert show("{{ t|words }}", "en", t=BOTH) == "Ławka w~parku"
    assert show("{{ t|rich }}", "en", t=BOTH) == '<div lang="pl"><p>Ławka w~parku</p>\n</div>'
    assert show("{{ t|foreign }}", "en", t=BOTH) == "pl"


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
@pytest.mark.parametrize("name", ["in_language", "words", "rich", "typography"])
def test_no_text_becomes_alive(show, name, language):
    value = BAD["pl"] if name == "typography" else BAD
    assert "<script" not in show(f"{{{{ t|{name} }}}}", language, t=value)


@pytest.mark.parametrize("name", ["in_language", "words", "rich"])
def test_no_text_is_nothing(show, name):
    assert "None" not in show(f"{{{{ t|{name} }}}}", t={})


def test_markup_stays_markup(show):
    assert show("{{ t|typography }}", t=Markup("<b>bez</b> w parku")) == "<b>bez</b> w~parku"


def test_a_postcode_stays_whole(show):
    assert show("{{ t|address }}", t="Rynek 1, 25-000 Kielce, 1-25") == "Rynek 1, 25-\N{WORD JOINER}000 Kielce, 1-25"
    assert show("{{ t|rich|address }}", t={"pl": "25-000"}) == "<p>25-\N{WORD JOINER}000</p>\n"
    assert "<script" not in show("{{ t|address }}", t=BAD["pl"])


def test_days_and_numbers_are_the_readers(show):
    day, moment = date(2026, 11, 24), datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert show("{{ d|day }}", d=day) == "24~listopada 2026~r."
    assert show("{{ m|day_of }}", m=moment) == "24~listopada 2026~r."
    assert show("{{ d|day }}", "en", d=day) == "24~November 2026"
    assert show("{{ n|number }}", n=12345.6) == "12~345,6"
    assert show("{{ n|number }}", "en", n=12345.6) == "12,345.6"
