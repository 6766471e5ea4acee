"""Forms of meetings: what an office announces, what those who come say."""

import re
from collections.abc import Sequence
from datetime import date, time
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag behind 3.3

from consult.meetings.rewriting import Rewriting
from consult.meetings.rules.vocabulary import FACILITIES, GROUPS, KINDS
from consult.meetings.words import COMES_AS_WORDS, FACILITY_WORDS, GROUP_WORDS, KIND_WORDS, capital
from consult.procedures.rules.clock import WARSAW, HourDoesNotExist, HourTwice, moment_of
from consult.web.forms import Form, checks, choice, day, email, line, text, texts, upload, yes

HOUR = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?")
MOST_PLACES = 10_000
LONGEST_COUNT = 9
LONGEST_KEY = 64
LONGEST_NEEDS = 1000
LONGEST_NAME = 120
LONGEST_IDEA = 3000


def _places(label: str, hint: str = "") -> Any:
    return line(label, hint=hint, longest=10, render={"inputmode": "numeric", "autocomplete": "off"})


def _hour(label: str, missing: str) -> Any:
    return line(label, missing=missing, longest=5, render={"type": "time"})


class MeetingFacts(Form):
    """What every form of a meeting checks; the fields stand in `meeting_form`."""

    warnings: Sequence[str] = ()
    """What to think over before it is saved as it is."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what one field alone cannot tell."""
        is_valid = super().validate(extra_validators)
        problems = [self._check_hours(), self._check_place(), self._check_places()]
        return bool(is_valid) and all(problems)

    def _check_hours(self) -> bool:
        moments = [self._moment(name) for name in ("begins", "ends")]
        if not all(moments):
            return False
        if moments[0] >= moments[1]:
            self.refuse("ends", gettext("The end must come after the beginning, on the same day."))
            return False
        self.begins_at, self.ends_at = moments
        return True

    def _moment(self, name: str) -> Any:
        """Read an hour of the day in Poland; where the clocks show it twice, it is asked which one is meant."""
        held_on: date | None = self["held_on"].data
        hour = _read_hour(self[name].data or "")
        if self[name].data and hour is None:
            self.refuse(name, gettext("Write the hour like 17:30."))
        if held_on is None or hour is None:
            return None
        try:
            moment = moment_of(held_on, hour)
        except HourDoesNotExist:
            self.refuse(name, gettext("This hour does not exist: the clocks go forward that night. Choose another."))
            return None
        if not isinstance(moment, HourTwice):
            return moment
        if self["which"].data not in {"first", "second"}:
            if not self["which"].errors:
                self.refuse("which", gettext("The clocks show this hour twice that night. Say which one you mean."))
            return None
        return moment.first if self["which"].data == "first" else moment.second

    def _check_place(self) -> bool:
        link = self["link"].data or ""
        if link and urlsplit(link).scheme not in {"http", "https"}:
            self.refuse("link", gettext("Write the whole address, beginning with https://."))
            return False
        if not link and not self["place"].data:
            self.refuse("place", gettext("Write where it is, or give a link below."))
            return False
        return True

    def _check_places(self) -> bool:
        names = ["capacity", *(f"reserved_{group}" for group in GROUPS)]
        counts = {name: _read_places(self[name].data) for name in names}
        for name, count in counts.items():
            if count is None:
                self.refuse(name, gettext("Write a number from 1 to 10,000, or leave it empty."))
        if None in counts.values():
            return False
        capacity, reserved = counts["capacity"] or 0, sum(count or 0 for count in counts.values())
        reserved -= capacity
        if reserved and not capacity:
            self.refuse("capacity", gettext("Write how many places there are: some of them are reserved."))
        elif reserved > capacity:
            self.refuse("capacity", gettext("More places are reserved than there are."))
        elif self["takes_registrations"].data and not self["groups"].data:
            self.refuse("groups", gettext("Choose at least one, so that people can register."))
        else:
            return True
        return False

    def facts(self) -> dict[str, Any]:
        """Give what was typed as operations take it."""
        typed = self.values()
        counts = {group: _read_places(typed[f"reserved_{group}"]) for group in GROUPS if group in typed["groups"]}
        names = ("kind", "title", "description", "agenda", "place", "address", "facilities", "access_words", "link")
        return {
            name: typed[name] or ("" if name in {"place", "address", "link"} else typed[name]) for name in names
        } | {
            "begins_at": self.begins_at,
            "ends_at": self.ends_at,
            "takes_registrations": bool(typed["takes_registrations"]),
            "asks_name": bool(typed["asks_name"]),
            "capacity": _read_places(typed["capacity"]) or None,
            "groups": [group for group in GROUPS if group in typed["groups"]],
            "reserved": {group: count for group, count in counts.items() if count},
        }

    @property
    def reserved_fields(self) -> list[Any]:
        """List the fields of reserved places."""
        return [self[f"reserved_{group}"] for group in GROUPS]

    @property
    def reserved_any(self) -> bool:
        """Tell whether places are reserved, or a mistake stands there."""
        return any(field.data or field.errors for field in self.reserved_fields)

    @property
    def asks_which(self) -> bool:
        """Tell whether it must be asked which of two hours is meant."""
        return bool(self["which"].errors or self["which"].data)


