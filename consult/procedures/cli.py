"""Commands of the statutory calendar; they need neither the app nor a database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from consult.procedures.as_data import Data, missing_as_data, plan_as_data, procedure_as_data, refused_as_data
from consult.procedures.lines import plan_lines, procedure_lines, summary_line
from consult.procedures.loading import load_catalogue, load_local_rules
from consult.procedures.options import BadOption, read_day, read_named_days, read_words
from consult.procedures.rules.backward import latest_start
from consult.procedures.rules.catalogue import NoSuchProcedure
from consult.procedures.rules.checks import Meeting
from consult.procedures.rules.local import Refused, unknown, with_local_rules
from consult.procedures.rules.part import BadCatalogue
from consult.procedures.rules.plan import Given, plan
from consult.procedures.rules.records import Procedure

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class OneLine(click.Group):
    """A group that tells in one line also what is wrong with the words of its commands, such as a missing key."""

    def invoke(self, ctx: click.Context) -> Any:
        """Do the command; a misuse is a refusal like every other."""
        try:
            return super().invoke(ctx)
        except click.UsageError as mistake:
            raise click.ClickException(mistake.format_message()) from mistake


@click.group(cls=OneLine)
def procedures() -> None:
    """Show the legal procedures of consultations, and compute their calendar."""


@procedures.command("list")
@json_option
def list_procedures(as_json: bool) -> None:
    """List the procedures: key, how the law was learnt, levels of government, name."""
    with _told_in_one_line():
        catalogue = load_catalogue()
        found = [procedure_as_data(catalogue.newest(key)) for key in catalogue.versions]
    _print(found, "\n".join(summary_line(one) for one in found), as_json)


@procedures.command()
@click.argument("key")
@click.option("--on", "day", metavar="DATE", help="The version that held on this day; default: the newest.")
@json_option
def show(key: str, day: str | None, as_json: bool) -> None:
    """Show a procedure: its periods, rules, steps, forms and channels, with their legal references."""
    with _told_in_one_line():
        catalogue = load_catalogue()
        found = catalogue.version(key, read_day(day)) if day else catalogue.newest(key)
        data = procedure_as_data(catalogue.at_level(found))
    _print(data, "\n".join(procedure_lines(data)), as_json)


@procedures.command("plan")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@click.option("--start", metavar="DATE", help="The day on which remarks open; default: the latest lawful one.")
@click.option("--target", metavar="DATE", help="The day of the last event, such as the council's session.")
@click.option("--level", metavar="LEVEL", help="gmina, powiat or wojewodztwo; default: the first that all share.")
@click.option("--date", "dates", metavar="EVENT=DATE", multiple=True, help="An event set by hand; may be repeated.")
@click.option(
    "--meeting", "meetings", metavar="FORM=DATE", multiple=True, help="A meeting; T18:00 may follow the date."
)
@click.option("--form", "forms", metavar="FORM", multiple=True, help="A form that is offered; the missing are told.")
@click.option("--channel", "channels", metavar="CHANNEL", multiple=True, help="A channel of the notice, likewise.")
@click.option("--local-rules", metavar="FILE", help="The numbers of the council's own resolution, as TOML.")
@json_option
def plan_calendar(keys: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """Compute the calendar of a consultation that follows these procedures.

    Broken rules are part of the answer, not a failure.
    """
    with _told_in_one_line():
        data = _calendar(keys, asked)
    _print(data, "\n".join(plan_lines(data)), as_json)


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    """Tell in one line what is wrong with the words or the files given."""
    try:
        yield
    except (BadCatalogue, BadOption, NoSuchProcedure, OSError) as mistake:
        raise click.ClickException(str(mistake)) from mistake


def _print(data: Any, text: str, as_json: bool) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str) if as_json else text)


def _calendar(keys: tuple[str, ...], asked: dict[str, Any]) -> Data:
    """Compute forward from the start, which may itself be told backward from the target."""
    start, target = (read_day(asked[name]) if asked[name] else None for name in ("start", "target"))
    on = start or target
    if on is None:
        raise BadOption("give --start DATE, --target DATE or both")
    chosen, refused = _chosen(keys, on, asked)
    if start is None:
        on = latest_start(chosen, on, usual=False) or on
        chosen, refused = _chosen(keys, on, asked)  # the law of the day on which it starts
    starts = _starts(chosen, target) if target else {}
    computed = plan(chosen, _given(chosen, start or starts["latest_start"] or on, target, asked))
    known = load_catalogue().vocabulary.known
    forms = read_words("--form", asked["forms"], known("forms"))
    channels = read_words("--channel", asked["channels"], known("channels"))
    return {
        **plan_as_data(computed),
        **{name: day and day.isoformat() for name, day in starts.items()},
        **missing_as_data(computed.demands, forms, channels),
        "ignored_local_rules": [refused_as_data(one) for one in refused],
    }


def _chosen(keys: tuple[str, ...], on: date, asked: dict[str, Any]) -> tuple[tuple[Procedure, ...], list[Refused]]:
    """Find the procedures as they held on the day, the local rules laid over them."""
    file = asked["local_rules"]
    rules = load_local_rules(Path(file)) if file else ()
    found = load_catalogue().chosen(keys, on, asked["level"])
    for rule in unknown(rules, found, load_catalogue().versions):
        raise BadOption(f"{file}: there is no procedure {rule.procedure!r} with a period {rule.period!r}")
    laid = [with_local_rules(procedure, rules, on) for procedure in found]
    return tuple(procedure for procedure, _ in laid), [one for _, refused in laid for one in refused]


def _starts(chosen: tuple[Procedure, ...], target: date) -> dict[str, date | None]:
    return {
        "latest_start": latest_start(chosen, target, usual=False),
        "advised_start": latest_start(chosen, target, usual=True),
    }


def _given(chosen: tuple[Procedure, ...], start: date, target: date | None, asked: dict[str, Any]) -> Given:
    events = frozenset(event for procedure in chosen for event in procedure.events)
    days = dict(read_named_days("--date", asked["dates"], events))
    if len(days) < len(asked["dates"]):
        raise BadOption("--date: an event happens on one day; give each event once")
    for procedure in chosen:
        if days.get(procedure.starts_with, start) != start:
            raise BadOption(
                f"--date {procedure.starts_with}: it is the first day of {procedure.key}; give it as --start"
            )
    forms = load_catalogue().vocabulary.known("forms")
    meetings = read_named_days("--meeting", asked["meetings"], forms)
    return Given(
        start=start,
        target=target,
        days=days,
        meetings=tuple(Meeting(form, day) for form, day in meetings),
    )
