"""Who may use a view. Every view says so; an app with a silent view does not start."""

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, request
from flask_login import current_user

from consult.actor import Actor

Rule = Callable[[Actor], bool]
View = Callable[..., Any]


def anyone(_actor: Actor) -> bool:
    """Allow everybody, signed in or not."""
    return True


def signed_in(actor: Actor) -> bool:
    """Allow those who are signed in."""
    return actor.is_authenticated


def holding(*roles: str) -> Rule:
    """Make the rule that allows those who have one of the roles somewhere; the view still checks where."""

    def rule(actor: Actor) -> bool:
        return actor.is_authenticated and actor.holds(*roles)

    rule.__name__ = f"holding {' or '.join(roles)}"
    return rule


def allow(rule: Rule) -> Callable[[View], View]:
    """Mark a view with the rule that its caller must meet."""

    def mark(view: View) -> View:
        view.access = rule  # type: ignore[attr-defined]
        return view

    return mark


def enforce_access(app: Flask) -> None:
    """Refuse to start while a view has no rule, then apply the rule to every request.

    A stranger without right is sent to sign-in (401), one signed in without right learns nothing (404).
    """
    silent = [name for name, view in app.view_functions.items() if not hasattr(view, "access")]
    if silent:
        raise RuntimeError(f"views with no @allow rule: {', '.join(sorted(silent))}")

    @app.before_request
    def check() -> None:
        view: Any = app.view_functions.get(request.endpoint or "")
        if view is not None and not view.access(current_user):
            abort(404 if current_user.is_authenticated else 401)
