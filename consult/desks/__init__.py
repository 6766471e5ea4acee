"""Desks: pages that gather what several packages hold, for one who works here.

`operator` looks after the machine: mail, jobs, the log, health. It sees no consultation's content.
"""
