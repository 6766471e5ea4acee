"""The organisations of the demonstration, each with somebody who speaks for it and the offices that verified it."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.authorities.models import Authority
from consult.organisations import operations
from consult.organisations.models import Organisation
from consult.organisations.operations.register import DESCRIBING, IDENTIFYING

DATA = Path(__file__).with_name("organisations.toml")
SEAT = "266101"
TO_VERIFY = timedelta(days=2)

Told = Mapping[str, Any]


def missing_organisations(session: Session) -> list[Told]:
    """List the organisations that are not there yet."""
    told: list[Told] = tomllib.loads(DATA.read_text(encoding="utf-8"))["organisations"]
    here = set(session.scalars(select(Organisation.name).where(Organisation.name.in_([one["name"] for one in told]))))
    return [one for one in told if one["name"] not in here]


def add_organisation(
    session: Session,
    told: Told,
    account: Account,
    editors: Mapping[str, tuple[Authority, Account]],
    *,
    base_url: str,
    now: datetime,
) -> None:
    """Register an organisation by this account; the offices that are named verify it two days later."""
    at = now + timedelta(days=told["day"])
    values = {"seat_code": SEAT} | {name: told[name] for name in (*IDENTIFYING, *DESCRIBING) if name in told}
    first = told["offices"][0] if told["offices"] else "kielce"
    made = operations.register(session, values, authority_id=editors[first][0].id, actor=account, now=at)
    for key in told["offices"]:
        office, editor = editors[key]
        operations.verify(session, made, office.id, base_url=base_url, actor=editor, now=at + TO_VERIFY)
