"""How much the server takes on at once, and how much of that for one asker."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as an address, a key or an account, and how often.

    ``at_once`` are the questions that run and wait together; 0 of anything is any number.
    """

    name: str
    per_minute: int = 0
    per_day: int = 0
    at_once: int = 0


class TurnedAway(Exception):
    """A question is not taken now; after so many ``seconds`` it may be."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"ask again in {seconds} s.")
        self.seconds = seconds


class Busy(TurnedAway):
    """Too many questions are being answered, in all or for this asker."""


class TooMany(TurnedAway):
    """This asker has asked as often as is allowed for the moment."""


class Admission(Protocol):
    """Says whether a question may be answered now; safe to call from threads."""

    def visitor(self, address: str) -> Asker:
        """Return who asks from an address."""
        ...

    def asking(self, asker: Asker) -> AbstractContextManager[None]:
        """Return what surrounds the answering of a question.

        Entering it waits for a turn, and raises ``Busy`` or ``TooMany``.
        """
        ...


class Everyone:
    """Lets everyone ask at any time."""

    def visitor(self, address: str) -> Asker:
        """Return who asks from an address."""
        return Asker(address)

    def asking(self, asker: Asker) -> AbstractContextManager[None]:
        """Return what does nothing."""
        return nullcontext()
