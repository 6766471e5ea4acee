"""The vote of a participatory budget: editions with pools of money, projects, one-time codes, ballots, results.

A *ballot* is one person's paper: what it says in each *pool* (a district, or the whole town). It comes in with the code
that is spent for it, in one transaction; a job then moves ballots in random order, in batches, so that neither order
nor time joins a code and a ballot. No code has a day, no ballot has a moment. While ballots wait for their batch, who
runs the database could still see which came with which code.
"""
