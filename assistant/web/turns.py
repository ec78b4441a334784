"""Turns: so many questions at once, so many waiting, so many for each asker."""

import ipaddress
import math
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.errors import BadSettings
from assistant.web.admission import Asker, Busy, TooMany
from assistant.web.settings import WebSettings

if TYPE_CHECKING:
    from limits import RateLimitItem

MINUTE, DAY = 60, 86_400


class Turns:
    """Lets questions in by turns; safe to use from several threads.

    The counts a minute and a day are kept where ``limits_url`` says, so that several processes can
    share them; who runs and who waits is known to each process by itself.
    """

    def __init__(self, settings: WebSettings, at_once: int = 0) -> None:
        """Prepare; raises ``BadSettings`` for counts that cannot be kept where they should be."""
        from limits.errors import ConfigurationError
        from limits.storage import storage_from_string
        from limits.strategies import MovingWindowRateLimiter

        self.settings = settings
        self.running = settings.answers_at_once or at_once or os.cpu_count() or 2
        self.free = threading.Semaphore(self.running)
        self.lock = threading.Lock()
        self.taken: Counter[str] = Counter()
        self.turned_away: Counter[str] = Counter()
        try:
            self.counts = MovingWindowRateLimiter(storage_from_string(settings.limits_url))
        except (ConfigurationError, ImportError, ValueError) as exc:
            raise BadSettings(
                "ASSISTANT_LIMITS_URL cannot be used; write memory:// or redis://HOST:PORT (after "
                f"scripts/setup redis): {exc}"
            ) from exc

    def visitor(self, address: str) -> Asker:
        """Return who asks from an address: of IPv6 a whole network, as one has as many.

        Programs on this machine may ask as often as they like.
        """
        found, settings = network(address), self.settings
        if is_this_machine(found):
            return Asker(found)
        return Asker(
            found,
            settings.questions_per_minute,
            settings.questions_per_day,
            settings.questions_each,
        )

    @contextmanager
    def asking(self, asker: Asker) -> Iterator[None]:
        """Wait for a turn, and hold it; raises ``Busy`` and ``TooMany``."""
        self.enter(asker)
        try:
            self.count(asker)
            if not self.free.acquire(timeout=self.settings.patience):
                raise self.counted(Busy(math.ceil(self.settings.patience)))
            try:
                yield
            finally:
                self.free.release()
        finally:
            with self.lock:
                self.taken[asker.name] -= 1
                if not self.taken[asker.name]:
                    del self.taken[asker.name]

    def enter(self, asker: Asker) -> None:
        """Take a place among those that run or wait; raises ``Busy`` when there is none."""
        with self.lock:
            full = self.taken.total() >= self.running + self.settings.waiting
            if full or 0 < asker.at_once <= self.taken[asker.name]:
                raise self.counted(Busy(math.ceil(self.settings.patience)))
            self.taken[asker.name] += 1

    def count(self, asker: Asker) -> None:
        """Count a question of an asker; raises ``TooMany``."""
        from limits import RateLimitItemPerDay, RateLimitItemPerMinute

        limits: list[RateLimitItem] = []
        if asker.per_day:
            limits.append(RateLimitItemPerDay(asker.per_day))
        if asker.per_minute:
            limits.append(RateLimitItemPerMinute(asker.per_minute))
        for limit in limits:
            if not self.counts.test(limit, asker.name):
                until = self.counts.get_window_stats(limit, asker.name).reset_time
                raise self.counted(TooMany(max(1, math.ceil(until - time.time()))))
        for limit in limits:
            self.counts.hit(limit, asker.name)

    def counted(self, reason: Busy | TooMany) -> Busy | TooMany:
        """Note that somebody was turned away, and return the reason."""
        self.turned_away["busy" if isinstance(reason, Busy) else "too_many"] += 1
        return reason


def is_this_machine(name: str) -> bool:
    """Whether an address, or the network around it, is this machine's own.

    >>> is_this_machine("127.0.0.1"), is_this_machine(network("::1")), is_this_machine("192.0.2.7")
    (True, True, False)
    """
    return name.startswith("127.") or name == network("::1")


def network(address: str) -> str:
    """Return an IPv4 address, or the network of 64 bits in which an IPv6 address is.

    >>> network("192.0.2.7"), network("2001:db8::7"), network("::ffff:192.0.2.7"), network("x")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7', 'x')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
