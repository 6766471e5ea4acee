"""Keys of what meetings are made of, and the forms of the law that they count as."""

from collections.abc import Mapping

KINDS = (
    "open_meeting",
    "workshop",
    "debate",
    "expert_panel",
    "networking",
    "study_walk",
    "duty_hours",
    "online",
)
FORMS: Mapping[str, str] = {
    "open_meeting": "open_meeting",
    "workshop": "workshop",
    "debate": "debate",
    "expert_panel": "expert_panel",
    "networking": "open_meeting",
    "study_walk": "study_walk",
    "duty_hours": "consultation_point",
    "online": "open_meeting",
}
"""As what the catalogue of procedures knows each kind."""
GROUPS = ("resident", "ngo", "business", "official", "councillor", "expert")
FACILITIES = ("step_free", "loop", "sign_language", "parking")

HAS_PLACE = "place"
WAITS = "waiting"
CANCELLED = "cancelled"
STATES = (HAS_PLACE, WAITS, CANCELLED)
"""What becomes of a registration."""
