"""Tests of consult.files."""
