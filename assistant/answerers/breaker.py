"""A circuit breaker: what fails again and again is left alone for a while.

The pattern is Nygard's (Release It!, 2007): after several faults in a short time calls are refused
at once, later a single one is let through as a trial, and its end decides.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

FAULTS = 5
WINDOW_SECONDS = 30.0
REST_SECONDS = 60.0


class Breaker:
    """Counts faults; safe to use from several threads. ``clock`` gives seconds."""

    def __init__(
        self,
        *,
        faults: int = FAULTS,
        window: float = WINDOW_SECONDS,
        rest: float = REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most = faults
        self.window = window
        self.rest = rest
        self.clock = clock
        self.faults: deque[float] = deque(maxlen=faults)
        self.rests_until: float | None = None
        self.on_trial = False
        self.lock = threading.Lock()

    def allows(self) -> bool:
        """Whether a call may be made now; one that is must end in one of the methods below."""
        with self.lock:
            if self.rests_until is None:
                return True
            if self.on_trial or self.clock() < self.rests_until:
                return False
            self.on_trial = True
            return True

    def worked(self) -> None:
        """Note that a call went well: earlier faults no longer count."""
        with self.lock:
            self.faults.clear()
            self.rests_until, self.on_trial = None, False

    def failed(self) -> None:
        """Note a fault; after too many, or after a trial, calls are refused for a while."""
        with self.lock:
            now = self.clock()
            self.faults.append(now)
            many = len(self.faults) == self.most and now - self.faults[0] <= self.window
            if self.on_trial or many:
                self.rests_until, self.on_trial = now + self.rest, False

    def left(self) -> None:
        """Note that a call was given up, which says nothing about what was called."""
        with self.lock:
            self.on_trial = False
