"""All pages of meetings for everybody, under one blueprint."""

from consult.meetings import hall, phones, protocol_views, registering
from consult.meetings.views import bp

__all__ = ["bp", "hall", "phones", "protocol_views", "registering"]
