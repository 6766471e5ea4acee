"""The types of XLSForm, in all the ways in which they have been written since 2011."""

import re
from dataclasses import dataclass

SELECTS = re.compile(
    r"(?:add )?(?P<how>select one external|select one from file|select multiple from file|select one|select1|"
    r"select multiple|select all that apply|select_one|rank|odk:rank)"
    r"(?: prompt)?(?: from| using)? +(?P<list>\S+)(?P<other> +or (?:specify )?other)?",
    re.IGNORECASE,
)
MEANT = {
    "text": ("text", "string", "q string", "q text", "add text prompt", "text prompt", "phone number", "email address"),
    "integer": (
        "integer", "int", "q int", "q integer", "add integer prompt", "number of days in last month", "percentage",
    ),
    "decimal": ("decimal", "q decimal", "add decimal prompt", "float"),
    "range": ("range",),
    "date": ("date", "q date", "add date prompt"),
    "time": ("time", "q time"),
    "datetime": ("datetime", "date time", "q date time", "add date time prompt"),
    "note": ("note", "add note prompt"),
    "consent": ("acknowledge", "trigger", "add acknowledge prompt"),
    "words": (
        "geopoint", "geotrace", "geoshape", "gps", "location", "q location", "q geopoint", "add location prompt", "osm",
        "q osm", "barcode", "q barcode", "add barcode prompt", "image", "photo", "q picture", "q image",
        "add image prompt", "audio", "q audio", "add audio prompt", "video", "q video", "add video prompt", "file",
        "csv-external",
    ),
    "metadata": (
        "start", "end", "today", "deviceid", "device id", "imei", "simserial", "sim id", "subscriberid",
        "subscriber id", "phonenumber", "username", "email", "audit", "start time", "end time",
        "uri:deviceid", "uri:username", "uri:email", "uri:phonenumber", "background-audio", "background-geopoint",
        "start-geopoint", "xml-external", "xml external", "get start time", "get end time", "get today",
        "get device id", "get subscriber id", "get sim id", "get phone number", "get username", "get email",
        "set form title", "set form id", "entity",
    ),
    "calculate": ("calculate", "q calculate", "add calculate prompt"),
    "hidden": ("hidden",),
    "begin group": ("begin group", "group"),
    "begin repeat": ("begin repeat", "begin looped group", "begin lgroup", "repeat", "lgroup", "looped group"),
    "end": ("end group", "end repeat", "end looped group", "end lgroup", "end loop"),
}  # fmt: skip
KNOWN = {spelled: meant for meant, spellings in MEANT.items() for spelled in spellings}


@dataclass(frozen=True)
class Type:
    """What a row of the survey is: *one* or *several* of a list, a *rank*, or a key of `MEANT`."""

    is_a: str
    list_name: str = ""
    has_other: bool = False
    is_from_file: bool = False
    is_external: bool = False


def read_type(said: str) -> Type | None:
    """Read the type of a row; nothing where there is no such type."""
    words = " ".join(said.replace("\N{NO-BREAK SPACE}", " ").split())
    meant = KNOWN.get(words.casefold()) or KNOWN.get(words.casefold().replace("_", " "))
    if meant or words.casefold().startswith("osm "):
        return Type(meant or "words")
    spaced = re.sub(r"^((?:select|rank)[a-z_]*)", lambda found: found[1].replace("_", " "), words, flags=re.IGNORECASE)
    spaced = re.sub(r"or_(specify_)?other$", lambda found: found[0].replace("_", " "), spaced)
    found = SELECTS.fullmatch(spaced)
    if not found:
        return None
    how = found["how"].casefold()
    several = "multiple" in how or "all that" in how
    return Type(
        "rank" if "rank" in how else "several" if several else "one",
        found["list"],
        has_other=bool(found["other"]),
        is_from_file="from file" in how,
        is_external="external" in how,
    )
