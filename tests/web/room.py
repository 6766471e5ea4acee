"""A room to try things in: an app with a few views made of the public tools alone."""

from flask import Blueprint, abort, redirect, render_template_string, request
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from consult.accounts.sessions import current_session
from consult.extensions import db
from consult.web.access import allow, anyone, signed_in
from consult.web.forms import (
    Form,
    checks,
    choice,
    day,
    email,
    hidden,
    line,
    password,
    texts,
    upload,
    yes,
)
from consult.web.forms import text as several_lines
from consult.web.limits import KILOBYTE, MEGABYTE, at_most

PAGE = """
{% extends "layouts/page.html" %}
{% from "components/field.html" import area, field %}
{% from "components/choices.html" import check, choices %}
{% from "components/form.html" import form_page %}
{% from "components/texts.html" import texts %}
{% block title %}Trial{% endblock %}
{% block main %}
<h1>Trial</h1>
{% call form_page(form, "Send") %}
{{ field(form.subject) }}{{ area(form.body) }}{{ texts(form.name) }}{{ field(form.on) }}{{ field(form.address) }}
{{ choices(form.colour) }}{{ choices(form.days) }}{{ check(form.sure) }}
{{ field(form.password) }}{{ field(form.file) }}
{% endcall %}
{% endblock %}
"""
DONE = """
{% extends "layouts/page.html" %}
{% block title %}Done{% endblock %}
{% block main %}<h1>Done</h1>{% endblock %}
"""
GOOD = {"subject": "A bench", "name-pl": "Ławka", "colour": "red", "password": "secret words here"}
"""All that the form must have."""
STORED = {"subject": "Stored", "name": {"pl": "Zapisane", "uk": "Збережене"}}
received = []


class Trial(Form):
    """One field of each kind."""

    subject = line("Subject", missing="Write a subject.", longest=20)
    body = several_lines("Body", longest=100)
    name = texts("Name", languages=("pl", "en"), missing="Write a name.", longest=30)
    on = day("On")
    address = email("Address")
    colour = choice("Colour", [("red", "Red"), ("blue", "Blue")], missing="Choose a colour.")
    days = checks("Days", [("1", "Monday"), ("2", "Tuesday")])
    sure = yes("Sure")
    password = password("Password", missing="Write a password.")
    file = upload("File")
    code = hidden()


def try_form():
    form = Trial(data=STORED)
    if form.validate_on_submit():
        received.append(form.values())
        return redirect("/trial/done")
    return render_template_string(PAGE, form=form)


def done():
    return render_template_string(DONE)


def act(number=0):
    received.append(request.form.to_dict(flat=False))
    return redirect("/trial/done")


def act_in_small():
    return act()


def go():
    abort(404)


def large():
    return {"fields": len(request.form), "files": len(request.files)}


def enter():
    current_session()["entered"] = True
    return done()


def fail():
    raise ZeroDivisionError("a secret at /home/secret.py")


def lock():
    raise OperationalError(
        "SELECT secret FROM accounts", {"email": "anna@example.org"}, Exception("database is locked")
    )


def run_out(number):
    raise OSError(number, "No space left on device")


def ask():
    return {"ones": db.session().scalar(text("SELECT 1"))}


def room() -> Blueprint:
    """Make the views, afresh for each app."""
    made = Blueprint("trial", __name__, url_prefix="/trial")
    made.add_url_rule("/form", "form", allow(anyone)(try_form), methods=["GET", "POST"])
    made.add_url_rule("/mine", "mine", allow(signed_in)(try_form_of_mine), methods=["GET", "POST"])
    made.add_url_rule("/act/<int:number>", "act", allow(anyone)(act), methods=["POST"])
    made.add_url_rule("/gone", "gone", allow(anyone)(go), methods=["GET", "POST"])
    made.add_url_rule("/large", "large", at_most(2 * MEGABYTE)(allow(anyone)(large)), methods=["POST"])
    made.add_url_rule("/small", "small", at_most(KILOBYTE)(allow(anyone)(act_in_small)), methods=["POST"])
    made.add_url_rule("/run-out/<int:number>", "run_out", allow(anyone)(run_out), methods=["POST"])
    for view in (done, enter, fail, lock, ask):
        made.add_url_rule(f"/{view.__name__}", view.__name__, allow(anyone)(view), methods=["GET", "POST"])
    return made


def try_form_of_mine():
    return try_form()
