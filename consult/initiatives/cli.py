"""`consult ballots`: counts the votes of a participatory budget in a file, and brings ballots into a vote."""

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from consult import clock
from consult.accounts.models import Stranger
from consult.extensions import db
from consult.initiatives.operations.submit import NotNow
from consult.initiatives.rules.elections import Election
from consult.initiatives.rules.greedy import greedy
from consult.initiatives.rules.pabulib import BrokenFile, parse
from consult.initiatives.voting import operations, queries
from consult.initiatives.voting.models import VotePool
from consult.web.transaction import transaction


@click.group()
def ballots() -> None:
    """Count the votes of a participatory budget."""


@ballots.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rule", type=click.Choice(["greedy", "equal-shares"]), required=True, help="How winners are chosen.")
@click.option(
    "--completion",
    type=click.Choice(["add1", "none"]),
    help="Equal shares only: raise every voter's share by one until the budget is used (add1, the default), or not.",
)
def count(file: Path, rule: str, completion: str | None) -> None:
    """Choose the winners of an election in a Pabulib FILE, and print JSON."""
    if rule == "greedy" and completion is not None:
        raise click.ClickException("--completion goes with --rule equal-shares")
    election = _read(file)
    winners = greedy(election) if rule == "greedy" else _equal_shares(election, completion or "add1")
    cost = sum(election.costs[key] for key in winners)
    found = {
        "winners": list(winners),
        "cost": int(cost) if cost == int(cost) else float(cost),
        "ballots": len(election.ballots),
        "valid": len(election.valid_ballots()),
    }
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


@ballots.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", required=True, help="The vote's name in its address.")
@click.option("--pool", required=True, help="The pool's name in the address of its file.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@with_appcontext
def import_ballots(file: Path, edition: str, pool: str, as_json: bool) -> None:
    """Put the ballots of a Pabulib FILE into the box of a vote; its count is made anew after the close."""
    election = _read(file)
    found = queries.find_edition(db.session(), edition, queries.is_public())
    asked = next((one for one in found.pools if one.key == pool), None) if found else None
    if found is None or asked is None:
        raise click.ClickException(f"no published vote {edition} with a pool {pool}")
    if found.vote_type != election.vote_type:
        raise click.ClickException(f"{file.name} has {election.vote_type} ballots, the vote {found.vote_type}")
    edition_id, pool_id = found.id, asked.id
    try:
        with transaction() as session:
            queries.get_edition(session, edition_id)
            held = session.get_one(VotePool, pool_id)
            operations.put_into_box(session, held, election.ballots, actor=Stranger(), now=clock.now())
    except NotNow as late:
        raise click.ClickException(f"the results of {edition} are public already") from late
    count = len(election.ballots)
    click.echo(json.dumps({"ballots": count}) if as_json else f"{count} ballots are in the box of {edition}, {pool}.")


def _read(file: Path) -> Election:
    try:
        return parse(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as broken:
        raise click.ClickException(f"{file.name}: not a text in UTF-8") from broken
    except BrokenFile as broken:
        raise click.ClickException(f"{file.name}: {broken}") from broken


def _equal_shares(election: Election, completion: str) -> tuple[str, ...]:
    from consult.initiatives.rules.equal_shares import equal_shares  # noqa: PLC0415 - NumPy, for this rule alone

    return equal_shares(election, completion=completion).winners
