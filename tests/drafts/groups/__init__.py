"""Tests of remarks that are one text."""
