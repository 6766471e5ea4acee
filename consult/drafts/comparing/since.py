"""What became of the unit of a remark since it was sent, as pages tell it beside the remark."""

from dataclasses import dataclass

from flask import url_for

from consult.drafts.models import Remark


@dataclass(frozen=True)
class Since:
    """What became of the unit since its version: a key of `rules.alignment.Fate`, and how it was cited then."""

    fate: str
    is_moved: bool
    was: str
    url: str
    """Where both versions stand beside each other."""


def since(remark: Remark, slug: str) -> Since | None:
    """Tell what became of the unit; nothing while the version on which it was remarked is in force."""
    draft, version = remark.draft, remark.version.number
    if not remark.fate or draft.published_number is None or version >= draft.published_number:
        return None
    address = url_for(
        "drafts_comparing.redline",
        consultation=slug,
        number=draft.number,
        older=version,
        newer=draft.published_number,
        _anchor=f"j-{remark.unit_key}",
    )
    was = remark.unit.label if remark.unit and remark.unit.label != remark.unit_label else ""
    return Since(remark.fate, remark.is_moved, was, address)
