"""Tests of consult.desks."""
