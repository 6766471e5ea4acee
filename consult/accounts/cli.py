"""Commands of accounts."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from consult import clock
from consult.accounts import operations, queries
from consult.accounts.rules import LINK_LIFETIMES, OPERATOR, ROLES, SET_PASSWORD
from consult.authorities.models import Authority
from consult.authorities.queries import find_by_teryt
from consult.config import Settings
from consult.web.forms.fields import EMAIL
from consult.web.transaction import transaction


@click.group("user")
def group() -> None:
    """People who sign in."""


@group.command("create")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What the person does.")
@click.option("--authority", "teryt", help="TERC code of the authority; the operator has none.")
@click.option("--name", default="", help="First name and surname.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def create(email: str, role: str, teryt: str | None, name: str, as_json: bool) -> None:
    """Give EMAIL a role, and print a one-time link to set the password; an account that exists gets a fresh link."""
    if not EMAIL.fullmatch(email):
        raise click.ClickException(f"{email} is no e-mail address")
    if (role == OPERATOR) is (teryt is not None):
        raise click.ClickException(
            "the operator belongs to no authority; leave --authority out"
            if role == OPERATOR
            else f"the role {role} needs --authority TERYT"
        )
    settings: Settings = current_app.extensions["settings"]
    with transaction() as session:
        authority = _authority(session, teryt) if teryt is not None else None
        token = _token(session, email, name, role, authority)
    made = {
        "email": email,
        "role": role,
        "authority": teryt,
        "link": operations.link_url(settings.base_url, token),
        "expires_at": (clock.now() + LINK_LIFETIMES[SET_PASSWORD]).isoformat(),
    }
    click.echo(json.dumps(made, ensure_ascii=False) if as_json else made["link"])


def _authority(session: Session, teryt: str) -> Authority:
    found = find_by_teryt(session, teryt)
    if found is None:
        raise click.ClickException(f"no authority has the code {teryt}; make it with `consult authority create`")
    return found


def _token(session: Session, email: str, name: str, role: str, authority: Authority | None) -> str:
    """Give the role, to a new person where there is none, and make a link."""
    now = clock.now()
    account = queries.find_account_by_email(session, email)
    if account is None:
        account = operations.create_account(session, email=email, name=name, actor_id=None, now=now)
    if account.is_disabled:
        raise click.ClickException(f"the account {email} is switched off")
    operations.grant_role(session, account, role, authority.id if authority else None, actor_id=None, now=now)
    return operations.issue_link(session, account.id, SET_PASSWORD, now=now, actor_id=None)
