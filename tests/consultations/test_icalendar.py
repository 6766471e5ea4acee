"""Calendar files keep RFC 5545."""

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
