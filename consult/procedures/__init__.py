"""Procedures: what the law asks of a consultation, and the calendar that follows from it.

The catalogue is data: one TOML file a version of a procedure in `catalogue/`, its words in `vocabulary.toml`. A
lawyer corrects it there; what does not fit together is refused with file, key and reason. The rules are pure: no
database, no web, no clock. A consultation keeps the version that held on the day of its start.

To correct: change a number once, under `[periods.…]`; set `confidence = "read"` when the statute was read, and its
rules become errors; for a new law, end the old file with `valid_to` and write another with `valid_from`.

Readings that were chosen, and why

1. A period of N days from a day D ends with D+N, or with the next working day where D+N is a Saturday, a Sunday or a
   statutory day off (KPA art. 57 § 1 and 4, KC art. 111 and 115, by analogy: the safe reading for those who take
   part). A close on the raw day D+N is lawful, so the rule itself compares with the raw day; before the rolled day
   the extra finding `rolled_day` warns. "At least 28 days" is read as D+28. Months end on the same-numbered day, or
   the month's last, and roll likewise.
2. A longest term (report in 30 days, opinion in 14) rolls the same way, for the rule says so without exception. What
   counts backwards (notice 7 days before, meetings until E-7) and what only must come after (D+8, the day after the
   close) never rolls, nor does a date of the calendar (30 November, 31 May).
3. Meetings "after 7 days from the start" are lawful from D+8, and until E-7, where E is the announced last day.
4. `start` is the day on which remarks open. Every least length counts from it, also where the statute counts from the
   notice: the computed notice is never later. A notice dated by hand is counted from, as the statute says. A notice
   that was published here (`noticed_on`) is measured against the lead, and takes no day away: what comes earlier than
   the start still counts from the start. Where no remarks open, the start is the day from which the procedure's own
   term runs (the application, the sign-up, the call for projects).
5. The target is the day of the last event of the decision (`last_event`: the programme's adoption, not its report a
   year later). The target year is the year after it, or after the start. Hence the report on the state of a gmina,
   which is due on 31 May of the year of its session, stands in the data as the target year less one.
6. What was not read in a statute warns. Confidence belongs to the record: where the provision that leads to others
   was not read (art. 17 for the local plan), all rules of the record warn. A rule may be less sure than its record
   (`check_first` rests on local rules alone), never surer.
7. A council's resolution replaces a default, shorter or longer. Over a statute it may only be stricter; it then
   stands beside the statute's rule, which stays. One that is laxer is refused and told. It warns unless the authority
   says otherwise, for no statute was read. Of two resolutions for one period, the one in force later holds.
8. Several procedures share the start, the notice (the longest lead) and the close (the longest period); what comes
   after is scheduled for each, since each may lead to an act of its own. A fixed period (30 days for an environmental
   decision) that another procedure lengthens warns: `fixed_period`.
9. Backward, `latest_start` keeps the full least lengths, defaults too, and the order of things, but not what is
   merely usual: the time an opinion may take runs beside the consultation, and silence waives it. The advised start
   keeps the usual steps as well (decisions 7 days, opinion 14, ten days before the session).
10. Forward, events after the close are put on their deadlines. Where a target cannot be reached, the events are
    placed so that the broken rule shows, and the finding `target_reachable` tells the earliest day; it is an error
    only where rules of the error level alone already stand in the way, or where the target is before the start.
11. Report terms that no statute sets (spatial plans, the programme, local acts) are 30 days, as a default without a
    rule.
12. Offices are named as in a gmina; the vocabulary says who does the same in a powiat or a voivodeship. There the
    public benefit council has 30 days for its opinion, at the voivodeship.
13. The days off stand in `rules/days_off.py`, with the year since which each is off; they are checked in the tests
    against the `holidays` library, which costs nearly a second to import.
"""
