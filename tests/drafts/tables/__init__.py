"""Tests of consult.drafts.tables."""
