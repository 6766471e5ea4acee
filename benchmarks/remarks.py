"""Remarks on drafts: how well a draft is cut, how well copied letters are found, and how fast the lists open.

Printed: what share of the units of each document is right, against lists made by hand; how long it takes to group
10,000 remarks, and how many pairs of one campaign are found (recall) and of those found are one campaign (precision);
how fast the pages open with 100, 10,000 and 100,000 remarks, beside the bare queries for their rows in the same run.
"""

import csv
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from ground import demonstration, per_second, report
from remarks_filled import ON_PAGE, SLUG, add_remarks, begin
from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.drafts import jobs, queries
from consult.drafts.comparing.redline import pieces_of
from consult.drafts.groups.alike import Written, alike
from consult.drafts.models import Remark
from consult.drafts.reading import docx as word_reading
from consult.drafts.rules.alignment import inherited
from consult.drafts.rules.parsing import parse, parse_document
from consult.drafts.rules.units import Kind, Unit, named
from consult.extensions import db
from consult.texts.near_duplicates import groups

ROOT = Path(__file__).resolve().parents[1]
CAMPAIGNS = ROOT.parent / "shared" / "data" / "texts" / "regulations-gov"
SAMPLES = ROOT / "tests" / "drafts" / "samples"
SIZES = (100, 10_000, 100_000)
MOST_MS = 150
MOST_SECONDS = 10
GREETINGS = ("", "Dzień dobry. ", "Szanowni Państwo, ", "Witam. ")
ENDINGS = ("", " Z poważaniem, mieszkanka", " Dziękuję.", " Pozdrawiam, Jan", " Proszę o odpowiedź na piśmie.")


def main() -> None:
    """Measure and print."""
    units()
    clustering()
    redline()
    lists()


def units() -> None:
    """Compare what is cut with lists made by hand."""
    for sample in sorted(SAMPLES.glob("*.units")):
        source = next(one for one in SAMPLES.glob(f"{sample.stem}.*") if one != sample)
        wanted = sample.read_text().splitlines()
        found = [f"{unit.kind}|{unit.label}" for unit in parse(source.read_text())]
        print(f"units right, {source.name}: {_share(wanted, found):.1%} of {len(wanted)}")
    sys.path.insert(0, str(ROOT))
    from tests.drafts.reading import word  # noqa: PLC0415
    from tests.drafts.reading.programme import share_right, written  # noqa: PLC0415
    from tests.drafts.reading.test_programme import NUMBERING, in_word  # noqa: PLC0415

    items = written()
    content = word.docx(*map(in_word, items), numbering=NUMBERING)
    share = share_right(items, parse_document(word_reading.read(content)))
    print(f"units right, a programme of sixty pages from Word: {share:.1%} of {len(items)}")


def _share(wanted: Sequence[str], found: Sequence[str]) -> float:
    left = list(found)
    right = 0
    for one in wanted:
        if one in left:
            left.remove(one)
            right += 1
    return right / max(len(wanted), len(found))


