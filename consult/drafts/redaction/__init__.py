"""Redaction: words of a remark that the public does not read, chosen one by one, with a reason, by two people.

The words stay in the register. Once a redaction is approved, officials read the redacted text, too; the original
opens to some roles, and each look is recorded.
"""
