"""The steps of preparing a consultation, and in which of them something is missing."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

STEP_OF = {
    "can_change": "content",
    "cannot_change": "content",
    "contact": "people",
    "contact_name": "people",
    "dates": "calendar",
    "dates_after_the_close": "calendar",
    "decision": "content",
    "invited": "content",
    "last_day_before_opening": "calendar",
    "legal_basis": "privacy",
    "no_such_law": "procedures",
    "opening_after_it_opened": "calendar",
    "opens_in_the_past": "calendar",
    "procedures": "procedures",
    "purpose": "privacy",
    "reason": "content",
    "recipients": "privacy",
    "retention": "privacy",
    "shorter_than_published": "calendar",
    "summary": "content",
    "title": "content",
    "unlawful": "calendar",
}
"""In which step each missing thing is mended; what is not here is mended in the office's settings."""


@dataclass(frozen=True)
class Step:
    """One step, as the navigation shows it."""

    key: str
    text: str
    url: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, in words, and the page where it is mended."""

    key: str
    words: str
    url: str


def steps(slug: str, missing: list[str], current: str) -> list[Step]:
    """List the steps; one is done when nothing in it is missing, and nothing breaks the law."""
    unfinished = {STEP_OF.get(key) for key in missing}
    words = {
        "procedures": _("Legal basis"),
        "content": _("What it is about"),
        "calendar": _("Calendar"),
        "people": _("People"),
        "privacy": _("Personal data"),
        "documents": _("Documents"),
        "review": _("Check and publish"),
    }
    return [
        Step(
            key,
            text,
            url_for(f"consultations_manage.{key}", consultation=slug),
            is_done=key not in unfinished and key != "review",
            is_current=key == current,
        )
        for key, text in words.items()
    ]


def lacks(slug: str, authority: str, missing: list[str]) -> list[Lack]:
    """Word what is missing, each with the page where it is mended."""
    words = {
        "can_change": _("Say what can still change"),
        "cannot_change": _("Say what cannot change, and why"),
        "contact": _("Give a telephone number or an e-mail address of this person"),
        "contact_name": _("Name the person whom people can ask"),
        "controller": _("Name the controller of personal data in the office's settings"),
        "data_protection_officer": _("Name the data-protection officer in the office's settings"),
        "dates": _("Set the first and the last day"),
        "dates_after_the_close": _("Leave the dates as they were: the consultation is over"),
        "decision": _("Say who decides, and when"),
        "invited": _("Say who is invited"),
        "last_day_before_opening": _("Set a last day that is not before the first"),
        "legal_basis": _("Name the legal basis for personal data"),
        "no_such_law": _("Choose a legal basis that holds on the first day"),
        "opening_after_it_opened": _("Leave the first day as it was: the consultation has begun"),
        "opens_in_the_past": _("Set a first day that is today or later"),
        "procedures": _("Choose the legal basis"),
        "purpose": _("Say why personal data are needed"),
        "reason": _("Say why this is corrected"),
        "recipients": _("Say whom personal data are passed on to"),
        "retention": _("Say how long personal data are kept"),
        "shorter_than_published": _("Set a last day that is not earlier than the one published"),
        "summary": _("Describe it in plain words"),
        "title": _("Write the title in Polish"),
    }
    settings = url_for("authorities_manage.settings", authority=authority)
    return [Lack(key, words[key], _where(slug, key) or settings) for key in missing]


def _where(slug: str, key: str) -> str | None:
    step = STEP_OF.get(key)
    return url_for(f"consultations_manage.{step}", consultation=slug) if step else None
