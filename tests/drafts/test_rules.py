"""When decisions may be published, and which an official may choose."""

from hypothesis import given
from hypothesis import strategies as st

from consult.drafts.rules.decisions import BY_OFFICIALS, Verdict, is_gate_open


@given(st.integers(0, 5), st.integers(0, 5), st.booleans())
def test_the_gate(remarks, unsettled, is_over):
    assert is_gate_open(remarks=remarks, unsettled=unsettled, is_over=is_over) is (
        bool(remarks) and not unsettled and is_over
    )


def test_the_sender_alone_withdraws():
    assert set(Verdict) - set(BY_OFFICIALS) == {Verdict.WITHDRAWN}
