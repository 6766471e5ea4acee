"""What an authority's settings must keep: a colour that text can be read on, a host name, its languages."""

import re
from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

from consult.territory.rules import Kind, kind_of

DEFAULT_BRAND = "#14544b"
SMALLEST_GROUP = 10
"""How many people a group must have for its results to be shown, unless the office decides otherwise."""
SMALLEST_GROUPS = (5, 20)
"""What an office may decide."""
LEAST_CONTRAST = 5.5
"""Least contrast of the brand against white: with it, all text keeps 4.5:1 in light and dark."""
POLISH_NUMBER = 9
"""Digits of a telephone number in Poland, its country code left out."""
LINEAR_BELOW = 0.04045
"""Up to this value of a channel, sRGB is a straight line."""
LANGUAGES = ("pl", "en", "uk")
LEVELS = {Kind.VOIVODESHIP: "wojewodztwo", Kind.POWIAT: "powiat"}
"""Levels of government in the words of the catalogue of procedures; all others are gminas."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")


class NotAColour(Exception):
    """A colour is not written as #rrggbb."""


class TooPale(Exception):
    """White text cannot be read on the colour; `offered` is the nearest darker shade of the same hue."""

    def __init__(self, offered: str) -> None:
        super().__init__(offered)
        self.offered = offered


class NotAHost(Exception):
    """A host name is not of the shape `konsultacje.example.pl`."""


def contrast_with_white(colour: str) -> float:
    """Measure the contrast of a colour against white, from 1 to 21 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def readable_brand(colour: str) -> str:
    """Give back a colour that may be a brand, in lower case; raise `NotAColour` or `TooPale`."""
    colour = colour.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise NotAColour
    if contrast_with_white(colour) < LEAST_CONTRAST:
        raise TooPale(darkened(colour))
    return colour


def darkened(colour: str) -> str:
    """Darken a colour, its hue and saturation kept, by as little as makes it readable."""
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    shades = (
        "#" + "".join(f"{round(channel * 255):02x}" for channel in hls_to_rgb(hue, step / 1000, saturation))
        for step in range(round(lightness * 1000), -1, -1)
    )
    return next(shade for shade in shades if contrast_with_white(shade) >= LEAST_CONTRAST)


def host_name(typed: str) -> str:
    """Give back a host name in lower case; raise `NotAHost` where it has another shape."""
    host = typed.strip().lower().removesuffix(".")
    if not _HOST.fullmatch(host):
        raise NotAHost
    return host


def languages_in_order(chosen: Iterable[str]) -> list[str]:
    """Put the languages in order, Polish always there and first; leave out those that we do not speak."""
    wanted = {"pl", *chosen}
    return [language for language in LANGUAGES if language in wanted]


def level_of(teryt: str) -> str:
    """Give the level of government of a unit, in the catalogue's word."""
    return LEVELS.get(kind_of(teryt), "gmina")


def phone_link(phone: str) -> str:
    """Make the address that dials the first number in the text: `41 367 60 00, ext. 12` becomes `tel:+48413676000`."""
    found = re.match(r"[^0-9+]*(\+?[0-9][0-9 ()/-]*)", phone)
    if not found:
        return ""
    dialled = re.sub(r"[^0-9+]", "", found[1])
    return f"tel:{'+48' if len(dialled) == POLISH_NUMBER else ''}{dialled}"


def _channels(colour: str) -> tuple[float, float, float]:
    """Read the three channels of #rrggbb, each from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _linear(channel: float) -> float:
    """Undo the gamma of one channel."""
    return channel / 12.92 if channel <= LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4
