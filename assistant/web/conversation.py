"""What one visitor has asked so far. Kept per session, never shared."""

from dataclasses import dataclass

from assistant.types import Answer, Language, Outcome, Turn
from assistant.web.feedback import Rating

REMEMBERED_TURNS = 6
KEPT_EXCHANGES = 30


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer; ``None`` while the answer is being looked for.

    An answer that is not ``whole`` is as far as it has come. ``rating`` is what the visitor thinks
    of it, ``kept`` under which name it is kept, where exchanges are.
    """

    question: str
    answer: Answer | None = None
    whole: bool = True
    rating: Rating | None = None
    kept: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing more is to come."""
        return self.answer is not None and self.whole


Conversation = tuple[Exchange, ...]


def settled(conversation: Conversation) -> Conversation:
    """Return the exchanges that have an answer, the oldest ones dropped when there are many."""
    answered = tuple(exchange for exchange in conversation if exchange.settled)
    return answered[-KEPT_EXCHANGES:]


def history(conversation: Conversation) -> tuple[Turn, ...]:
    """Return the last exchanges as the assistant wants them; failures taught nobody anything."""
    turns = [
        Turn(exchange.question, exchange.answer.text)
        for exchange in conversation
        if exchange.answer and exchange.answer.outcome is not Outcome.ERROR
    ]
    return tuple(turns[-REMEMBERED_TURNS:])


def failed(message: str, language: Language) -> Answer:
    """Return the answer that says that there is none because something broke."""
    return Answer(Outcome.ERROR, language, message=message)
