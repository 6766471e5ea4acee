"""Pages of initiatives for officials: the list, one initiative with its bench, how they are taken."""

from consult.initiatives.manage import bench, calls, listing
from consult.initiatives.manage.desk import bp

__all__ = ["bench", "bp", "calls", "listing"]
