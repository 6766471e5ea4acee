"""Calendar files keep RFC 5545."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from consult.consultations.rules.icalendar import LONGEST_LINE, Event, calendar_file, escaped, folded, whole_day

STAMP = datetime(2026, 3, 2, 11, tzinfo=UTC)


def file(*events, name="Park"):
    return calendar_file(name, events, stamp=STAMP, sequence=3, language="pl").decode()


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_of_a_day_and_one_between_moments():
    day = Event("a@consult", "Spotkanie", *whole_day(date(2026, 12, 31)), url="http://x/k/park")
    last = (datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC))
    lines = unfolded(file(day, Event("b@consult", "Koniec", *last)))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"} <= set(lines)
    assert {"DTSTART:20260328T230000Z", "DTEND:20260329T220000Z"} <= set(lines)  # the day on which clocks go forward
    assert lines.count("SEQUENCE:3") == 2
    assert lines.count("DTSTAMP:20260302T110000Z") == 2


def test_what_means_something_is_escaped():
    assert escaped("a;b,c\\d\r\ne\x07") == "a\\;b\\,c\\\\d\\ne"
    assert escaped("a\x85b\u2028BEGIN:VEVENT\u2029c\x7f") == "abBEGIN:VEVENTc"


def test_an_alarm_rings_in_the_morning_some_days_before():
    event = Event("a@consult", "Koniec", *whole_day(date(2026, 11, 30)), days_ahead=(90, 1))
    lines = unfolded(file(event))
    first = lines.index("BEGIN:VALARM")
    assert lines[first : first + 5] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P89DT15H",
        "DESCRIPTION:Koniec",
        "END:VALARM",
    ]
    assert "TRIGGER:-P0DT15H" in lines


LINE = re.compile(r"[A-Z-]+(;[A-Z-]+=[^;:\",\x00-\x1f]+)*:[^\x00-\x08\x0a-\x1f\x7f]*")
NEEDED = {
    "VCALENDAR": {"VERSION": 1, "PRODID": 1},
    "VEVENT": {"UID": 1, "DTSTAMP": 1, "DTSTART": 1, "DTEND": 1, "SUMMARY": 1},
    "VALARM": {"ACTION": 1, "TRIGGER": 1, "DESCRIPTION": 1},
}


def strict(content):
    """Read a file as RFC 5545 wants it and no otherwise; give the events, each as its properties."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert not re.search(r"\r(?!\n)|(?<!\r)\n", text)
    assert all(len(line.encode()) <= LONGEST_LINE for line in text.split("\r\n"))
    open_parts, events = [], []
    for line in unfolded(text)[:-1]:
        assert LINE.fullmatch(line), line
        name, value = line.split(":", 1)
        if name == "BEGIN":
            open_parts.append((value, []))
        elif name == "END":
            kind, properties = open_parts.pop()
            assert kind == value
            names = [one.split(";")[0] for one, _ in properties]
            assert {one: names.count(one) for one in NEEDED[kind]} == NEEDED[kind]
            events += [dict(properties)] if kind == "VEVENT" else []
        else:
            open_parts[-1][1].append((name, value))
    assert not open_parts
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        for kind in ("", ";VALUE=DATE"):
            assert (f"DTSTART{kind}" in event) == (f"DTEND{kind}" in event)
            assert event.get(f"DTSTART{kind}", "") <= event.get(f"DTEND{kind}", "")
    return events


def test_a_strict_reader_is_content():
    hostile = 'Park; "nad", \\n rzeką:\r\nBEGIN:VEVENT\u2028' + "zażółć " * 30
    events = strict(
        calendar_file(
            hostile,
            [
                Event(
                    "a@consult", hostile, *whole_day(date(2026, 2, 28)), description=hostile, days_ahead=(90, 60, 30)
                ),
                Event("b@consult", hostile, STAMP, datetime(2026, 3, 3, 11, tzinfo=UTC), url="https://example.org/k/a"),
            ],
            stamp=STAMP,
            sequence=1,
            language="pl",
        )
    )
    assert [event.get("DTEND;VALUE=DATE") for event in events] == ["20260301", None]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_lines_are_cut_between_characters_and_come_together_again(text):
    line = f"SUMMARY:{escaped(text)}"
    parts = folded(line)
    assert all(len(part.encode()) <= LONGEST_LINE for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert all(part.startswith(" ") for part in parts[1:])


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_no_text_adds_a_line(text):
    lines = unfolded(file(Event("a@consult", text, *whole_day(date(2026, 3, 2)), description=text), name=text))
    assert len(lines) == len(unfolded(file(Event("a@consult", "x", *whole_day(date(2026, 3, 2)), description="x"))))
