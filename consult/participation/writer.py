"""One writer for each process: what people send at the same moment is committed as one group.

On SQLite many writers wait for one lock, and poll for it; a commit to the disk costs the same for one row as for
thirty. So whoever comes first writes, and who comes meanwhile leaves finished values and waits. When the group is
durable each of its people is answered, and the next group is written by the first who waits. No thread stands by:
it is the request of one of them. Two processes take turns at a lock that wakes the next one, where they share a file.
"""

import fcntl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

from flask import current_app
from sqlalchemy.orm import Session

from consult.extensions import db
from consult.web.transaction import transaction

Value = TypeVar("Value")
Answer = TypeVar("Answer")
MOST = 64
"""So many are written in one group."""
LOCK = "intake.lock"


class _Left(Generic[Value, Answer]):
    """Values that somebody left to be written, and what became of them."""

    def __init__(self, value: Value) -> None:
        self.value = value
        self.woken = threading.Event()
        self.is_done = False
        self.answer: Answer | None = None
        self.failure: BaseException | None = None


class Writer(Generic[Value, Answer]):
    """Writes groups with `keep`, which gives an answer or a refusal for each value, in their order."""

    def __init__(
        self, keep: Callable[[Session, Sequence[Value]], Sequence[Answer | Exception]], lock: Path | None = None
    ) -> None:
        self.keep = keep
        self.guard = threading.Lock()
        self.waiting: list[_Left[Value, Answer]] = []
        self.is_busy = False
        self.lock = lock

    def write(self, value: Value) -> Answer:
        """Write it durably, and give the answer; raise the refusal, or what made the whole group fail.

        The caller has ended its reading.
        """
        mine: _Left[Value, Answer] = _Left(value)
        with self.guard:
            self.waiting.append(mine)
            leads, self.is_busy = not self.is_busy, True
        if not leads:
            mine.woken.wait()
            leads = not mine.is_done
        if leads:
            self._write_group()
        if mine.failure is not None:
            raise mine.failure
        return mine.answer  # type: ignore[return-value]  # where nothing failed there is one

    def _write_group(self) -> None:
        """Write what waits; then wake those who waited for it, and the one who writes the next group."""
        with self._turn():
            with self.guard:
                group, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
            self._commit(group)
        with self.guard:
            following = self.waiting[:1]
            self.is_busy = bool(following)
        for one in group:
            one.is_done = True
            one.woken.set()
        for one in following:
            one.woken.set()

    def _commit(self, group: Sequence[_Left[Value, Answer]]) -> None:
        """Write a group; where that fails, each by itself, so that nobody suffers from what another sent."""
        try:
            with transaction(is_intake=True) as session:
                answers = self.keep(session, [one.value for one in group])
        except Exception as failure:  # noqa: BLE001  # whoever left it raises it
            if len(group) > 1:
                for one in group:
                    self._commit([one])
            else:
                group[0].failure = failure
            return
        for one, answer in zip(group, answers, strict=True):
            if isinstance(answer, Exception):
                one.failure = answer
            else:
                one.answer = answer

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Hold the lock that the processes share; without one, nothing."""
        if self.lock is None:
            yield
            return
        with self.lock.open("ab") as turn:  # closing it lets go
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield


def writer_for(
    name: str, keep: Callable[[Session, Sequence[Value]], Sequence[Answer | Exception]]
) -> Writer[Value, Answer]:
    """Give this process's writer of this name; it begins with the first who asks."""
    writers: dict[str, Any] = current_app.extensions.setdefault("writers", {})
    found: Writer[Value, Answer] | None = writers.get(name)
    if found is None:
        is_one_file = db.engine.dialect.name == "sqlite"
        folder: Path = current_app.extensions["settings"].data_dir
        found = writers.setdefault(name, Writer(keep, folder / LOCK if is_one_file else None))
    return found
