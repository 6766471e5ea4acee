"""Plans and procedures as lines of text, for the terminal."""

from collections.abc import Iterator

from consult.procedures.as_data import Data


def summary_line(procedure: Data) -> str:
    """Say what tells a procedure from another."""
    levels = ", ".join(procedure["level"])
    return f"{procedure['key']:<28}{procedure['legal']['confidence']:<13}{levels:<35}{procedure['name']['en']}"


def procedure_lines(procedure: Data) -> Iterator[str]:
    """Say what a procedure asks for."""
    legal = procedure["legal"]
    yield f"{procedure['key']}: {procedure['name']['en']}"
    yield f"  {legal['act']}, {legal['art']}, {legal['journal']}"
    yield f"  in force {legal['valid_from'] or '…'} to {legal['valid_to'] or '…'}, learnt: {legal['confidence']}"
    yield f"  checked on {procedure['checked_on']}"
    yield "rules"
    for rule in procedure["rules"]:
        yield f"  {rule['severity']:<9}{rule['id']:<25}{rule['words']['en']} [{rule['ref']}]"
    yield "steps"
    for step in procedure["steps"]:
        yield f"  {step['id']:<24}{step['who']:<26}{', '.join(step['artefacts'])}"
    yield from _offer(procedure["forms"], procedure["channels"])


def plan_lines(plan: Data) -> Iterator[str]:
    """Say when everything is, what is broken, and who does what."""
    yield from _dates(plan)
    yield "rules"
    for rule in plan["rules"]:
        state = "ok" if rule["ok"] else rule["severity"]
        yield f"  {state:<9}{rule['id']:<25}{rule['left']} {rule['op']} {rule['right']} [{rule['ref']}]"
    for local in plan["ignored_local_rules"]:
        yield f"  ignored  {local['ref']}: {local['period']} {local['days']}, the statute has {local['statute_days']}"
    yield "steps"
    for step in plan["steps"]:
        yield f"  {step['op']} {step['day']}  {step['id']:<24}{step['who']:<26}{', '.join(step['artefacts'])}"
    yield from _offer(plan["form_groups"], plan["channel_groups"])
    yield from _missing(plan)


def _dates(plan: Data) -> Iterator[str]:
    yield f"{' + '.join(plan['procedures'])}"
    yield f"  remarks   {plan['remarks']['opens']} to {plan['remarks']['closes'] or '…'}"
    if plan["event_window"]["from"]:
        yield f"  meetings  {plan['event_window']['from']} to {plan['event_window']['to']}"
    if plan["report_due"]:
        yield f"  report    by {plan['report_due']}"
    if "latest_start" in plan:
        yield f"  start     by {plan['latest_start']}, advised by {plan['advised_start']}"


def _missing(plan: Data) -> Iterator[str]:
    for group in plan.get("missing_forms", ()):
        yield f"  missing: {group['min']} of {', '.join(group['of'])}"
    for channels in plan.get("missing_channels", ()):
        yield f"  missing: {' or '.join(channels)}"


def _offer(forms: list[Data], channels: Data) -> Iterator[str]:
    yield "forms"
    for group in forms:
        yield f"  at least {group['min']} of {', '.join(group['of'])}"
    yield "channels"
    yield f"  {', '.join(channels['all'])}"
    for group in channels["any_of"]:
        yield f"  one of {', '.join(group)}"
