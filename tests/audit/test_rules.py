from dataclasses import replace
from datetime import UTC

from hypothesis import assume, given
from hypothesis import strategies as st

from consult.audit.rules import START, Entry, Link, first_bad, hash_of

words = st.text(max_size=20)
entries = st.builds(
    Entry,
    id=st.uuids(),
    recorded_at=st.datetimes(timezones=st.just(UTC)),
    action=words,
    subject_kind=words,
    subject_id=st.uuids(),
    actor_id=st.none() | st.uuids(),
    authority_id=st.none() | st.uuids(),
    details=st.dictionaries(words, words | st.integers() | st.booleans(), max_size=3),
)
logs = st.lists(entries, min_size=1, max_size=8)


def chained(log):
    links, before = [], START
    for number, entry in enumerate(log, start=1):
        before = hash_of(number, entry, before)
        links.append(Link(number, before, entry))
    return links


@given(logs)
def test_a_whole_chain(log):
    assert first_bad(chained(log)) is None


@given(logs, st.data())
def test_a_changed_entry_is_named(log, data):
    links = chained(log)
    place = data.draw(st.integers(0, len(links) - 1))
    name = data.draw(st.sampled_from(Entry.__slots__ if hasattr(Entry, "__slots__") else list(vars(log[0]))))
    other = getattr(data.draw(entries), name)
    assume(other != getattr(log[place], name) or type(other) is not type(getattr(log[place], name)))
    links[place] = replace(links[place], entry=replace(log[place], **{name: other}))
    assert first_bad(links) == place + 1


@given(logs, st.data())
def test_an_entry_taken_out_is_named(log, data):
    links = chained(log)
    place = data.draw(st.integers(0, len(links) - 1))
    del links[place]
    assert first_bad(links) == (None if place == len(links) else place + 1)  # the end: see the head


@given(logs, st.data())
def test_entries_that_changed_places_are_named(log, data):
    links = chained(log)
    one = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(st.integers(0, len(links) - 1))
    assume(one < other and log[one] != log[other])
    a, b = links[one], links[other]
    links[one], links[other] = replace(a, entry=b.entry), replace(b, entry=a.entry)
    assert first_bad(links) == one + 1


@given(logs, entries, st.data())
def test_an_entry_put_in_between_is_named(log, more, data):
    links = chained(log)
    place = data.draw(st.integers(0, len(links)))
    before = links[place - 1].hash if place else START
    assume(place == len(links) or more != log[place])
    links.insert(place, Link(place + 1, hash_of(place + 1, more, before), more))
    assert first_bad(links) == (None if place == len(links) - 1 else place + 2)


@given(logs)
def test_a_part_is_checked_from_where_it_begins(log):
    links = chained(log)
    assert first_bad(links[1:], number=1, before=links[0].hash) is None
