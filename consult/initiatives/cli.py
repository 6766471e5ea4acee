"""`consult ballots`: counts the votes of a participatory budget, without a database."""

import json
from pathlib import Path

import click

from consult.initiatives.rules.elections import Election
from consult.initiatives.rules.greedy import greedy
from consult.initiatives.rules.pabulib import BrokenFile, parse


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
