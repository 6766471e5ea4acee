"""Commands of the doors: the demonstration."""

import click
from flask import current_app
from flask.cli import with_appcontext

from consult import clock
from consult.accounts import operations as accounts
from consult.accounts.queries import find_account_by_email
from consult.accounts.rules import SIGN_IN
from consult.config import Settings
from consult.extensions import db
from consult.files.views import folder
from consult.site.demonstration.load import NotADemonstration, load, receive_documents, texts
from consult.web.transaction import transaction


@click.command()
@with_appcontext
def demo() -> None:
    """Load the demonstration; what is there already stays."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.is_loopback:
        raise click.ClickException(
            "the demonstration is for this machine alone: CONSULT_BASE_URL must be like http://127.0.0.1:8000"
        )
    documents = receive_documents(db.session(), folder(), now=clock.now())
    try:
        with transaction() as session:
            added = load(session, documents, base_url=settings.base_url, now=clock.now())
    except NotADemonstration as office:
        raise click.ClickException(f"{office} is not a demonstration: use an empty database") from None
    click.echo(f"The demonstration is there ({added} consultations added).")


def demonstration_links(base_url: str) -> list[tuple[str, str]]:
    """Make a fresh one-time sign-in link for each demonstration account: pairs of who and address."""
    links = []
    with transaction() as session:
        for person in texts()["people"]:
            account = find_account_by_email(session, person["email"])
            if account is not None and not account.is_disabled:
                token = accounts.issue_link(session, account.id, SIGN_IN, now=clock.now(), actor_id=None)
                what = person.get("organisation") or ", ".join(person["roles"])
                links.append((f"{account.name} ({what})", f"{base_url}/link/{token}"))
    return links