def clustering() -> None:
    """Group 10,000 remarks of known campaigns, and the campaigns themselves."""
    if not CAMPAIGNS.is_dir():
        print(f"no {CAMPAIGNS}: copied letters are not measured")
        return
    with (CAMPAIGNS / "teksty.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    letters = [row["commentText"] for row in rows]
    remarks, campaigns = _sent(letters, 10_000)
    begun = time.process_time()
    found = alike(remarks)
    seconds = time.process_time() - begun
    verdict = "" if seconds < MOST_SECONDS else f", more than {MOST_SECONDS} s"
    print(f"10,000 remarks grouped in {seconds:.1f} s{verdict}; {_quality(found, campaigns)}")
    dockets = [row["docketId"] for row in rows]
    pairs = _pairs(groups(letters))
    same = sum(dockets[one] == dockets[other] for one, other in pairs)
    print(
        f"{len(letters)} real campaigns: {len(pairs)} pairs are one text, {same / len(pairs):.1%} of them of one docket"
    )


def _sent(letters: Sequence[str], count: int) -> tuple[list[Written], list[int]]:
    """Let campaigns of 1 to some 200 senders write: each copies the letter, greets, and changes a few words."""
    chance = random.Random(20261124)  # noqa: S311  # the same remarks in each run
    distinct = [members[0] for members in _with_singles(groups(letters), len(letters))]
    remarks: list[Written] = []
    campaigns: list[int] = []
    while len(remarks) < count:
        campaign = chance.choice(distinct)
        size = min(count - len(remarks), int(chance.paretovariate(0.8)), 200)
        for _ in range(size):
            said = letters[campaign].split()
            for _ in range(chance.randrange(1 + len(said) // 25)):
                said[chance.randrange(len(said))] = chance.choice(("zmienione", "bardzo", "nasz", "prosimy"))
            words = chance.choice(GREETINGS) + " ".join(said) + chance.choice(ENDINGS)
            remarks.append(Written("calosc", "", "", words))
            campaigns.append(campaign)
    return remarks, campaigns


def _with_singles(found: Iterable[tuple[int, ...]], count: int) -> Iterator[tuple[int, ...]]:
    grouped = set()
    for members in found:
        grouped.update(members)
        yield members
    yield from ((place,) for place in range(count) if place not in grouped)


def _quality(found: Sequence[tuple[int, ...]], campaigns: Sequence[int]) -> str:
    pairs = _pairs(found)
    right = sum(campaigns[one] == campaigns[other] for one, other in pairs)
    sizes: dict[int, int] = {}
    for campaign in campaigns:
        sizes[campaign] = sizes.get(campaign, 0) + 1
    wanted = sum(size * (size - 1) // 2 for size in sizes.values())
    return f"precision {right / len(pairs):.1%}, recall {right / wanted:.1%} of {wanted:,} pairs"


def _pairs(found: Iterable[tuple[int, ...]]) -> list[tuple[int, int]]:
    return [pair for members in found for pair in combinations(members, 2)]


def redline() -> None:
    """Link two versions of 2,000 units of which each is changed, and compare them word by word."""
    chance = random.Random(20261124)  # noqa: S311
    words = [f"słowo{number}" for number in range(3000)]
    old = named(Unit(Kind.SECTION, f"§ {n}.", " ".join(chance.choices(words, k=40)), 0) for n in range(1, 2001))
    new = [_changed(unit, chance) for unit in old]
    begun = time.process_time()
    linked = named(inherited(old, named(new)), [unit.key for unit in old])
    between = time.process_time()
    pieces = pieces_of([old, linked])
    runs = sum(len(piece.runs) for piece in pieces)
    done = time.process_time()
    print(f"2,000 changed units: linked in {between - begun:.2f} s, compared in {done - between:.2f} s ({runs} runs)")


def _changed(unit: Unit, chance: random.Random) -> Unit:
    said = unit.text.split()
    said[chance.randrange(len(said))] = "inaczej"
    return Unit(unit.kind, unit.number, " ".join(said), unit.level)


def lists() -> None:
    """Open the pages with more and more remarks."""
    with demonstration() as app:
        with app.app_context():
            number, token = begin()
        client = app.test_client()
        signed = app.test_client()
        signed.set_cookie(app.config["SESSION_COOKIE_NAME"], token)
        filled = 0
        for size in SIZES:
            with app.app_context():
                ids = add_remarks(number, filled, size)
                filled = size
                begun = time.process_time()
                jobs.group_remarks()
                print(f"{size:,} remarks grouped and kept in {time.process_time() - begun:.1f} s")
                ceilings = _bare(*ids)
            _open(client, signed, number, size, ceilings)


def _bare(draft_id: UUID, consultation_id: UUID) -> tuple[float, float]:
    """Ask for the rows of one page of the queue, and of the public table, and do nothing with them."""
    asked = queries.Wanted(state="todo")
    return (
        per_second(lambda: _rows(queries.queue(draft_id, asked))),
        per_second(lambda: _rows(queries.public_remarks(consultation_id, queries.Wanted()))),
    )


def _open(client: FlaskClient, signed: FlaskClient, number: int, size: int, ceilings: tuple[float, float]) -> None:
    desk = f"/urzad/k/{SLUG}/rozpatrywanie/{number}"
    queue, public = ceilings
    pages: Sequence[tuple[str, Callable[[], Any], float]] = (
        ("public table", lambda: _get(client, f"/k/{SLUG}/uwagi?p={number}"), public),
        ("queue", lambda: _get(signed, f"{desk}?stan=todo"), queue),
        ("texts sent by several", lambda: _get(signed, f"{desk}/grupy"), queue),
        ("one remark beside its queue", lambda: _get(signed, f"{desk}/10040?stan=todo"), queue),
        ("the draft", lambda: _get(client, f"/k/{SLUG}/projekt/{number}"), public),
    )
    for name, page, ceiling in pages:
        ours = per_second(page)
        spent = _spent(page)
        late = f", more than {MOST_MS} ms" if spent > MOST_MS else ""
        report(f"{name}, {size:,} remarks ({spent:.0f} ms of this process{late})", ours, ceiling)


def _spent(page: Callable[[], Any]) -> float:
    """Measure the time of this process alone, in milliseconds: what else the machine does counts for nothing."""
    spent = []
    for _ in range(5):
        begun = time.process_time()
        page()
        spent.append(1000 * (time.process_time() - begun))
    return min(spent)


def _get(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url} answers {answer.status}")


def _rows(query: Select[Remark]) -> None:
    session: Session = db.session()
    session.execute(query.with_only_columns(*Remark.__table__.c).limit(ON_PAGE)).all()
    session.rollback()


if __name__ == "__main__":
    main()
