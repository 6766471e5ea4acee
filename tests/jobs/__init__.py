"""Tests of consult.jobs."""
