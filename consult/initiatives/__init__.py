"""What residents start: initiatives on their way from an idea to something done, and the vote on a budget.

An *initiative* is a card that people send to an authority: a local initiative, a proposal in an open call, a citizens'
draft resolution, a project of a participatory budget. One engine leads all of them through *stages*; which kind passes
which stands in `rules.stages`. Each change of stage is a *move* with public words and a day: together they are its
history. Nothing is public before an official has looked at it. Who the applicants are, is never public.

`voting/` holds the vote of a participatory budget.
"""
