"""The rule and its SQL twin say the same."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from consult.authorities.access import can_manage, manageable_by
from consult.authorities.queries import find_by_slug, list_all
from tests.factories.authorities import POWIAT_KIELECKI, make_authority

pytestmark = pytest.mark.both_databases


@dataclass(frozen=True)
class Person:
    """Somebody with roles; those of the whole installation stand under None."""

    roles: dict[UUID | None, set[str]] = field(default_factory=dict)
    id: UUID = field(default_factory=uuid4)
    is_authenticated: bool = True

    def authority_ids(self, *roles):
        return {where for where, held in self.roles.items() if where and held & set(roles)}

    def holds(self, *roles, authority_id=None):
        return any(held & set(roles) for where, held in self.roles.items() if authority_id in {None, where})


@pytest.mark.parametrize(
    ("roles", "managed"),
    [
        ({}, []),
        ({"kielce": {"admin"}}, ["kielce"]),
        ({"kielce": {"editor", "approver"}, "powiat-kielecki": {"admin"}}, ["powiat-kielecki"]),
        ({None: {"operator"}}, ["kielce", "powiat-kielecki"]),
    ],
)
def test_who_manages_what(write, roles, managed):
    with write() as session:
        make_authority(session)
        make_authority(session, POWIAT_KIELECKI, "Powiat kielecki")
        ids = {found.slug: found.id for found in list_all(session)}
        person = Person({ids.get(where): held for where, held in roles.items()})
        assert [found.slug for found in list_all(session, manageable_by(person))] == managed
        assert [found.slug for found in list_all(session) if can_manage(person, found)] == managed
        assert (find_by_slug(session, "kielce", manageable_by(person)) is not None) == ("kielce" in managed)
