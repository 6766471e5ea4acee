"""Pages with which an office imports and publishes drafts, and decides on remarks."""

from consult.drafts.manage import deciding, writing
from consult.drafts.manage.desk import bp

__all__ = ["bp", "deciding", "writing"]
