"""Begin a programme, change what it says, publish it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.authorities.models import Authority
from consult.programmes.models import ACCEPTED, Member, Programme
from consult.programmes.operations.record import record
from consult.programmes.queries import slugs_like
from consult.texts.folding import slug

EDITABLE = ("title", "summary", "description", "organisation_id", "organiser_authority_id", "controller", "contact")
PAGES = frozenset({"nowy"})
"""Addresses of the desk's own pages, which no programme may take."""
TRIES = 20
"""How often an address that somebody takes at the same moment is looked for again."""


class AddressTaken(Exception):
    """So many people took the same address at once that none was left."""


class ChangedMeanwhile(Exception):
    """Somebody else saved it after the form was opened."""

    def __init__(self, edit_count: int) -> None:
        super().__init__()
        self.edit_count = edit_count


class NotReady(Exception):
    """Something is missing; `missing` names it by key."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def begin(session: Session, authority: Authority, title: str, *, actor: Actor, now: datetime) -> Programme:
    """Begin a programme; the authority of the administrator who does it agrees by that."""
    for _try in range(TRIES):
        made = Programme(
            slug=_free_slug(session, title), authority_id=authority.id, title=title, created_at=now, edited_at=now
        )
        first = Member(authority_id=authority.id, state=ACCEPTED, invited_at=now, decided_at=now)
        first.decided_by_id = actor.id
        made.members = [first]
        with suppress(IntegrityError), session.begin_nested():
            session.add(made)
            session.flush()
            record(session, "begun", made, actor=actor, now=now)
            return made
    raise AddressTaken


def change(
    session: Session, programme: Programme, values: Mapping[str, Any], *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Save what an editor typed; raise `ChangedMeanwhile`."""
    if programme.edit_count != edit_count:
        raise ChangedMeanwhile(programme.edit_count)
    for name in EDITABLE:
        if name in values:
            setattr(programme, name, values[name])
    programme.edit_count += 1
    programme.edited_at = now
    session.flush()
    record(session, "changed", programme, actor=actor, now=now)


def what_is_missing(programme: Programme) -> list[str]:
    """Name what it lacks before it can be published."""
    lacking = [name for name in ("summary", "description", "controller", "contact") if not getattr(programme, name)]
    if programme.organisation_id is None and programme.organiser_authority_id is None:
        lacking.append("organiser")
    return lacking


def publish(session: Session, programme: Programme, *, actor: Actor, now: datetime) -> None:
    """Show it to everybody; raise `NotReady`. Where that was done before, do nothing."""
    if programme.published_at is not None:
        return
    if lacking := what_is_missing(programme):
        raise NotReady(lacking)
    programme.published_at = now
    session.flush()
    record(session, "published", programme, actor=actor, now=now)


def _free_slug(session: Session, title: str) -> str:
    """Find an address nobody has: the title's words, with a number where they are taken."""
    wanted = slug(title) or "program"
    taken = PAGES | slugs_like(session, wanted)
    free = wanted
    number = 2
    while free in taken:
        free = f"{wanted}-{number}"
        number += 1
    return free
