"""Whoever asks, as rules and operations see them: without Flask and without the accounts' tables."""

from typing import Protocol
from uuid import UUID


class Actor(Protocol):
    """A stranger, or a person with an account and roles."""

    @property
    def id(self) -> UUID | None:
        """Name the account; nothing for a stranger."""

    @property
    def is_authenticated(self) -> bool:
        """Tell whether the person is signed in."""

    def authority_ids(self, *roles: str) -> set[UUID]:
        """Name the authorities in which the person has one of the roles."""

    def holds(self, *roles: str, authority_id: UUID | None = None) -> bool:
        """Tell whether the person has one of the roles, in this authority or, without one named, in any."""
