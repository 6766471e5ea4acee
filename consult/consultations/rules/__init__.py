"""Decisions about consultations on plain values."""
