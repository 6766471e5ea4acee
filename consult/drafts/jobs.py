"""Work that is left for later: tell senders that their remark was answered."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app

from consult import clock
from consult.config import Settings
from consult.drafts.operations.telling import tell_senders as tell
from consult.web.transaction import transaction


def tell_senders(payload: Mapping[str, Any]) -> None:
    """Write to whoever left an address, some hundred in each transaction; who was written to is not written again."""
    settings: Settings = current_app.extensions["settings"]
    while True:
        with transaction() as session:
            if not tell(session, UUID(payload["draft_id"]), base_url=settings.base_url, now=clock.now()):
                return
