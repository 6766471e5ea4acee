"""Weightings that are kept with a questionnaire, and the results that they give, beside the raw ones.

Weighted results are never shown alone. What needs numpy is loaded when somebody asks for them.
"""
