"""Tests of consult.mail."""