class _WhenAndWho(MeetingFacts):
    """What is asked of a meeting in one language alone."""

    edit_count = HiddenField()
    request_key = HiddenField(default=lambda: token_hex(16))
    warned = HiddenField()
    kind = choice(
        _("What kind of meeting is it?"),
        [(key, capital(KIND_WORDS[key])) for key in KINDS],
        missing=_("Choose the kind."),
    )
    held_on = day(_("Day"), missing=_("Write the day."))
    begins = _hour(_("Begins at"), _("Write the hour when it begins."))
    ends = _hour(_("Ends at"), _("Write the hour when it ends."))
    which = SelectField(
        _("Which hour do you mean?"),
        validate_choice=False,  # it is asked only where an hour comes twice, and read there
        choices=[
            SelectChoice("", _("Choose")),
            SelectChoice("first", _("before the clocks go back")),
            SelectChoice("second", _("after the clocks went back")),
        ],
    )
    place = line(_("Place"), hint=_("The house and the room: “Library, reading room on the ground floor”."))
    address = line(_("Address"), hint=_("Street, number and town."))
    facilities = checks(_("What is accessible?"), [(key, FACILITY_WORDS[key]) for key in FACILITIES])
    link = line(_("Link, if one can take part online"), hint=_("Everybody sees it."))
    takes_registrations = yes(_("People register"), hint=_("Without it everybody just comes, and the page says so."))
    asks_name = yes(_("Ask for names"), hint=_("Only where you need them: without names, people are counted by group."))
    groups = checks(_("Who is invited?"), [(key, GROUP_WORDS[key]) for key in GROUPS])
    capacity = _places(_("How many places are there?"), _("Empty: as many as come."))


for _group in GROUPS:
    setattr(_WhenAndWho, f"reserved_{_group}", _places(_("Reserved: %(group)s", group=GROUP_WORDS[_group])))


def meeting_form(languages: Sequence[str], *, is_public: bool) -> type[MeetingFacts]:
    """Ask for all that is said of a meeting; of a public one, also why it is changed."""

    class MeetingForm(_WhenAndWho):
        """A meeting."""

        title = texts(
            _("What is it called?"),
            languages=languages,
            missing=_("Write the title in Polish."),
            hint=_("As you would say it on the phone: “Workshop on the park at the river”."),
        )
        description = texts(_("What is it about, and who should come?"), languages=languages, is_long=True)
        access_words = texts(
            _("Anything else about getting in"),
            languages=languages,
            is_long=True,
            hint=_("Where the lift is, where to park, whether an assistance dog may come in, whom to call."),
        )
        agenda = texts(_("Agenda"), languages=languages, is_long=True, hint=_("Each point on a line of its own."))
        if is_public:
            reason = texts(
                _("Why is it changed?"),
                languages=languages,
                missing=_("Write in Polish why it is changed."),
                hint=_("Everybody reads it, and those who registered get it by mail."),
            )

    return MeetingForm


def shown(meeting: Any) -> dict[str, Any]:
    """Give the facts of a meeting as its form shows them."""
    begins, ends = (moment.astimezone(WARSAW) for moment in (meeting.begins_at, meeting.ends_at))
    twice = isinstance(moment_of(begins.date(), begins.time().replace(fold=0)), HourTwice)
    names = ("kind", "title", "description", "agenda", "place", "address", "facilities", "access_words", "link")
    return {name: getattr(meeting, name) for name in (*names, "takes_registrations", "asks_name", "groups")} | {
        "edit_count": meeting.edit_count,
        "held_on": begins.date(),
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "which": ("second" if begins.fold else "first") if twice else "",
        "capacity": str(meeting.capacity or ""),
        **{f"reserved_{group}": str(count) for group, count in meeting.reserved.items()},
    }


