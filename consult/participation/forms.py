"""The slot of a form and the receipt of what was sent, for the pages of every instrument."""

import threading
import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app, request

from consult.participation.rules.intake import LEAST_AGE
from consult.participation.rules.receipts import receipt_code, receipt_hash
from consult.participation.rules.slots import Slot, new_slot, read, sign

FIELD = "slot"
"""The name of the hidden field."""
PASS = "pass"  # noqa: S105  # the name of a field
"""The name of the field that holds the pass of who may answer, where not everybody may."""
KIOSK = "kiosk"
"""The name of the field that says that the form is filled in on a tablet of the office."""
SAVED = "saved"
"""The name of the field that holds the code of unfinished answers that are kept."""
_waiting = threading.BoundedSemaphore(4)
"""So many forms at once may wait to come of age: the other threads stay free."""


@dataclass(frozen=True)
class Receipt:
    """The code that the person keeps, and what is stored of it."""

    code: str
    hash: str


def issue(subject: UUID, now: datetime) -> str:
    """Make the value of a new form's slot."""
    return sign(new_slot(subject, now), _secret())


def slot_received() -> Slot:
    """Read the slot of the form that was sent; raises `NotGenuine`."""
    return slot_of(request.form.get(FIELD, ""))


def slot_of(value: str) -> Slot:
    """Read a slot; raises `NotGenuine`."""
    return read(value, _secret())


def receipt_for(slot: Slot) -> Receipt:
    """Make the receipt of a form: the same for the same form, for ever."""
    code = receipt_code(slot.key, _secret())
    return Receipt(code, receipt_hash(code))


def come_of_age(slot: Slot, now: datetime) -> datetime:
    """Let a form that was sent faster than people can wait for what is missing, if few do; tell the moment then."""
    missing = slot.issued_at + LEAST_AGE - now
    if missing.total_seconds() <= 0 or missing > LEAST_AGE or not _waiting.acquire(blocking=False):
        return now
    try:
        time.sleep(missing.total_seconds())
    finally:
        _waiting.release()
    return slot.issued_at + LEAST_AGE


def _secret() -> str:
    return str(current_app.extensions["settings"].secret_key)
