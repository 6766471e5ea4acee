"""Pages with which an office imports and publishes drafts, and decides on remarks."""

from consult.drafts.manage import assigning, deciding, grouping, linking, mending, setting_up, writing
from consult.drafts.manage.desk import bp

__all__ = ["assigning", "bp", "deciding", "grouping", "linking", "mending", "setting_up", "writing"]