def register_form(groups: Sequence[str], *, asks_name: bool, offers_mail: bool) -> type[Form]:
    """Ask who wants to come, and for no more than the meeting needs; for an address only where mail can be sent."""

    class RegisterForm(Form):
        """A place in the hall."""

        if asks_name:
            name = line(
                _("First name and surname"),
                missing=_("Write your name: you are asked for it at the door."),
                longest=LONGEST_NAME,
            )
        if len(groups) > 1:
            group = choice(
                _("How do you come?"),
                [(key, COMES_AS_WORDS[key]) for key in groups],
                missing=_("Choose how you come."),
            )
        if offers_mail:
            email = email(
                _("E-mail address"),
                hint=_(
                    "Not needed. We write to it when you have registered, the day before, and when something changes."
                ),
            )
        needs = text(
            _("What do you need to take part?"),
            longest=LONGEST_NEEDS,
            hint=_(
                "A place for a wheelchair, large print, an interpreter, care of a child. "
                "Only those who prepare the meeting read it."
            ),
        )

    return RegisterForm


class CodeForm(Form):
    """A receipt code, typed or out of a link; it is the key, so no token is needed."""

    class Meta(Form.Meta):
        """Ask for no token."""

        csrf = False

    code = line(_("Code of your receipt"), missing=_("Write the code of your receipt."), longest=60)


def walk_in_form(groups: Sequence[str]) -> type[Form]:
    """Ask for the name of somebody who came without registering."""

    class WalkInForm(Form):
        """Somebody at the door."""

        name = line(_("First name and surname"), missing=_("Write the name."), longest=LONGEST_NAME)
        group = choice(
            _("Comes"), [(key, COMES_AS_WORDS[key]) for key in groups], missing=_("Choose how the person comes.")
        )

    return WalkInForm


class CallOffForm(Form):
    """Why a meeting is not held."""

    reason = texts(
        _("Why is it called off?"),
        missing=_("Write in Polish why it is called off."),
        hint=_("Everybody reads it, and those who registered get it by mail."),
    )


class TableForm(Form):
    """A table of a workshop."""

    topic = line(_("What does the table talk about?"), missing=_("Write what the table talks about."), longest=200)


class IdeaForm(Form):
    """An idea of a table."""

    title = line(_("The idea in one sentence"), missing=_("Write the idea."))
    text = text(_("More about it"), longest=LONGEST_IDEA)


class EditIdeaForm(IdeaForm, Rewriting):
    """Other words for an idea."""

    is_hidden = yes(_("Keep it from the public"), hint=_("Because of personal data, or because it is no idea."))


def phone_form(tables: Sequence[tuple[str, str]]) -> type[Form]:
    """Ask for an idea on a phone."""

    class PhoneForm(Form):
        """An idea."""

        if len(tables) > 1:
            table = choice(_("At which table do you sit?"), tables, missing=_("Choose your table."))
        title = line(
            _("Your idea in one sentence"),
            missing=_("Write your idea."),
            hint=_("Without names and telephone numbers: everybody will read it."),
        )
        text = text(_("More about it"), longest=LONGEST_IDEA)

    return PhoneForm


def file_form(languages: Sequence[str]) -> type[Form]:
    """Ask for a file and its name."""

    class FileForm(Form):
        """Something to read."""

        title = texts(_("Name of the file"), languages=languages, missing=_("Write the name of the file in Polish."))
        file = upload(
            _("File"),
            missing=_("Choose a file."),
            hint=_("PDF, DOCX, ODT, XLSX, ODS, CSV, TXT, PNG or JPEG, at most 20 MB. A PDF should be readable aloud."),
        )

    return FileForm


class ActForm(Form):
    """A button; the state of what was read travels along."""

    edit_count = HiddenField()


def count_of(form: Form, name: str = "edit_count") -> int:
    """Read a count that travels along; what is no count fits nothing."""
    typed = form[name].data or ""
    return int(typed) if typed.isdecimal() and len(typed) <= LONGEST_COUNT else -1


def key_of(form: Form) -> str | None:
    """Read the random key of a form; what is no key is none."""
    typed = form["request_key"].data or ""
    return typed if typed.isalnum() and len(typed) <= LONGEST_KEY else None


def _read_hour(typed: str) -> time | None:
    found = HOUR.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute)


def _read_places(typed: str | int | None) -> int | None:
    """Read a number of places: none typed is 0; what is no such number is nothing."""
    said = str(typed or "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if not said:
        return 0
    return int(said) if said.isascii() and said.isdecimal() and 0 <= int(said) <= MOST_PLACES else None
