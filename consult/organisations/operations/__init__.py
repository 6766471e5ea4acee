"""Writes: an organisation registers, an office verifies, people are let in and out."""

from consult.organisations.operations.mandates import (
    LastRepresentative,
    NotAllowed,
    ask_to_join,
    change_role,
    confirm_member,
    remove_member,
)
from consult.organisations.operations.register import AlreadyRegistered, change, register
from consult.organisations.operations.verify import ask_for_verification, verify, withhold

__all__ = [
    "AlreadyRegistered",
    "LastRepresentative",
    "NotAllowed",
    "ask_for_verification",
    "ask_to_join",
    "change",
    "change_role",
    "confirm_member",
    "register",
    "remove_member",
    "verify",
    "withhold",
]
