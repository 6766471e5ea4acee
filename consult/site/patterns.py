"""The page that shows every component, with a form in use and the same form with mistakes."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _

from consult.paging import Page
from consult.site import samples
from consult.web.access import allow, anyone
from consult.web.forms import Form, checks, choice, day, email, line, password, text, texts, upload, yes

bp = Blueprint("patterns", __name__)


class SampleForm(Form):
    """One field of each kind; it is never sent."""

    name = line(_("First name"), hint=_("We will call you so in our answer."), render={"autocomplete": "given-name"})
    mail = email(_("E-mail address"), missing=_("Write the e-mail address, so that we can answer."))
    until = day(_("Last day"), missing=_("Write the last day."), hint=_("For example 2026-11-30."))
    about = text(_("What is missing?"), missing=_("Write one sentence at least."), longest=1000)
    title = texts(
        _("Title"),
        languages=("pl", "en", "uk"),
        missing=_("Write the title in Polish."),
        hint=_("In a language left empty, people see the Polish title, marked so."),
    )
    use = choice(
        _("How often do you walk through the park?"),
        [("often", _("Every week")), ("seldom", _("Less often")), ("never", _("Never"))],
        missing=_("Choose one of the answers."),
    )
    tasks = checks(
        _("Which tasks should get more money?"),
        [("sport", _("Sport")), ("culture", _("Culture")), ("help", _("Help to neighbours"))],
        missing=_("Choose at least one task."),
        hint=_("Choose as many as you like."),
    )
    told = yes(_("Tell me when it is decided"), hint=_("One message, to the address above."))
    paper = upload(_("A document"), hint=_("PDF, at most 10 MB."))


class SampleSignIn(Form):
    """The way in for those with an account."""

    email = email(_("E-mail address"), missing=_("Write your e-mail address."), autocomplete="username")
    password = password(_("Password"), missing=_("Write your password."))


def _sample(form: type[Form], prefix: str) -> Form:
    return form(None, prefix=prefix, meta={"csrf": False})


@bp.get("/wzorce")
@allow(anyone)
def patterns() -> str:
    """Show all parts of which pages are made."""
    mistaken = _sample(SampleForm, "mistaken-")
    mistaken.validate()
    return render_template(
        "site/patterns.html",
        form=_sample(SampleForm, "sample-"),
        mistaken=mistaken,
        sign_in=_sample(SampleSignIn, "account-"),
        page=Page(rows=[], number=2, total=140),
        questions=samples.questions(),
        figure=samples.figure(),
    )
