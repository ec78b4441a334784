"""Whoever asks may go away: what is still at work for them is then given up.

Which caller some work is for is known without being handed from step to step. Threads that are
run with the context of a request, as those of its pool are, know it too.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Caller:
    """Somebody who waits for an answer; safe to use from several threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.gone = False
        self.at_work: list[Callable[[], object]] = []

    def leave(self) -> None:
        """Give up what is at work for this caller, now and from now on."""
        with self.lock:
            self.gone = True
            pending, self.at_work = self.at_work, []
        for give_up in pending:
            give_up()

    @contextmanager
    def waits_for(self, give_up: Callable[[], object]) -> Iterator[None]:
        """Call ``give_up`` when this caller leaves while the block runs, or has left before."""
        with self.lock:
            gone = self.gone
            if not gone:
                self.at_work.append(give_up)
        if gone:
            give_up()
        try:
            yield
        finally:
            with self.lock:
                if give_up in self.at_work:
                    self.at_work.remove(give_up)


CALLER: ContextVar[Caller | None] = ContextVar("caller", default=None)


@contextmanager
def until_left(give_up: Callable[[], object]) -> Iterator[None]:
    """Call ``give_up`` when the caller of this context leaves while the block runs."""
    caller = CALLER.get()
    if caller is None:
        yield
    else:
        with caller.waits_for(give_up):
            yield
