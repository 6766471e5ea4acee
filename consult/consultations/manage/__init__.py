"""Pages with which an office prepares, approves, publishes and corrects a consultation."""

from consult.consultations.manage import approval, calendar, documents, writing
from consult.consultations.manage.desk import bp

__all__ = ["approval", "bp", "calendar", "documents", "writing"]
