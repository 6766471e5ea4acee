"""Addresses are lower-case, hyphenated, and each part that varies says what it is."""

import re

FIXED = re.compile(r"[a-z0-9/.-]*")
PART = re.compile(r"<([^>]*)>")


def test_addresses_are_in_lower_kebab_case(app):
    for rule in app.url_map.iter_rules():
        assert FIXED.fullmatch(PART.sub("", rule.rule)), rule


def test_each_part_of_an_address_has_a_type(app):
    for rule in app.url_map.iter_rules():
        for part in PART.findall(rule.rule):
            assert ":" in part, f"{rule}: <{part}> takes any text"
