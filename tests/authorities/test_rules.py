"""A colour that text can be read on, a host name, languages, a number to dial."""

from colorsys import rgb_to_hls

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.authorities.rules import (
    DEFAULT_BRAND,
    LEAST_CONTRAST,
    NotAColour,
    NotAHost,
    TooPale,
    contrast_with_white,
    darkened,
    host_name,
    languages_in_order,
    phone_link,
    readable_brand,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#ffffff", 1), ("#000000", 21), ("#767676", 4.54), ("#0000ff", 8.59)]
)
def test_contrast_is_that_of_wcag(colour, contrast):
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


@given(colours)
def test_a_brand_can_be_read_or_another_is_offered(colour):
    try:
        assert readable_brand(colour.upper()) == colour
        assert contrast_with_white(colour) >= LEAST_CONTRAST
    except TooPale as mistake:
        assert readable_brand(mistake.offered) == mistake.offered


def hexed(channels):
    return "#{:02x}{:02x}{:02x}".format(*channels)


def made_pale(channels):
    """Take the colour, or its opposite where the colour is dark enough already."""
    is_pale = contrast_with_white(hexed(channels)) < LEAST_CONTRAST
    return hexed(channels if is_pale else [255 - channel for channel in channels])


channel = st.integers(0, 255)
pale = st.tuples(channel, channel, channel).map(made_pale)
tinted = (
    st.integers(0, 194)
    .flatmap(lambda low: st.tuples(st.just(low), st.integers(low, 255), st.integers(low + 61, 255)))
    .flatmap(st.permutations)
    .map(made_pale)
)
"""Pale colours whose hue can be told."""


@given(pale)
def test_what_is_offered_is_the_nearest_shade(colour):
    assert contrast_with_white(colour) < LEAST_CONTRAST
    assert LEAST_CONTRAST <= contrast_with_white(darkened(colour)) < LEAST_CONTRAST + 0.2


@given(tinted)
def test_the_hue_stays(colour):
    hues = []
    for shade in (colour, darkened(colour)):
        channels = (int(shade[place : place + 2], 16) / 255 for place in (1, 3, 5))
        hues.append(rgb_to_hls(*channels)[0])
    apart = abs(hues[0] - hues[1])
    assert min(apart, 1 - apart) < 0.02


@pytest.mark.parametrize("colour", ["", "red", "#fff", "14544b", "#14544g", "#14544b;", "#14544b }"])
def test_what_is_no_colour(colour):
    with pytest.raises(NotAColour):
        readable_brand(colour)


@pytest.mark.parametrize("colour", [DEFAULT_BRAND, "#1f4a86", "#7d2231", "#5b3470"])
def test_the_colours_that_were_tried(colour):
    assert readable_brand(f" {colour} ") == colour


def test_a_host_name_is_kept_in_lower_case():
    assert host_name(" Konsultacje.Kielce.EU. ") == "konsultacje.kielce.eu"


@pytest.mark.parametrize(
    "host",
    [
        "",
        "kielce",
        "https://kielce.eu",
        "kielce.eu:80",
        "kielce.eu/x",
        "-a.eu",
        "a-.eu",
        "a..eu",
        "127.0.0.1",
        "żary.pl",
        f"{'a' * 64}.eu",
    ],
)
def test_what_is_no_host_name(host):
    with pytest.raises(NotAHost):
        host_name(host)


@given(st.lists(st.sampled_from(["pl", "en", "uk", "de"])))
def test_polish_is_always_first(chosen):
    languages = languages_in_order(chosen)
    assert languages[0] == "pl"
    assert set(languages) == ({"pl"} | set(chosen)) - {"de"}
    assert languages_in_order(languages) == languages


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("41 367 60 00", "tel:+48413676000"),
        ("+48 41 367-60-00", "tel:+48413676000"),
        ("tel. (41) 367 60 00, wew. 12", "tel:+48413676000"),
        ("112", "tel:112"),
        ("", ""),
        ("sekretariat", ""),
    ],
)
def test_a_number_to_dial(phone, address):
    assert phone_link(phone) == address
