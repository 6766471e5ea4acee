"""Recommendations: what somebody should do, on which evidence, what they answered, and whether they kept it.

A *recommendation* is written by officials of an authority and published by a second pair of eyes; from then on what
it says never changes, and a correction is a new version with its date and reason. Its *addressee* is an organ, a
unit, the council or the council of public benefit of the authority, an organisation from the register, or somebody
named in free words. The *answer* has a verdict with reasons, an owner and a deadline; a later answer stands beside
the earlier ones. *Progress* is told until the recommendation is kept or given up.

What is owed next, and by which day, stands in one column (`due_on`): an answer, a review, or the thing itself.
"""
