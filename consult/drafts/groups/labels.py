"""How a page says that a remark is one text with others."""

from dataclasses import dataclass

from flask import url_for

from consult.drafts.access import is_shown
from consult.drafts.models import Remark

SEVERAL = 2


@dataclass(frozen=True)
class OneText:
    """A text that several people sent: how many these are, and where all of them stand."""

    senders: int
    url: str


def one_text(remark: Remark, slug: str) -> OneText | None:
    """Tell how many sent the same text; nothing of what is its sender's alone, or is not shown."""
    group = remark.group
    if group is None or group.sender_count < SEVERAL or not is_shown(remark):
        return None
    address = url_for("drafts.remarks", consultation=slug, p=remark.draft.number, g=group.number)
    return OneText(group.sender_count, address)
