"""Decisions on procedures and their time, on plain values."""
