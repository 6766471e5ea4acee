"""Pages with which an office prepares meetings, and stands at their door."""

from consult.meetings.manage import announcing, door, hall, protocol, workshop
from consult.meetings.manage.desk import bp

__all__ = ["announcing", "bp", "door", "hall", "protocol", "workshop"]
