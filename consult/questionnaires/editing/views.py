"""The pages of the builder, joined."""

from consult.questionnaires.editing import asking, building, conditions, copying, library
from consult.questionnaires.editing.desk import bp

__all__ = ["asking", "bp", "building", "conditions", "copying", "library"]
