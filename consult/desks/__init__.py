"""Desks: pages that gather what several packages hold, for one who works here or asks about an office.

`office` is the first page of an official, `authority` the public page of an office. `operator` looks after
the machine: mail, jobs, the log, health; it sees no consultation's content.
"""
