"""Pages of initiatives for everybody: the list, one initiative, sending one, supporting one."""

from consult.initiatives.views import reading, sending, supporting
from consult.initiatives.views.site import bp

__all__ = ["bp", "reading", "sending", "supporting"]
