"""Slots, receipts and the time in which what was begun may be sent."""
