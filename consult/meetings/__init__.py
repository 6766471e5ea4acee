"""Meetings of a consultation: announced, registered for, held.

A *meeting* belongs to a consultation and has a number in it. It is prepared by an editor and published by an
approver; what was published is changed with a reason, and whoever registered is told by mail. A *registration* is
one person's: a name (or only a group, where names are not needed), a place in the hall or on the waiting list, and a
receipt code. The hall is never oversold: each act on places holds the meeting until its transaction ends.
Some time after the meeting the personal data go; how many came of each group stays.
"""
